// The robustness figure, for the page and for others: see ../manifest.js.

import { defaults } from '../parts/attack_settings.js';

/** @import { Attribute, Property } from '../manifest.js' */

export const embed = {
  name: 'robustness',
  page: 'embed.html',
  /** Its height with a wide font, before it is asked for anything. */
  minHeight: `max(
    19.6rem,
    min(21.5rem, (62.2rem - 100%) * 9999),
    min(22.8rem, (55.9rem - 100%) * 9999),
    min(24.1rem, (35.3rem - 100%) * 9999),
    min(26.1rem, (32.8rem - 100%) * 9999),
    min(28rem, (29.7rem - 100%) * 9999),
    min(29.4rem, (26.6rem - 100%) * 9999),
    min(32rem, (24.8rem - 100%) * 9999),
    min(34rem, (24.1rem - 100%) * 9999),
    min(35.3rem, (22.8rem - 100%) * 9999),
    min(38rem, (17.2rem - 100%) * 9999)
  )`,
};

export const className = 'RobustnessFigure';

export const text =
  'How robust classifiers are: attacks on many test digits, and what they come to. It fetches and works when asked to.';

/** @type {Record<string, Attribute>} */
export const attributes = {
  classifiers: {
    type: 'string',
    default: 'digits,softmax',
    text: 'The classifiers, with commas between them: `digits`, `lenet`, `fc500-150-10` and `softmax`, and addresses of ONNX files; `digits,softmax`.',
  },
  method: {
    type: 'string',
    default: 'deepfool',
    text: 'How digits are flipped: `deepfool`, `refine`, `ddn`, `fgsm`, `pgd`, `cw` or `lbfgs`; `deepfool`.',
  },
  norm: {
    type: 'number',
    default: defaults.norm,
    text: `p of the norm to keep small and to measure in: 1, 2 or \`inf\`; ${defaults.norm}. A method that cannot keep it small keeps its own.`,
  },
  box: {
    type: 'boolean',
    default: defaults.box,
    text: "Whether pixels stay between 0 and 1, as a picture's do, or, with `off`, may leave; they stay.",
  },
  count: {
    type: 'number',
    default: 1000,
    text: 'How many of the test digits, from the first on, up to 10,000; 1000.',
  },
  seed: {
    type: 'number',
    default: 1,
    text: 'Chooses the random order of the digits, as `deepfool evaluate --seed` does; 1.',
  },
};

/** @type {Record<string, Property>} */
export const properties = {
  result: {
    type: 'object | null',
    readonly: true,
    text: 'What is shown: the rows of each classifier so far, and what they come to; null as long as nothing is.',
  },
};

/** @type {Record<string, string>} */
export const events = {};

/** @type {Record<string, string>} */
export const parts = {};
