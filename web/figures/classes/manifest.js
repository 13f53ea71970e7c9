// The figure of many classes, for the page and for others: see ../manifest.js.

export { events, parts } from '../plane_manifest.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'classes',
  page: 'embed.html',
  /** Its height with a wide font: beside its numbers from 52rem on, and with more and more lines of text below that. */
  minHeight: `max(
    34.5rem,
    min(45% + 11.3rem, 75% - 6.1rem),
    min(75% + 36.1rem, (52rem - 100%) * 9999),
    min(75% + 43rem, (30.55rem - 100%) * 9999),
    min(75% + 46.5rem, (24.9rem - 100%) * 9999),
    min(75% + 48.7rem, (22.1rem - 100%) * 9999),
    min(75% + 51rem, (20.6rem - 100%) * 9999),
    min(75% + 52.2rem, (17rem - 100%) * 9999)
  )`,
};

export const className = 'ClassesFigure';

export const text =
  "Five classes in the plane: the cell of the predicted one as a polygon, the distance to each of its faces, and DeepFool's steps where boundaries are curved.";

/** What the attributes are at first, and what they may be. */
export const defaults = {
  point: [-0.6, -0.3],
  centres: [-0.3, 0.2, -2.9, 1.1, 1.6, 1.9, 2.5, -1.2, -1.5, -2.3],
  curved: false,
  step: 0,
};

/** How steeply each class falls off around its centre, where boundaries are curved. */
export const steepness = [2.5, 0.6, 3, 0.9, 0.5];

export const mostSteps = 50;

/** @type {Record<string, Attribute>} */
export const attributes = {
  point: {
    type: 'number[]',
    default: defaults.point,
    text: 'The point x0, two numbers from -4 to 4 and -3 to 3; `-0.6 -0.3`.',
  },
  centres: {
    type: 'number[]',
    default: defaults.centres,
    text: 'The centres of the five classes, x0 y0 x1 y1 ...',
  },
  curved: {
    type: 'boolean',
    default: defaults.curved,
    text: 'Whether the boundaries are curved; they are straight.',
  },
  step: {
    type: 'number',
    default: defaults.step,
    text: 'Which iterate is shown, 0 to the last; 0.',
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: the attack, and the cell and its faces at the iterate; null as long as nothing is.',
  },
};
