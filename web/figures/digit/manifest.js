// The digit figure, for the page and for others: see ../manifest.js.

import { defaults, maxOvershoot, methods } from '../parts/attack_settings.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'digit',
  page: '',
  /**
   * Its height with a wide font: in one column below 36rem, in two below 56rem, else with the pad beside the rest
   * (tests/browser/post.test.mjs holds the layouts to it).
   */
  minHeight: `max(
    34% + 25.7rem,
    48.6rem,
    min(49.2rem, (66rem - 100%) * 9999),
    min(max(63.7% + 44.7rem, 69.2rem), (56rem - 100%) * 9999),
    min(max(137.3% + 56.1rem, 88.2rem), (36rem - 100%) * 9999)
  )`,
};

export const example = { digit: '3' };

export const className = 'DigitFigure';

export const text =
  'Draw, upload or pick a digit, and see the smallest change that DeepFool finds to flip it.';

/** @param {string[]} choices */
const quoted = (choices) => choices.map((choice) => `'${choice}'`).join(' | ');

/** @param {string[]} choices */
const listed = (choices) => {
  const codes = choices.map((choice) => `\`${choice}\``);
  return `${codes.slice(0, -1).join(', ')} or ${codes.at(-1)}`;
};

/** @type {Record<string, Attribute>} */
export const attributes = {
  strokes: {
    text: 'What is drawn on the pad at first, as _Copy_ writes it; before `pixels` and `digit`.',
  },
  pixels: {
    text: 'The 28 × 28 pixels that are shown first, as _Copy_ writes them; before `digit`.',
  },
  classifier: {
    type: 'string',
    default: 'digits',
    text: 'The classifier: `digits`, `lenet`, `fc500-150-10` or `softmax`, or the address of an ONNX file; `digits`.',
  },
  digit: {
    type: 'number | null',
    default: null,
    text: 'The class of the test digit that is shown first; none, and an empty pad.',
  },
  method: {
    // Without these remarks a figure's script would keep the calls.
    type: /* @__PURE__ */ quoted(methods),
    default: defaults.method,
    text: `How it is flipped: ${/* @__PURE__ */ listed(methods)}; \`${defaults.method}\`. Another one begins when the drawing stands still.`,
  },
  norm: {
    type: 'number',
    default: defaults.norm,
    text: `p of the norm to keep small, a number from 1, or \`inf\`; ${defaults.norm}. A method that does not take it uses its own.`,
  },
  box: {
    type: 'boolean',
    default: defaults.box,
    text: "Whether pixels stay between 0 and 1, as a picture's do (norms 1, 2 and `inf`), or, with `off`, may leave; they stay.",
  },
  target: {
    type: 'number | null',
    default: defaults.target,
    text: 'The class that the digit is to become; any other.',
  },
  overshoot: {
    type: 'number',
    default: defaults.overshoot,
    text: `How much further than the boundary DeepFool goes, 0 to ${maxOvershoot}; ${defaults.overshoot}.`,
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: the digit, the attack on it and the classifier; null if there is nothing to show.',
  },
  strokes: {
    type: 'Float32Array[]',
    text: 'What is drawn: for each stroke x0, y0, x1, y1, ... in sides of the pad, as Float32Array.',
  },
};

/** @type {Record<string, string>} */
export const events = {
  'deepfool-change': 'The visitor has changed one of the attributes.',
};

/** @type {Record<string, string>} */
export const parts = {
  pad: 'The pad to draw on.',
  seen: 'The picture that the network sees.',
  perturbation: 'The map of the change.',
  perturbed: 'The picture with the change.',
};
