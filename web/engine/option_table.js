// Tables of options: what each may be, and what it is where nothing is said.

import { EngineError } from './errors.js';

/**
 * @typedef {object} Option
 * @property {'choice' | 'number' | 'integer' | 'class' | 'range' | 'flag'} type  class: a class's number;
 *   range: [lowest, highest]
 * @property {unknown} default  null: what the method itself takes then
 * @property {readonly unknown[]} [values]  of a choice
 * @property {number} [min]  of a number
 * @property {number} [max]
 * @property {readonly string[]} [methods]  that take it; all, if there are none
 */

/** The largest int in C++. */
const largestInteger = 2 ** 31 - 1;

/**
 * Options with everything filled in that was not said; null and undefined say nothing.
 *
 * @template {object} T
 * @param {Record<keyof T, Option>} table
 * @param {T} options
 * @param {number} [classes]  of the classifier
 * @returns {Record<keyof T, unknown>}
 * @throws {EngineError} 'options': an unknown name, a value out of range
 */
export function completed(table, options, classes = 0) {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(table, name)) {
      refuse(`${name}: there is no such option; there are ${Object.keys(table).join(', ')}`);
    }
  }
  const names = /** @type {(keyof T & string)[]} */ (Object.keys(table));
  const entries = names.map((name) => {
    const value = options[name] ?? null;
    if (value === null) return [name, table[name].default];
    check(name, table[name], value, classes);
    return [name, value];
  });
  return Object.fromEntries(entries);
}

/**
 * @param {string} name
 * @param {Option} option
 * @param {unknown} value
 * @param {number} classes
 */
function check(name, { type, values, min = -Infinity, max = Number.MAX_VALUE }, value, classes) {
  const within = (/** @type {number} */ low, /** @type {number} */ high) =>
    typeof value === 'number' && value >= low && value <= high;
  const isWhole = Number.isInteger(value);
  const bad = (/** @type {string} */ wanted) => refuse(`${name}: ${shown(value)} is not ${wanted}`);
  if (type === 'choice' && !values?.includes(value)) bad(`one of ${values?.join(', ')}`);
  if (type === 'number' && !within(min, max))
    bad(max < Number.MAX_VALUE ? `a number from ${min} to ${max}` : `a number of at least ${min}`);
  if (type === 'integer' && !(isWhole && within(min, largestInteger))) {
    bad(`a whole number from ${min} to ${largestInteger}`);
  }
  if (type === 'class' && !(isWhole && within(0, classes - 1))) {
    bad(`a class: they are 0 to ${classes - 1}`);
  }
  if (type === 'range') {
    const [low, high] = Array.isArray(value) && value.length === 2 ? value : [NaN, NaN];
    if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
      bad('[lowest, highest], two numbers in this order');
    }
  }
  if (type === 'flag' && typeof value !== 'boolean') bad('true or false');
}

/** @param {string} message @returns {never} */
export function refuse(message) {
  throw new EngineError('options', message);
}

/** @param {unknown} value */
const shown = (value) =>
  typeof value === 'string' ? `'${value}'` : Array.isArray(value) ? `[${value}]` : String(value);
