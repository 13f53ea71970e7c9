import { EngineError } from './errors.js';

/** @import { Core } from './core.js' */
/** @import { Card, ClassifierInfo } from './types.js' */

/** How far a classifier's logits may be from those that its card has. */
const tolerance = 1e-4;

/**
 * Unloads a classifier that computes something else than its card says.
 *
 * @param {Core} core
 * @param {ClassifierInfo} info
 * @param {Card} card
 * @throws {EngineError} 'test vector'
 */
export function checkTestVector(core, info, card) {
  const { input = [], scale = 1, logits = [] } = card.test_vector ?? {};
  const pixels = Float32Array.from(input, (value) => value / scale);
  const fits = pixels.length === info.inputs && logits.length === info.classes;
  const ours = fits ? core.logits(info.id, pixels) : [];
  // A comparison that NaN fails.
  if (fits && logits.every((logit, k) => Math.abs(ours[k] - logit) <= tolerance)) return;
  core.unload(info.id);
  throw new EngineError(
    'test vector',
    `${card.name}: the logits of the card's test vector are not what the file computes. ` +
      'The two do not belong together, or the file is damaged.',
  );
}
