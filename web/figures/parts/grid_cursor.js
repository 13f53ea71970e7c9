// A cursor on the grid of 28 x 28, moved by keys: the way to draw for those who have no pointer, or no
// steady one.

import { side } from './pixel_view.js';

/** Keys that move, as columns and rows; those of the block beside the arrows go diagonally.
 * @type {Record<string, [number, number]>} */
const steps = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-1, -1],
  PageUp: [1, -1],
  End: [-1, 1],
  PageDown: [1, 1],
};

/** @typedef {{ column: number, row: number }} Place from 0 to 27, the top left first */

/** @returns {Place} the middle */
export const middlePlace = () => ({ column: side / 2, row: side / 2 });

/**
 * Where a key leads to, at most to the edge.
 *
 * @param {Place} place
 * @param {string} key
 * @returns {Place | null} null if the key moves nothing
 */
export function movedByKey({ column, row }, key) {
  if (!Object.hasOwn(steps, key)) return null;
  const [right, down] = steps[key];
  const within = (/** @type {number} */ value) => Math.min(Math.max(value, 0), side - 1);
  return { column: within(column + right), row: within(row + down) };
}

/**
 * Puts the mark of the cursor to its place; by script, since a strict policy forbids style attributes.
 *
 * @param {HTMLElement} mark
 * @param {Place} place
 */
export function placeCursor(mark, { column, row }) {
  mark.style.left = `${(100 * column) / side}%`;
  mark.style.top = `${(100 * row) / side}%`;
}

/** The key that sets the pen down, lifts it, or toggles a pixel. @param {string} key */
export const isPenKey = (key) => key === ' ' || key === 'Enter';
