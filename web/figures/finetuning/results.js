// What fine-tuning came to: models/fine_tuning.json, which models/fine_tune.py wrote.

import { summary } from '../../../models/fine_tuning.json';

/**
 * Of one variant after an epoch: mean and standard deviation over the seeds, null for a single one.
 *
 * @typedef {object} Measured
 * @property {number} epoch
 * @property {number} seeds
 * @property {number} rho_adv_mean
 * @property {number | null} rho_adv_spread
 * @property {number} test_error_mean
 * @property {number | null} test_error_spread
 */

/** The variants that go on from the plain classifier, in the order in which they are shown. */
export const tuned = /** @type {const} */ ([
  'deepfool',
  'clean',
  'deepfool-2',
  'deepfool-3',
  'deepfool-10',
  'fgsm',
  'deepfool-rate-20th',
]);

/** @typedef {keyof import('../later_words.js').LaterWords['finetuning']['variants']} Variant */

/** Trained from the beginning, for as many epochs as the plain classifier was. */
export const baseline = 'pgd';

/** By classifier and variant, from epoch 0 on. */
const all = /** @type {Record<string, Record<string, Measured[]>>} */ (
  /** @type {unknown} */ (summary)
);

/** The classifiers of which there is enough to tell. */
export const trainedNames = Object.keys(all).filter(
  (name) => all[name].deepfool && all[name]['deepfool-2'],
);

/** The last epoch. */
export const lastEpoch = all[trainedNames[0]].deepfool.length - 1;

/**
 * A classifier's variants with what was measured after each epoch; without those that were not done.
 *
 * @param {string} name
 */
export function tunedResults(name) {
  return tuned.flatMap((variant) => {
    const epochs = all[name]?.[variant];
    return epochs ? [{ variant, epochs }] : [];
  });
}

/** What the baseline came to in the end. @param {string} name @returns {Measured | null} */
export const baselineResult = (name) => all[name]?.[baseline]?.at(-1) ?? null;
