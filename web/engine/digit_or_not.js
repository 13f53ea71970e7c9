// Whether a picture is a digit at all: the answer of a small network of its own, which knows no classifier.

import { digitOrNotFiles } from './digit_or_not_files.js';
import { sharedEngine } from './shared_engine.js';

/** @import { Engine } from './engine.js' */
/** @import { Classifier, Pixels } from './types.js' */

/** The class of what is no digit. */
const none = 1;

/** @type {{ engine: Engine, network: Promise<Classifier> } | null} */
let loaded = null;

/**
 * @param {Pixels} pixels 28 x 28, in MNIST's form
 * @returns {Promise<boolean>}
 */
export async function isDigit(pixels) {
  const engine = sharedEngine();
  if (loaded?.engine !== engine) loaded = { engine, network: load(engine) };
  const { label } = await engine.predict(await loaded.network, pixels);
  return label !== none;
}

/** @param {Engine} engine */
async function load(engine) {
  try {
    const { model, card } = await digitOrNotFiles();
    return await engine.loadClassifier(model, { card });
  } catch (error) {
    // What could not be fetched is asked for again with the next drawing.
    loaded = null;
    throw error;
  }
}
