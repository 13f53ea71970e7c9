// The steps' figure, for the page and for others: see ../manifest.js.

import { followedAttributes } from '../followed_attributes.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'steps',
  page: 'embed.html',
  /** Its height with a wide font, for up to four points; more of them need more. */
  minHeight: `max(
    35.5rem,
    min(44rem, (56rem - 100%) * 9999),
    min(46.6rem, (36.05rem - 100%) * 9999),
    min(50.4rem, (26rem - 100%) * 9999),
    min(51.9rem, (18.25rem - 100%) * 9999)
  )`,
};

export const className = 'StepsFigure';

export const text =
  "DeepFool's steps one by one: each point on its path as a picture, its logits, the nearest boundary, and the way to it.";

/** @type {Record<string, Attribute>} */
export const attributes = {
  ...followedAttributes,
  step: {
    type: 'number',
    default: 0,
    text: 'The point on the path that is told of, from 0; 0.',
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: the attack, with its path; null as long as nothing is.',
  },
};

/** @type {Record<string, string>} */
export const events = {
  'deepfool-step':
    'The visitor has chosen a step of DeepFool; the detail has its number as `step`.',
};

/** @type {Record<string, string>} */
export const parts = {};
