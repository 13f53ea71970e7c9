// What is proved of the smallest change, beside what was found: lower <= truth <= upper.

import { EngineError } from '../../engine/errors.js';
import { laterWords } from '../later_words.js';
import { language, say } from '../words.js';

/** @import { Certified } from '../../engine/certify.js' */

/** A proof of less than this share of what was found says little. */
const telling = 0.05;

/** For both sides: three digits, rounded so that the statement stays true. @param {'floor' | 'ceil'} roundingMode */
const rounded = (roundingMode) => {
  const options = { maximumSignificantDigits: 3, roundingMode };
  return new Intl.NumberFormat(language, /** @type {Intl.NumberFormatOptions} */ (options));
};
const [down, up] = [rounded('floor'), rounded('ceil')];

/** Whether an error says that nothing can be proved of this classifier. @param {unknown} error */
export const isBeyondProof = (error) => error instanceof EngineError && error.code === 'options';

/**
 * The sentence under the comparison.
 *
 * @param {Certified | null} certified null before anything is proved
 * @param {number} upper the size of the smallest change that was found; NaN if none was
 * @param {{ norm: string, done: boolean }} how norm: ‖r‖ in words; done: whether the proof is as good as it gets
 * @returns {string}
 */
export function bracketText(certified, upper, { norm, done }) {
  const radius = certified?.radius ?? 0;
  if (radius === 0) return done ? laterWords.methodsUnproved : laterWords.methodsProving;
  const lower = down.format(radius);
  if (!(upper > 0)) return say(laterWords.methodsProvedAlone, { norm, lower });
  if (done && radius < telling * upper) return say(laterWords.methodsProvedLittle, { norm, lower });
  return say(laterWords.methodsProved, { norm, lower, upper: up.format(upper) });
}
