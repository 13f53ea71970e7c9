// One engine for all the figures of a page, and each classifier in it once.

import { createEngine } from './engine.js';
import { loadNamed } from './named_classifier.js';

/** @import { Engine } from './engine.js' */
/** @import { Classifier } from './types.js' */

/**
 * @typedef {object} Loading
 * @property {Promise<Classifier>} classifier
 * @property {number} share of it that has arrived
 * @property {Set<(share: number) => void>} listeners
 */

/** @type {Engine | null} */
let engine = null;
/** @type {Map<string, Loading>} */
const loadings = new Map();
/** Those that could not be loaded the last time. @type {Set<string>} */
const failed = new Set();

/**
 * The engine; a new one if the last has failed.
 *
 * @returns {Engine}
 */
export function sharedEngine() {
  if (!engine || engine.failed) {
    engine = createEngine();
    loadings.clear();
  }
  return engine;
}

/**
 * A classifier by its name. What fails is forgotten, so that it can be tried again.
 *
 * @param {string} name see classifier_names.js
 * @param {(share: number) => void} [progress]
 * @returns {Promise<Classifier>}
 */
export async function sharedClassifier(name, progress) {
  const engine = sharedEngine();
  let loading = loadings.get(name);
  if (!loading) {
    /** @type {Set<(share: number) => void>} */
    const listeners = new Set();
    const report = (/** @type {number} */ share) => {
      started.share = share;
      for (const listener of listeners) listener(share);
    };
    const anew = failed.delete(name);
    const classifier = loadNamed(engine, name, { anew, progress: report });
    const started = { classifier, share: 0, listeners };
    classifier.catch(() => {
      failed.add(name);
      if (loadings.get(name) === started) loadings.delete(name);
    });
    loadings.set(name, started);
    loading = started;
  }
  const { classifier, share, listeners } = loading;
  if (!progress) return classifier;
  progress(share);
  listeners.add(progress);
  try {
    return await classifier;
  } finally {
    listeners.delete(progress);
  }
}
