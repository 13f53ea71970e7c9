// What a visitor may set of an attack, and what of it goes together: engine/attack_options.js has the options, and which
// method takes which.

import {
  attackOptions,
  boxNorms,
  methods as allMethods,
  norms,
  takes,
  takesNorm,
} from '../../engine/attack_options.js';

/** @import { AttackOptions } from '../../engine/types.js' */
/** @import { Method } from '../../engine/attack_options.js' */

/** @typedef {Exclude<Method, 'refine'>} SettableMethod what DeepFool finds is refined by a button instead */

/**
 * @typedef {object} Settings
 * @property {SettableMethod} method
 * @property {number} norm p, 1 to Infinity
 * @property {boolean} box whether pixels stay in [0, 1]
 * @property {number | null} target the class to reach; null: any other
 * @property {number} overshoot
 */

export const methods = /** @type {SettableMethod[]} */ (
  allMethods.filter((name) => name !== 'refine')
);

/**
 * The norms that have names: l_2 is the length of a change, l_inf its largest pixel, l_1 their sum.
 *
 * @typedef {'length' | 'largest' | 'sum'} NormName
 */

/** @type {Record<NormName, number>} */
export const namedNorms = { length: 2, largest: Infinity, sum: 1 };

/**
 * @param {number} norm
 * @returns {NormName | null} null for any other p
 */
export function normName(norm) {
  const names = /** @type {NormName[]} */ (Object.keys(namedNorms));
  return names.find((name) => namedNorms[name] === norm) ?? null;
}

/** @type {Readonly<Settings>} */
export const defaults = {
  method: methods[0],
  norm: 2,
  box: true,
  target: attackOptions.target.default,
  overshoot: attackOptions.overshoot.default,
};

/** The largest overshoot that can be set. */
export const maxOvershoot = 1;

/** @param {number | string | null} value @returns {number} NaN for none */
const numeric = (value) => (value === null || value === '' ? NaN : Number(value));

/**
 * The settings, with the default in the place of each that cannot be. Frameworks may set them to what attributes say.
 *
 * @param {Settings} settings
 * @param {number} classes of the classifier
 * @returns {Settings}
 */
export function validSettings({ method, norm, box, target, overshoot }, classes) {
  const p = normAttribute.fromAttribute(String(norm));
  const [k, eta] = [target, overshoot].map(numeric);
  return {
    method: methods.includes(method) ? method : defaults.method,
    norm: p >= attackOptions.norm.min ? p : defaults.norm,
    box: typeof box === 'string' ? boxAttribute.fromAttribute(box) : box,
    target: Number.isInteger(k) && k >= 0 && k < classes ? k : defaults.target,
    overshoot: eta >= attackOptions.overshoot.min && eta <= maxOvershoot ? eta : defaults.overshoot,
  };
}

/**
 * @param {Settings} settings
 * @returns {number} the norm, or the method's own if it does not take that one
 */
export function usedNorm({ method, norm }) {
  return takesNorm(method, norm) ? norm : (norms[method]?.[0] ?? norm);
}

/** @param {Settings} settings @returns {boolean} whether pixels can be kept in a box */
export function takesBox(settings) {
  return boxNorms.includes(usedNorm(settings));
}

/**
 * The options of an attack with these settings, without its method.
 *
 * @param {Settings} settings
 * @param {Method} method that attacks: the one that is set, or another one before or after it
 * @returns {AttackOptions}
 */
export function optionsFor(settings, method) {
  /** @type {AttackOptions} */
  const { overshoot, ...options } = {
    norm: usedNorm(settings),
    box: settings.box && takesBox(settings) ? [0, 1] : null,
    target: settings.target,
    overshoot: settings.overshoot,
  };
  return takes(method, 'overshoot') ? { ...options, overshoot } : options;
}

/** A norm as an attribute has it: a number, or `inf`. */
export const normAttribute = {
  /** @param {string | null} text */
  fromAttribute: (text) =>
    text === null || text.trim() === ''
      ? defaults.norm
      : /^(\+?inf(inity)?|∞)$/i.test(text.trim())
        ? Infinity
        : Number(text),
  /** @param {number} norm */
  toAttribute: (norm) => (norm === Infinity ? 'inf' : String(norm)),
};

/** A norm's p as it is written for people: all its digits. @param {number} p */
export const normText = (p) => (p === Infinity ? '∞' : String(p).replace('e+', 'e'));

/** Whether there is a box as an attribute has it: `off`, or anything else. */
export const boxAttribute = {
  /** @param {string | null} text */
  fromAttribute: (text) => !/^(off|false)$/i.test(text?.trim() ?? ''),
  /** @param {boolean} box */
  toAttribute: (box) => (box ? '' : 'off'),
};
