import { EngineError } from '../../engine/errors.js';
import { LatestRequest } from '../../engine/latest_request.js';
import { sharedClassifier, sharedEngine } from '../../engine/shared_engine.js';
import { optionsFor } from '../parts/attack_settings.js';
import { penWidth } from '../parts/drawing_pad.js';
import { say, words } from '../words.js';
import { iterations } from './result_text.js';

/** @import { Method } from '../../engine/attack_options.js' */
/** @import { AttackResult, Classifier, Pixels } from '../../engine/types.js' */
/** @import { Reading, Stroke } from '../../engine/types.js' */
/** @import { Figure } from '../figure.js' */
/** @import { Settings } from '../parts/attack_settings.js' */
/** @import { Running, Shown } from './shown.js' */

/**
 * @typedef {object} Request
 * @property {symbol} drawing the drawing that it is for
 * @property {Classifier} classifier
 * @property {Stroke[] | null} strokes
 * @property {Pixels | null} pixels if there are no strokes
 * @property {Settings} settings
 * @property {number} time of the event that caused it
 */

/**
 * What the runner needs of its figure.
 *
 * @typedef {object} Source
 * @property {Settings} settings
 * @property {{ strokes: Stroke[] | null, pixels: Pixels | null }} drawing
 * @property {boolean} isDrawing whether a pen is down
 * @property {() => void} retry starts anew after a problem
 */

/** The most gradients that refining takes: more of them gain nothing that can be seen. */
const refineSteps = 240;

/** Each result comes with the picture that is drawn of it. */
const how = { picture: true };

/** A slow method begins when the drawing has stood still for this long, in milliseconds. */
const rest = 300;

/** After it has ended, the module is started again by itself, but only once in this time, in milliseconds. */
const restartPause = 60_000;

/**
 * Attacks a figure's digit: loads the classifier, shows DeepFool's result for the newest input, and works on it with
 * another method once the pen rests.
 */
export class AttackRunner {
  #figure;
  /** Names the present drawing; results for an earlier one are not shown. */
  #drawing = Symbol();
  /** The classifier that is wanted. */
  #name = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** Ends the slow method that is under way. @type {AbortController | null} */
  #slowMethod = null;
  /** When the module was last started again by itself, and whether the visitor is still to be told. */
  #restart = { time: -Infinity, untold: false };
  /** @type {LatestRequest<Request, Reading>} */
  #latest = new LatestRequest(
    (request) => this.#read(request),
    (request, result) => this.#done(request, result),
  );

  /** What is shown. @type {Shown | null} */
  shown = null;
  /** @type {Classifier | null} */
  classifier = null;
  /** The share of the classifier that has arrived. */
  loadedShare = 0;
  /** Whether the problem is only that of one input or attack, and ends with the next success. */
  #isTemporary = false;
  /** The slow method that runs. @type {Running | null} */
  running = null;

  /** @param {Figure & Source} figure */
  constructor(figure) {
    this.#figure = figure;
    figure.addController(this);
  }

  hostConnected() {
    addEventListener('online', this.#retryFetch);
  }

  hostDisconnected() {
    removeEventListener('online', this.#retryFetch);
    this.stop();
  }

  /** Tries again when the network is back. */
  #retryFetch = () => {
    if (this.#figure.problem?.code === 'fetch') this.#figure.retry();
  };

  /** @param {string} name a key of `classifiers` */
  async load(name) {
    this.#name = name;
    this.stop();
    this.classifier = null;
    this.loadedShare = 0;
    this.#figure.problem = null;
    this.#figure.requestUpdate();
    try {
      const loaded = await sharedClassifier(name, (share) => {
        if (name === this.#name) this.loadedShare = share;
        this.#figure.requestUpdate();
      });
      if (name !== this.#name) return;
      this.classifier = loaded;
      this.update();
    } catch (error) {
      if (name === this.#name) this.fail(error);
    }
  }

  /**
   * @param {unknown} error
   * @param {boolean} [isTemporary] whether the next result ends it
   */
  fail(error, isTemporary = false) {
    this.stop();
    const now = performance.now();
    const hasEnded = !(error instanceof EngineError) || error.code === 'worker';
    if (hasEnded && now - this.#restart.time > restartPause) {
      this.#restart = { time: now, untold: true };
      void this.load(this.#name);
      return;
    }
    this.#figure.showProblem(error);
    this.#isTemporary = isTemporary;
    this.#show(null);
  }

  /** Tells the visitor of a restart, once a result is there again. */
  #tellOfRestart() {
    if (this.#restart.untold) this.#figure.note = words.revived;
    this.#restart.untold = false;
  }

  /** Starts anew after a problem; what was drawn is still there. */
  retry() {
    if (this.#figure.problem?.code === 'picture') {
      this.#figure.problem = null;
      this.update();
    } else void this.load(this.#name);
  }

  /**
   * Attacks another drawing: nothing of the last one is shown any more.
   *
   * @param {number} [time] of the event that caused it
   */
  replace(time) {
    this.#drawing = Symbol();
    this.#latest.drop();
    this.update(time);
  }

  /**
   * Attacks the present drawing with the present settings. If something is shown already, this waits until the figure is
   * on screen.
   *
   * @param {number} [time] of the event that caused it
   */
  update(time = performance.now()) {
    this.stop();
    this.#figure.note = '';
    if (this.#figure.problem?.code === 'picture') this.#figure.problem = null;
    this.#figure.requestUpdate();
    const { drawing, settings, isOnScreen } = this.#figure;
    const { classifier } = this;
    if (!drawing.strokes && !drawing.pixels) this.#show(null);
    else if (this.shown && !isOnScreen) void this.#figure.onceOnScreen(() => this.update());
    else if (classifier) {
      this.#latest.ask({ drawing: this.#drawing, classifier, ...drawing, settings, time });
    }
  }

  /**
   * @param {Request} request
   * @returns {Promise<Reading>}
   */
  async #read({ classifier, strokes, pixels, settings }) {
    const engine = sharedEngine();
    const options = optionsFor(settings, 'deepfool');
    if (strokes) {
      return engine.attackStrokes(classifier, strokes, { dotSize: penWidth, ...options }, how);
    }
    const digit = /** @type {Pixels} */ (pixels);
    return {
      digit: { outcome: 'digit', pixels: digit },
      attack: await engine.attack(classifier, digit, options, how),
    };
  }

  /**
   * @param {Request} request
   * @param {PromiseSettledResult<Reading>} result
   */
  #done({ drawing, classifier, settings, time }, result) {
    if (drawing !== this.#drawing || classifier !== this.classifier) return;
    if (result.status === 'rejected') {
      this.fail(result.reason, true);
      return;
    }
    if (this.#isTemporary) this.#figure.problem = null;
    const { attack } = result.value;
    this.#show({ ...result.value, classifier, settings, method: 'deepfool', deepfool: attack });
    if (this.#figure.settings.method !== 'deepfool') this.#runAtRest();
    else this.#tellOfRestart();
    void this.#figure.updateComplete.then(() => {
      // Observers of 'measure' entries get it; it is cleared at once, or the entries would pile up.
      performance.measure('deepfool:frame', { start: time, end: performance.now() });
      performance.clearMeasures('deepfool:frame');
    });
  }

  /** Ends the slow method that is under way, between two of its steps; what it has found stays. */
  stop() {
    clearTimeout(this.#resting);
    this.#slowMethod?.abort();
    this.#slowMethod = null;
    this.running = null;
  }

  /** Stops because the visitor asks for it. */
  stopForVisitor() {
    const done = this.running?.iterations ?? 0;
    this.stop();
    this.#figure.note = say(words.stopped, { iterations: iterations(done) });
    this.#figure.requestUpdate();
  }

  /** Runs the method that is set, once the pen is up and the drawing stands still. */
  #runAtRest() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      if (this.#figure.isDrawing) this.#runAtRest();
      else void this.run(this.#figure.settings.method);
    }, rest);
  }

  /**
   * Works with a slow method on what is shown, step by step while the figure is on screen, and shows the best so far.
   *
   * @param {Method} method
   */
  async run(method) {
    const { shown } = this;
    const { settings } = this.#figure;
    if (!shown?.attack) return;
    this.stop();
    const { signal } = (this.#slowMethod = new AbortController());
    this.#figure.note = '';
    this.running = { method, iterations: 0 };
    this.#figure.requestUpdate();
    // While refining, a result is only shown if it is smaller.
    const isBetter = (/** @type {AttackResult} */ attack) =>
      attack.status === 'flipped' &&
      (method !== 'refine' || attack.l2 < /** @type {AttackResult} */ (shown.attack).l2);
    const onProgress = (/** @type {AttackResult} */ attack) => {
      this.running = { method, iterations: attack.iterations };
      if (isBetter(attack)) this.#show({ ...shown, settings, attack, method });
      else this.#figure.requestUpdate();
      return this.#figure.onScreen(signal);
    };
    const options = {
      method,
      ...optionsFor(settings, method),
      ...(method === 'refine' && { steps: refineSteps }),
    };
    try {
      await this.#figure.onScreen(signal);
      signal.throwIfAborted();
      const attack = await sharedEngine().attack(shown.classifier, shown.digit.pixels, options, {
        ...how,
        signal,
        onProgress,
      });
      this.#slowMethod = this.running = null;
      this.#tellOfRestart();
      if (isBetter(attack) || method !== 'refine') {
        this.#show({ ...shown, settings, attack, method });
      } else {
        const message = words.refineNothing;
        this.#figure.note = say(message, { iterations: iterations(attack.iterations) });
      }
      this.#figure.requestUpdate();
    } catch (error) {
      if (!signal.aborted) this.fail(error, true);
    }
  }

  /** @param {Shown | null} shown */
  #show(shown) {
    this.shown = shown;
    this.#figure.requestUpdate();
    this.#figure.announceResult();
  }
}
