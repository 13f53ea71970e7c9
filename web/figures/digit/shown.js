// What the digit figure shows.

/** @import { AttackResult, Classifier, Pixels, Reading } from '../../engine/types.js' */
/** @import { Method } from '../../engine/attack_options.js' */
/** @import { Settings } from '../parts/attack_settings.js' */

/** @typedef {{ method: Method, iterations: number }} Running a slow method, and its iterations so far */

/**
 * @typedef {object} Origin
 * @property {Classifier} classifier
 * @property {Settings} settings that the attack was made with
 * @property {Method} method that found the attack's result
 * @property {AttackResult | null} deepfool DeepFool's result, to compare with
 */

/**
 * @typedef {object} Changed the picture after the change, as it is drawn, and what is read
 * @property {Pixels} pixels
 * @property {number} adversarial
 * @property {Float32Array} probabilities
 */

/**
 * @typedef {object} View what is shown in the place of an attack's own result
 * @property {number} t how far x goes along r
 * @property {number} factor how much the change is amplified for the eye
 * @property {Changed} after at t; its pixels are amplified
 */

/** @typedef {Reading & Origin} Shown what the figure shows */

/** What a class is called. @param {Pick<Origin, 'classifier'>} shown @param {number} k */
export const classText = ({ classifier }, k) => classifier.own?.classNames[k] ?? k;

/**
 * The shown attack, unless its numbers are not finite.
 *
 * @param {Shown | null} shown
 * @returns {AttackResult | null}
 */
export const withNumbers = (shown) =>
  shown?.attack?.status === 'not finite' ? null : (shown?.attack ?? null);

/**
 * The picture after the change, as it is drawn, and what is read in it. Where x + r leaves [0, 1] it is drawn clipped, but
 * what is told is the reading of x + r.
 *
 * @param {AttackResult} attack
 * @returns {Changed}
 */
export function changed({ picture, outsidePixels, ...attack }) {
  if (picture?.flipped && outsidePixels === 0) return picture;
  return {
    pixels: picture?.pixels ?? attack.perturbed,
    adversarial: attack.adversarial,
    probabilities: attack.adversarialProbabilities,
  };
}
