// The evaluation of one or more classifiers on the same digits, by several workers. It can be paused, and as the digits
// come in a random order, the rows that it has at any time are a sample of all.

import { isOther } from './classifier_names.js';
import { classifierFiles } from './classifiers.js';
import { createEngine } from './engine.js';
import { fetchedModel } from './fetched_model.js';
import { loadNamed } from './named_classifier.js';

/** @import { Engine } from './engine.js' */
/** @import { Evaluated } from './reports.js' */
/** @import { TestSet } from './test_set.js' */
/** @import { AttackOptions, Classifier } from './types.js' */

/**
 * @typedef {object} Plan
 * @property {string[]} names of the classifiers
 * @property {AttackOptions} options
 * @property {TestSet} set
 * @property {ArrayLike<number>} order the digits of the set, in the order in which they are evaluated
 */

/**
 * @typedef {object} Watching
 * @property {(evaluation: SetEvaluation) => void} onProgress is told when there are more rows
 * @property {() => boolean} mayWork whether it need not stand still
 * @property {(signal: AbortSignal) => Promise<void>} wait settles when it may work
 */

/** The most workers: each has a module and the classifiers in its memory. */
const mostWorkers = 8;

/** Milliseconds that a worker works before it looks up. */
const slice = 50;

/** Digits that a worker is given at once: fewer if they take longer than this, in milliseconds, more if less. */
const part = { first: 4, most: 64, shortest: 100, longest: 400 };

/** Numbers of a row. */
const rowSize = 10;

/** How far the evaluation of one classifier is. */
class Rows {
  /** @type {Classifier | null} */
  classifier = null;
  /** The first place in the order that nobody works on. */
  next = 0;
  partSize = part.first;
  done = 0;

  /** @param {number} count of digits */
  constructor(count) {
    this.isDone = new Uint8Array(count);
    this.numbers = new Float64Array(rowSize * count);
  }

  /** @param {number[]} indices of digits @param {Float64Array} rows */
  add(indices, rows) {
    indices.forEach((index, i) => {
      this.numbers.set(rows.subarray(rowSize * i, rowSize * (i + 1)), rowSize * index);
      this.isDone[index] = 1;
    });
    this.done += indices.length;
  }

  /** @returns {Evaluated} the rows so far, in the digits' order */
  get evaluated() {
    const indices = new Int32Array(this.done);
    const rows = new Float64Array(rowSize * this.done);
    let at = 0;
    this.isDone.forEach((isDone, i) => {
      if (!isDone) return;
      indices[at] = i;
      rows.set(this.numbers.subarray(rowSize * i, rowSize * (i + 1)), rowSize * at);
      ++at;
    });
    return { classes: this.classifier?.classes ?? 0, indices, rows };
  }
}

export class SetEvaluation {
  #plan;
  #watching;
  /** By classifier. @type {Map<string, Rows>} */
  #rows;
  /** Ends the pause. @type {(() => void) | null} */
  #resume = null;
  /** @type {Promise<void> | null} */
  #pause = null;
  /** Milliseconds of work until it last stood still, and since when it works. */
  #worked = 0;
  /** @type {number | null} */
  #since = null;
  /** The bytes of classifiers that come along. @type {Map<string, ReturnType<typeof fetchedModel>>} */
  #files = new Map();

  /**
   * @param {Plan} plan
   * @param {Watching} watching
   */
  constructor(plan, watching) {
    this.#plan = plan;
    this.#watching = watching;
    this.#rows = new Map(plan.names.map((name) => [name, new Rows(plan.set.count)]));
  }

  /** How many attacks there are, and how many are done. */
  get total() {
    return this.#plan.names.length * this.#plan.set.count;
  }

  get done() {
    return [...this.#rows.values()].reduce((sum, { done }) => sum + done, 0);
  }

  /** How much longer it will take as it has gone so far, in milliseconds; null as long as nothing is done. */
  get timeLeft() {
    const now = this.#since === null ? 0 : performance.now() - this.#since;
    const { done, total } = this;
    return done > 0 ? ((this.#worked + now) / done) * (total - done) : null;
  }

  get isPaused() {
    return this.#pause !== null;
  }

  /** The rows of each classifier so far, in the order of the names. @returns {Evaluated[]} */
  get evaluated() {
    return [...this.#rows.values()].map(({ evaluated }) => evaluated);
  }

  /** @param {string} name @returns {Classifier | null} null until it is loaded */
  classifier(name) {
    return this.#rows.get(name)?.classifier ?? null;
  }

  /** All stand still, between two steps. */
  pause() {
    this.#pause ??= new Promise((resolve) => (this.#resume = resolve));
  }

  resume() {
    this.#resume?.();
    this.#resume = null;
    this.#pause = null;
  }

  /**
   * Works until all is done.
   *
   * @param {AbortSignal} signal
   * @throws {EngineError} or the signal's reason
   */
  async run(signal) {
    const cores = globalThis.navigator?.hardwareConcurrency ?? 1;
    const engines = Array.from({ length: Math.min(cores, mostWorkers) }, () => createEngine());
    // One that fails stops the others.
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    try {
      await Promise.all(engines.map((engine) => this.#work(engine, either)));
    } catch (error) {
      failed.abort(error);
      throw signal.aborted ? signal.reason : error;
    } finally {
      for (const engine of engines) engine.close();
    }
  }

  /** @param {Engine} engine @param {AbortSignal} signal */
  async #work(engine, signal) {
    const { set, options } = this.#plan;
    /** @type {Map<string, Classifier>} */
    const copies = new Map();
    for (let task = this.#nextTask(); task; task = this.#nextTask()) {
      const { name, rows, indices } = task;
      await this.#wait(signal);
      const copy = copies.get(name) ?? (await this.#loaded(engine, name, signal));
      copies.set(name, copy);
      rows.classifier ??= copy;
      const begun = performance.now();
      const result = await engine.evaluate(
        copy,
        indices.map((i) => set.pixels(i)),
        { ...options, labels: indices.map((i) => set.label(i)) },
        { signal, slice, onProgress: () => this.#wait(signal) },
      );
      const milliseconds = performance.now() - begun;
      if (milliseconds < part.shortest) rows.partSize = Math.min(2 * rows.partSize, part.most);
      if (milliseconds > part.longest) rows.partSize = Math.ceil(rows.partSize / 2);
      rows.add(indices, result.rows);
      this.#watching.onProgress(this);
    }
  }

  /** The next digits of the classifier that is least far; null if none are left. */
  #nextTask() {
    const { order } = this.#plan;
    const [[name, rows]] = [...this.#rows].sort(([, a], [, b]) => a.next - b.next);
    if (rows.next >= order.length) return null;
    const end = Math.min(rows.next + rows.partSize, order.length);
    const indices = Array.from({ length: end - rows.next }, (_, i) => order[rows.next + i]);
    rows.next = end;
    return { name, rows, indices };
  }

  /** Waits as long as it has to stand still. @param {AbortSignal} signal */
  async #wait(signal) {
    while ((this.#pause || !this.#watching.mayWork()) && !signal.aborted) {
      if (this.#since !== null) this.#worked += performance.now() - this.#since;
      this.#since = null;
      await this.#watching.wait(signal);
      const aborted = new Promise((resolve) =>
        signal.addEventListener('abort', resolve, { once: true }),
      );
      await Promise.race([this.#pause, aborted]);
    }
    signal.throwIfAborted();
    this.#since ??= performance.now();
  }

  /** @param {Engine} engine @param {string} name @param {AbortSignal} signal */
  async #loaded(engine, name, signal) {
    if (isOther(name)) return loadNamed(engine, name, { signal });
    let file = this.#files.get(name);
    if (!file) {
      file = classifierFiles(name).then(({ model, card }) => fetchedModel(model, { card, signal }));
      this.#files.set(name, file);
    }
    const { bytes, card } = await file;
    return engine.loadClassifier(bytes, { card, signal });
  }
}
