// Checks an attack's options, and fills in what was not said. Pages load the table of options without this file.

import { attackOptions, boxNorms, methods, norms, takes, takesNorm } from './attack_options.js';
import { check, refuse } from './option_types.js';

/** @import { AnyMethod, Method, OptionName } from './attack_options.js' */
/** @import { AttackOptions } from './types.js' */

/** Options without a default that have to be given. @type {ReadonlySet<string>} */
const needed = new Set(['radius']);

/**
 * @typedef {object} CompleteOptions  every option, the unset ones with their default in attackOptions
 * @property {number} norm
 * @property {[number, number] | null} box
 * @property {number | null} target
 * @property {number | null} candidates
 * @property {number} overshoot
 * @property {number} maxIterations
 * @property {number | null} steps
 * @property {number | null} epsilon
 * @property {boolean} path
 * @property {number} radius
 * @property {number} fooling
 * @property {number} epochs
 * @property {number} share
 * @property {boolean} singlePrecision
 */

/**
 * Options with everything filled in that was not said; null and undefined say nothing.
 *
 * @param {AnyMethod} method
 * @param {object} options
 * @param {number} classes  of the classifier
 * @returns {CompleteOptions}
 * @throws {EngineError} 'options': an unknown name, a value out of range, an option that the method does
 *   not take
 */
export function completeOptions(method, options, classes) {
  const given = Object.entries(options).filter(([, value]) => value != null);
  /** @type {Record<string, any>} */
  const complete = Object.fromEntries(
    Object.entries(attackOptions).map(([name, option]) => [name, option.default]),
  );
  for (const [name, value] of given) {
    if (!Object.hasOwn(attackOptions, name)) {
      const names = Object.keys(attackOptions).filter((key) => takes(method, nameOf(key)));
      refuse(`${name}: there is no such option; ${method} takes ${names.join(', ')}`);
    }
    if (!takes(method, nameOf(name))) refuse(`${name}: ${method} does not take it`);
    check(name, attackOptions[nameOf(name)], value, classes);
    complete[name] = value;
  }
  for (const name of needed) {
    if (takes(method, nameOf(name)) && complete[name] === null) refuse(`${name}: it must be given`);
  }
  complete.norm ??= norms[method]?.[0] ?? 2;
  if (!takesNorm(method, complete.norm)) {
    refuse(
      `norm: ${method} goes with ${norms[method]?.join(' and ')}, not with p = ${complete.norm}`,
    );
  }
  if (complete.box && !boxNorms.includes(complete.norm)) {
    refuse(`box: it goes with the norms ${boxNorms.join(', ')}, not with p = ${complete.norm}`);
  }
  return /** @type {CompleteOptions} */ (complete);
}

/**
 * The method that options name.
 *
 * @param {AttackOptions} options
 * @returns {Method}
 */
export function methodOf({ method = 'deepfool' }) {
  if (!methods.includes(method)) {
    refuse(`method: '${method}' is not known; there are ${methods.join(', ')}`);
  }
  return method;
}

/** @param {string} name */
const nameOf = (name) => /** @type {OptionName} */ (name);
