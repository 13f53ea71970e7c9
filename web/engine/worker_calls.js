// What engine.js calls through Comlink, in a worker or on the page's own thread.

import * as Comlink from 'comlink';
import { checkTestVector } from './card_check.js';
import { codedError } from './errors.js';
import { classifiersOfFirstPart } from './first_part.js';
import { openCore } from './open_core.js';
import { warmUp } from './warm_up.js';

/** @import { AttackOptions, Card, ClassifierInfo, Convention, ModuleFile, Picture } from './types.js' */
/** @import { Pixels, Run, Stroke } from './types.js' */
/** @import { Core } from './core.js' */

/** @typedef {'affine' | 'binary' | 'planar' | 'planeClassifier' | 'slice'} Makers methods of Core */
/** @typedef {'jacobian' | 'gradient' | 'plane' | 'evaluated' | 'callModule'} Answers */
/** @typedef {'field' | 'universal' | 'commonEpsilon' | 'evaluate' | 'perturb' | 'beginQuantise' | 'search'} Runs */

/**
 * @typedef {object} Slice
 * @property {number} milliseconds  in which steps are taken; one is taken in any case
 * @property {boolean} tell  whether somebody wants to know the best so far
 * @property {boolean} [picture]  whether an attack's result has what a screen can show of it
 */

/**
 * @typedef {object} Progress
 * @property {number | null} run  the number to go on with; null once there are no steps left
 * @property {any} result  the best so far; null if nobody wants to know
 */

/** Lets the thread answer others before it goes on. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

class WorkerCalls {
  /** @type {Promise<Core> | null} */
  #core = null;
  /** What the module is opened from; undefined: the files beside this script.
   * @type {ModuleFile | undefined} */
  #source;
  /** What is under way, by number. @type {Map<number, Run<any>>} */
  #runs = new Map();
  #nextRun = 1;

  /**
   * Opens the module, before it is asked for anything.
   *
   * @param {ModuleFile} [source]
   */
  async open(source) {
    this.#source = source;
    // If it fails, the next call tries again, and says what is wrong.
    await this.#opened().catch(() => {});
  }

  /** Settles when the module runs. */
  async ready() {
    await this.#opened();
  }

  /** Answers as long as the worker lives. */
  alive() {
    return true;
  }

  /**
   * @param {Uint8Array} bytes  an ONNX file
   * @param {Card | null} card
   * @param {Convention} [convention]
   * @param {Record<string, Uint8Array>} [data] see LoadOptions
   * @returns {Promise<ClassifierInfo>}
   */
  async load(bytes, card, convention, data) {
    const first = card && !convention && !data && classifiersOfFirstPart.includes(card.name);
    const core = await (first ? this.#opened() : this.#whole());
    const info = core.load(bytes, convention, data);
    if (card) {
      await pause();
      checkTestVector(core, info, card);
    }
    warmUp(core, info, card);
    return info;
  }

  /**
   * Makes a classifier.
   *
   * @template {Makers} K
   * @param {K} name
   * @param {Parameters<Core[K]>} values
   * @returns {Promise<ClassifierInfo>}
   */
  async make(name, values) {
    const core = /** @type {any} */ (await this.#whole());
    return core[name](...values);
  }

  /**
   * Asks for something that is worked out at once.
   *
   * @template {Answers} K
   * @param {K} name
   * @param {Parameters<Core[K]>} values
   * @returns {Promise<ReturnType<Core[K]>>}
   */
  async ask(name, values) {
    const core = /** @type {any} */ (await this.#whole());
    return handedOver(core[name](...values));
  }

  /**
   * Begins something that takes many steps.
   *
   * @template {Runs} K
   * @param {K} name
   * @param {Parameters<Core[K]>} values
   * @param {Slice} slice
   */
  async run(name, values, slice) {
    const core = /** @type {any} */ (await this.#whole());
    return this.#begun(core[name](...values), slice);
  }

  /** @param {number} id */
  async unload(id) {
    (await this.#whole()).unload(id);
  }

  /**
   * @param {number} id
   * @param {Pixels} input
   */
  async predict(id, input) {
    return handedOver((await this.#opened()).predict(id, input));
  }

  /**
   * @param {number} id
   * @param {Pixels} input
   */
  async logits(id, input) {
    return handedOver((await this.#opened()).logits(id, input));
  }

  /**
   * @param {number} id
   * @param {Pixels} input
   * @param {AttackOptions} options
   * @param {Slice} slice
   */
  async attack(id, input, options, slice) {
    const core = await this.#enoughFor(options);
    return this.#begun(core.beginAttack(id, input, options, slice.picture), slice);
  }

  /**
   * @param {number} id
   * @param {Stroke[]} strokes
   * @param {number} dotSize
   * @param {AttackOptions} options
   * @param {Slice} slice
   */
  async attackStrokes(id, strokes, dotSize, options, slice) {
    const core = await this.#enoughFor(options);
    const { digit, run } = core.beginAttackOnStrokes(id, strokes, dotSize, options, slice.picture);
    const first = run ? this.#begun(run, slice) : { run: null, result: null };
    return handedOver({ ...first, digit });
  }

  /**
   * Goes on with a run. Between two of these calls the worker answers others.
   *
   * @param {number} number
   * @param {Slice} slice
   */
  async advance(number, slice) {
    return this.#advanced(number, slice);
  }

  /**
   * Frees a run.
   *
   * @param {number} number
   */
  async end(number) {
    this.#runs.get(number)?.end();
    this.#runs.delete(number);
  }

  /**
   * @param {Stroke[]} strokes
   * @param {number} dotSize
   */
  async digitFromStrokes(strokes, dotSize) {
    return handedOver((await this.#opened()).digitFromStrokes(strokes, dotSize));
  }

  /** @param {Picture} picture */
  async digitsFromPicture(picture) {
    return handedOver((await this.#whole()).digitsFromPicture(picture));
  }

  /** The module; what cannot be had is tried again by the next call. */
  #opened() {
    this.#core ??= openCore(this.#source).catch((error) => {
      this.#core = null;
      throw codedError(error, 'worker', 'The WebAssembly module does not start: ');
    });
    return this.#core;
  }

  /** The module with all its parts. */
  async #whole() {
    const core = await this.#opened();
    try {
      await core.complete();
    } catch (error) {
      throw codedError(error, 'fetch');
    }
    return core;
  }

  /**
   * The module with as much of it as an attack takes.
   *
   * @param {AttackOptions} options
   */
  #enoughFor({ method = 'deepfool', norm, box, target, candidates }) {
    const plain = method === 'deepfool' && (norm ?? 2) === 2;
    const first = plain && box?.[0] === 0 && box[1] === 1 && target == null && candidates == null;
    return first ? this.#opened() : this.#whole();
  }

  /**
   * Takes the first steps of a run.
   *
   * @param {Run<any>} run
   * @param {Slice} slice
   */
  #begun(run, slice) {
    const number = this.#nextRun++;
    this.#runs.set(number, run);
    return this.#advanced(number, slice);
  }

  /**
   * @param {number} number
   * @param {Slice} slice
   * @returns {Progress}
   */
  #advanced(number, { milliseconds, tell }) {
    const run = /** @type {Run<any>} */ (this.#runs.get(number));
    const end = performance.now() + milliseconds;
    let more = true;
    try {
      do more = run.step();
      while (more && performance.now() < end);
      return handedOver({ run: more ? number : null, result: more && !tell ? null : run.result() });
    } catch (error) {
      more = false;
      throw error;
    } finally {
      if (!more) void this.end(number);
    }
  }
}

/**
 * Makes the calls of one module. They fail with an EngineError, whose code says whether the module has
 * ended.
 *
 * @returns {WorkerCalls}
 */
export function createWorkerCalls() {
  const calls = new WorkerCalls();
  const named = Object.getOwnPropertyNames(WorkerCalls.prototype).map((name) => {
    const call = /** @type {Function} */ (Reflect.get(calls, name));
    return [
      name,
      async (/** @type {any[]} */ ...values) => {
        try {
          return await call.apply(calls, values);
        } catch (error) {
          throw codedError(error, 'options');
        }
      },
    ];
  });
  return Object.fromEntries(named);
}

/** @typedef {ReturnType<typeof createWorkerCalls>} WorkerApi */

/**
 * Has Comlink transfer all arrays of a result instead of copying them.
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
