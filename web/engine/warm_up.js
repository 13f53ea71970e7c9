/** @import { Core } from './core.js' */
/** @import { AttackOptions, AttackResult, Card, ClassifierInfo, Run } from './types.js' */

/**
 * How many attacks, how many milliseconds after a classifier was loaded, after how many milliseconds of
 * work they end, and how many of these come at once.
 */
const warming = { attacks: 16, after: 150, work: 120, slice: 4 };

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
  /** @type {Run<AttackResult> | null} */
  let run = null;
  const step = () => {
    if (!run) {
      run = core.beginAttack(id, pixels, options, isPicture);
    } else if (!run.step()) {
      run.result();
      run.end();
      run = null;
      --left;
    }
  };
  // A slice at a time, and of a large classifier one step, so that whoever asks for something waits for
  // that at most.
  const next = () => {
    const start = performance.now();
    try {
      do step();
      while (left > 0 && performance.now() < start + warming.slice);
    } catch {
      return; // It has been unloaded, or cannot be attacked.
    }
    work += performance.now() - start;
    if (left > 0 && work < warming.work) later(next, 0);
    else run?.end();
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
