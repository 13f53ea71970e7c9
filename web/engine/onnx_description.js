// What an ONNX file says of itself, besides its network: who wrote it, its operators, its classes' names.

/** @import { Engine } from './engine.js' */
/** @import { LoadOptions } from './types.js' */

/**
 * @typedef {object} OnnxDescription all texts are without control and bidirectional characters
 * @property {string} producer the software that wrote the file, and its version; '' if it does not say
 * @property {number} opset the version of the operators; 0 if it does not say
 * @property {Record<string, number>} operators how many nodes have each of them
 * @property {string[]} classNames in the order of the classes; none if the file does not say
 */

/**
 * Rejects if the bytes are no ONNX file, or if a file that has its weights is not in `data`.
 *
 * @param {Engine} engine
 * @param {Uint8Array} bytes an ONNX file
 * @param {LoadOptions['data']} [data]
 * @returns {Promise<OnnxDescription>}
 */
export async function describeOnnx(engine, bytes, data = {}) {
  // As src/bindings/model_object.h has them.
  const [producer, opset, names, counts, classNames] = await engine.callModule('described', {
    bytes,
    data,
  });
  /** @type {Record<string, number>} */
  const operators = Object.create(null);
  for (const [i, name] of names.entries()) operators[name] = counts[i];
  return { producer, opset, operators, classNames };
}

/**
 * The names in a list as JSON or Python writes it ({0: 'a', 1: 'b'} and ['a', 'b']), or with commas or lines between them.
 *
 * @param {Engine} engine
 * @param {string} text
 * @returns {Promise<string[]>}
 */
export const classNamesIn = (engine, text) => engine.callModule('classNames', { text });
