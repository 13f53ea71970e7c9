// What an option may be.

import { EngineError } from './errors.js';

/**
 * @typedef {object} Option
 * @property {'number' | 'integer' | 'class' | 'range' | 'flag'} type  class: a class's number; range:
 *   [lowest, highest]
 * @property {unknown} default
 * @property {number} [min]  of a number
 * @property {boolean} [aboveMin]  whether min itself is out of range
 * @property {number} [max]  numbers are finite, except where this is Infinity
 */

/** The largest int in C++. */
const largestInteger = 2 ** 31 - 1;

/**
 * @param {string} name
 * @param {Option} option
 * @param {unknown} value
 * @param {number} classes  of the classifier
 * @throws {EngineError} 'options': a value that cannot be
 */
export function check(name, option, value, classes) {
  const { type, aboveMin = false } = option;
  const isInteger = type === 'integer';
  const { min = -Infinity, max = isInteger ? largestInteger : Number.MAX_VALUE } = option;
  const within = (/** @type {number} */ low, /** @type {number} */ high) =>
    typeof value === 'number' && (aboveMin ? value > low : value >= low) && value <= high;
  const bad = (/** @type {string} */ wanted) => refuse(`${name}: ${shown(value)} is not ${wanted}`);
  if (type === 'number' || isInteger) {
    if (!within(min, max) || (isInteger && !Number.isInteger(value))) {
      bad(
        `a ${isInteger ? 'whole ' : ''}number ${aboveMin ? 'above' : 'of at least'} ${min}` +
          (option.max === undefined && !isInteger ? '' : `, up to ${max}`),
      );
    }
  } else if (type === 'class') {
    if (!Number.isInteger(value) || !within(0, classes - 1)) {
      bad(`a class: they are 0 to ${classes - 1}`);
    }
  } else if (type === 'range') {
    const [low, high] = Array.isArray(value) && value.length === 2 ? value : [NaN, NaN];
    if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
      bad('[lowest, highest], two numbers in this order');
    }
  } else if (typeof value !== 'boolean') bad('true or false');
}

/** @param {string} message @returns {never} */
export function refuse(message) {
  throw new EngineError('options', message);
}

/** @param {unknown} value */
const shown = (value) =>
  typeof value === 'string' ? `'${value}'` : Array.isArray(value) ? `[${value}]` : String(value);
