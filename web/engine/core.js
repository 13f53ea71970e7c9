/**
 * The WebAssembly module as plain JavaScript: synchronous calls, plain objects, copies of all arrays.
 * It runs in a worker, on a page's own thread, and in Node. Only this file and loaded_classifier.js know
 * Embind. Arguments that make no sense are refused with an EngineError.
 */

import { completeOptions } from './complete_options.js';
import { EngineError } from './errors.js';
import { wholeModule } from './fetch_wasm.js';
import { LoadedClassifier, runOf } from './loaded_classifier.js';
import { check, refuse } from './option_types.js';

/** @import { AffineWeights, AttackOptions, AttackResult, BinaryWeights, ClassifierInfo } from './types.js' */
/** @import { CommonEpsilonOptions, CommonEpsilonResult, Convention, DrawnDigit, EvaluationResult } from './types.js' */
/** @import { Grid, ModuleSource, PerturbedSet, PictureDigits, Pixels, PlaneField, Prediction } from './types.js' */
/** @import { Quadratic, QuantiseOptions, QuantisedPicture, Run, Stroke, UniversalOptions } from './types.js' */
/** @import { UniversalResult } from './types.js' */
/** @import { PlaneCall } from './plane.js' */

/** Loads the module. @param {ModuleSource} source @returns {Promise<Core>} */
export async function createCore({ factory, complete, instantiateWasm, ...file }) {
  const options = { EngineError, instantiateWasm: instantiateWasm ?? (await wholeModule(file)) };
  return new Core(await factory(options), complete);
}

export class Core {
  #module;
  #complete;
  /** @type {Map<number, LoadedClassifier>} */
  #classifiers = new Map();
  #nextId = 1;
  #strokes;

  /**
   * @param {any} module
   * @param {() => Promise<void>} [complete]
   */
  constructor(module, complete = async () => {}) {
    this.#module = module;
    this.#complete = complete;
    this.#strokes = module.noStrokes();
  }

  /** Settles when all of the module is there: see split_module.js. Of a module that came whole, at once. */
  complete() {
    return this.#complete();
  }

  /** Bytes of memory that the module holds. */
  get heapBytes() {
    return this.#module.HEAPU8.length;
  }

  /**
   * Loads a classifier from the bytes of an ONNX file; with a convention, that takes pictures as it says.
   *
   * @param {Uint8Array} bytes
   * @param {Convention} [convention]
   * @param {Record<string, Uint8Array>} [data] see LoadOptions
   * @returns {ClassifierInfo}
   */
  load(bytes, convention, data) {
    const handle = data ? this.#module.loadWithData(bytes, data) : this.#module.load(bytes);
    if (!convention) return this.#register(handle);
    try {
      return this.#register(handle.presented(convention));
    } finally {
      handle.delete(); // What is made of it keeps the network.
    }
  }

  /** f(x) = W x + b. @param {AffineWeights} weights @returns {ClassifierInfo} */
  affine({ weights, bias }) {
    return this.#register(this.#module.affine(weights, bias));
  }

  /** Two classes by the sign of f(x) = w' x + b: logits 0 and f(x). @param {BinaryWeights} weights @returns {ClassifierInfo} */
  binary({ weights, bias }) {
    return this.#register(this.#module.binary(weights, bias));
  }

  /** A classifier of the plane. @param {Quadratic[]} logits @returns {ClassifierInfo} */
  planar(logits) {
    const coefficients = logits.flatMap(({ A, b, c }) => [...A, ...b, c]);
    if (coefficients.length !== 6 * logits.length) {
      refuse('planar: each logit has A (three numbers), b (two) and c (one)');
    }
    return this.#register(this.#module.planar(coefficients));
  }

  /**
   * A classifier on a plane (or a line, or more dimensions) through the inputs of another: z -> f(x0 + U z).
   *
   * @param {number} id
   * @param {Pixels} x0
   * @param {ArrayLike<number>[]} directions  the columns of U, each as long as x0
   * @returns {ClassifierInfo}
   */
  slice(id, x0, directions) {
    const { inputs } = this.#classifier(id).info;
    for (const { length } of directions) {
      if (length !== inputs) refuse(`directions: one has ${length} numbers; ${inputs} are needed`);
    }
    const U = Float32Array.from(directions.flatMap((direction) => Array.from(direction)));
    return this.#register(this.#classifier(id).at(x0).slice(U, directions.length));
  }

  /** See plane_geometry.js. @param {string} kind @param {number[]} numbers */
  planeClassifier = (kind, numbers) => this.#register(this.#module.planeClassifier(kind, numbers));

  /** What plane.js asks of a classifier. @param {number} id @param {PlaneCall} name @param {any[]} values */
  plane(id, name, values) {
    return this.#classifier(id).handle[name](...values);
  }

  /** For conventions.js. @param {number} id @param {string} name @param {any[]} values @returns {Run<any>} */
  search(id, name, values) {
    return runOf(this.#classifier(id).handle[name](...values));
  }

  /** Frees a classifier. @param {number} id */
  unload(id) {
    this.#classifiers.get(id)?.delete();
    this.#classifiers.delete(id);
  }

  /**
   * @param {number} id
   * @param {Pixels} input
   * @returns {Prediction}
   */
  predict(id, input) {
    return this.#classifier(id).at(input).predict();
  }

  /** The logits at an input. @param {number} id @param {Pixels} input @returns {Float32Array} */
  logits(id, input) {
    return this.predict(id, input).logits;
  }

  /**
   * The gradients of logits at an input: rows x inputs, row-major; the row of a class is the gradient of its
   * logit.
   *
   * @param {number} id
   * @param {Pixels} input
   * @param {ArrayLike<number>} [classes]  those whose rows are wanted, in this order; all, if none are given
   * @returns {Float32Array}
   */
  jacobian(id, input, classes) {
    const { info } = this.#classifier(id);
    const rows = Array.from(classes ?? { length: info.classes }, (k, row) => (classes ? k : row));
    for (const k of rows) {
      if (!(Number.isInteger(k) && k >= 0 && k < info.classes)) {
        refuse(`classes: ${k} is not a class: they are 0 to ${info.classes - 1}`);
      }
    }
    return this.#classifier(id).at(input).jacobian(rows);
  }

  /**
   * The gradient of sum_k weights[k] f_k at an input, in one backward pass.
   *
   * @param {number} id
   * @param {Pixels} input
   * @param {ArrayLike<number>} weights  one a class
   * @returns {Float32Array}  one number an input element
   */
  gradient(id, input, weights) {
    return this.#classifier(id).at(input).gradient(weights);
  }

  /**
   * A whole attack in one call.
   *
   * @param {number} id
   * @param {Pixels} input
   * @param {AttackOptions} [options]
   * @returns {AttackResult}
   */
  attack(id, input, options = {}) {
    return finished(this.beginAttack(id, input, options));
  }

  /**
   * An attack in steps; other calls may come between them. Its milliseconds are those of the steps.
   *
   * @param {number} id
   * @param {Pixels} input
   * @param {AttackOptions} [options]
   * @param {boolean} [withPicture]  whether the result has what a screen can show of it
   * @returns {Run<AttackResult>}
   */
  beginAttack(id, input, options = {}, withPicture = false) {
    const classifier = this.#classifier(id);
    classifier.at(input);
    return classifier.begin(options, withPicture);
  }

  /**
   * The digit of pen strokes, and the attack on it. A classifier of other inputs than 28 x 28 pixels takes
   * no strokes.
   *
   * @param {number} id
   * @param {Stroke[]} strokes
   * @param {number} [dotSize]  a drawing of at most this size, in the strokes' unit, is a dot
   * @param {AttackOptions} [options]
   * @param {boolean} [withPicture]  whether the result has what a screen can show of it
   * @returns {{ digit: DrawnDigit, run: Run<AttackResult> | null }}  no attack where there is too little ink
   */
  beginAttackOnStrokes(id, strokes, dotSize = 0, options = {}, withPicture = false) {
    const classifier = this.#classifier(id);
    /** @type {DrawnDigit} */
    const digit = classifier.handle.draw(this.#copyStrokes(strokes), dotSize);
    const legible = digit.outcome === 'digit' || digit.outcome === 'line';
    return { digit, run: legible ? classifier.begin(options, withPicture) : null };
  }

  /**
   * One perturbation that flips most inputs of a set.
   *
   * @param {number} id
   * @param {Iterable<Pixels>} set
   * @param {UniversalOptions} options
   * @returns {Run<UniversalResult>}
   */
  universal(id, set, options) {
    const classifier = this.#classifier(id);
    const complete = completeOptions('universal', options, classifier.info.classes);
    return classifier.search(classifier.handle.universal(complete), set);
  }

  /**
   * The one epsilon of FGSM at which a share of a set is misclassified, as the paper's tables have it.
   *
   * @param {number} id
   * @param {Iterable<Pixels>} set
   * @param {CommonEpsilonOptions} [options]
   * @returns {Run<CommonEpsilonResult>}
   */
  commonEpsilon(id, set, { labels, ...options } = {}) {
    const classifier = this.#classifier(id);
    const complete = completeOptions('commonEpsilon', options, classifier.info.classes);
    const { share, box, singlePrecision } = complete;
    const search = classifier.handle.commonEpsilon(share, box, singlePrecision);
    return classifier.search(search, set, labels);
  }

  /**
   * An attack on each input of a set, and the means over them.
   *
   * @param {number} id
   * @param {Iterable<Pixels>} set
   * @param {AttackOptions & { labels?: ArrayLike<number> }} [options]  labels: the true class of each
   *   input
   * @returns {Run<EvaluationResult>}
   */
  evaluate(id, set, { labels, ...options } = {}) {
    const classifier = this.#classifier(id);
    const search = classifier.handle.evaluate(classifier.moduleOptions(options));
    return classifier.search(search, set, labels);
  }

  /**
   * Several evaluations as one.
   *
   * @param {EvaluationResult[]} parts
   * @returns {EvaluationResult}
   */
  evaluated(parts) {
    return this.#module.evaluated(Float64Array.from(parts.flatMap(({ rows }) => [...rows])));
  }

  /** For reports.js and onnx_description.js. @param {string} name @param {object} request */
  callModule = (name, request) => this.#module[name](request);

  /**
   * The classes and logits of a classifier of two inputs over the plane.
   *
   * @param {number} id
   * @param {Grid} grid
   * @returns {Run<PlaneField>}
   */
  field(id, { left, right, top, bottom, columns, rows }) {
    for (const [name, value] of Object.entries({ columns, rows })) {
      check(name, { type: 'integer', min: 1, default: null }, value, 0);
    }
    return runOf(this.#classifier(id).handle.field(left, right, top, bottom, columns, rows));
  }

  /**
   * What one perturbation does to each input of a set.
   *
   * @param {number} id
   * @param {Iterable<Pixels>} set
   * @param {Float32Array} perturbation
   * @returns {Run<PerturbedSet>}
   */
  perturb(id, set, perturbation) {
    const classifier = this.#classifier(id);
    return classifier.search(classifier.handle.perturb(perturbation), set);
  }

  /**
   * The perturbed input as a picture of 8 bits a pixel that still flips.
   *
   * @param {number} id
   * @param {Pixels} input
   * @param {{ perturbation: Float32Array, label: number }} result  what an attack has found for it
   * @param {QuantiseOptions} [options]
   * @returns {QuantisedPicture}
   */
  quantise(id, input, result, options) {
    return finished(this.beginQuantise(id, input, result, options));
  }

  /**
   * The same in steps. @param {number} id @param {Pixels} input
   * @param {{ perturbation: Float32Array, label: number }} result @param {QuantiseOptions} [options]
   * @returns {Run<QuantisedPicture>}
   */
  beginQuantise(id, input, { perturbation, label }, { target, norm } = {}) {
    const classifier = this.#classifier(id).at(input);
    return runOf(classifier.quantise(perturbation, label, target ?? -1, norm ?? 2));
  }

  /**
   * Pen strokes to a digit in MNIST's form.
   *
   * @param {Stroke[]} strokes
   * @param {number} [dotSize]  a drawing of at most this size, in the strokes' unit, is a dot
   * @returns {DrawnDigit}
   */
  digitFromStrokes(strokes, dotSize = 0) {
    return this.#copyStrokes(strokes).digit(dotSize);
  }

  /**
   * The digits in a picture of at most 1,024 pixels a side.
   *
   * @param {{data: Uint8ClampedArray | Uint8Array, width: number, height: number}} picture  RGBA
   * @returns {PictureDigits}
   */
  digitsFromPicture({ data, width, height }) {
    return this.#module.digitsFromPicture(data, width, height);
  }

  /** Gives a classifier its number. @param {any} handle of it @returns {ClassifierInfo} */
  #register(handle) {
    const id = this.#nextId++;
    const classifier = new LoadedClassifier(id, handle);
    this.#classifiers.set(id, classifier);
    return classifier.info;
  }

  /** @param {number} id */
  #classifier(id) {
    return this.#classifiers.get(id) ?? refuse(`there is no classifier ${id}: load one first`);
  }

  /** Copies strokes into the module's memory. @param {Stroke[]} strokes @returns {any} a handle of them */
  #copyStrokes(strokes) {
    const counts = strokes.map(({ length }) => length / 2);
    if (!counts.every(Number.isInteger)) {
      refuse('strokes: each is x0, y0, x1, y1, ...; one has an odd number of them');
    }
    const coordinates = this.#strokes.coordinates(2 * counts.reduce((sum, n) => sum + n, 0));
    let at = 0;
    for (const stroke of strokes) {
      coordinates.set(stroke, at);
      at += stroke.length;
    }
    this.#strokes.counts(counts.length).set(counts);
    return this.#strokes;
  }
}

/**
 * The result of a run, which it ends.
 *
 * @template T
 * @param {Run<T>} run
 * @returns {T}
 */
export function finished(run) {
  try {
    while (run.step());
    return run.result();
  } finally {
    run.end();
  }
}
