// The classifiers that come along, in scripts.

import { importOnce } from '../engine/load_once.js';

/** @import { Card } from '../engine/types.js' */

/** @type {Record<string, () => Promise<{ model: Uint8Array, card: Card }>>} */
export const classifiers = {
  digits: importOnce(() => import('../../models/digits.onnx?classifier')),
  lenet: importOnce(() => import('../../models/lenet.onnx?classifier')),
  'fc500-150-10': importOnce(() => import('../../models/fc500-150-10.onnx?classifier')),
  softmax: importOnce(() => import('../../models/softmax.onnx?classifier')),
};

/** @param {string} name one of the classifiers above */
export const classifierFiles = (name) => classifiers[name]();
