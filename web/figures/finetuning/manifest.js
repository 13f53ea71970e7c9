// The fine-tuning figure, for the page and for others: see ../manifest.js.

import { followedAttributes } from '../followed_attributes.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'finetuning',
  page: 'embed.html',
  /** Its height with a wide font, before it is asked for anything. */
  minHeight: `max(
    31% + 43.4rem,
    min(31% + 45.8rem, (52.5rem - 100%) * 9999),
    min(31% + 46.9rem, (42rem - 100%) * 9999),
    min(124% + 51rem, (36.05rem - 100%) * 9999),
    min(124% + 53.5rem, (34rem - 100%) * 9999),
    min(124% + 55.9rem, (33.5rem - 100%) * 9999),
    min(124% + 58.4rem, (31.5rem - 100%) * 9999),
    min(124% + 62.3rem, (31rem - 100%) * 9999),
    min(124% + 64.7rem, (28.5rem - 100%) * 9999),
    min(124% + 66rem, (26.5rem - 100%) * 9999),
    min(124% + 69.3rem, (25.5rem - 100%) * 9999),
    min(124% + 72.7rem, (24.5rem - 100%) * 9999),
    min(124% + 73.9rem, (22rem - 100%) * 9999),
    min(124% + 77.5rem, (21rem - 100%) * 9999),
    min(124% + 82.5rem, (18.5rem - 100%) * 9999),
    min(124% + 84.1rem, (16.5rem - 100%) * 9999),
    min(124% + 89.5rem, (15.5rem - 100%) * 9999)
  )`,
};

export const className = 'FinetuningFigure';

export const text =
  'What becomes of a classifier that is trained further on perturbed digits: how robust it is after each epoch, and how it reads the digit.';

const { pixels, digit, box } = followedAttributes;

/** @type {Record<string, Attribute>} */
export const attributes = {
  pixels,
  digit,
  norm: {
    type: 'number',
    default: 2,
    text: 'p of the norm in which the changes of the digit are small: `inf`, or else 2; 2.',
  },
  box,
  trained: {
    type: 'string',
    default: 'fc500-150-10',
    text: 'The classifier whose fine-tuning is shown: `fc500-150-10` or `lenet`; `fc500-150-10`.',
  },
  epoch: {
    type: 'number',
    default: 5,
    text: 'The epoch that is told of, 0 to 5; 5.',
  },
  compare: {
    type: 'boolean',
    default: false,
    text: 'Whether the digit is shown on fine-tuned classifiers, which are fetched for that (4.7 MB); only the curves.',
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: what was measured at the epoch, and what was found and proved of the digit on each classifier.',
  },
};

/** @type {Record<string, string>} */
export const events = {};

/** @type {Record<string, string>} */
export const parts = {};
