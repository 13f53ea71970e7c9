// What figures have in common that show the digit of a page's first figure, for their manifests: see following_figure.js.

import { defaults, maxOvershoot } from './parts/attack_settings.js';

/** @import { Attribute } from './manifest.js' */

/** @type {Record<string, Attribute>} */
export const followedAttributes = {
  pixels: {
    text: 'The 28 × 28 pixels that are shown, as _Copy_ writes them; before `digit`.',
  },
  digit: {
    type: 'number | null',
    default: null,
    text: 'The class of the test digit that is shown; that of the `<deepfool-digit>` on the same page, or a 3.',
  },
  classifier: {
    type: 'string',
    default: 'digits',
    text: 'The classifier: `digits`, `lenet`, `fc500-150-10` or `softmax`, or the address of an ONNX file; `digits`.',
  },
  norm: {
    type: 'number',
    default: defaults.norm,
    text: `p of the norm that DeepFool keeps small, a number from 1, or \`inf\`; ${defaults.norm}.`,
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
