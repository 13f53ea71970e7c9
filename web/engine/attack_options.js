// What can be said of an attack: one table, from which validation and defaults come. C++ has the same
// table (src/attack); a test compares the two.

import { completed, refuse } from './option_table.js';

/** @import { Option } from './option_table.js' */
/** @import { AttackOptions } from './types.js' */

/** @typedef {'deepfool' | 'refine' | 'ddn' | 'fgsm' | 'pgd' | 'cw' | 'lbfgs'} Method */

/** @type {readonly Method[]} */
export const methods = ['deepfool', 'refine', 'ddn', 'fgsm', 'pgd', 'cw', 'lbfgs'];

/**
 * The p of the l_p norms that each method can keep small, its default first; null: any p of at least 1.
 *
 * @type {Readonly<Record<Method, readonly number[] | null>>}
 */
export const norms = {
  deepfool: null,
  refine: [2],
  ddn: [2],
  fgsm: [Infinity],
  pgd: [2, Infinity],
  cw: [2],
  lbfgs: [2],
};

/** The norms that go with a box. */
export const boxNorms = [1, 2, Infinity];

/** @satisfies {Record<keyof AttackOptions, Option>} */
export const attackOptions = {
  method: { type: 'choice', values: methods, default: 'deepfool' },
  norm: { type: 'number', min: 1, max: Infinity, default: null },
  box: { type: 'range', default: null },
  target: { type: 'class', default: null },
  candidates: { type: 'integer', min: 2, default: null, methods: ['deepfool', 'refine'] },
  overshoot: { type: 'number', min: 0, default: 0.02, methods: ['deepfool', 'refine'] },
  maxIterations: { type: 'integer', min: 1, default: 50, methods: ['deepfool', 'refine'] },
  steps: {
    type: 'integer',
    min: 1,
    default: null,
    methods: ['refine', 'ddn', 'pgd', 'cw', 'lbfgs'],
  },
  epsilon: { type: 'number', min: 0, default: null, methods: ['fgsm', 'pgd'] },
  path: { type: 'flag', default: false, methods: ['deepfool'] },
};

/**
 * Whether a method has an option.
 *
 * @param {Method} method
 * @param {keyof AttackOptions} name
 */
export function takes(method, name) {
  /** @type {Option} */
  const option = attackOptions[name];
  return option.methods?.includes(method) ?? true;
}

/**
 * Whether a method can keep the l_p norm small, and in a box.
 *
 * @param {Method} method
 * @param {number} p
 * @param {boolean} [boxed]
 */
export function takesNorm(method, p, boxed = false) {
  return (norms[method]?.includes(p) ?? p >= 1) && (!boxed || boxNorms.includes(p));
}

/**
 * @typedef {object} CompleteOptions
 * @property {Method} method
 * @property {number} norm
 * @property {[number, number] | null} box
 * @property {number | null} target
 * @property {number | null} candidates
 * @property {number} overshoot
 * @property {number} maxIterations
 * @property {number | null} steps
 * @property {number | null} epsilon
 * @property {boolean} path
 */

/**
 * Options with everything filled in that was not said; null and undefined say nothing.
 *
 * @param {AttackOptions} options
 * @param {number} classes  of the classifier
 * @returns {CompleteOptions}
 * @throws {EngineError} 'options': an unknown name, a value out of range, an option that the method does
 *   not take
 */
export function completeOptions(options, classes) {
  const complete = /** @type {CompleteOptions} */ (completed(attackOptions, options, classes));
  const { method, box } = complete;
  for (const [name, value] of Object.entries(options)) {
    const known = /** @type {keyof AttackOptions} */ (name);
    if (value != null && !takes(method, known)) refuse(`${name}: ${method} does not take it`);
  }
  const norm = complete.norm ?? norms[method]?.[0] ?? 2;
  if (!takesNorm(method, norm)) {
    refuse(`norm: ${method} goes with ${norms[method]?.join(' and ')}, not with p = ${norm}`);
  }
  if (box && !boxNorms.includes(norm)) {
    refuse(`box: it goes with the norms ${boxNorms.join(', ')}, not with p = ${norm}`);
  }
  return { ...complete, norm };
}
