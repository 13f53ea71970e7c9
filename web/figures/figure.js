import { LitElement, defaultConverter } from 'lit';
import { EngineError } from '../engine/errors.js';
import { importOnce } from '../engine/load_once.js';
import { language, wordsLoaded } from './words.js';

/** @import { ComplexAttributeConverter, PropertyDeclarations } from 'lit' */
/** @import { CopyForm } from './export/copy_forms.js' */
/** @import { Embed, Fallback, Form } from './export/embed_code.js' */

const copying = importOnce(() => import('./export/copy_forms.js'));

/** Resolves in the browser's next task. @param {number} [delay] in milliseconds */
const nextTask = (delay) => new Promise((resolve) => setTimeout(resolve, delay));

/**
 * What all figures have in common: they are drawn in stages, name their state as attributes, show a problem and a
 * note, can be copied, and wait with their work while they are off screen.
 */
export class Figure extends LitElement {
  /** @type {PropertyDeclarations} */
  static properties = {
    problem: { state: true },
    note: { state: true },
    _stage: { state: true },
    _copying: { state: true },
  };

  /** How others show the figure: from its manifest. @type {Embed} */
  static embed = { name: '', page: '', minHeight: '' };

  /** The attributes that `state` has. @type {string[]} */
  static stateAttributes = [];

  /**
   * How many stages there are: render() draws the first `_stage` of them, from the top, one a frame, so that a slow
   * phone can do something else in between. What comes later must not move what is there.
   */
  static stages = 1;

  /** What waits for the figure to be on screen. @type {(() => void)[]} */
  #waiting = [];
  #isAsleep = false;
  /** @type {IntersectionObserver | undefined} */
  #observer;

  constructor() {
    super();
    /** What is wrong. @type {EngineError | null} */
    this.problem = null;
    /** A sentence on what has been done. */
    this.note = '';
    this._stage = 1;
    /** What copying needs, once it is fetched. @type {Awaited<ReturnType<typeof copying>> | null} */
    this._copying = null;
    /** True until the browser says otherwise. */
    this.isOnScreen = true;
  }

  /** Defines the element as soon as there are words. @param {Promise<void>} loaded settles then */
  static define(loaded = wordsLoaded) {
    const tag = `deepfool-${this.embed.name}`;
    void loaded.then(() => setTimeout(() => customElements.define(tag, this)));
  }

  /** @returns {typeof Figure} */
  get #class() {
    return /** @type {typeof Figure} */ (this.constructor);
  }

  /** The attributes of a figure that shows the same. @returns {Record<string, string>} */
  get state() {
    return { lang: language, ...this.attributesOf(this.#class.stateAttributes) };
  }

  /**
   * The attributes that the figure has, of those named, as its properties have them: of one that makes no sense, the
   * default.
   *
   * @param {string[]} names
   * @returns {Record<string, string>}
   */
  attributesOf(names) {
    const { elementProperties } = this.#class;
    const texts = names.flatMap((name) => {
      const { converter, type } = elementProperties.get(name) ?? {};
      const { toAttribute = defaultConverter.toAttribute } =
        /** @type {ComplexAttributeConverter} */ (converter ?? {});
      const text = this.hasAttribute(name) ? toAttribute?.(Reflect.get(this, name), type) : null;
      return text === null ? [] : [[name, String(text)]];
    });
    return Object.fromEntries(texts);
  }

  /** Tells the page that something new is shown. */
  announceResult() {
    this.dispatchEvent(new CustomEvent('deepfool-result', { bubbles: true, composed: true }));
  }

  /** @param {unknown} error */
  showProblem(error) {
    this.problem = error instanceof EngineError ? error : new EngineError('worker', String(error));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer = new IntersectionObserver((entries) => {
      this.isOnScreen = entries.some(({ isIntersecting }) => isIntersecting);
      if (this.isOnScreen) this.#waiting.splice(0).forEach((goOn) => goOn());
    });
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.isOnScreen = true;
  }

  /**
   * Long work waits for this between two of its steps, so that it stands still off screen.
   *
   * @param {AbortSignal} [signal]
   * @returns {Promise<void>} settles when the figure is on screen, or the signal is aborted
   */
  onScreen(signal) {
    if (this.isOnScreen || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /**
   * Does some work once the figure is on screen; if it waits for that already, nothing more.
   *
   * @param {() => void} work
   */
  async onceOnScreen(work) {
    if (this.#isAsleep) return;
    this.#isAsleep = true;
    await this.onScreen();
    this.#isAsleep = false;
    if (this.isConnected) work();
  }

  /** Fetches what copying needs. Before a click: some browsers let a page copy only right after one. */
  async loadCopying() {
    this._copying = await copying();
  }

  /** The ways to copy the figure; none before loadCopying(). @returns {CopyForm[]} */
  get copyForms() {
    return this._copying?.copyForms() ?? [];
  }

  /** What a copy shows where no script runs. @returns {Fallback} */
  get fallback() {
    return { sentence: '' };
  }

  /**
   * Copies the code or address that shows the figure to the clipboard.
   *
   * @param {Form} form
   * @returns {Promise<string>} a sentence for the visitor
   */
  async copy(form) {
    if (!this._copying) return '';
    return this._copying.copyToClipboard(form, this.#class.embed, this.state, this.fallback);
  }

  /** Whether all stages are drawn. */
  get isWhole() {
    return this._stage === this.#class.stages;
  }

  /** Is called once all stages are drawn. */
  completed() {}

  /** Draws the first time in a task of its own: the scripts' own task is long enough. */
  async scheduleUpdate() {
    if (!this.hasUpdated) await nextTask();
    return super.scheduleUpdate();
  }

  async firstUpdated() {
    while (!this.isWhole) {
      // In a tab in the background there are no animation frames.
      await Promise.race([new Promise(requestAnimationFrame), nextTask(100)]);
      await nextTask();
      this._stage += 1;
      await super.getUpdateComplete();
    }
    this.completed();
  }

  /** @returns {Promise<boolean>} */
  async getUpdateComplete() {
    let complete = await super.getUpdateComplete();
    while (!this.isWhole) {
      await nextTask();
      complete = await super.getUpdateComplete();
    }
    return complete;
  }
}
