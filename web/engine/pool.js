// Several engines, each with a worker of its own, for sets: one attack an input, and the means.

import { createEngine } from './engine.js';
import { fetchedModel } from './fetched_model.js';
import { EngineError } from './errors.js';

/** @import { Engine } from './engine.js' */
/** @import { AttackOptions, Classifier, EngineSource, EvaluationResult } from './types.js' */
/** @import { LoadOptions, Pixels } from './types.js' */

/**
 * @typedef {object} EvaluationOptions
 * @property {AbortSignal} [signal] stops every worker between two steps
 * @property {(share: number) => void} [progress] is told the share in [0, 1] of the set that is done
 */

/**
 * Inputs that a worker is given at once: few enough that memory stays where it is and that no worker
 * has much left when the others are through, enough that asking costs nothing.
 */
const partSize = 32;

/**
 * Milliseconds that a worker works before it looks up: nothing else waits for it, and a signal is
 * obeyed as soon.
 */
const partSlice = 50;

/**
 * @param {number} [workers] as many as the machine has cores; 1 where that is not known
 * @param {EngineSource} [source] as createEngine() takes it
 * @returns {Pool}
 */
export function createPool(workers = globalThis.navigator?.hardwareConcurrency ?? 1, source) {
  return new Pool(Array.from({ length: Math.max(1, workers) }, () => createEngine(source)));
}

/** Every method rejects as those of an Engine do. */
export class Pool {
  #engines;
  /** A classifier of the first engine, and its copies in all. @type {WeakMap<Classifier, Classifier[]>} */
  #copies = new WeakMap();

  /** @param {Engine[]} engines */
  constructor(engines) {
    this.#engines = engines;
  }

  /** How many work at a time. */
  get workers() {
    return this.#engines.length;
  }

  /** Ends the workers. */
  close() {
    for (const engine of this.#engines) engine.close();
  }

  /**
   * @param {Uint8Array | URL | string} source an ONNX file, or where it is: it is fetched once
   * @param {LoadOptions} [options]
   * @returns {Promise<Classifier>}
   */
  async loadClassifier(source, options) {
    const { bytes, card } = await fetchedModel(source, options);
    const { signal, convention, data } = options ?? {};
    const how = { card, signal, convention, data };
    const copies = await Promise.all(
      this.#engines.map((engine) => engine.loadClassifier(bytes, how)),
    );
    const [classifier] = copies;
    this.#copies.set(classifier, copies);
    return classifier;
  }

  /**
   * Attacks each image of a set, one after the other in each worker. The result does not depend on how
   * many workers there are.
   *
   * @param {Classifier} classifier one that this pool has loaded
   * @param {ArrayLike<Pixels>} images
   * @param {AttackOptions & { labels?: ArrayLike<number> }} [options] labels: the true class of each
   *   image
   * @param {EvaluationOptions} [how]
   * @returns {Promise<EvaluationResult>}
   */
  async evaluate(classifier, images, { labels, ...options } = {}, { signal, progress } = {}) {
    const copies = this.#copies.get(classifier);
    if (!copies) throw new EngineError('options', 'This pool has not loaded that classifier.');
    if (labels && labels.length !== images.length) {
      throw new EngineError(
        'options',
        `labels: there are ${labels.length} of them for ${images.length} images`,
      );
    }
    const firsts = Array.from(
      // An empty set is refused by the engine, as one part of it.
      { length: Math.max(1, Math.ceil(images.length / partSize)) },
      (_, part) => part * partSize,
    );
    /** By part, so that their rows are in the images' order. @type {EvaluationResult[]} */
    const results = new Array(firsts.length);
    // One that fails stops the others.
    const failed = new AbortController();
    const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
    let next = 0;
    let done = 0;
    const work = async (/** @type {Engine} */ engine, /** @type {Classifier} */ copy) => {
      while (next < firsts.length) {
        const part = next++;
        const range = Array.from(
          { length: Math.min(partSize, images.length - firsts[part]) },
          (_, i) => firsts[part] + i,
        );
        results[part] = await engine.evaluate(
          copy,
          range.map((i) => images[i]),
          { ...options, labels: labels && range.map((i) => labels[i]) },
          { signal: either, slice: partSlice },
        );
        done += range.length;
        progress?.(done / images.length);
      }
    };
    try {
      await Promise.all(this.#engines.map((engine, i) => work(engine, copies[i])));
    } catch (error) {
      failed.abort(error);
      throw error;
    }
    return this.#engines[0].evaluated(results);
  }
}
