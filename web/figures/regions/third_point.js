// The third point of the plane: the first two are the digit x and x + r.

import { withNoise } from '../../engine/plane.js';
import { galleryDigits } from '../parts/gallery_digits.js';

/** @import { Engine } from '../../engine/engine.js' */
/** @import { AttackOptions, AttackResult, Classifier, Pixels } from '../../engine/types.js' */

/**
 * What it is: DeepFool's answer for the class that is read next most likely, or for class k; a random direction; a test
 * digit of class k.
 *
 * @typedef {'next' | `class-${number}` | 'random' | `digit-${number}`} Third
 */

/** @typedef {{ pixels: Pixels, class: number | null, isPoint: boolean }} ThirdPoint `class` that it was made for or shows */

const pattern = /^(next|random|(class|digit)-\d)$/;

/** Of the random direction: any one does, but the same for all. */
const noise = { deviation: 1, seed: 1 };

/** @param {unknown} text @returns {text is Third} */
export const isThird = (text) => typeof text === 'string' && pattern.test(text);

/**
 * @param {Engine} engine
 * @param {Classifier} classifier
 * @param {Pixels} pixels x
 * @param {AttackResult} attack on it
 * @param {Third} third
 * @param {AttackOptions} options of the attack
 * @returns {Promise<ThirdPoint>}
 */
export async function thirdPoint(engine, classifier, pixels, attack, third, options) {
  const [kind, number] = third.split('-');
  if (kind === 'digit') {
    const digit = (await galleryDigits()).find(({ label }) => label === Number(number));
    if (digit) return { pixels: digit.pixels, class: digit.label, isPoint: true };
  }
  const target = kind === 'next' ? nextClass(attack) : Number(number);
  // Of two classes there is no other one.
  if ((kind === 'next' || kind === 'class') && target < attack.logits.length) {
    const other = await engine.attack(classifier, pixels, { ...options, target });
    // The class that is read already takes no change.
    if (other.status === 'flipped')
      return { pixels: other.perturbed, class: target, isPoint: true };
  }
  const pixelsThere = await withNoise(engine, classifier, pixels, noise);
  return { pixels: pixelsThere, class: null, isPoint: false };
}

/**
 * The most likely class besides the one that is read and the one that DeepFool reaches.
 *
 * @param {AttackResult} attack
 */
function nextClass({ logits, label, adversarial }) {
  const others = [...logits.keys()].filter((k) => k !== label && k !== adversarial);
  return others.reduce((best, k) => (logits[k] > logits[best] ? k : best), others[0] ?? Infinity);
}
