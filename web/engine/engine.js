// The page's side of the module: promises, AbortSignals and errors with a code.

import * as Comlink from 'comlink';
import { EngineError } from './errors.js';
import { warnOfRange } from './input_range.js';
import { fetchedModel } from './fetched_model.js';
import { Thread } from './thread.js';
import { WorkerWatch } from './worker_watch.js';

/** @import { WorkerApi } from './worker_calls.js' */
/** @import { ErrorCode } from './errors.js' */
/** @import { AttackOptions, AttackResult, Classifier, LoadOptions } from './types.js' */
/** @import { CommonEpsilonOptions, CommonEpsilonResult, DrawnDigit } from './types.js' */
/** @import { EngineSource, EvaluationResult, ModuleFile, Moved, Picture } from './types.js' */
/** @import { PictureDigits, Pixels, Prediction, QuantisedPicture, Reading } from './types.js' */
/** @import { RunOptions, Stroke, UniversalOptions, UniversalResult } from './types.js' */

/**
 * How long a run's steps keep the worker from answering anything else, in milliseconds: less than a
 * frame, so that what is drawn meanwhile stays live.
 */
const shortSlice = 10;

/** Methods that take many steps. @type {Set<string | undefined>} */
const slow = new Set(['refine', 'ddn', 'pgd', 'cw', 'lbfgs']);

/** Inputs that are moved in one call, for the same reason. */
const movedAtOnce = 10;

/**
 * Starts a module in a worker of its own, or where the page's policy forbids workers, on the page's
 * thread.
 *
 * @param {EngineSource} [source] what to run in place of the project's own files
 * @returns {Engine}
 */
export function createEngine({ workerUrl, ...module } = {}) {
  const engine = new Engine(new Thread(workerUrl));
  if (module.wasmBinary || module.wasmUrl) engine.from(module);
  return engine;
}

/**
 * Every method rejects with an EngineError, or with the signal's reason as soon as it is aborted:
 * what the worker still finishes then is thrown away.
 */
export class Engine {
  #worker;
  /** @type {Comlink.Remote<WorkerApi>} */
  #remote;
  /** @type {EngineError | null} */
  #failure = null;
  /** @type {Set<(reason: unknown) => void>} */
  #open = new Set();
  /** Another engine's classifiers have numbers that mean others here. @type {WeakSet<Classifier>} */
  #classifiers = new WeakSet();
  #watch = new WorkerWatch({
    ask: () => (this.#worker.isOpen ? this.#remote.alive() : null),
    gone: () => this.#fail('The worker does not answer any more.'),
  });

  /** @internal @param {Thread} worker */
  constructor(worker) {
    this.#worker = worker;
    this.#remote = Comlink.wrap(worker);
    worker.addEventListener('error', (event) => {
      const { message, code } = /** @type {Event & { message: string, code?: ErrorCode }} */ (
        event
      );
      this.#fail(message || 'The worker could not be started.', code);
    });
  }

  /** True once the worker has ended: nothing will come from this engine any more. */
  get failed() {
    return this.#failure !== null;
  }

  /** Ends the worker. */
  close() {
    this.#fail('The engine was closed.');
  }

  /**
   * Says which module to run, before any other call; to those one says what is wrong with it.
   *
   * @param {ModuleFile} source
   */
  from({ wasmBinary, wasmUrl }) {
    const url = wasmUrl && new URL(wasmUrl, globalThis.location?.href).href;
    this.#call((remote) => remote.open({ wasmBinary, wasmUrl: url })).catch(() => {});
  }

  /**
   * Settles when the module runs.
   *
   * @param {AbortSignal} [signal]
   */
  async ready(signal) {
    await this.#call((remote) => remote.ready(), signal);
  }

  /**
   * Loads a classifier from an ONNX file.
   *
   * @param {Uint8Array | URL | string} source an ONNX file, or where it is
   * @param {LoadOptions} [options]
   * @returns {Promise<Classifier>}
   */
  async loadClassifier(source, options = {}) {
    const { bytes, card: known } = await fetchedModel(source, options);
    const { signal } = options;
    // A caller's bytes stay the caller's.
    const cargo =
      source instanceof Uint8Array
        ? bytes
        : Comlink.transfer(bytes, [/** @type {ArrayBuffer} */ (bytes.buffer)]);
    const info = await this.#call((remote) => remote.load(cargo, known), signal);
    const classifier = { ...info, card: known };
    this.#classifiers.add(classifier);
    return classifier;
  }

  /**
   * Frees the classifier.
   *
   * @param {Classifier} classifier
   */
  async unload(classifier) {
    await this.#call((remote) => remote.unload(this.#id(classifier)));
  }

  /**
   * What the classifier reads.
   *
   * @param {Classifier} classifier
   * @param {Pixels} pixels
   * @param {AbortSignal} [signal]
   * @returns {Promise<Prediction>}
   */
  predict(classifier, pixels, signal) {
    warnOfRange(classifier, pixels);
    return this.#call((remote) => remote.predict(this.#id(classifier), pixels), signal);
  }

  /**
   * The change that flips an input. A method that takes many steps ends between two of them when the
   * signal is aborted; run() also tells how far it is.
   *
   * @param {Classifier} classifier
   * @param {Pixels} pixels
   * @param {AttackOptions} [options]
   * @param {AbortSignal} [signal]
   * @returns {Promise<AttackResult>}
   */
  attack(classifier, pixels, options = {}, signal) {
    warnOfRange(classifier, pixels);
    if (slow.has(options.method)) return this.run(classifier, pixels, options, { signal });
    return this.#call((remote) => remote.attack(this.#id(classifier), pixels, options), signal);
  }

  /**
   * An attack of any length, in steps: other calls are answered meanwhile, and it can be watched and
   * ended. For the methods that take many steps (`refine`, `ddn`, `pgd`, `cw`, `lbfgs`); the result
   * is what attack() gives.
   *
   * @param {Classifier} classifier
   * @param {Pixels} pixels
   * @param {AttackOptions} [options]
   * @param {RunOptions<AttackResult>} [how]
   * @returns {Promise<AttackResult>}
   */
  run(classifier, pixels, options = {}, how) {
    warnOfRange(classifier, pixels);
    return this.#run((remote) => remote.begin(this.#id(classifier), pixels, options), how);
  }

  /**
   * A smaller change than DeepFool's: DeepFool, then decoupled direction and norm (DDN) from there. Its
   * best so far is a change that flips, at any time.
   *
   * @param {Classifier} classifier
   * @param {Pixels} pixels
   * @param {Omit<AttackOptions, 'method' | 'norm'>} [options]
   * @param {RunOptions<AttackResult>} [how]
   * @returns {Promise<AttackResult>}
   */
  refine(classifier, pixels, options = {}, how) {
    return this.run(classifier, pixels, { ...options, method: 'refine' }, how);
  }

  /**
   * One perturbation that flips most inputs of a set.
   *
   * @param {Classifier} classifier
   * @param {Pixels[]} set
   * @param {UniversalOptions} options
   * @param {RunOptions<UniversalResult>} [how]
   * @returns {Promise<UniversalResult>}
   */
  universal(classifier, set, options, how) {
    return this.#run((remote) => remote.beginUniversal(this.#id(classifier), set, options), how);
  }

  /**
   * The one epsilon of FGSM at which a share of a set is misclassified.
   *
   * @param {Classifier} classifier
   * @param {Pixels[]} set
   * @param {CommonEpsilonOptions} [options]
   * @param {RunOptions<CommonEpsilonResult>} [how]
   * @returns {Promise<CommonEpsilonResult>}
   */
  commonEpsilon(classifier, set, options = {}, how) {
    return this.#run(
      (remote) => remote.beginCommonEpsilon(this.#id(classifier), set, options),
      how,
    );
  }

  /**
   * An attack on each input of a set, and the means over them. For a large set, see pool.js: it gives
   * each of several workers a few inputs at a time.
   *
   * @param {Classifier} classifier
   * @param {Pixels[]} set
   * @param {AttackOptions & { labels?: ArrayLike<number> }} [options] labels: the true class of each
   *   input
   * @param {RunOptions<EvaluationResult>} [how]
   * @returns {Promise<EvaluationResult>}
   */
  evaluate(classifier, set, options = {}, how) {
    for (const pixels of set) warnOfRange(classifier, pixels);
    return this.#run((remote) => remote.beginEvaluation(this.#id(classifier), set, options), how);
  }

  /**
   * Several evaluations as one.
   *
   * @param {EvaluationResult[]} parts
   * @returns {Promise<EvaluationResult>}
   */
  evaluated(parts) {
    return this.#call((remote) => remote.evaluated(parts));
  }

  /**
   * Adds the same perturbation to each input of a set.
   *
   * @param {Classifier} classifier
   * @param {Pixels[]} set
   * @param {Float32Array} perturbation
   * @param {AbortSignal} [signal]
   * @returns {Promise<Moved[]>}
   */
  async moved(classifier, set, perturbation, signal) {
    const all = [];
    for (let i = 0; i < set.length; i += movedAtOnce) {
      const some = set.slice(i, i + movedAtOnce);
      all.push(
        ...(await this.#call(
          (remote) => remote.moved(this.#id(classifier), some, perturbation),
          signal,
        )),
      );
    }
    return all;
  }

  /**
   * The perturbed input as a picture of 8 bits a pixel that is still read as asked for.
   *
   * @param {Classifier} classifier
   * @param {Pixels} pixels the input
   * @param {AttackResult} result what an attack found for it
   * @param {number | null} [target] the class that was asked for
   * @param {AbortSignal} [signal]
   * @returns {Promise<QuantisedPicture>}
   */
  quantise(classifier, pixels, result, target = null, signal) {
    return this.#call(
      (remote) => remote.quantise(this.#id(classifier), pixels, result, target),
      signal,
    );
  }

  /**
   * @param {Stroke[]} strokes
   * @param {number} [dotSize] a drawing whose longer side is at most this is a dot
   * @param {AbortSignal} [signal]
   * @returns {Promise<DrawnDigit>}
   */
  digitFromStrokes(strokes, dotSize = 0, signal) {
    return this.#call((remote) => remote.digitFromStrokes(strokes, dotSize), signal);
  }

  /**
   * @param {Picture} picture at most 1,024 pixels a side; its data is given away to the worker
   * @param {AbortSignal} [signal]
   * @returns {Promise<PictureDigits>}
   */
  digitsFromPicture({ data, width, height }, signal) {
    const cargo = Comlink.transfer({ data, width, height }, [
      /** @type {ArrayBuffer} */ (data.buffer),
    ]);
    return this.#call((remote) => remote.digitsFromPicture(cargo), signal);
  }

  /**
   * What a pad needs in every frame, in one round trip: the digit, and the attack on it.
   *
   * @param {Classifier} classifier
   * @param {Stroke[]} strokes
   * @param {{ dotSize?: number } & AttackOptions} [options]
   * @param {AbortSignal} [signal]
   * @returns {Promise<Reading>}
   */
  fromStrokes(classifier, strokes, { dotSize = 0, ...options } = {}, signal) {
    return this.#call(
      (remote) => remote.fromStrokes(this.#id(classifier), strokes, dotSize, options),
      signal,
    );
  }

  /**
   * Has the worker take steps slice by slice. Asking for each slice anew lets other calls in between,
   * and a run that nobody asks for any more stands still.
   *
   * @template T
   * @param {(remote: Comlink.Remote<WorkerApi>) => Promise<number>} begin
   * @param {RunOptions<T>} [how]
   * @returns {Promise<T>}
   */
  async #run(begin, { signal, onProgress, slice = shortSlice } = {}) {
    const end = (/** @type {number} */ number) => {
      if (!this.failed) void this.#remote.end(number);
    };
    /** @type {Promise<number> | undefined} */
    let begun;
    const number = await this.#call((remote) => (begun = begin(remote)), signal).catch((error) => {
      // One that begins all the same is ended.
      begun?.then(end, () => {});
      throw error;
    });
    try {
      for (;;) {
        const { more, result } = await this.#call(
          (remote) => remote.advance(number, slice),
          signal,
        );
        if (!more) return result;
        await onProgress?.(result);
      }
    } finally {
      end(number);
    }
  }

  /**
   * @template T
   * @param {(remote: Comlink.Remote<WorkerApi>) => Promise<T>} send
   * @param {AbortSignal} [signal]
   * @returns {Promise<T>}
   */
  #call(send, signal) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#failure) throw this.#failure;
      const answer = send(this.#remote);
      // A worker that has ended never answers: whoever waits is told by #fail.
      this.#open.add(reject);
      this.#worker.awaited = true;
      this.#watch.start();
      const abort = () => reject(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      answer
        .then(resolve, (error) => {
          const revived = EngineError.revived(error);
          if (revived instanceof EngineError && ['worker', 'memory'].includes(revived.code)) {
            this.#fail(revived.message, revived.code);
          }
          reject(revived);
        })
        .finally(() => {
          this.#open.delete(reject);
          signal?.removeEventListener('abort', abort);
          if (this.#open.size > 0) return;
          this.#watch.stop();
          this.#worker.awaited = false;
        });
    });
  }

  /**
   * @param {Classifier} classifier
   * @returns {number}
   */
  #id(classifier) {
    if (!this.#classifiers.has(classifier)) {
      throw new EngineError(
        'worker',
        'The engine that loaded this classifier has ended: load it again.',
      );
    }
    return classifier.id;
  }

  /**
   * @param {string} message
   * @param {ErrorCode} [code]
   */
  #fail(message, code = 'worker') {
    if (this.#failure) return;
    this.#failure = new EngineError(code, message);
    this.#watch.stop();
    this.#worker.terminate();
    for (const reject of this.#open) reject(this.#failure);
    this.#open.clear();
  }
}
