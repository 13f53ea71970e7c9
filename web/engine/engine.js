// The page's side of the module: promises, signals and errors with a code.

import * as Comlink from 'comlink';
import { EngineError } from './errors.js';
import { fetchedModel } from './fetched_model.js';
import { warnOfRange } from './input_range.js';
import { Thread } from './thread.js';
import { WorkerConnection } from './worker_connection.js';

/** @import { PlaneCall } from './plane.js' */
/** @import { WorkerApi } from './worker_calls.js' */
/** @import { AffineWeights, AttackOptions, AttackResult, BinaryWeights, CallOptions, Classifier } from './types.js' */
/** @import { ClassifierInfo, CommonEpsilonOptions, CommonEpsilonResult, DrawnDigit, EngineSource } from './types.js' */
/** @import { EvaluationResult, Grid, LoadOptions, ModuleFile, PerturbedSet, Picture } from './types.js' */
/** @import { PictureDigits, Pixels, PlaneField, Prediction, Quadratic, QuantisedPicture, Reading } from './types.js' */
/** @import { RunOptions, QuantiseOptions, Stroke, UniversalOptions, UniversalResult } from './types.js' */

/**
 * Starts a module in a worker of its own, or where the page's policy forbids workers, on the page's
 * thread.
 *
 * @param {EngineSource} [source] where the module and the worker's script are; without it, beside this script
 * @returns {Engine}
 */
export function createEngine({ workerUrl, wasmBinary, wasmUrl } = {}) {
  const own = wasmBinary || wasmUrl;
  const module = own ? { wasmBinary, wasmUrl: wasmUrl && absolute(wasmUrl) } : undefined;
  return new Engine(new Thread(workerUrl), module);
}

/** For the worker, whose script may lie elsewhere. @param {URL | string} address */
const absolute = (address) => new URL(String(address), globalThis.location?.href).href;

/**
 * Every method rejects with an EngineError, or with the signal's reason as soon as it is aborted:
 * what the worker still finishes then is thrown away. What takes many steps ends between two of them, and
 * lets other calls in meanwhile.
 */
export class Engine {
  #connection;
  /** Those that this engine has loaded: another engine's `id` names another one here. @type {WeakSet<Classifier>} */
  #classifiers = new WeakSet();

  /** @internal @param {Thread} worker @param {ModuleFile} [module] */
  constructor(worker, module) {
    this.#connection = new WorkerConnection(worker);
    // Opened before anything is asked for. If that fails, the calls that follow say so.
    this.#connection.call((remote) => remote.open(module)).catch(() => {});
  }

  /** True once the worker has ended: nothing will come from this engine any more. */
  get failed() {
    return this.#connection.failed;
  }

  /** Ends the worker. */
  close() {
    this.#connection.fail('The engine was closed.');
  }

  /** Settles when the module runs. @param {CallOptions} [how] */
  async ready(how) {
    await this.#connection.call((remote) => remote.ready(), how);
  }

  /**
   * Loads a classifier from an ONNX file.
   *
   * @param {Uint8Array | URL | string} source an ONNX file, or where it is
   * @param {LoadOptions} [options]
   * @returns {Promise<Classifier>}
   */
  async loadClassifier(source, options = {}) {
    const { bytes, card } = await fetchedModel(source, options);
    const { convention, data } = options;
    // A caller's bytes stay the caller's.
    const cargo =
      source instanceof Uint8Array
        ? bytes
        : Comlink.transfer(bytes, [/** @type {ArrayBuffer} */ (bytes.buffer)]);
    return this.#register((remote) => remote.load(cargo, card, convention, data), options, card);
  }

  /**
   * The classifier f(x) = W x + b.
   *
   * @param {AffineWeights} weights
   * @param {CallOptions} [how]
   * @returns {Promise<Classifier>}
   */
  affine(weights, how) {
    return this.#register((remote) => remote.make('affine', [weights]), how);
  }

  /**
   * The classifier of two classes by the sign of f(x) = w' x + b: its logits are 0 and f(x).
   *
   * @param {BinaryWeights} weights
   * @param {CallOptions} [how]
   * @returns {Promise<Classifier>}
   */
  binary(weights, how) {
    return this.#register((remote) => remote.make('binary', [weights]), how);
  }

  /**
   * A classifier of the plane: each logit is a quadratic, so that boundaries are conics.
   *
   * @param {Quadratic[]} logits
   * @param {CallOptions} [how]
   * @returns {Promise<Classifier>}
   */
  planar(logits, how) {
    return this.#register((remote) => remote.make('planar', [logits]), how);
  }

  /**
   * A classifier on a plane (or a line, or more dimensions) through the inputs of another: z -> f(x0 + U z). It
   * has to be unloaded, too.
   *
   * @param {Classifier} classifier
   * @param {Pixels} x0
   * @param {ArrayLike<number>[]} directions the columns of U, each as long as x0
   * @param {CallOptions} [how]
   * @returns {Promise<Classifier>}
   */
  slice(classifier, x0, directions, how) {
    warnOfRange(classifier, x0);
    const id = this.#id(classifier);
    return this.#register((remote) => remote.make('slice', [id, x0, directions]), how);
  }

  /**
   * The classes and logits of a classifier of two inputs over the plane.
   *
   * @param {Classifier} on
   * @param {Grid} grid
   * @param {RunOptions<PlaneField>} [how]
   * @returns {Promise<PlaneField>}
   */
  async field(on, grid, how) {
    return this.#run('field', [this.#id(on), grid], how);
  }

  /** For plane.js. @internal @type {(on: Classifier, name: PlaneCall, values: any[], how?: CallOptions) => Promise<any>} */
  plane = (on, name, values, how) => this.#ask('plane', [this.#id(on), name, values], how);

  /** For conventions.js. @internal @type {(on: Classifier, name: string, values: any[], how?: RunOptions<any>) => Promise<any>} */
  search = (on, name, values, how) => this.#run('search', [this.#id(on), name, values], how);

  /** For plane_geometry.js. @internal @type {(kind: string, numbers: number[], how?: CallOptions) => Promise<Classifier>} */
  planeClassifier = (kind, numbers, how) =>
    this.#register((remote) => remote.make('planeClassifier', [kind, numbers]), how);

  /** Frees the classifier. @param {Classifier} classifier */
  async unload(classifier) {
    await this.#connection.call((remote) => remote.unload(this.#id(classifier)));
  }

  /**
   * What the classifier reads.
   *
   * @param {Classifier} classifier
   * @param {Pixels} input
   * @param {CallOptions} [how]
   * @returns {Promise<Prediction>}
   */
  predict(classifier, input, how) {
    warnOfRange(classifier, input);
    return this.#connection.call((remote) => remote.predict(this.#id(classifier), input), how);
  }

  /**
   * The logits at an input: one a class, before any softmax.
   *
   * @param {Classifier} classifier
   * @param {Pixels} input
   * @param {CallOptions} [how]
   * @returns {Promise<Float32Array>}
   */
  logits(classifier, input, how) {
    warnOfRange(classifier, input);
    return this.#connection.call((remote) => remote.logits(this.#id(classifier), input), how);
  }

  /**
   * The gradients of logits at an input: rows x inputs, row-major. Row i is the gradient of the logit of
   * classes[i].
   *
   * @param {Classifier} classifier
   * @param {Pixels} input
   * @param {ArrayLike<number>} [classes] all, if none are given
   * @param {CallOptions} [how]
   * @returns {Promise<Float32Array>}
   */
  jacobian(classifier, input, classes, how) {
    warnOfRange(classifier, input);
    return this.#ask('jacobian', [this.#id(classifier), input, classes], how);
  }

  /**
   * The gradient of sum_k weights[k] f_k at an input: what one backward pass gives of any combination of
   * logits f_k.
   *
   * @param {Classifier} classifier
   * @param {Pixels} input
   * @param {ArrayLike<number>} weights one a class
   * @param {CallOptions} [how]
   * @returns {Promise<Float32Array>} one number an input element
   */
  gradient(classifier, input, weights, how) {
    warnOfRange(classifier, input);
    return this.#ask('gradient', [this.#id(classifier), input, weights], how);
  }

  /**
   * The change that flips an input.
   *
   * @param {Classifier} classifier
   * @param {Pixels} input
   * @param {AttackOptions} [options]
   * @param {RunOptions<AttackResult>} [how]
   * @returns {Promise<AttackResult>}
   */
  async attack(classifier, input, options = {}, how) {
    warnOfRange(classifier, input);
    const id = this.#id(classifier);
    return this.#connection.run((remote, slice) => remote.attack(id, input, options, slice), how);
  }

  /**
   * What a pad needs in every frame, in one round trip: the digit of its strokes, and the attack on it.
   *
   * @param {Classifier} classifier of 28 x 28 pixels
   * @param {Stroke[]} strokes
   * @param {{ dotSize?: number } & AttackOptions} [options] dotSize: a drawing whose longer side is at
   *   most this is a dot
   * @param {RunOptions<AttackResult>} [how]
   * @returns {Promise<Reading>}
   */
  async attackStrokes(classifier, strokes, { dotSize = 0, ...options } = {}, how) {
    const id = this.#id(classifier);
    /** @type {any} */
    let digit = null;
    const attack = await this.#connection.run(async (remote, slice) => {
      const first = await remote.attackStrokes(id, strokes, dotSize, options, slice);
      digit = first.digit;
      return first;
    }, how);
    return { digit, attack };
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
  async universal(classifier, set, options, how) {
    for (const input of set) warnOfRange(classifier, input);
    return this.#run('universal', [this.#id(classifier), set, options], how);
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
  async commonEpsilon(classifier, set, options = {}, how) {
    for (const input of set) warnOfRange(classifier, input);
    return this.#run('commonEpsilon', [this.#id(classifier), set, options], how);
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
  async evaluate(classifier, set, options = {}, how) {
    for (const input of set) warnOfRange(classifier, input);
    return this.#run('evaluate', [this.#id(classifier), set, options], how);
  }

  /** Several evaluations as one. @param {EvaluationResult[]} parts @returns {Promise<EvaluationResult>} */
  evaluated(parts) {
    return this.#ask('evaluated', [parts]);
  }

  /** For reports.js and onnx_description.js. @internal @type {(name: string, request: object, how?: CallOptions) => Promise<any>} */
  callModule = (name, request, how) => this.#ask('callModule', [name, request], how);

  /**
   * What one perturbation does to each input of a set.
   *
   * @param {Classifier} classifier
   * @param {Pixels[]} set
   * @param {Float32Array} perturbation
   * @param {RunOptions<PerturbedSet>} [how]
   * @returns {Promise<PerturbedSet>}
   */
  async perturb(classifier, set, perturbation, how) {
    for (const input of set) warnOfRange(classifier, input);
    return this.#run('perturb', [this.#id(classifier), set, perturbation], how);
  }

  /**
   * The perturbed input as a picture of 8 bits a pixel that is still read as asked for.
   *
   * @param {Classifier} on
   * @param {Pixels} input
   * @param {{ perturbation: Float32Array, label: number }} attack what an attack found for it
   * @param {QuantiseOptions & RunOptions<QuantisedPicture>} [options]
   * @returns {Promise<QuantisedPicture>}
   */
  async quantise(on, input, { perturbation, label }, { target, norm, ...how } = {}) {
    warnOfRange(on, input);
    const found = { perturbation, label };
    return this.#run('beginQuantise', [this.#id(on), input, found, { target, norm }], how);
  }

  /**
   * Pen strokes to a digit in MNIST's form.
   *
   * @param {Stroke[]} strokes
   * @param {{ dotSize?: number } & CallOptions} [options] dotSize: a drawing whose longer side is at most
   *   this is a dot
   * @returns {Promise<DrawnDigit>}
   */
  digitFromStrokes(strokes, { dotSize = 0, ...how } = {}) {
    return this.#connection.call((remote) => remote.digitFromStrokes(strokes, dotSize), how);
  }

  /**
   * The digits in a picture.
   *
   * @param {Picture} picture at most 1,024 pixels a side; its data is given away to the worker
   * @param {CallOptions} [how]
   * @returns {Promise<PictureDigits>}
   */
  digitsFromPicture({ data, width, height }, how) {
    const buffer = /** @type {ArrayBuffer} */ (data.buffer);
    const cargo = Comlink.transfer({ data, width, height }, [buffer]);
    return this.#connection.call((remote) => remote.digitsFromPicture(cargo), how);
  }

  /**
   * Has the worker make a classifier, and remembers it as this engine's.
   *
   * @param {(remote: Comlink.Remote<WorkerApi>) => Promise<ClassifierInfo>} send
   * @param {CallOptions} [how]
   * @param {import('./types.js').Card | null} [card]
   * @returns {Promise<Classifier>}
   */
  async #register(send, how, card = null) {
    const classifier = { ...(await this.#connection.call(send, how)), card };
    this.#classifiers.add(classifier);
    return classifier;
  }

  /** What is worked out at once. @type {(name: import('./worker_calls.js').Answers, values: any, how?: CallOptions) => Promise<any>} */
  #ask = (name, values, how) => this.#connection.call((remote) => remote.ask(name, values), how);

  /** What takes many steps. @type {(name: import('./worker_calls.js').Runs, values: any, how?: RunOptions<any>) => Promise<any>} */
  #run = (name, values, how) =>
    this.#connection.run((remote, slice) => remote.run(name, values, slice), how);

  /** @param {Classifier} classifier @returns {number} */
  #id(classifier) {
    if (!this.#classifiers.has(classifier)) {
      throw new EngineError(
        'worker',
        'The engine that loaded this classifier has ended: load it again.',
      );
    }
    return classifier.id;
  }
}
