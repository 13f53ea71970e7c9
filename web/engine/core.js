/**
 * The WebAssembly module as plain JavaScript: synchronous calls, plain objects, copies of all arrays.
 * It runs in a worker, on a page's own thread, and in Node; it is the only file that knows Embind.
 */

import { completeOptions } from './attack_options.js';
import { completed, refuse } from './option_table.js';

/** @import { CompleteOptions } from './attack_options.js' */
/** @import { Option } from './option_table.js' */
/** @import { AttackOptions, AttackResult, ClassifierInfo } from './types.js' */
/** @import { CommonEpsilonOptions, CommonEpsilonResult, DrawnDigit } from './types.js' */
/** @import { EvaluationResult, ModuleSource, PictureDigits, Prediction } from './types.js' */
/** @import { QuantisedPicture, Run, UniversalOptions, UniversalResult } from './types.js' */

/** Loads the module. @param {ModuleSource} source @returns {Promise<Core>} */
export async function createCore({ factory, wasmBinary, wasmUrl, complete }) {
  const options = wasmBinary
    ? { wasmBinary }
    : { locateFile: (/** @type {string} */ name) => (wasmUrl ? String(wasmUrl) : name) };
  return new Core(await factory(options), complete);
}

/**
 * As C++ takes them: see src/bindings.
 *
 * @param {CompleteOptions} options
 */
const forModule = ({ box, target, candidates, steps, epsilon, path, ...others }) => ({
  ...others,
  boxed: box !== null,
  lo: box?.[0] ?? 0,
  hi: box?.[1] ?? 0,
  target: target ?? -1,
  candidates: candidates ?? 0,
  steps: steps ?? 0,
  epsilon: epsilon ?? 0,
  keepPath: path,
});

/** @satisfies {Record<keyof UniversalOptions, Option>} */
const universalOptions = {
  radius: { type: 'number', min: 0, default: NaN },
  norm: { type: 'choice', values: [2, Infinity], default: 2 },
  fooling: { type: 'number', min: 0, max: 1, default: 0.8 },
  epochs: { type: 'integer', min: 1, default: 10 },
};

/** @satisfies {Record<Exclude<keyof CommonEpsilonOptions, 'labels'>, Option>} */
const commonEpsilonOptions = {
  share: { type: 'number', min: 0, max: 1, default: 0.9 },
  box: { type: 'range', default: null },
  singlePrecision: { type: 'flag', default: false },
};

export class Core {
  #module;
  #complete;
  /** @type {Map<number, {handle: any, info: ClassifierInfo}>} */
  #classifiers = new Map();
  #nextId = 1;

  /**
   * @param {any} module
   * @param {() => Promise<void>} [complete]
   */
  constructor(module, complete = async () => {}) {
    this.#module = module;
    this.#complete = complete;
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
   * Loads a classifier from the bytes of an ONNX file. Throws an Error that says what is wrong with them.
   * @param {Uint8Array} bytes
   * @returns {ClassifierInfo}
   */
  load(bytes) {
    const handle = new this.#module.Classifier(bytes);
    const { height, width, channels, ...numbers } = handle.info();
    const info = { id: this.#nextId++, shape: [height, width, channels], ...numbers };
    this.#classifiers.set(info.id, { handle, info });
    return info;
  }

  /** Frees a classifier. @param {number} id */
  unload(id) {
    this.#classifiers.get(id)?.handle.delete();
    this.#classifiers.delete(id);
  }

  /**
   * @param {number} id
   * @param {Float32Array} pixels
   * @returns {Prediction}
   */
  predict(id, pixels) {
    return this.#withInput(id, pixels).predict();
  }

  /**
   * A whole attack in one call: for those that are quick.
   * @param {number} id
   * @param {Float32Array} pixels
   * @param {AttackOptions} [options]
   * @returns {AttackResult}
   */
  attack(id, pixels, options = {}) {
    const handle = this.#withInput(id, pixels);
    const started = performance.now();
    const result = handle.attack(this.#options(id, options));
    result.milliseconds = performance.now() - started;
    return result;
  }

  /**
   * An attack in steps; other calls may come between them. Its milliseconds are those of the steps.
   * @param {number} id
   * @param {Float32Array} pixels
   * @param {AttackOptions} [options]
   * @returns {Run<AttackResult>}
   */
  begin(id, pixels, options = {}) {
    let started = performance.now();
    const handle = this.#withInput(id, pixels).begin(this.#options(id, options));
    let milliseconds = performance.now() - started;
    return {
      step() {
        started = performance.now();
        const more = handle.step();
        milliseconds += performance.now() - started;
        return more;
      },
      result: () => ({ ...handle.result(), milliseconds }),
      end: () => handle.delete(),
    };
  }

  /**
   * One perturbation that flips most inputs of a set.
   * @param {number} id
   * @param {Iterable<Float32Array>} set
   * @param {UniversalOptions} options
   * @returns {Run<UniversalResult>}
   */
  universal(id, set, options) {
    const { radius, norm, fooling, epochs } = completed(universalOptions, options);
    const handle = this.#classifier(id).handle.universal(norm, radius, fooling, epochs);
    for (const pixels of set) this.#withInput(id, pixels).addToUniversal(handle);
    return {
      step: () => handle.step(),
      result: () => handle.result(),
      end: () => handle.delete(),
    };
  }

  /**
   * The one epsilon of FGSM at which a share of a set is misclassified, as the paper's tables have it.
   * @param {number} id
   * @param {Iterable<Float32Array>} set
   * @param {CommonEpsilonOptions} [options]
   * @returns {Run<CommonEpsilonResult>}
   */
  commonEpsilon(id, set, { labels, ...options } = {}) {
    const { share, box, singlePrecision } = completed(commonEpsilonOptions, options);
    const forFgsm = this.#options(id, { method: 'fgsm', box: /** @type {any} */ (box) });
    const { handle: classifier } = this.#classifier(id);
    const handle = classifier.commonEpsilon(share, forFgsm, singlePrecision);
    let i = 0;
    for (const pixels of set) {
      this.#withInput(id, pixels).addToCommonEpsilon(handle, labels?.[i] ?? null);
      ++i;
    }
    return {
      step: () => handle.step(),
      result: () => handle.result(),
      end: () => handle.delete(),
    };
  }

  /**
   * An attack on each input of a set, and the means over them.
   * @param {number} id
   * @param {Iterable<Float32Array>} set
   * @param {AttackOptions & { labels?: ArrayLike<number> }} [options]  labels: the true class of each
   *   input
   * @returns {Run<EvaluationResult>}
   */
  evaluate(id, set, { labels, ...options } = {}) {
    const handle = this.#classifier(id).handle.evaluate(this.#options(id, options));
    let i = 0;
    for (const pixels of set) {
      this.#withInput(id, pixels).addToEvaluation(handle, labels?.[i] ?? null);
      ++i;
    }
    return {
      step: () => handle.step(),
      result: () => handle.result(),
      end: () => handle.delete(),
    };
  }

  /**
   * Several evaluations as one.
   * @param {EvaluationResult[]} parts
   * @returns {EvaluationResult}
   */
  evaluated(parts) {
    return this.#module.evaluated(Float64Array.from(parts.flatMap(({ rows }) => [...rows])));
  }

  /**
   * The perturbed input as a picture of 8 bits a pixel that still flips.
   * @param {number} id
   * @param {Float32Array} pixels  the input
   * @param {AttackResult} result  what an attack has found for it
   * @param {number | null} [target]  the class that was asked for
   * @returns {QuantisedPicture}
   */
  quantise(id, pixels, result, target = null) {
    return this.#withInput(id, pixels).quantise(result.perturbation, result.label, target ?? -1);
  }

  /**
   * Pen strokes to a digit in MNIST's form.
   * @param {Float32Array[]} strokes  each x0, y0, x1, y1, ... in any unit, y down
   * @param {number} [dotSize]  a drawing of at most this size, in the strokes' unit, is a dot
   * @returns {DrawnDigit}
   */
  digitFromStrokes(strokes, dotSize = 0) {
    if (strokes.some(({ length }) => length % 2 !== 0)) {
      refuse('strokes: each is x0, y0, x1, y1, ...; one has an odd number of them');
    }
    const points = new Float32Array(strokes.reduce((n, stroke) => n + stroke.length, 0));
    let at = 0;
    for (const stroke of strokes) {
      points.set(stroke, at);
      at += stroke.length;
    }
    const counts = Int32Array.from(strokes, (stroke) => stroke.length / 2);
    return this.#module.digitFromStrokes(points, counts, dotSize);
  }

  /**
   * The digits in a picture of at most 1,024 pixels a side.
   * @param {{data: Uint8ClampedArray | Uint8Array, width: number, height: number}} picture  RGBA
   * @returns {PictureDigits}
   */
  digitsFromPicture({ data, width, height }) {
    return this.#module.digitsFromPicture(data, width, height);
  }

  /** @param {number} id */
  #classifier(id) {
    const classifier = this.#classifiers.get(id);
    if (!classifier) throw new Error(`there is no classifier ${id}: load one first`);
    return classifier;
  }

  /**
   * @param {number} id
   * @param {AttackOptions} options
   */
  #options(id, options) {
    return forModule(completeOptions(options, this.#classifier(id).info.classes));
  }

  /**
   * @param {number} id
   * @param {Float32Array} pixels
   */
  #withInput(id, pixels) {
    const { handle, info } = this.#classifier(id);
    if (pixels?.length !== info.inputs) {
      refuse(
        `the input has ${pixels?.length ?? 'no'} elements; the classifier takes ${info.inputs}`,
      );
    }
    handle.input().set(pixels);
    return handle;
  }
}
