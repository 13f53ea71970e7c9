// What engine.js calls through Comlink, in a worker or on the page's own thread.

import * as Comlink from 'comlink';
import { openCore } from './open_core.js';
import { EngineError } from './errors.js';

/** @import { AttackOptions, AttackResult, Card, ClassifierInfo } from './types.js' */
/** @import { CommonEpsilonOptions, EvaluationResult, ModuleFile, Moved } from './types.js' */
/** @import { Picture, Pixels, Reading, Run, Stroke, UniversalOptions } from './types.js' */
/** @import { Core } from './core.js' */
/** @import { ErrorCode } from './errors.js' */

/** How far a classifier's logits may be from those that its card has. */
const logitTolerance = 1e-4;

/**
 * A browser runs a module in quickly compiled code at first, and in optimised code from a few calls
 * on: ten times as fast. Soon after a classifier is loaded, when the first answer has been given, that
 * many attacks are run, so that the first stroke finds it optimised; they end after this many
 * milliseconds of work.
 */
const warmUp = { after: 150, attacks: 16, work: 120 };

/** @type {Promise<Core> | null} */
let core = null;

/** What the module is opened from; undefined: the files beside this script.
 * @type {ModuleFile | undefined} */
let source;

/** The module; what cannot be had is tried again by the next call. */
function opened() {
  core ??= openCore(source).catch((error) => {
    core = null;
    throw named(error, 'worker', 'The WebAssembly module does not start: ');
  });
  return core;
}

/**
 * The module with all its parts.
 *
 * @returns {Promise<Core>}
 */
async function whole() {
  const module = await opened();
  try {
    await module.complete();
  } catch (error) {
    throw named(error, 'fetch');
  }
  return module;
}

/**
 * The module with as much of it as an attack takes.
 *
 * @param {AttackOptions} options
 */
function enoughFor({ method = 'deepfool', norm = 2, box, target, candidates }) {
  const plain = method === 'deepfool' && norm === 2;
  return plain && box == null && target == null && candidates == null ? opened() : whole();
}

/** What is under way, by number. @type {Map<number, Run<object>>} */
const runs = new Map();
let nextRun = 1;

const calls = {
  /**
   * Opens the module before it is asked for anything.
   *
   * @param {ModuleFile} [from]
   */
  async open(from) {
    source = from;
    // Whoever calls first hears of what goes wrong.
    await opened().catch(() => {});
  },

  /** Settles when the module runs. */
  async ready() {
    await opened();
  },

  /** Answers as long as there is somebody to. */
  alive: () => true,

  /**
   * @param {Uint8Array} bytes an ONNX file
   * @param {Card | null} card
   * @returns {Promise<ClassifierInfo>}
   */
  async load(bytes, card) {
    const module = await (card ? opened() : whole());
    let info;
    try {
      info = module.load(bytes);
    } catch (error) {
      throw named(error, 'model');
    }
    if (card) {
      const { input = [], scale = 1, logits = [] } = card.test_vector ?? {};
      const pixels = Float32Array.from(input, (value) => value / scale);
      const fits = pixels.length === info.inputs && logits.length === info.classes;
      const ours = fits ? module.predict(info.id, pixels).logits : [];
      // A comparison that NaN fails.
      if (!fits || !logits.every((logit, k) => Math.abs(ours[k] - logit) <= logitTolerance)) {
        module.unload(info.id);
        throw new EngineError(
          'test vector',
          `${card.name}: the logits of the card's test vector are not what the file computes. ` +
            'The two do not belong together, or the file is damaged.',
        );
      }
    }
    warm(module, info, card);
    return info;
  },

  /** @param {number} id */
  async unload(id) {
    (await opened()).unload(id);
  },

  /**
   * @param {number} id
   * @param {Pixels} pixels
   */
  async predict(id, pixels) {
    return handedOver((await opened()).predict(id, pixels));
  },

  /**
   * @param {number} id
   * @param {Pixels} pixels
   * @param {AttackOptions} options
   */
  async attack(id, pixels, options) {
    const module = await enoughFor(options);
    return handedOver(module.attack(id, pixels, options));
  },

  /**
   * Begins an attack in steps.
   *
   * @param {number} id
   * @param {Pixels} pixels
   * @param {AttackOptions} options
   * @returns {Promise<number>} the number of the run
   */
  async begin(id, pixels, options) {
    const module = await whole();
    return entered(module.begin(id, pixels, options));
  },

  /**
   * Begins the search for a universal perturbation.
   *
   * @param {number} id
   * @param {Pixels[]} set
   * @param {UniversalOptions} options
   * @returns {Promise<number>} the number of the run
   */
  async beginUniversal(id, set, options) {
    const module = await whole();
    return entered(module.universal(id, set, options));
  },

  /**
   * Begins the search for FGSM's common epsilon.
   *
   * @param {number} id
   * @param {Pixels[]} set
   * @param {CommonEpsilonOptions} options
   * @returns {Promise<number>} the number of the run
   */
  async beginCommonEpsilon(id, set, options) {
    const module = await whole();
    return entered(module.commonEpsilon(id, set, options));
  },

  /**
   * Begins an attack on each input of a set.
   *
   * @param {number} id
   * @param {Pixels[]} set
   * @param {AttackOptions & { labels?: ArrayLike<number> }} options
   * @returns {Promise<number>} the number of the run
   */
  async beginEvaluation(id, set, options) {
    const module = await whole();
    return entered(module.evaluate(id, set, options));
  },

  /** @param {EvaluationResult[]} parts */
  async evaluated(parts) {
    return (await whole()).evaluated(parts);
  },

  /**
   * Takes steps for a while. Between two of these calls the worker answers others.
   *
   * @param {number} number of the run
   * @param {number} milliseconds
   * @returns {Promise<{ more: boolean, result: any }>} whether there are steps left, and the best
   *   so far
   */
  async advance(number, milliseconds) {
    const run = /** @type {Run<object>} */ (runs.get(number));
    const end = performance.now() + milliseconds;
    let more = true;
    while (more && performance.now() < end) more = run.step();
    return handedOver({ more, result: run.result() });
  },

  /**
   * Frees a run.
   *
   * @param {number} number
   */
  async end(number) {
    runs.get(number)?.end();
    runs.delete(number);
  },

  /**
   * @param {number} id
   * @param {Pixels} pixels
   * @param {AttackResult} result
   * @param {number | null} target
   */
  async quantise(id, pixels, result, target) {
    return handedOver((await whole()).quantise(id, pixels, result, target));
  },

  /**
   * @param {number} id
   * @param {Pixels[]} set
   * @param {Float32Array} perturbation
   * @returns {Promise<Moved[]>}
   */
  async moved(id, set, perturbation) {
    const module = await opened();
    return handedOver(
      set.map((input) => {
        const pixels = input.map((value, i) => value + perturbation[i]);
        return {
          pixels,
          label: module.predict(id, input).label,
          adversarial: module.predict(id, pixels).label,
        };
      }),
    );
  },

  /**
   * @param {Stroke[]} strokes
   * @param {number} dotSize
   */
  async digitFromStrokes(strokes, dotSize) {
    return handedOver((await opened()).digitFromStrokes(strokes, dotSize));
  },

  /** @param {Picture} picture */
  async digitsFromPicture(picture) {
    return handedOver((await whole()).digitsFromPicture(picture));
  },

  /**
   * @param {number} id
   * @param {Stroke[]} strokes
   * @param {number} dotSize
   * @param {AttackOptions} options
   * @returns {Promise<Reading>}
   */
  async fromStrokes(id, strokes, dotSize, options) {
    const module = await enoughFor(options);
    const digit = module.digitFromStrokes(strokes, dotSize);
    const legible = digit.outcome === 'digit' || digit.outcome === 'line';
    return handedOver({
      digit,
      attack: legible ? module.attack(id, digit.pixels, options) : null,
    });
  },
};

/** @typedef {typeof calls} WorkerApi */

/** What there is to call; what fails says whether the module still stands. */
export const workerCalls = /** @type {WorkerApi} */ (
  /** @type {unknown} */ (
    Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [
        name,
        async (/** @type {any[]} */ ...values) => {
          try {
            return await /** @type {Function} */ (call)(...values);
          } catch (error) {
            throw named(error, 'options');
          }
        },
      ]),
    )
  )
);

/**
 * @param {unknown} error
 * @param {ErrorCode} [code] of an error that is none of the module's own end
 * @param {string} [before] its message
 */
function named(error, code, before = '') {
  if (error instanceof EngineError || !(error instanceof Error)) return error;
  const message = before + error.message;
  // C++ says the first; of arrays and of memory that cannot grow, browsers say the second.
  if (error.message === 'out of memory' || error instanceof RangeError) {
    return new EngineError('memory', message);
  }
  if (error instanceof WebAssembly.RuntimeError) return new EngineError('worker', message);
  return code ? new EngineError(code, message) : error;
}

/**
 * @param {Run<object>} run
 * @returns {number}
 */
function entered(run) {
  runs.set(nextRun, run);
  return nextRun++;
}

/**
 * Runs attacks until the browser has optimised them, on the card's test vector; without a card, on a
 * ramp.
 *
 * @param {Core} module
 * @param {ClassifierInfo} info
 * @param {Card | null} card
 */
function warm(module, { id, inputs }, card) {
  const pixels = card
    ? Float32Array.from(card.test_vector.input, (value) => value / card.test_vector.scale)
    : Float32Array.from({ length: inputs }, (_, i) => i / inputs);
  let left = warmUp.attacks;
  let work = 0;
  // One at a time, so that whoever asks for something waits for one at most.
  const once = () => {
    if (left-- === 0 || work > warmUp.work) return;
    const start = performance.now();
    try {
      module.attack(id, pixels);
    } catch {
      return; // It has been unloaded, or cannot be attacked.
    }
    work += performance.now() - start;
    setTimeout(once);
  };
  setTimeout(once, warmUp.after);
}

/**
 * The result with all its arrays given away instead of copied.
 *
 * @template {object} T
 * @param {T} result
 * @returns {T}
 */
function handedOver(result) {
  /** @type {Set<ArrayBuffer>} */
  const buffers = new Set();
  /** @param {unknown} value */
  const collect = (value) => {
    if (ArrayBuffer.isView(value)) buffers.add(/** @type {ArrayBuffer} */ (value.buffer));
    else if (value && typeof value === 'object') Object.values(value).forEach(collect);
  };
  collect(result);
  return Comlink.transfer(result, [...buffers]);
}
