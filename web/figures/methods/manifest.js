// The figure that compares attacks, for the page and for others: see ../manifest.js.

import { followedAttributes } from '../followed_attributes.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'methods',
  page: 'embed.html',
  /** Its height with a wide font: a row a method, in one line from 36rem. */
  minHeight: `max(
    69.4rem,
    min(73.3rem, (48rem - 100%) * 9999),
    min(76.2rem, (38.5rem - 100%) * 9999),
    min(94.9rem, (36.05rem - 100%) * 9999),
    min(101.2rem, (31.5rem - 100%) * 9999),
    min(105.5rem, (27.2rem - 100%) * 9999),
    min(119.3rem, (25.1rem - 100%) * 9999),
    min(121.3rem, (22.8rem - 100%) * 9999),
    min(138.5rem, (21.55rem - 100%) * 9999),
    min(153.7rem, (18.75rem - 100%) * 9999),
    min(155.3rem, (17.25rem - 100%) * 9999),
    min(161rem, (17rem - 100%) * 9999)
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
    text: 'What is shown: the digit, what each method has found so far, and what is proved.',
  },
};

/** @type {Record<string, string>} */
export const events = {};

/** @type {Record<string, string>} */
export const parts = {};
