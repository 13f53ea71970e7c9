// Classifiers that were trained further, or otherwise, than those that come along, in scripts.

import { importOnce } from '../engine/load_once.js';

/** @import { Card } from '../engine/types.js' */

export const hasFineTuned = true;

/** @type {Record<string, () => Promise<{ model: Uint8Array, card: Card }>>} */
const fineTuned = {
  'fc500-150-10-deepfool': importOnce(
    () => import('../../models/fine_tuned/fc500-150-10-deepfool.onnx?classifier'),
  ),
  'fc500-150-10-deepfool-2': importOnce(
    () => import('../../models/fine_tuned/fc500-150-10-deepfool-2.onnx?classifier'),
  ),
  'fc500-150-10-pgd': importOnce(
    () => import('../../models/fine_tuned/fc500-150-10-pgd.onnx?classifier'),
  ),
};

/** @param {string} name one of the classifiers above */
export const fineTunedFiles = (name) => fineTuned[name]();
