// The figure of a curved boundary, for the page and for others: see ../manifest.js.

export { events, parts } from '../plane_manifest.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'curved',
  page: 'embed.html',
  /** Its height with a wide font: beside its numbers from 52rem on, and with more and more lines of text below that. */
  minHeight: `max(
    34.5rem,
    min(45% + 11.3rem, 75% - 6.1rem),
    min(75% + 32.1rem, (52rem - 100%) * 9999),
    min(75% + 34.2rem, (32.05rem - 100%) * 9999),
    min(75% + 41.1rem, (30.5rem - 100%) * 9999),
    min(75% + 43.3rem, (24.9rem - 100%) * 9999),
    min(75% + 46.1rem, (22.1rem - 100%) * 9999)
  )`,
};

export const className = 'CurvedFigure';

export const text =
  "A curved boundary in the plane: DeepFool's steps to it, each to where the classifier linearised there is 0, and the true nearest point.";

/** The curves that there are. */
export const curves = /** @type {const} */ (['bump', 'ellipse', 'wave', 'hyperbola', 'bent']);

/** What the attributes are at first, and what they may be. */
export const defaults = {
  curve: /** @type {typeof curves[number]} */ ('bump'),
  point: [-0.6, -1.4],
  heights: [-0.4, 0.9, 0.3, 1.6, 0.8],
  overshoot: 0.02,
  step: 0,
};

export const mostOvershoot = 0.5;

export const mostSteps = 50;

/** @type {Record<string, Attribute>} */
export const attributes = {
  curve: {
    type: curves.map((curve) => `'${curve}'`).join(' | '),
    default: defaults.curve,
    text: 'The boundary: `bump`, `ellipse`, `wave`, `hyperbola` or `bent`, which goes through points that the visitor moves; `bump`.',
  },
  point: {
    type: 'number[]',
    default: defaults.point,
    text: 'The point x0, two numbers from -4 to 4 and -3 to 3; `-0.6 -1.4`.',
  },
  heights: {
    type: 'number[]',
    default: defaults.heights,
    text: 'Where `bent` goes through, five heights from -3 to 3; `-0.4 0.9 0.3 1.6 0.8`.',
  },
  overshoot: {
    type: 'number',
    default: defaults.overshoot,
    text: 'How much further than the boundary DeepFool goes, 0 to 0.5; 0.02.',
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
    text: 'What is shown: the attack, the linearisation at the iterate, the nearest boundary; null as long as nothing is.',
  },
};
