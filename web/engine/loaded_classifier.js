import { completeOptions, methodOf } from './complete_options.js';
import { refuse } from './option_types.js';

/** @import { CompleteOptions } from './complete_options.js' */
/** @import { AttackOptions, AttackResult, ClassifierInfo, Pixels, Run } from './types.js' */

/** @typedef {ReturnType<typeof forModule>} ModuleOptions */

/**
 * Options as C++ takes them: see src/bindings/attack_object.h.
 *
 * @param {string} method
 * @param {CompleteOptions} options
 */
const forModule = (method, options) => ({
  method,
  norm: options.norm,
  boxed: options.box !== null,
  lo: options.box?.[0] ?? 0,
  hi: options.box?.[1] ?? 0,
  overshoot: options.overshoot,
  maxIterations: options.maxIterations,
  target: options.target ?? -1,
  candidates: options.candidates ?? 0,
  steps: options.steps ?? 0,
  epsilon: options.epsilon ?? 0,
  keepPath: options.path,
});

/**
 * @param {ModuleOptions} a
 * @param {ModuleOptions} b
 */
const areEqual = (a, b) =>
  /** @type {(keyof ModuleOptions)[]} */ (Object.keys(a)).every((name) => a[name] === b[name]);

/** @param {any} search  a SearchObject of src/bindings @returns {Run<any>} */
export const runOf = (search) => ({
  step: () => search.step(),
  result: () => search.result(),
  end: () => search.delete(),
});

/** A classifier in the module's memory, and the last attack on it. */
export class LoadedClassifier {
  #deleted = false;
  /** An attack that has ended, for the next one with the same options: so a frame allocates nothing in C++.
   * @type {{ handle: any, options: ModuleOptions } | null} */
  #idle = null;

  /**
   * @param {number} id
   * @param {any} handle  a ClassifierObject of src/bindings
   */
  constructor(id, handle) {
    this.handle = handle;
    const { channels, height, width, ...numbers } = handle.info();
    /** @type {ClassifierInfo} */
    this.info = { id, shape: [channels, height, width], ...numbers };
  }

  /** Frees it. What is under way on it goes on until its end. */
  delete() {
    this.#deleted = true;
    this.#idle?.handle.delete();
    this.#idle = null;
    this.handle.delete();
  }

  /**
   * Writes an input into the module's memory, for a call that works on it.
   *
   * @param {Pixels} input
   * @returns {any} the handle, for that call
   */
  at(input) {
    const { inputs } = this.info;
    if (input?.length !== inputs) {
      refuse(`the input has ${input?.length ?? 'no'} elements; the classifier takes ${inputs}`);
    }
    this.handle.input().set(input);
    return this.handle;
  }

  /** The options as C++ takes them, checked and with their defaults. @param {AttackOptions} options */
  moduleOptions({ method, ...options }) {
    const known = methodOf({ method });
    return forModule(known, completeOptions(known, options, this.info.classes));
  }

  /**
   * Begins an attack on the input that was written last.
   *
   * @param {AttackOptions} given
   * @param {boolean} [withPicture] whether the result has what a screen can show of it
   * @returns {Run<AttackResult>}
   */
  begin(given, withPicture = false) {
    const options = this.moduleOptions(given);
    let started = performance.now();
    let attack = this.#idle;
    this.#idle = null;
    if (!attack || !areEqual(attack.options, options)) {
      attack?.handle.delete();
      attack = { handle: this.handle.attack(options), options };
    }
    const { handle } = attack;
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      this.#idle?.handle.delete();
      this.#idle = this.#deleted ? null : attack;
      if (this.#deleted) handle.delete();
    };
    let more = false;
    try {
      more = handle.start();
    } catch (error) {
      end();
      throw error;
    }
    let milliseconds = performance.now() - started;
    return {
      step() {
        started = performance.now();
        more = more && handle.step();
        milliseconds += performance.now() - started;
        return more;
      },
      result() {
        const result = { ...handle.result(), milliseconds };
        // While nothing has been found yet, there is nothing to show.
        const isWanted = withPicture && (result.status === 'flipped' || !more);
        return isWanted ? { ...result, picture: handle.picture() } : result;
      },
      end,
    };
  }

  /**
   * A search over a set. Its first steps hand the inputs over, one each, so that none takes long.
   *
   * @param {any} search  a SearchObject of src/bindings
   * @param {Iterable<Pixels>} set
   * @param {ArrayLike<number>} [labels]
   * @returns {Run<any>}
   */
  search(search, set, labels) {
    const inputs = Array.from(set);
    if (labels && labels.length !== inputs.length) {
      search.delete();
      refuse(`labels: there are ${labels.length} of them for ${inputs.length} inputs`);
    }
    let next = 0;
    return {
      ...runOf(search),
      step: () => {
        if (next === inputs.length) return search.step();
        this.at(inputs[next]);
        if (labels) search.addLabelled(labels[next]);
        else search.add();
        ++next;
        return true;
      },
    };
  }
}
