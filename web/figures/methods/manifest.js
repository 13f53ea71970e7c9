// The figure that compares attacks, for the page and for others: see ../manifest.js.

import { followedAttributes } from '../followed_attributes.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'methods',
  page: 'embed.html',
  /** Its height with a wide font: a row a method, in one line from 36rem. */
  minHeight: `max(
    60.6rem,
    min(64.6rem, (48rem - 100%) * 9999),
    min(88.7rem, (36.01rem - 100%) * 9999),
    min(92rem, (30rem - 100%) * 9999),
    min(105.6rem, (25.01rem - 100%) * 9999),
    min(110rem, (22.8rem - 100%) * 9999),
    min(118rem, (21.51rem - 100%) * 9999),
    min(126.6rem, (18.61rem - 100%) * 9999)
  )`,
};

export const className = 'MethodsFigure';

export const text =
  'DeepFool beside the attacks that it is compared with, on one digit: that of the digit figure on the same page, or its own.';

/** @type {Record<string, Attribute>} */
export const attributes = {
  ...followedAttributes,
  norm: {
    type: 'number',
    default: 2,
    text: 'p of the norm to keep small and to measure in: 1, `inf`, or else 2; 2. Methods that cannot keep it small keep their own.',
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: the digit, and what each method has found so far.',
  },
};

/** @type {Record<string, string>} */
export const events = {};

/** @type {Record<string, string>} */
export const parts = {};
