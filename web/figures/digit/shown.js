// What the digit figure shows.

/** @import { AttackResult, Classifier, Reading } from '../../engine/types.js' */
/** @import { Method } from '../../engine/attack_options.js' */

/** @typedef {{ method: Method, iterations: number }} Running a slow method, and its iterations so far */

/**
 * @typedef {object} Origin
 * @property {Classifier} classifier
 * @property {Method} method that found the attack's result
 * @property {AttackResult | null} deepfool DeepFool's result, to compare with
 */

/** @typedef {Reading & Origin} Shown what the figure shows */

/**
 * The shown attack, unless its numbers are not finite.
 *
 * @param {Shown | null} shown
 * @returns {AttackResult | null}
 */
export const withNumbers = (shown) =>
  shown?.attack?.status === 'not finite' ? null : (shown?.attack ?? null);
