/**
 * The WebAssembly module as plain JavaScript: synchronous calls, plain objects, copies of all arrays.
 * It runs in a worker, on a page's own thread, and in Node; it is the only file that knows Embind.
 */

/**
 * @typedef {object} ClassifierInfo
 * @property {number} id  names the classifier in further calls
 * @property {number} classes
 * @property {number} inputs  elements of an input
 * @property {[number, number, number]} shape  height, width, channels of an input
 * @property {number} parameters
 * @property {number} multiplyAdds  of one forward pass
 */

/**
 * @typedef {object} Prediction
 * @property {number} label  the class of the largest logit
 * @property {Float32Array} logits
 * @property {Float32Array} probabilities  softmax of the logits
 */

/** @typedef {'flipped'|'at boundary'|'no gradient'|'iteration limit'|'not finite'|'already target'} Status */

/**
 * @typedef {object} AttackOptions
 * @property {'deepfool'|'refine'|'ddn'|'fgsm'|'pgd'|'cw'|'lbfgs'} [method]  deepfool; refine: DeepFool, then
 *   decoupled direction and norm (DDN) from there; ddn alone; fgsm: fast gradient sign; pgd: projected
 *   gradient; cw: Carlini and Wagner; lbfgs: Szegedy's box-constrained L-BFGS
 * @property {number} [norm]  p of the l_p norm to keep small, 1 to Infinity; 2
 * @property {[number, number] | null} [box]  the range that every pixel stays in (norms 1, 2, Infinity); null
 * @property {number | null} [target]  the class to reach; null: any other than the predicted one
 * @property {number | null} [candidates]  how many of the most likely classes are tried, the predicted one
 *   among them; null: all
 * @property {number} [overshoot]  eta; 0.02
 * @property {number} [maxIterations]  50
 * @property {number | null} [steps]  gradients of refine (60), ddn (1000), pgd (40), cw (200), lbfgs (40)
 * @property {number | null} [epsilon]  of fgsm and pgd; null: the smallest that flips the input
 * @property {boolean} [path]  whether to keep every iterate; false
 */

/**
 * @typedef {object} Iterate
 * @property {Float32Array} pixels
 * @property {Float32Array} logits
 * @property {number} chosen  the class whose boundary the step goes to; -1 at the end
 * @property {number} step  the l_p length of the step; 0 at the end
 */

/**
 * @typedef {object} AttackResult
 * @property {Status} status
 * @property {number} label  predicted for the input
 * @property {number} adversarial  predicted for the perturbed input
 * @property {number} iterations
 * @property {Float32Array} pixels  the perturbed input
 * @property {Float32Array} perturbation
 * @property {Float32Array} logits
 * @property {Float32Array} probabilities
 * @property {Float32Array} adversarialLogits
 * @property {Float32Array} adversarialProbabilities
 * @property {number} l1  norms of the perturbation, overshoot included
 * @property {number} l2
 * @property {number} linf
 * @property {number} lp  in the norm that was asked for
 * @property {number} relativeL2  l2 over that of the input
 * @property {number} relativeLinf
 * @property {number} milliseconds
 * @property {Iterate[]} path  empty unless asked for
 */

/**
 * @typedef {object} QuantisedPicture
 * @property {boolean} flipped  whether the picture is classified as asked for
 * @property {Float32Array} pixels  multiples of 1/255: what a reader of the saved file gets
 * @property {number} adversarial  predicted for these pixels
 * @property {number} stretch  how far along the ray it had to go, 1 to 4
 * @property {number} l2Before  norm of the perturbation that was given
 * @property {number} l2  norm of what the picture differs by
 */

/**
 * @typedef {object} UniversalOptions
 * @property {number} radius  the largest norm of the perturbation
 * @property {number} [norm]  2 or Infinity; 2
 * @property {number} [fooling]  the share of the set to flip; 0.8
 * @property {number} [epochs]  at most; 10
 */

/**
 * @typedef {object} UniversalResult
 * @property {Float32Array} perturbation  the best so far
 * @property {number} foolingRate  the share of the set that it flips
 * @property {number} epochs
 * @property {number} l2
 * @property {number} linf
 * @property {number} done  steps taken, of
 * @property {number} total  at most
 */

/**
 * @typedef {object} CommonEpsilonOptions
 * @property {number} [share]  of the set to misclassify; 0.9
 * @property {ArrayLike<number>} [labels]  the true class of each input; without them, the class that
 *   is predicted for it
 * @property {[number, number] | null} [box]
 * @property {boolean} [singlePrecision]  the gradient as software in float32 works it out, which
 *   saturates; false
 */

/**
 * @typedef {object} CommonEpsilonResult
 * @property {number} epsilon  the smallest so far; Infinity while none reaches the share
 * @property {number} rho  mean of ||r||_2 / ||x||_2 with it
 * @property {number} rhoInf  the same with l_infinity norms
 */

/**
 * @typedef {object} EvaluationResult  means over the inputs that were flipped
 * @property {number} count  inputs
 * @property {number} flipped
 * @property {number} success  share of the inputs that were flipped
 * @property {number} testError  share of the labelled inputs that are not classified as their label; NaN
 *   without labels
 * @property {number} rhoAdv  ||r||_2 / ||x||_2, the paper's rho_adv
 * @property {number} rhoAdvInf  the same with l_infinity norms
 * @property {number} l1  norms of the perturbations
 * @property {number} l2
 * @property {number} linf
 * @property {number} iterations
 * @property {Float64Array} sums  what evaluated() makes these numbers of
 */

/**
 * Something that is under way: call step() until it returns false, look at result() at any time, and call end() at
 * last.
 * @template T
 * @typedef {{step: () => boolean, result: () => T, end: () => void}} Run
 */

/**
 * @typedef {object} DrawnDigit
 * @property {'digit'|'line'|'dot'|'empty'} outcome
 * @property {Float32Array} pixels  28 x 28
 */

/** @typedef {{x: number, y: number, width: number, height: number}} Rectangle  in picture pixels */

/**
 * @typedef {object} PictureDigits
 * @property {'one'|'several'|'none'} outcome
 * @property {{pixels: Float32Array, box: Rectangle}[]} digits
 */

/**
 * @typedef {object} ModuleSource
 * @property {(options: object) => Promise<any>} factory  the default export of deepfool.js
 * @property {ArrayBuffer | Uint8Array} [wasmBinary]  the module's bytes
 * @property {string | URL} [wasmUrl]  or where they are
 * @property {() => Promise<void>} [complete]  fetches what the module lacks, if it does not come whole
 */

/**
 * @typedef {object} ModuleFile
 * @property {ArrayBuffer | Uint8Array} [wasmBinary]  the module's bytes
 * @property {string | URL} [wasmUrl]  or where they are
 */

/** Loads the module. @param {ModuleSource} source @returns {Promise<Core>} */
export async function createCore({ factory, wasmBinary, wasmUrl, complete }) {
  const options = wasmBinary
    ? { wasmBinary }
    : { locateFile: (/** @type {string} */ name) => (wasmUrl ? String(wasmUrl) : name) };
  return new Core(await factory(options), complete);
}

/** @param {AttackOptions} options */
function filledIn(options) {
  return {
    method: options.method ?? 'deepfool',
    norm: options.norm ?? 2,
    boxed: options.box != null,
    lo: options.box?.[0] ?? 0,
    hi: options.box?.[1] ?? 1,
    overshoot: options.overshoot ?? 0.02,
    maxIterations: options.maxIterations ?? 50,
    target: options.target ?? -1,
    candidates: options.candidates ?? 0,
    steps: options.steps ?? 0,
    epsilon: options.epsilon ?? 0,
    keepPath: options.path ?? false,
  };
}

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

  /** Settles when all of the module is there: see parts.js. Of a module that came whole, at once. */
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
    const result = handle.attack(filledIn(options));
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
    const handle = this.#withInput(id, pixels).begin(filledIn(options));
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
  universal(id, set, { radius, norm = 2, fooling = 0.8, epochs = 10 }) {
    const classifier = this.#classifiers.get(id);
    if (!classifier) throw new Error(`there is no classifier ${id}: load one first`);
    const handle = classifier.handle.universal(norm, radius, fooling, epochs);
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
  commonEpsilon(id, set, { share = 0.9, box = null, labels, singlePrecision = false } = {}) {
    const classifier = this.#classifiers.get(id);
    if (!classifier) throw new Error(`there is no classifier ${id}: load one first`);
    const handle = classifier.handle.commonEpsilon(share, filledIn({ box }), singlePrecision);
    let i = 0;
    for (const pixels of set) {
      this.#withInput(id, pixels).addToCommonEpsilon(handle, labels?.[i] ?? -1);
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
    const classifier = this.#classifiers.get(id);
    if (!classifier) throw new Error(`there is no classifier ${id}: load one first`);
    const handle = classifier.handle.evaluate(filledIn(options));
    let i = 0;
    for (const pixels of set) {
      this.#withInput(id, pixels).addToEvaluation(handle, labels?.[i] ?? -1);
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
    return this.#module.evaluated(Float64Array.from(parts.flatMap(({ sums }) => [...sums])));
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

  /**
   * @param {number} id
   * @param {Float32Array} pixels
   */
  #withInput(id, pixels) {
    const classifier = this.#classifiers.get(id);
    if (!classifier) throw new Error(`there is no classifier ${id}: load one first`);
    if (pixels.length !== classifier.info.inputs) {
      throw new Error(
        `the input has ${pixels.length} elements; the classifier takes ${classifier.info.inputs}`,
      );
    }
    classifier.handle.input().set(pixels);
    return classifier.handle;
  }
}
