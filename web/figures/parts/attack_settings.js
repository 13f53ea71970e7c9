// What a visitor may say of an attack, and what of it goes together.

/** @import { AttackOptions } from '../../engine/types.js' */

/** @typedef {'deepfool' | 'fgsm' | 'pgd' | 'cw' | 'lbfgs' | 'ddn'} Method */

/**
 * @typedef {object} Settings
 * @property {Method} method
 * @property {number} norm p, 1 to Infinity
 * @property {boolean} box whether pixels stay in [0, 1]
 * @property {number | null} target the class to reach; null: any other
 * @property {number} overshoot
 */

/** The methods, and the norms that each can keep small; null: any. @type {Record<Method, number[] | null>} */
export const methods = {
  deepfool: null,
  ddn: [2],
  cw: [2],
  lbfgs: [2],
  pgd: [2, Infinity],
  fgsm: [Infinity],
};

/**
 * The norms that have names: l_2 is the length of a change, l_inf its largest pixel, l_1 their sum.
 *
 * @typedef {'length' | 'largest' | 'sum'} NormName
 */

/** @type {Record<NormName, number>} */
export const norms = { length: 2, largest: Infinity, sum: 1 };

/**
 * @param {number} norm
 * @returns {NormName | null} null for any other p
 */
export function normName(norm) {
  const names = /** @type {NormName[]} */ (Object.keys(norms));
  return names.find((name) => norms[name] === norm) ?? null;
}

/** @type {Readonly<Settings>} */
export const defaults = { method: 'deepfool', norm: 2, box: false, target: null, overshoot: 0.02 };

/** @param {number | string | null} value @returns {number} NaN for none */
const numeric = (value) => (value === null || value === '' ? NaN : Number(value));

/**
 * What takes the place of settings that cannot be, or that a framework has set to what attributes say.
 *
 * @param {Settings} settings
 * @param {number} classes
 * @returns {Settings}
 */
export function sanitised({ method, norm, box, target, overshoot }, classes) {
  const p = normAttribute.fromAttribute(String(norm));
  const [k, eta] = [target, overshoot].map(numeric);
  return {
    method: Object.hasOwn(methods, method) ? method : defaults.method,
    norm: p >= 1 ? p : defaults.norm,
    box: typeof box === 'string' || box,
    target: Number.isInteger(k) && k >= 0 && k < classes ? k : null,
    overshoot: eta >= 0 && eta <= 1 ? eta : defaults.overshoot,
  };
}

/**
 * @param {Settings} settings
 * @returns {boolean} whether the method can keep the norm small
 */
export function takesNorm({ method, norm }) {
  return methods[method]?.includes(norm) ?? true;
}

/**
 * @param {Settings} settings
 * @returns {number} the norm, or the method's own if it does not take that one
 */
export function usedNorm(settings) {
  return takesNorm(settings) ? settings.norm : (methods[settings.method]?.[0] ?? settings.norm);
}

/** @param {Settings} settings @returns {boolean} whether pixels can be kept in a box */
export function takesBox(settings) {
  return normName(usedNorm(settings)) !== null;
}

/**
 * What of the settings is the same for all methods.
 *
 * @param {Settings} settings
 * @returns {AttackOptions}
 */
export function attackOptions(settings) {
  return {
    norm: usedNorm(settings),
    box: settings.box && takesBox(settings) ? [0, 1] : null,
    target: settings.target,
    overshoot: settings.overshoot,
  };
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
