// What can be said of an attack: one table, from which validation (complete_options.js) and defaults come. C++ has the
// same (src/attack/options.h); a test compares the two.

/** @import { Option } from './option_types.js' */

/** @typedef {'deepfool' | 'refine' | 'ddn' | 'fgsm' | 'pgd' | 'cw' | 'lbfgs'} Method attacks on one input */

/** @typedef {Method | 'universal' | 'commonEpsilon'} AnyMethod attacks on one input, and those on a set */

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
