/**
 * What is known of a classifier that does not come along (own_classifiers.js). It is apart, since what types.js needs has
 * no types of the DOM.
 *
 * @file
 */

/** @import { OnnxDescription } from './onnx_description.js' */
/** @import { Convention, FoundConvention } from './types.js' */

/**
 * @typedef {object} Own
 * @property {string} name
 * @property {[number, number, number]} shape of its own input
 * @property {OnnxDescription} description
 * @property {FoundConvention} found
 * @property {Convention} convention the one that is used
 * @property {string[]} classNames one for each class, or none
 */

export {};
