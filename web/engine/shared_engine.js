// The engines that all the figures of a page share, and each classifier in them once: one for the pen, and a second, with
// a worker of its own, for figures whose pictures take long to work out.

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

function share() {
  /** @type {Engine | null} */
  let shared = null;
  /** @type {Map<string, Loading>} */
  const loadings = new Map();
  /** Those that could not be loaded the last time. @type {Set<string>} */
  const failed = new Set();

  /** The engine; a new one if the last has failed. @returns {Engine} */
  function engine() {
    if (!shared || shared.failed) {
      shared = createEngine();
      loadings.clear();
    }
    return shared;
  }

  /**
   * A classifier by its name. What fails is forgotten, so that it can be tried again.
   *
   * @param {string} name see classifier_names.js
   * @param {(share: number) => void} [progress]
   * @returns {Promise<Classifier>}
   */
  async function classifier(name, progress) {
    const loader = engine();
    let loading = loadings.get(name);
    if (!loading) {
      /** @type {Set<(share: number) => void>} */
      const listeners = new Set();
      const report = (/** @type {number} */ share) => {
        started.share = share;
        for (const listener of listeners) listener(share);
      };
      const anew = failed.delete(name);
      const loaded = loadNamed(loader, name, { anew, progress: report });
      const started = { classifier: loaded, share: 0, listeners };
      loaded.catch(() => {
        failed.add(name);
        if (loadings.get(name) === started) loadings.delete(name);
      });
      loadings.set(name, started);
      loading = started;
    }
    const { listeners } = loading;
    if (!progress) return loading.classifier;
    progress(loading.share);
    listeners.add(progress);
    try {
      return await loading.classifier;
    } finally {
      listeners.delete(progress);
    }
  }

  /** @param {string} base */
  function forget(base) {
    for (const name of loadings.keys()) {
      if (name === base || name.startsWith(`${base}#`)) loadings.delete(name);
    }
  }

  return { engine, classifier, forget };
}

const pen = share();
export const { engine: sharedEngine, classifier: sharedClassifier } = pen;

const background = share();
export const { engine: backgroundEngine, classifier: backgroundClassifier } = background;

/**
 * Forgets a classifier, under whatever convention: another file may get its name.
 *
 * @param {string} base its name, without what stands behind #
 */
export function forgetClassifier(base) {
  pen.forget(base);
  background.forget(base);
}
