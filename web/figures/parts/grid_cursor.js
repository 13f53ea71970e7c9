// A cursor on the grid of 28 x 28 pixels, moved by keys: for people who cannot use a pointer, or not precisely.

import { side } from './pixel_view.js';

/** How many columns and rows each key moves; Home, End, Page Up and Page Down move diagonally.
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
 * The place that a key moves to; the cursor stays on the grid.
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
 * Moves the mark of the cursor to its place. By script, since a strict content policy forbids style attributes.
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
