// Numbers in an attribute: coordinates of points, x0 y0 x1 y1 ..., or heights.

/** @import { ComplexAttributeConverter } from 'lit' */

/**
 * The property for such an attribute. What is not as many numbers, all in range, is the default.
 *
 * @param {readonly number[]} standard the default
 * @param {readonly (readonly [number, number])[]} ranges least and largest; they are used in turn
 */
export function numberList(standard, ranges) {
  /** @param {unknown} value @returns {value is number[]} */
  const isValid = (value) =>
    Array.isArray(value) &&
    value.length === standard.length &&
    value.every((number, i) => {
      const [least, largest] = ranges[i % ranges.length];
      return typeof number === 'number' && number >= least && number <= largest;
    });
  /** @param {unknown} value @returns {number[]} */
  const valid = (value) => (isValid(value) ? value : [...standard]);
  /** @type {ComplexAttributeConverter<number[]>} */
  const converter = {
    fromAttribute: (text) =>
      valid(
        text
          ?.trim()
          .split(/[\s,]+/)
          .map(Number),
      ),
    toAttribute: (value) => value.join(' '),
  };
  return { valid, property: { converter, reflect: true, useDefault: true } };
}

/**
 * The property for an attribute that is a number; what is not one in range is the default.
 *
 * @param {number} standard the default
 * @param {readonly [number, number]} range
 */
export function numberIn(standard, [least, largest]) {
  /** @param {unknown} value @returns {number} */
  const valid = (value) =>
    typeof value === 'number' && value >= least && value <= largest ? value : standard;
  const converter = {
    fromAttribute: (/** @type {string | null} */ text) => valid(text ? Number(text) : NaN),
  };
  return { valid, property: { converter, reflect: true, useDefault: true } };
}
