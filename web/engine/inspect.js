// What a classifier is, before anything is asked of it.

import { fetchedModel } from './fetched_model.js';
import { describeOnnx } from './onnx_description.js';

/** @import { Engine } from './engine.js' */
/** @import { OnnxDescription } from './onnx_description.js' */
/** @import { LoadOptions } from './types.js' */

/**
 * @typedef {OnnxDescription & { shape: [number, number, number], classes: number, parameters: number,
 *   multiplyAdds: number, bytes: number }} Inspection shape: of an input, as ClassifierInfo has it; bytes: of the file
 */

/**
 * What a classifier is: its input, its classes and parameters, and what the file says of itself. Rejects if it cannot be
 * run.
 *
 * @param {Engine} engine
 * @param {Uint8Array | URL | string} source an ONNX file, or where it is
 * @param {LoadOptions} [options]
 * @returns {Promise<Inspection>}
 */
export async function inspect(engine, source, options) {
  const { bytes } = await fetchedModel(source, options);
  const { data, signal } = options ?? {};
  const classifier = await engine.loadClassifier(bytes, { data, signal });
  const { shape, classes, parameters, multiplyAdds } = classifier;
  await engine.unload(classifier);
  const description = await describeOnnx(engine, bytes, data);
  return { shape, classes, parameters, multiplyAdds, bytes: bytes.length, ...description };
}
