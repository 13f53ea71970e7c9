// What is measured with each norm that is kept small.

/** @import { EstimateName, Quantity } from '../../engine/reports.js' */

/**
 * @typedef {object} Measure
 * @property {number} p
 * @property {'length' | 'largest' | 'sum'} name of the norm
 * @property {Quantity} quantity of a digit
 * @property {EstimateName} estimate its mean in a report
 * @property {'l1' | 'l2' | 'linf'} size of the change, of the robustness curve
 * @property {string} symbol of the quantity
 * @property {string} sizeSymbol
 * @property {boolean} isShare whether it is relative to the digit
 */

/** @type {[Measure, ...Measure[]]} */
export const measures = [
  {
    p: 2,
    name: 'length',
    quantity: 'relative_l2',
    estimate: 'rho_adv',
    size: 'l2',
    symbol: '‖r‖₂ / ‖x‖₂',
    sizeSymbol: '‖r‖₂',
    isShare: true,
  },
  {
    p: Infinity,
    name: 'largest',
    quantity: 'relative_linf',
    estimate: 'rho_adv_inf',
    size: 'linf',
    symbol: '‖r‖∞ / ‖x‖∞',
    sizeSymbol: '‖r‖∞',
    isShare: true,
  },
  {
    p: 1,
    name: 'sum',
    quantity: 'l1',
    estimate: 'l1',
    size: 'l1',
    symbol: '‖r‖₁',
    sizeSymbol: '‖r‖₁',
    isShare: false,
  },
];

/** @param {number} p @returns {Measure} that of the norm, or of l_2 */
export const measureOf = (p) => measures.find((measure) => measure.p === p) ?? measures[0];
