// The figure that compares attacks, for the page and for others: see ../manifest.js.

import { followedAttributes } from '../followed_attributes.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'methods',
  page: 'embed.html',
  /** Its height with a wide font: a row a method, in one line from 36rem. */
  minHeight: `max(
    64.2rem,
    min(68.3rem, (48rem - 100%) * 9999),
    min(72.8rem, (38.5rem - 100%) * 9999),
    min(90rem, (36.01rem - 100%) * 9999),
    min(95rem, (30rem - 100%) * 9999),
    min(99.2rem, (27.2rem - 100%) * 9999),
    min(112rem, (25.1rem - 100%) * 9999),
    min(115rem, (22.8rem - 100%) * 9999),
    min(127rem, (21.51rem - 100%) * 9999),
    min(136.6rem, (18.61rem - 100%) * 9999),
    min(147rem, (17.2rem - 100%) * 9999)
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
