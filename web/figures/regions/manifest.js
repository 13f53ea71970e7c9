// The regions' figure, for the page and for others: see ../manifest.js.

import { followedAttributes } from '../followed_attributes.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'regions',
  page: 'embed.html',
  /** Its height with a wide font: the plane beside the rest, or above it. */
  minHeight: `max(
    48.2rem,
    min(52.1rem, (60rem - 100%) * 9999),
    min(100% + 13.1rem, 58.1rem, (60rem - 100%) * 9999),
    min(77.6rem, (36.05rem - 100%) * 9999),
    min(80.7rem, (26rem - 100%) * 9999),
    min(83.8rem, (21rem - 100%) * 9999)
  )`,
};

export const className = 'RegionsFigure';

export const text =
  "The plane through a digit, what DeepFool makes of it, and a third point: the classes' regions, and DeepFool's steps over them.";

/** @type {Record<string, Attribute>} */
export const attributes = {
  ...followedAttributes,
  third: {
    type: 'string',
    default: 'next',
    text: "The third point of the plane: `next`, DeepFool's answer for the class that comes next; `class-0` to `class-9`, its answer for that class; `random`, any direction; `digit-0` to `digit-9`, a test digit; `next`.",
  },
  view: {
    type: 'string | null',
    default: null,
    text: 'The part of the plane that is shown: its middle, and half of its side, as `x,y,half`; around all points.',
  },
  point: {
    type: 'string | null',
    default: null,
    text: 'The point that is looked at, as `x,y`; where DeepFool ends.',
  },
  step: {
    type: 'number',
    default: 0,
    text: 'The step of DeepFool whose linearised boundaries are drawn, from 0; 0.',
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: the attack, its path on the plane, and the regions; null as long as nothing is.',
  },
};

/** @type {Record<string, string>} */
export const events = {
  'deepfool-step':
    'The visitor has chosen a step of DeepFool; the detail has its number as `step`.',
};

/** @type {Record<string, string>} */
export const parts = {};
