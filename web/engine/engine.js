// The page's side of the module: promises, AbortSignals and errors with a code.

import * as Comlink from 'comlink';
import { EngineError } from './errors.js';
import { Thread } from './thread.js';

/** @import { WorkerApi } from './api.js' */
/** @import { AttackOptions, AttackResult, DrawnDigit, PictureDigits, Prediction } from './core.js' */
/** @import { CommonEpsilonOptions, CommonEpsilonResult } from './core.js' */
/** @import { QuantisedPicture, UniversalOptions, UniversalResult } from './core.js' */
/** @import { Card, Classifier, Moved, Picture, Pixels, Reading, Stroke } from './types.js' */

/**
 * @typedef {object} LoadOptions
 * @property {Card | URL | string | null} [card] the classifier's card, or where it is. Its test
 *   vector is checked; without one, nothing says whether the classifier computes what it should
 * @property {(share: number) => void} [progress] is told the share in [0, 1] that has arrived
 * @property {AbortSignal} [signal]
 */

/**
 * @template T
 * @typedef {object} RunOptions
 * @property {AbortSignal} [signal] ends the run between two steps
 * @property {(best: T) => void} [onProgress] is told the best so far after each slice of time but
 *   the last
 */

/**
 * How long a run's steps keep the worker from answering anything else, in milliseconds: less than a
 * frame, so that what is drawn meanwhile stays live.
 */
const slice = 10;

/** Inputs that are moved in one call, for the same reason. */
const movedAtOnce = 10;

/**
 * Starts a module in a worker of its own, or where the page's policy forbids workers, on the page's
 * thread.
 *
 * @returns {Engine}
 */
export function createEngine() {
  return new Engine(new Thread());
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

  /** @param {Thread} worker */
  constructor(worker) {
    this.#worker = worker;
    this.#remote = Comlink.wrap(worker);
    worker.addEventListener('error', (event) => {
      const { message } = /** @type {ErrorEvent} */ (event);
      this.#fail(message || 'The worker could not be started.');
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
   * Settles when the module runs.
   *
   * @param {AbortSignal} [signal]
   */
  async ready(signal) {
    await this.#call((remote) => remote.ready(), signal);
  }

  /**
   * @param {Uint8Array | URL | string} source an ONNX file, or where it is
   * @param {LoadOptions} [options]
   * @returns {Promise<Classifier>}
   */
  async loadClassifier(source, { card = null, progress, signal } = {}) {
    const cardHere =
      card instanceof URL || typeof card === 'string'
        ? fetched(card, signal).then((response) => /** @type {Promise<Card>} */ (response.json()))
        : Promise.resolve(card);
    const bytes =
      source instanceof Uint8Array ? source : await download(source, cardHere, progress, signal);
    const known = await cardHere;
    // A caller's bytes stay the caller's.
    const cargo =
      source instanceof Uint8Array
        ? bytes
        : Comlink.transfer(bytes, [/** @type {ArrayBuffer} */ (bytes.buffer)]);
    const info = await this.#call((remote) => remote.load(cargo, known), signal);
    return { ...info, card: known };
  }

  /**
   * Frees the classifier.
   *
   * @param {Classifier} classifier
   */
  async unload({ id }) {
    await this.#call((remote) => remote.unload(id));
  }

  /**
   * @param {Classifier} classifier
   * @param {Pixels} pixels
   * @param {AbortSignal} [signal]
   * @returns {Promise<Prediction>}
   */
  predict({ id }, pixels, signal) {
    return this.#call((remote) => remote.predict(id, pixels), signal);
  }

  /**
   * @param {Classifier} classifier
   * @param {Pixels} pixels
   * @param {AttackOptions} [options]
   * @param {AbortSignal} [signal]
   * @returns {Promise<AttackResult>}
   */
  attack({ id }, pixels, options = {}, signal) {
    return this.#call((remote) => remote.attack(id, pixels, options), signal);
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
  run({ id }, pixels, options = {}, how) {
    return this.#run((remote) => remote.begin(id, pixels, options), how);
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
  universal({ id }, set, options, how) {
    return this.#run((remote) => remote.beginUniversal(id, set, options), how);
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
  commonEpsilon({ id }, set, options = {}, how) {
    return this.#run((remote) => remote.beginCommonEpsilon(id, set, options), how);
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
  async moved({ id }, set, perturbation, signal) {
    const all = [];
    for (let i = 0; i < set.length; i += movedAtOnce) {
      const some = set.slice(i, i + movedAtOnce);
      all.push(...(await this.#call((remote) => remote.moved(id, some, perturbation), signal)));
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
  quantise({ id }, pixels, result, target = null, signal) {
    return this.#call((remote) => remote.quantise(id, pixels, result, target), signal);
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
  fromStrokes({ id }, strokes, { dotSize = 0, ...options } = {}, signal) {
    return this.#call((remote) => remote.fromStrokes(id, strokes, dotSize, options), signal);
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
  async #run(begin, { signal, onProgress } = {}) {
    signal?.throwIfAborted();
    // Not with the signal: the number of a run that has begun is needed to end it.
    const number = await this.#call(begin);
    try {
      for (;;) {
        const { more, result } = await this.#call(
          (remote) => remote.advance(number, slice),
          signal,
        );
        if (!more) return result;
        onProgress?.(result);
      }
    } finally {
      if (!this.failed) void this.#remote.end(number);
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
      // A worker that has ended never answers: whoever waits is told by #fail.
      this.#open.add(reject);
      const abort = () => reject(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      send(this.#remote)
        .then(resolve, (error) => {
          const revived = EngineError.revived(error);
          if (revived instanceof EngineError && revived.code === 'worker') {
            this.#fail(revived.message);
          }
          reject(revived);
        })
        .finally(() => {
          this.#open.delete(reject);
          signal?.removeEventListener('abort', abort);
        });
    });
  }

  /** @param {string} message */
  #fail(message) {
    if (this.#failure) return;
    this.#failure = new EngineError('worker', message);
    this.#worker.terminate();
    for (const reject of this.#open) reject(this.#failure);
    this.#open.clear();
  }
}

/**
 * @param {URL | string} url
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function fetched(url, signal) {
  let response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw new EngineError('fetch', `${url}: ${/** @type {Error} */ (error).message}`);
  }
  if (!response.ok) throw new EngineError('fetch', `${url}: status ${response.status}`);
  return response;
}

/**
 * @param {URL | string} url
 * @param {Promise<Card | null>} card knows the size: the header's is that of the compressed file
 * @param {((share: number) => void) | undefined} progress
 * @param {AbortSignal} [signal]
 * @returns {Promise<Uint8Array>}
 */
async function download(url, card, progress, signal) {
  const [response, known] = await Promise.all([fetched(url, signal), card]);
  if (!progress || !known || !response.body) return new Uint8Array(await response.arrayBuffer());
  /** @type {Uint8Array[]} */
  const chunks = [];
  let arrived = 0;
  const reader = response.body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      arrived += next.value.length;
      progress(Math.min(arrived / known.bytes, 1));
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw new EngineError('fetch', `${url}: ${/** @type {Error} */ (error).message}`);
  }
  const bytes = new Uint8Array(arrived);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
