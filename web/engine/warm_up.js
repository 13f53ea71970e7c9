import { finished } from './core.js';

/** @import { Core } from './core.js' */
/** @import { AttackOptions, Card, ClassifierInfo } from './types.js' */

/**
 * How many attacks, how many milliseconds after a classifier was loaded, and after how many milliseconds of
 * work they end.
 */
const warming = { attacks: 16, after: 150, work: 120 };

/**
 * Runs the attacks that a figure asks for, on the card's test vector; without a card, on a ramp. A browser runs a module in quickly
 * compiled code at first, and in optimised code from a few calls on: ten times as fast. Once the first
 * answer has been given, these calls are made, so that the first stroke finds the code optimised.
 *
 * @param {Core} core
 * @param {ClassifierInfo} info
 * @param {Card | null} card
 */
export function warmUp(core, { id, inputs }, card) {
  const pixels = card
    ? Float32Array.from(card.test_vector.input, (value) => value / card.test_vector.scale)
    : Float32Array.from({ length: inputs }, (_, i) => i / inputs);
  const isPicture = pixels.every((value) => value >= 0 && value <= 1);
  /** @type {AttackOptions} */
  const options = isPicture ? { box: [0, 1] } : {};
  let left = warming.attacks;
  let work = 0;
  // One at a time, so that whoever asks for something waits for one at most.
  const next = () => {
    if (left-- === 0 || work > warming.work) return;
    const start = performance.now();
    try {
      finished(core.beginAttack(id, pixels, options, isPicture));
    } catch {
      return; // It has been unloaded, or cannot be attacked.
    }
    work += performance.now() - start;
    later(next, 0);
  };
  later(next, warming.after);
}

/**
 * @param {() => void} work
 * @param {number} milliseconds
 */
function later(work, milliseconds) {
  const timer = /** @type {{ unref?: () => void }} */ (
    /** @type {unknown} */ (setTimeout(work, milliseconds))
  );
  // Node does not stay for it.
  timer.unref?.();
}
