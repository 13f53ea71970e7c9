// The survival figure, for the page and for others: see ../manifest.js.

import { followedAttributes } from '../followed_attributes.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'survival',
  page: 'embed.html',
  /** Its height with a wide font. */
  minHeight: `max(
    42.5rem,
    min(49.2rem, (56rem - 100%) * 9999),
    min(76rem, (36.05rem - 100%) * 9999),
    min(79.1rem, (24.5rem - 100%) * 9999),
    min(82rem, (20rem - 100%) * 9999)
  )`,
};

export const className = 'SurvivalFigure';

export const text =
  'What becomes of the flip when the picture is saved, moved, made noisy, or shown to other classifiers.';

/** @type {Record<string, Attribute>} */
export const attributes = {
  ...followedAttributes,
  further: {
    type: 'number',
    default: 1,
    text: 'By what the change is multiplied, 1 to 3; 1.',
  },
  all: {
    type: 'boolean',
    default: false,
    text: 'Whether all classifiers are asked, the large ones too; only the small ones and `classifier`.',
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: each picture, and what each classifier reads; null as long as nothing is.',
  },
};

/** @type {Record<string, string>} */
export const events = {};

/** @type {Record<string, string>} */
export const parts = {};
