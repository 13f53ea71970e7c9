// What can be said of an attack: one table, from which validation and defaults come. C++ has the same
// (src/attack/options.h); a test compares the two.

import { check, refuse } from './option_types.js';

/** @import { Option } from './option_types.js' */
/** @import { AttackOptions } from './types.js' */

/** @typedef {'deepfool' | 'refine' | 'ddn' | 'fgsm' | 'pgd' | 'cw' | 'lbfgs'} Method attacks on one input */

/** @typedef {Method | 'universal' | 'commonEpsilon'} AnyMethod those on a set of inputs among them */

/** @type {readonly Method[]} */
export const methods = ['deepfool', 'refine', 'ddn', 'fgsm', 'pgd', 'cw', 'lbfgs'];

/**
 * The p of the l_p norms that each method can keep small, its default first; null: any p of at least 1.
 *
 * @type {Readonly<Record<AnyMethod, readonly number[] | null>>}
 */
export const norms = {
  deepfool: null,
  refine: [2],
  ddn: [2],
  fgsm: [Infinity],
  pgd: [2, Infinity],
  cw: [2],
  lbfgs: [2],
  universal: [2, Infinity],
  commonEpsilon: [Infinity],
};

/** The norms that go with a box. */
export const boxNorms = [1, 2, Infinity];

/** @type {readonly AnyMethod[]} */
const deepfool = ['deepfool', 'refine'];

/**
 * By name, each option of each method. In `methods` are those that take it; null as a default: the method
 * does without, or has its own.
 *
 * @satisfies {Record<string, Option & { methods: readonly AnyMethod[] }>}
 */
export const attackOptions = {
  norm: {
    type: 'number',
    min: 1,
    max: Infinity,
    default: null,
    methods: [...methods, 'universal'],
  },
  box: { type: 'range', default: null, methods: [...methods, 'commonEpsilon'] },
  target: { type: 'class', default: null, methods },
  candidates: { type: 'integer', min: 2, default: null, methods: deepfool },
  overshoot: { type: 'number', min: 0, default: 0.02, methods: [...deepfool, 'universal'] },
  maxIterations: { type: 'integer', min: 1, default: 50, methods: [...deepfool, 'universal'] },
  steps: {
    type: 'integer',
    min: 1,
    default: null,
    methods: ['refine', 'ddn', 'pgd', 'cw', 'lbfgs'],
  },
  epsilon: { type: 'number', min: 0, aboveMin: true, default: null, methods: ['fgsm', 'pgd'] },
  path: { type: 'flag', default: false, methods: ['deepfool'] },
  radius: { type: 'number', min: 0, aboveMin: true, default: null, methods: ['universal'] },
  fooling: { type: 'number', min: 0, aboveMin: true, max: 1, default: 0.8, methods: ['universal'] },
  epochs: { type: 'integer', min: 1, default: 10, methods: ['universal'] },
  share: {
    type: 'number',
    min: 0,
    aboveMin: true,
    max: 1,
    default: 0.9,
    methods: ['commonEpsilon'],
  },
  singlePrecision: { type: 'flag', default: false, methods: ['commonEpsilon'] },
};

/** @typedef {keyof typeof attackOptions} OptionName */

/** Those that have to be given. @type {ReadonlySet<string>} */
const needed = new Set(['radius']);

/**
 * Whether a method has an option.
 *
 * @param {AnyMethod} method
 * @param {OptionName} name
 */
export function takes(method, name) {
  return /** @type {readonly string[]} */ (attackOptions[name].methods).includes(method);
}

/**
 * Whether a method can keep the l_p norm small, and in a box.
 *
 * @param {AnyMethod} method
 * @param {number} p
 * @param {boolean} [boxed]
 */
export function takesNorm(method, p, boxed = false) {
  return (norms[method]?.includes(p) ?? p >= 1) && (!boxed || boxNorms.includes(p));
}

/**
 * @typedef {object} CompleteOptions  null: as in attackOptions
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
