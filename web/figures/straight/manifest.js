// The figure of a straight boundary, for the page and for others: see ../manifest.js.

export { events, parts } from '../plane_manifest.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'straight',
  page: 'embed.html',
  /** Its height with a wide font: beside its numbers from 52rem on, and with more and more lines of text below that. */
  minHeight: `max(
    34.5rem,
    min(45% + 11.3rem, 75% - 6.1rem),
    min(75% + 39.7rem, (52rem - 100%) * 9999),
    min(75% + 44.6rem, (30.5rem - 100%) * 9999),
    min(75% + 49.3rem, (24.9rem - 100%) * 9999),
    min(75% + 54.4rem, (20.6rem - 100%) * 9999),
    min(75% + 55.8rem, (18rem - 100%) * 9999)
  )`,
};

export const className = 'StraightFigure';

export const text =
  'A straight boundary in the plane: the nearest point of a line in l_2, l_1 and l_infinity, and the overshoot.';

/** What the attributes are at first, and what they may be. */
export const defaults = {
  point: [-1.9, -0.4],
  line: [1.9, 2.1, 0.3, -2.2],
  norm: /** @type {'2' | '1' | 'inf'} */ ('2'),
  overshoot: 0.02,
  growth: 1,
};

export const mostOvershoot = 0.5;

/** @type {Record<string, Attribute>} */
export const attributes = {
  point: {
    type: 'number[]',
    default: defaults.point,
    text: 'The point x0, two numbers from -4 to 4 and -3 to 3; `-1.9 -0.4`.',
  },
  line: {
    type: 'number[]',
    default: defaults.line,
    text: 'Two points of the boundary, x0 y0 x1 y1; `1.9 2.1 0.3 -2.2`.',
  },
  norm: {
    type: "'2' | '1' | 'inf'",
    default: defaults.norm,
    text: 'The norm to keep small: `2`, `1` or `inf`; `2`.',
  },
  overshoot: {
    type: 'number',
    default: defaults.overshoot,
    text: 'How much further than the boundary the step goes, 0 to 0.5; 0.02.',
  },
  growth: {
    type: 'number',
    default: defaults.growth,
    text: 'How far the ball around the point has grown, 0 to 1, where it touches; 1.',
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: the distances in each norm and the attack; null as long as nothing is.',
  },
};
