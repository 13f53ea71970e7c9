import { takes } from '../../engine/attack_options.js';
import { EngineError } from '../../engine/errors.js';
import { LatestRequest } from '../../engine/latest_request.js';
import { sharedClassifier, sharedEngine } from '../../engine/shared_engine.js';
import { iterations } from './result_text.js';
import { penWidth } from '../parts/drawing_pad.js';
import { attackOptions } from '../parts/attack_settings.js';
import { say, words } from '../words.js';

/** @import { LitElement } from 'lit' */
/** @import { AttackOptions, AttackResult, Classifier, Pixels } from '../../engine/types.js' */
/** @import { Reading, Stroke } from '../../engine/types.js' */
/** @import { Method, Settings } from '../parts/attack_settings.js' */

/**
 * @typedef {object} Request
 * @property {symbol} drawing what it belongs to
 * @property {Classifier} classifier
 * @property {Stroke[] | null} strokes
 * @property {Pixels | null} pixels if there are no strokes
 * @property {AttackOptions} options
 * @property {number} time of the event that caused it
 */

/**
 * @typedef {object} Extra
 * @property {Classifier} classifier
 * @property {Method | 'refine'} method that found the attack's result
 * @property {AttackResult | null} deepfool DeepFool's result, to compare with
 */

/** @typedef {Reading & Extra} Shown what the figure shows */

/**
 * What a figure has to be to have its digit flipped.
 *
 * @typedef {object} Asker
 * @property {Settings} settings
 * @property {{ strokes: Stroke[] | null, pixels: Pixels | null }} input
 * @property {boolean} isDrawing whether a pen is down
 * @property {() => void} retry starts anew after a problem
 */

/** Gradients that making smaller may take: beyond these, nothing is gained that can be told. */
const refineSteps = 240;

/** A slow method begins when the drawing has stood still for this long, in milliseconds. */
const rest = 300;

/** The module is started again by itself, unless it ended this shortly ago, in milliseconds. */
const relapse = 60_000;

/**
 * Reads a figure's digit and flips it: loads the classifier, shows DeepFool's result for the newest
 * input, and works on it with another method once the pen rests.
 */
export class Flip {
  #host;
  /** What is being read; results of an earlier one are not shown. */
  #drawing = Symbol();
  /** The classifier that is wanted. */
  #name = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** Ends what is under way. @type {AbortController | null} */
  #run = null;
  /** When the module was started again by itself, and whether that is still to be told. */
  #revival = { time: -Infinity, untold: false };
  /** @type {LatestRequest<Request, Reading>} */
  #newest = new LatestRequest(
    (request) => this.#read(request),
    (request, result) => this.#done(request, result),
  );

  /** What is shown. @type {Shown | null} */
  shown = null;
  /** @type {Classifier | null} */
  classifier = null;
  /** The share of the classifier that has arrived. */
  share = 0;
  /** @type {EngineError | null} */
  problem = null;
  /** Whether the problem is one input's or attack's only: the next one that succeeds ends it. */
  #passing = false;
  /** The method that is under way, and its steps so far.
   * @type {{ method: Method | 'refine', iterations: number } | null} */
  running = null;
  /** A sentence on what has been done. */
  note = '';

  /** @param {LitElement & Asker} host is told of results by the event `deepfool-result` */
  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    addEventListener('online', this.#online);
  }

  hostDisconnected() {
    removeEventListener('online', this.#online);
    this.stop();
  }

  /** The network is there again. */
  #online = () => {
    if (this.problem?.code === 'fetch') this.#host.retry();
  };

  /** @param {string} name a key of `classifiers` */
  async load(name) {
    this.#name = name;
    this.stop();
    this.classifier = null;
    this.share = 0;
    this.problem = null;
    this.#host.requestUpdate();
    try {
      const loaded = await sharedClassifier(name, (share) => {
        if (name === this.#name) this.share = share;
        this.#host.requestUpdate();
      });
      if (name !== this.#name) return;
      this.classifier = loaded;
      this.ask();
    } catch (error) {
      if (name === this.#name) this.fail(error);
    }
  }

  /**
   * @param {unknown} error
   * @param {boolean} [passing] whether the next result ends it
   */
  fail(error, passing = false) {
    this.stop();
    const problem = error instanceof EngineError ? error : new EngineError('worker', String(error));
    const now = performance.now();
    if (problem.code === 'worker' && now - this.#revival.time > relapse) {
      this.#revival = { time: now, untold: true };
      void this.load(this.#name);
      return;
    }
    this.problem = problem;
    this.#passing = passing;
    this.#show(null);
  }

  /** Once everything is as it was. */
  #tellRevival() {
    if (this.#revival.untold) this.say(words.revived);
    this.#revival.untold = false;
  }

  /** Starts anew after a problem; what was drawn is still there. */
  retry() {
    if (this.problem?.code === 'picture') {
      this.problem = null;
      this.ask();
    } else void this.load(this.#name);
  }

  /**
   * Another input: nothing more of the last one is shown.
   *
   * @param {number} [time]
   */
  turn(time) {
    this.#drawing = Symbol();
    this.#newest.drop();
    this.ask(time);
  }

  /** Asks for the attack on the present input. @param {number} [time] of the event that caused it */
  ask(time = performance.now()) {
    this.stop();
    this.note = '';
    if (this.problem?.code === 'picture') this.problem = null;
    this.#host.requestUpdate();
    const { input, settings } = this.#host;
    const { classifier } = this;
    if (!input.strokes && !input.pixels) this.#show(null);
    else if (classifier) {
      const options = attackOptions(settings);
      this.#newest.ask({ drawing: this.#drawing, classifier, ...input, options, time });
    }
  }

  /**
   * @param {Request} request
   * @returns {Promise<Reading>}
   */
  async #read({ classifier, strokes, pixels, options }) {
    const engine = sharedEngine();
    if (strokes) return engine.fromStrokes(classifier, strokes, { dotSize: penWidth, ...options });
    const digit = /** @type {Pixels} */ (pixels);
    return {
      digit: { outcome: 'digit', pixels: digit },
      attack: await engine.attack(classifier, digit, options),
    };
  }

  /**
   * @param {Request} request
   * @param {PromiseSettledResult<Reading>} result
   */
  #done({ drawing, classifier, time }, result) {
    if (drawing !== this.#drawing || classifier !== this.classifier) return;
    if (result.status === 'rejected') {
      this.fail(result.reason, true);
      return;
    }
    if (this.#passing) this.problem = null;
    const { attack } = result.value;
    this.#show({ ...result.value, classifier, method: 'deepfool', deepfool: attack });
    if (this.#host.settings.method !== 'deepfool') this.#runAtRest();
    else this.#tellRevival();
    void this.#host.updateComplete.then(() => {
      // For whoever observes 'measure' entries; kept, they would pile up.
      performance.measure('deepfool:frame', { start: time, end: performance.now() });
      performance.clearMeasures('deepfool:frame');
    });
  }

  /** Ends what is under way, between two of its steps; what it has found stays. */
  stop() {
    clearTimeout(this.#resting);
    this.#run?.abort();
    this.#run = null;
    this.running = null;
  }

  /** The visitor has seen enough. */
  halt() {
    const done = this.running?.iterations ?? 0;
    this.stop();
    this.say(say(words.stopped, { iterations: iterations(done) }));
  }

  /** @param {string} note what has been done */
  say(note) {
    this.note = note;
    this.#host.requestUpdate();
  }

  /** Begins with the method that is set once the pen is up and the drawing stands still. */
  #runAtRest() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      if (this.#host.isDrawing) this.#runAtRest();
      else void this.work(this.#host.settings.method);
    }, rest);
  }

  /**
   * Works on what is shown, step by step, and shows the best so far.
   *
   * @param {Method | 'refine'} method
   */
  async work(method) {
    const { shown } = this;
    if (!shown?.attack) return;
    this.stop();
    const { signal } = (this.#run = new AbortController());
    this.note = '';
    this.running = { method, iterations: 0 };
    this.#host.requestUpdate();
    // What is made smaller begins with what is shown, and nothing longer takes its place.
    const better = (/** @type {AttackResult} */ attack) =>
      attack.status === 'flipped' &&
      (method !== 'refine' || attack.l2 < /** @type {AttackResult} */ (shown.attack).l2);
    const onProgress = (/** @type {AttackResult} */ attack) => {
      this.running = { method, iterations: attack.iterations };
      if (better(attack)) this.#show({ ...shown, attack, method });
      else this.#host.requestUpdate();
    };
    const { overshoot, ...others } = attackOptions(this.#host.settings);
    const options = takes(method, 'overshoot') ? { ...others, overshoot } : others;
    const steps = method === 'refine' ? refineSteps : null;
    try {
      const attack = await sharedEngine().run(
        shown.classifier,
        shown.digit.pixels,
        { ...options, method, steps },
        { signal, onProgress },
      );
      this.#run = this.running = null;
      this.#tellRevival();
      if (better(attack) || method !== 'refine') this.#show({ ...shown, attack, method });
      else this.say(say(words.refineNothing, { iterations: iterations(attack.iterations) }));
    } catch (error) {
      if (!signal.aborted) this.fail(error, true);
    }
  }

  /** @param {Shown | null} shown */
  #show(shown) {
    this.shown = shown;
    this.#host.requestUpdate();
    this.#host.dispatchEvent(new CustomEvent('deepfool-result', { bubbles: true, composed: true }));
  }
}
