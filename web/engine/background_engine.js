// A second engine, with a worker of its own, for figures whose pictures take long to work out: the pad's worker stays
// free for the pen.

import { createEngine } from './engine.js';
import { loadNamed } from './named_classifier.js';

/** @import { Engine } from './engine.js' */
/** @import { Classifier } from './types.js' */

/** @type {Engine | null} */
let engine = null;
/** @type {Map<string, Promise<Classifier>>} */
const classifiers = new Map();

/**
 * The engine; a new one if the last has failed.
 *
 * @returns {Engine}
 */
export function backgroundEngine() {
  if (!engine || engine.failed) {
    engine = createEngine();
    classifiers.clear();
  }
  return engine;
}

/**
 * A classifier by its name. What fails is forgotten, so that it can be tried again.
 *
 * @param {string} name see classifier_names.js
 * @returns {Promise<Classifier>}
 */
export function backgroundClassifier(name) {
  const engine = backgroundEngine();
  let loading = classifiers.get(name);
  if (!loading) {
    loading = loadNamed(engine, name);
    classifiers.set(name, loading);
    loading.catch(() => classifiers.delete(name));
  }
  return loading;
}
