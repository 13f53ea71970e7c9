// Points and views of a plane as attributes: `x,y` and `x,y,half`, half of the view's side.

/** @import { Point, View } from '../parts/plane/plane_scale.js' */

/** Coordinates beyond this are no place on the plane. */
const furthest = 1000;

/** To a ten-thousandth of a pixel's range: short in an address. @param {number} value */
const short = (value) => String(Math.round(1e4 * value) / 1e4);

/**
 * @param {unknown} text
 * @param {number} count
 * @returns {number[] | null} null if these are not so many numbers
 */
function numbersIn(text, count) {
  if (typeof text !== 'string' || !/^[-+\d.e,]+$/i.test(text)) return null;
  const numbers = text.split(',').map((part) => (part === '' ? NaN : Number(part)));
  const are = numbers.length === count && numbers.every((n) => Math.abs(n) <= furthest);
  return are ? numbers : null;
}

/** @param {unknown} text @returns {Point | null} */
export const pointIn = (text) => /** @type {Point | null} */ (numbersIn(text, 2));

/** @param {Point} point */
export const pointText = (point) => point.map(short).join();

/** @param {unknown} text @returns {View | null} */
export function viewIn(text) {
  const numbers = numbersIn(text, 3);
  if (!numbers || !(numbers[2] >= 0.01)) return null;
  const [x, y, half] = numbers;
  return { left: x - half, right: x + half, bottom: y - half, top: y + half };
}

/** @param {View} view */
export function viewText({ left, right, bottom, top }) {
  return [(left + right) / 2, (bottom + top) / 2, (right - left) / 2].map(short).join();
}

/**
 * A square view around points, with room at its sides. Its size is one of few, so that it stands still while the points
 * move a little.
 *
 * @param {Point[]} points
 * @returns {View}
 */
export function viewAround(points) {
  const [low, high] = [Math.min, Math.max].map((edge) =>
    [0, 1].map((i) => edge(...points.map((point) => point[i]))),
  );
  const reach = 0.85 * Math.max(high[0] - low[0], high[1] - low[1], 0.1);
  const half = 2 ** (Math.ceil(2 * Math.log2(reach)) / 2);
  const grid = half / 4;
  const [x, y] = [0, 1].map((i) => grid * Math.round((low[i] + high[i]) / 2 / grid));
  return { left: x - half, right: x + half, bottom: y - half, top: y + half };
}
