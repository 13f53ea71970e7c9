import { LitElement, css, html, nothing } from 'lit';
import { classifiers } from '../engine/classifiers.js';
import { EngineError } from '../engine/errors.js';
import { Newest } from '../engine/newest.js';
import { sharedClassifier, sharedEngine } from '../engine/shared.js';
import './bars.js';
import './controls.js';
import { embedCode, embeddable } from './embed_code.js';
import './found.js';
import { galleryDigits } from './gallery.js';
import { penWidth } from './pad.js';
import './picker.js';
import './picture.js';
import { png } from './png.js';
import './scale.js';
import {
  attackOptions,
  defaults,
  normAttribute,
  normName,
  sanitised,
  usedNorm,
} from './settings.js';
import { common, theme } from './theme.js';
import { decoded } from './upload.js';
import { duration, language, number, parts, say, words } from './words.js';
import { read, written } from './written.js';

/** @import { AttackOptions, AttackResult, PictureDigits } from '../engine/core.js' */
/** @import { Classifier, Pixels, Reading, Stroke } from '../engine/types.js' */
/** @import { GalleryDigit } from './gallery.js' */
/** @import { Form } from './embed_code.js' */
/** @import { DrawingPad } from './pad.js' */
/** @import { Method, NormName, Settings } from './settings.js' */

/**
 * Where the digit comes from.
 *
 * @typedef {{ kind: 'nothing' }
 *   | { kind: 'strokes' }
 *   | { kind: 'gallery', digit: GalleryDigit }
 *   | { kind: 'picture', bitmap: ImageBitmap, found: PictureDigits, chosen: number }} Source
 */

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
 * ||of||_p in MathML.
 *
 * @param {string} of
 * @param {string} p
 */
const norm = (of, p) =>
  html`<math>
    <msub>
      <mrow><mo>‖</mo><mi>${of}</mi><mo>‖</mo></mrow>
      <mn>${p}</mn>
    </msub>
  </math>`;

/**
 * @typedef {object} Extra
 * @property {Classifier} classifier
 * @property {Method | 'refine'} method that found the attack's result
 * @property {AttackResult | null} deepfool DeepFool's result, to compare with
 */

/** @typedef {Reading & Extra} Shown what the figure shows */

/** The norms that a result has. @type {Record<NormName, { size: 'l1' | 'l2' | 'linf', p: string }>} */
const sizes = {
  length: { size: 'l2', p: '2' },
  largest: { size: 'linf', p: '∞' },
  sum: { size: 'l1', p: '1' },
};

/** Gradients that making smaller may take: beyond these, nothing is gained that can be told. */
const refineSteps = 240;

/** A slow method begins when the drawing has stood still for this long, in milliseconds. */
const rest = 300;

/** The side of a pixel in the large picture. */
const enlargement = 20;

/** A word is announced once the pictures have stood still for this long, in milliseconds. */
const pause = 700;

/** The figure that a picture is pasted into: the one used last. @type {DigitFigure | null} */
let current = null;

/**
 * Draw, upload or pick a digit, and see the smallest change that DeepFool finds to flip it.
 *
 * @attr {string} classifier a key of `classifiers`; `digits`
 * @attr {number} digit the class of the test digit that is shown first
 * @attr {string} strokes what is drawn on the pad at first, as written() has it; before `digit`
 * @attr {string} lang the language; without it, that of the page, or the browser's
 * @attr {'deepfool' | 'fgsm' | 'pgd' | 'cw' | 'lbfgs' | 'ddn'} method `deepfool`; another one begins
 *   when the drawing stands still, and until then DeepFool's result is shown
 * @attr {number | 'inf'} norm p of the norm to keep small, from 1; 2. A method that does not take it
 *   uses its own
 * @attr {boolean} box keeps pixels in [0, 1]; with the norms 1, 2 and inf
 * @attr {number} target the class to reach; any other, if there is none
 * @attr {number} overshoot eta, 0 to 1; 0.02
 * @fires deepfool-result when something new is shown; `result` has it
 * @fires deepfool-change when the visitor has changed one of these attributes
 */
export class DigitFigure extends LitElement {
  static properties = {
    classifier: { reflect: true, useDefault: true },
    digit: { type: Number },
    method: { reflect: true, useDefault: true },
    norm: { reflect: true, useDefault: true, converter: normAttribute },
    box: { type: Boolean, reflect: true },
    target: { type: Number, reflect: true, useDefault: true },
    overshoot: { type: Number, reflect: true, useDefault: true },
    _running: { state: true },
    _note: { state: true },
    _saving: { state: true },
    _source: { state: true },
    _shown: { state: true },
    _loaded: { state: true },
    _share: { state: true },
    _problem: { state: true },
    _gallery: { state: true },
    _dragged: { state: true },
    _announced: { state: true },
  };

  /** What is being read; results of an earlier one are not shown. */
  #drawing = Symbol();
  /** The file that is being opened, until something newer comes. @type {Blob | null} */
  #opening = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #announcing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** Ends what is under way. @type {AbortController | null} */
  #run = null;
  /** @type {Newest<Request, Reading>} */
  #newest = new Newest(
    (request) => this.#read(request),
    (request, result) => this.#done(request, result),
  );

  constructor() {
    super();
    this.classifier = 'digits';
    /** @type {number | null} */
    this.digit = null;
    /** @type {Method} */
    this.method = defaults.method;
    this.norm = defaults.norm;
    this.box = defaults.box;
    /** @type {number | null} */
    this.target = defaults.target;
    this.overshoot = defaults.overshoot;
    /** The method that is under way, and its steps so far.
     * @type {{ method: Method | 'refine', iterations: number } | null} */
    this._running = null;
    this._note = '';
    this._saving = false;
    /** @type {Source} */
    this._source = { kind: 'nothing' };
    /** @type {Shown | null} */
    this._shown = null;
    /** @type {Classifier | null} */
    this._loaded = null;
    this._share = 0;
    /** @type {EngineError | null} */
    this._problem = null;
    /** @type {GalleryDigit[]} */
    this._gallery = [];
    this._dragged = false;
    this._announced = '';
  }

  /** What is shown: the digit, the attack on it and the classifier; null if there is nothing to show. */
  get result() {
    return this._shown;
  }

  /** @returns {Stroke[]} what was drawn, in sides of the pad */
  get strokes() {
    return this.#pad.strokes;
  }

  set strokes(strokes) {
    this.#pad.strokes = strokes;
  }

  connectedCallback() {
    super.connectedCallback();
    current ??= this;
    document.addEventListener('paste', this.#paste);
    void this.#openGallery();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (current === this) current = null;
    document.removeEventListener('paste', this.#paste);
    clearTimeout(this.#announcing);
    this.#stop();
  }

  /** @returns {Settings} */
  get #settings() {
    const { method, norm, box, target, overshoot } = this;
    return { method, norm, box, target, overshoot };
  }

  firstUpdated() {
    const strokes = read(this.getAttribute('strokes') ?? '');
    if (strokes) this.strokes = strokes;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!Object.hasOwn(classifiers, this.classifier)) this.classifier = 'digits';
    const settings = this.#settings;
    const possible = sanitised(settings, this._loaded?.classes ?? 10);
    for (const name of /** @type {(keyof Settings)[]} */ (Object.keys(possible))) {
      // To set a property that has its default is to Lit a change of it.
      if (possible[name] !== settings[name]) Object.assign(this, { [name]: possible[name] });
    }
    if (!this.hasUpdated || changed.has('classifier')) void this.#load();
    else if (Object.keys(defaults).some((name) => changed.has(name))) this.#ask();
  }

  /**
   * Takes what the visitor has set.
   *
   * @param {Partial<Settings & { classifier: string }>} change
   */
  #set(change) {
    Object.assign(this, change);
    void this.updateComplete.then(() =>
      this.dispatchEvent(new CustomEvent('deepfool-change', { bubbles: true, composed: true })),
    );
  }

  async #openGallery() {
    try {
      this._gallery = await galleryDigits();
    } catch (error) {
      this.#fail(new EngineError('fetch', /** @type {Error} */ (error).message));
      return;
    }
    const first = this._gallery.find(({ label }) => label === this.digit);
    if (first && this._source.kind === 'nothing') this.#pick(first);
  }

  async #load() {
    const name = this.classifier;
    this.#stop();
    this._loaded = null;
    this._share = 0;
    this._problem = null;
    try {
      const loaded = await sharedClassifier(name, (share) => {
        if (name === this.classifier) this._share = share;
      });
      if (name !== this.classifier) return;
      this._loaded = loaded;
      this.#ask();
    } catch (error) {
      if (name === this.classifier) this.#fail(error);
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#stop();
    this._problem = error instanceof EngineError ? error : new EngineError('worker', String(error));
    this._shown = null;
  }

  /** Starts anew after a problem; what was drawn is still there. */
  #retry() {
    if (this._problem?.code === 'picture') {
      this._problem = null;
      this.#ask();
      return;
    }
    if (this._gallery.length === 0) void this.#openGallery();
    void this.#load();
  }

  /**
   * Shows another source, and nothing more of the last one.
   *
   * @param {Source} source
   * @param {number} [time]
   */
  #turnTo(source, time) {
    if (
      this._source.kind === 'picture' &&
      !('bitmap' in source && source.bitmap === this._source.bitmap)
    ) {
      this._source.bitmap.close();
    }
    this._source = source;
    this._problem = this._problem?.code === 'picture' ? null : this._problem;
    this.#drawing = Symbol();
    this.#newest.drop();
    this.#ask(time);
  }

  /** Asks for the attack on the present digit. */
  #ask(time = performance.now()) {
    this.#stop();
    this._note = '';
    const source = this._source;
    const strokes = source.kind === 'strokes' ? this.#pad.strokes : null;
    const pixels =
      source.kind === 'gallery'
        ? source.digit.pixels
        : source.kind === 'picture'
          ? (source.found.digits[source.chosen]?.pixels ?? null)
          : null;
    if (!strokes && !pixels) this.#show(null);
    else if (this._loaded) {
      const drawing = this.#drawing;
      const options = attackOptions(this.#settings);
      this.#newest.ask({ drawing, classifier: this._loaded, strokes, pixels, options, time });
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
    if (drawing !== this.#drawing || classifier !== this._loaded) return;
    if (result.status === 'rejected') {
      this.#fail(result.reason);
      return;
    }
    this.#show({
      ...result.value,
      classifier,
      method: 'deepfool',
      deepfool: result.value.attack,
    });
    if (this.method !== 'deepfool') this.#runAtRest();
    void this.updateComplete.then(() => {
      // For whoever observes 'measure' entries; kept, they would pile up.
      performance.measure('deepfool:frame', { start: time, end: performance.now() });
      performance.clearMeasures('deepfool:frame');
    });
  }

  /** Ends what is under way, between two of its steps; what it has found stays. */
  #stop() {
    clearTimeout(this.#resting);
    this.#run?.abort();
    this.#run = null;
    this._running = null;
  }

  /** Begins with the method that is set once the pen is up and the drawing stands still. */
  #runAtRest() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      if (this.#pad.isDown) this.#runAtRest();
      else void this.#work(this.method);
    }, rest);
  }

  /**
   * Works on what is shown, step by step, and shows the best so far.
   *
   * @param {Method | 'refine'} method
   */
  async #work(method) {
    const shown = this._shown;
    if (!shown?.attack) return;
    this.#stop();
    const { signal } = (this.#run = new AbortController());
    this._note = '';
    this._running = { method, iterations: 0 };
    // What is made smaller begins with what is shown, and nothing longer takes its place.
    const better = (/** @type {AttackResult} */ attack) =>
      attack.status === 'flipped' &&
      (method !== 'refine' || attack.l2 < /** @type {AttackResult} */ (shown.attack).l2);
    const onProgress = (/** @type {AttackResult} */ attack) => {
      this._running = { method, iterations: attack.iterations };
      if (better(attack)) this.#show({ ...shown, attack, method });
    };
    const options = attackOptions(this.#settings);
    const steps = method === 'refine' ? refineSteps : null;
    try {
      const attack = await sharedEngine().run(
        shown.classifier,
        shown.digit.pixels,
        { ...options, method, steps },
        { signal, onProgress },
      );
      this.#run = this._running = null;
      if (better(attack) || method !== 'refine') this.#show({ ...shown, attack, method });
      else this._note = say(words.refineNothing, { iterations: iterations(attack.iterations) });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /** The visitor has seen enough. */
  #halt() {
    const done = this._running?.iterations ?? 0;
    this.#stop();
    this._note = say(words.stopped, { iterations: iterations(done) });
  }

  /**
   * Saves the changed digit with 256 shades, so that it is still read as shown.
   *
   * @param {'picture' | 'large' | 'numbers'} what
   */
  async #save(what) {
    this._saving = false;
    const { classifier, digit, attack, method } = this._shown ?? {};
    if (!classifier || !digit || !attack) return;
    const settings = attackOptions(this.#settings);
    let picture;
    try {
      picture = await sharedEngine().quantise(classifier, digit.pixels, attack, this.target);
    } catch (error) {
      this.#fail(error);
      return;
    }
    const bytes = Uint8Array.from(picture.pixels, (pixel) => Math.round(255 * pixel));
    const [height, width] = classifier.shape;
    const name = `deepfool-${attack.label}-to-${attack.adversarial}`;
    if (what === 'picture') download(await png(bytes, width), `${name}.png`);
    else if (what === 'large') {
      const dark = bytes.map((ink) => 255 - ink);
      download(await png(dark, width, enlargement), `${name}-large.png`);
    } else {
      const { label, adversarial, status, iterations, l1, l2, linf } = attack;
      const report = {
        classifier: classifier.card?.name ?? null,
        method,
        options: { ...settings, norm: normAttribute.toAttribute(settings.norm ?? 2) },
        result: { status, label, adversarial, iterations, l1, l2, linf },
        shape: [height, width],
        input: Array.from(digit.pixels),
        perturbation: Array.from(attack.perturbation),
        logits: Array.from(attack.logits),
        adversarialLogits: Array.from(attack.adversarialLogits),
        saved: {
          bytes: Array.from(bytes),
          flipped: picture.flipped,
          adversarial: picture.adversarial,
          stretch: picture.stretch,
          l2: picture.l2,
        },
      };
      download(new Blob([JSON.stringify(report)], { type: 'application/json' }), `${name}.json`);
      return;
    }
    const message = !picture.flipped
      ? words.savedUnflipped
      : picture.stretch > 1
        ? words.savedStretched
        : words.saved;
    this._note = say(message, {
      adversarial: picture.adversarial,
      before: number('number', picture.l2Before),
      after: number('number', picture.l2),
    });
  }

  /**
   * Copies what shows the present figure in a post: its settings, and the drawing or the test digit.
   *
   * @param {Form} form
   */
  async #copy(form) {
    this._saving = false;
    const source = this._source;
    /** @type {Record<string, string>} */
    const attributes = { lang: language };
    for (const name of ['classifier', ...Object.keys(defaults)]) {
      const value = this.getAttribute(name);
      if (value !== null) attributes[name] = value;
    }
    if (source.kind === 'gallery') attributes.digit = String(source.digit.label);
    if (source.kind === 'strokes') attributes.strokes = written(this.strokes);
    const said = this.renderRoot.querySelector('.sentence .main')?.textContent ?? '';
    const fallback = said.replace(/\s+/g, ' ').trim();
    try {
      await navigator.clipboard.writeText(embedCode(form, attributes, fallback));
      this._note = words.copied;
    } catch {
      this._note = words.notCopied;
    }
  }

  /** @param {Shown | null} shown */
  #show(shown) {
    this._shown = shown;
    this.dispatchEvent(new CustomEvent('deepfool-result', { bubbles: true, composed: true }));
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      this._announced = this.renderRoot.querySelector('.sentence')?.textContent?.trim() ?? '';
    }, pause);
  }

  get #pad() {
    return /** @type {DrawingPad} */ (this.renderRoot.querySelector('deepfool-pad'));
  }

  /** @param {CustomEvent<number>} event */
  #drawn({ detail: time }) {
    current = this;
    this.#opening = null;
    const drawing = this._source.kind === 'strokes';
    if (!this.#pad.isEmpty && drawing) this.#ask(time);
    else if (!this.#pad.isEmpty) this.#turnTo({ kind: 'strokes' }, time);
    else if (drawing) this.#turnTo({ kind: 'nothing' }, time);
    this.requestUpdate();
  }

  /** @param {GalleryDigit} digit */
  #pick(digit) {
    current = this;
    this.#opening = null;
    this.#leavePad({ kind: 'gallery', digit });
  }

  /**
   * Turns to what is not drawn. The ink can be had back by undoing.
   *
   * @param {Source} source
   */
  #leavePad(source) {
    this.#turnTo(source);
    if (this.hasUpdated) this.#pad.clear();
  }

  #clear() {
    if (this.#pad.isEmpty) this.#turnTo({ kind: 'nothing' });
    else this.#pad.clear();
  }

  /** @param {File | null | undefined} file */
  async #open(file) {
    if (!file) return;
    current = this;
    this.#opening = file;
    try {
      const { bitmap, picture } = await decoded(file);
      const found = await sharedEngine().digitsFromPicture(picture);
      if (file === this.#opening)
        this.#leavePad({
          kind: 'picture',
          bitmap,
          found,
          chosen: found.outcome === 'one' ? 0 : -1,
        });
      else bitmap.close();
    } catch (error) {
      if (file === this.#opening) this.#fail(error);
    }
  }

  #paste = (/** @type {ClipboardEvent} */ event) => {
    const file = event.clipboardData?.files[0];
    const target = event.composedPath()[0];
    const typing =
      target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
    if (current !== this || !file || typing) return;
    event.preventDefault();
    void this.#open(file);
  };

  /** @param {DragEvent} event */
  #drag(event) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const figure = /** @type {Element} */ (event.currentTarget);
    const to = /** @type {Node | null} */ (event.relatedTarget);
    this._dragged = event.type !== 'dragleave' || figure.contains(to);
  }

  /** @param {DragEvent} event */
  #drop(event) {
    event.preventDefault();
    this._dragged = false;
    void this.#open(event.dataTransfer?.files[0]);
  }

  /** @param {Event} event */
  #chose(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    void this.#open(input.files?.[0]);
    // So that the same file can be chosen again.
    input.value = '';
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    this.#pad.undo();
  }

  render() {
    return html`<section
      class="figure"
      @dragenter=${this.#drag}
      @dragover=${this.#drag}
      @dragleave=${this.#drag}
      @drop=${this.#drop}
      @keydown=${this.#key}
    >
      <deepfool-picker
        .chosen=${this.classifier}
        .classifier=${this._loaded}
        @pick=${(/** @type {CustomEvent<string>} */ event) =>
          this.#set({ classifier: event.detail })}
      ></deepfool-picker>
      <deepfool-controls
        .settings=${this.#settings}
        .classes=${this._loaded?.classes ?? 10}
        @set=${(/** @type {CustomEvent<Partial<Settings>>} */ event) => this.#set(event.detail)}
      ></deepfool-controls>
      ${this.#output()} ${this.#actions()} ${this.#input()} ${this.#detail()}
      <div class="drop" ?hidden=${!this._dragged}>${words.drop}</div>
      <p class="hidden" role="status">${this._announced}</p>
    </section>`;
  }

  #input() {
    const source = this._source;
    return html`<div class="input">
      <deepfool-pad
        part="pad"
        hint=${source.kind === 'nothing' || source.kind === 'gallery' ? words.hint : ''}
        @draw=${this.#drawn}
      >
        ${
          source.kind === 'gallery'
            ? html`<deepfool-picture
                class="ghost"
                .pixels=${source.digit.pixels}
                aria-hidden="true"
              ></deepfool-picture>`
            : nothing
        }
      </deepfool-pad>
      ${
        source.kind === 'picture'
          ? html`<deepfool-found
              .picture=${source.bitmap}
              .digits=${source.found.digits}
              .chosen=${source.chosen}
              @pick=${(/** @type {CustomEvent<number>} */ event) =>
                this.#turnTo({ ...source, chosen: event.detail })}
            ></deepfool-found>`
          : nothing
      }
      <div class="tools">
        <button
          type="button"
          class="undo"
          ?disabled=${!this.hasUpdated || !this.#pad.canUndo}
          @click=${() => this.#pad.undo()}
        >
          ${words.undo}
        </button>
        <button
          type="button"
          class="clear"
          ?disabled=${source.kind === 'nothing'}
          @click=${this.#clear}
        >
          ${words.clear}
        </button>
        <label class="camera" title=${words.cameraTitle}
          ><input
            type="file"
            accept="image/*"
            capture="environment"
            @change=${this.#chose}
          />${words.camera}</label
        >
        <label class="upload" title=${words.uploadTitle}
          ><input type="file" accept="image/*" @change=${this.#chose} />${words.upload}</label
        >
      </div>
      <p class="caption">${words.gallery}</p>
      <deepfool-gallery
        .digits=${this._gallery}
        .chosen=${source.kind === 'gallery' ? source.digit : null}
        @pick=${(/** @type {CustomEvent<GalleryDigit>} */ event) => this.#pick(event.detail)}
      ></deepfool-gallery>
    </div>`;
  }

  #output() {
    const { digit, attack } = this._shown ?? {};
    const seen = digit && digit.outcome !== 'empty' ? digit.pixels : null;
    const changed = attack && attack.status !== 'not finite' ? attack : null;
    const extent = changed?.linf ?? 0;
    return html`<div class="output">
      ${this.#sentence()}
      <div class="sum">
        <p class="caption x"><i>x</i>, ${words.seen}</p>
        <p class="caption r"><i>r</i>, ${words.change}</p>
        <p class="caption y"><i>x</i> + <i>r</i>, ${words.changed}</p>
        <deepfool-picture class="x" part="seen" .pixels=${seen} text=${words.seenText}>
        </deepfool-picture>
        <span class="plus" aria-hidden="true">+</span>
        <deepfool-picture
          class="r"
          part="perturbation"
          .pixels=${changed?.perturbation ?? null}
          .extent=${extent}
          text=${say(words.changeText, {
            low: number('signed', -extent),
            high: number('signed', extent),
          })}
        ></deepfool-picture>
        <span class="equals" aria-hidden="true">=</span>
        <deepfool-picture
          class="y"
          part="changed"
          .pixels=${changed?.pixels ?? null}
          text=${words.changedText}
        ></deepfool-picture>
        ${changed ? this.#legend(changed, extent) : nothing}
      </div>
    </div>`;
  }

  /**
   * What stands below each picture.
   *
   * @param {AttackResult} attack
   * @param {number} extent
   */
  #legend(attack, extent) {
    const { label, adversarial, probabilities, adversarialProbabilities } = attack;
    const flipped = adversarial !== label;
    return html`<p class="reading x">
        <b class="was">${label}</b> ${number('chance', probabilities[label])}
      </p>
      <deepfool-scale class="r" .extent=${extent}></deepfool-scale>
      <p class="reading y">
        <b class=${flipped ? 'becomes' : 'was'}>${adversarial}</b>
        ${number('chance', adversarialProbabilities[adversarial])}
      </p>`;
  }

  #detail() {
    const { attack } = this._shown ?? {};
    const changed = attack && attack.status !== 'not finite' ? attack : null;
    const was = attack?.label ?? -1;
    const becomes = attack?.status === 'flipped' ? attack.adversarial : -1;
    return html`<div class="detail">
      <div>
        <p class="caption"><i>x</i></p>
        <deepfool-bars
          .probabilities=${attack?.probabilities ?? null}
          .was=${was}
          .becomes=${becomes}
          text=${words.before}
        ></deepfool-bars>
      </div>
      ${this.#norms(changed)}
      <div>
        <p class="caption"><i>x</i> + <i>r</i></p>
        <deepfool-bars
          .probabilities=${changed?.adversarialProbabilities ?? null}
          .was=${was}
          .becomes=${becomes}
          text=${words.after}
        ></deepfool-bars>
      </div>
    </div>`;
  }

  /** What can be done with the result. */
  #actions() {
    const { attack, method } = this._shown ?? {};
    const flipped = attack?.status === 'flipped';
    const refinable = this.method === 'deepfool' && usedNorm(this.#settings) === 2;
    const running = this._running;
    const note = running
      ? say(running.method === 'refine' ? words.refining : words.running, {
          method: running.method === 'refine' ? '' : words.methods[running.method],
          iterations: iterations(running.iterations),
        })
      : this._note || (flipped && !refinable ? words.refineReason : '');
    return html`<div class="actions">
      <div class="buttons">
        ${
          running
            ? html`<button type="button" class="stop" @click=${this.#halt}>${words.stop}</button>`
            : html`<button
                type="button"
                class="refine"
                title=${refinable ? words.refineTitle : words.refineReason}
                ?disabled=${!flipped || !refinable || method === 'refine'}
                @click=${() => this.#work('refine')}
              >
                ${words.refine}
              </button>`
        }
        <div class="save" @focusout=${this.#leaveMenu} @keydown=${this.#menuKey}>
          <button
            type="button"
            title=${words.saveTitle}
            aria-expanded=${this._saving}
            aria-controls="menu"
            ?disabled=${!flipped}
            @click=${() => (this._saving = !this._saving)}
          >
            ${words.save}
          </button>
          <div id="menu" class="menu" ?hidden=${!this._saving || !flipped}>
            ${this.#saveButton('picture', words.savePicture, words.savePictureFor)}
            ${this.#saveButton('large', words.saveLarge, words.saveLargeFor)}
            ${this.#saveButton('numbers', words.saveNumbers, words.saveNumbersFor)}
            ${
              embeddable && this._source.kind !== 'picture'
                ? [
                    this.#copyButton('script', words.copyScript, words.copyScriptFor),
                    this.#copyButton('frame', words.copyFrame, words.copyFrameFor),
                  ]
                : nothing
            }
          </div>
        </div>
      </div>
      <div class="busy" ?hidden=${!running}></div>
      <p class="note" role="status">${note}</p>
    </div>`;
  }

  /**
   * @param {'picture' | 'large' | 'numbers'} what
   * @param {string} name
   * @param {string} explained
   */
  #saveButton(what, name, explained) {
    return html`<button type="button" @click=${() => this.#save(what)}>
      <b>${name}</b> <span>${explained}</span>
    </button>`;
  }

  /**
   * @param {Form} form
   * @param {string} name
   * @param {string} explained
   */
  #copyButton(form, name, explained) {
    return html`<button type="button" @click=${() => this.#copy(form)}>
      <b>${name}</b> <span>${explained}</span>
    </button>`;
  }

  /** @param {FocusEvent} event */
  #leaveMenu(event) {
    const menu = /** @type {Element} */ (event.currentTarget);
    const to = /** @type {Node | null} */ (event.relatedTarget);
    if (to && !menu.contains(to)) this._saving = false;
  }

  /** @param {KeyboardEvent} event */
  #menuKey(event) {
    if (event.key !== 'Escape' || !this._saving) return;
    this._saving = false;
    const menu = /** @type {Element} */ (event.currentTarget);
    menu.querySelector('button')?.focus();
  }

  /** @param {AttackResult | null} attack */
  #norms(attack) {
    const value = (/** @type {number | undefined} */ value) =>
      value === undefined ? '' : number('number', value);
    return html`<dl>
      <dt>${norm('r', '2')}</dt>
      <dd>${value(attack?.l2)}</dd>
      <dt>${norm('r', '2')} / ${norm('x', '2')}</dt>
      <dd>${attack ? number('share', attack.relativeL2) : ''}</dd>
      <dt>${norm('r', '∞')}</dt>
      <dd>${value(attack?.linf)}</dd>
      <dt>${norm('r', '1')}</dt>
      <dd>${value(attack?.l1)}</dd>
    </dl>`;
  }

  #sentence() {
    if (this._problem) {
      return html`<p class="sentence problem">
        ${words.error[this._problem.code]}
        <button type="button" class="retry" title=${this._problem.message} @click=${this.#retry}>
          ${words.retry}
        </button>
      </p>`;
    }
    const { digit, attack } = this._shown ?? {};
    const source = this._source;
    if (source.kind === 'picture' && source.chosen < 0) {
      const { outcome, digits } = source.found;
      return html`<p class="sentence">${say(words[outcome], { count: digits.length })}</p>`;
    }
    if (!this._loaded && !attack) {
      return html`<p class="sentence">
        ${
          this._share < 1
            ? say(words.loading, { share: number('progress', this._share) })
            : words.starting
        }
        <progress max="1" .value=${this._share}></progress>
      </p>`;
    }
    if (!attack) {
      const outcome = digit?.outcome === 'dot' ? 'dot' : 'start';
      return html`<p class="sentence">${words[outcome]}</p>`;
    }
    return html`<p class="sentence">
      <span class="main">${this.#outcome(/** @type {Shown} */ (this._shown), attack)}</span>
      <span class="cost">${this.#cost(/** @type {Shown} */ (this._shown), attack)}</span>
    </p>`;
  }

  /** The norm to tell of; for a p without a name the length says the most. */
  get #normName() {
    return normName(usedNorm(this.#settings)) ?? 'length';
  }

  /**
   * What the attack came to, in words.
   *
   * @param {Shown} shown
   * @param {AttackResult} attack
   */
  #outcome({ digit, method }, attack) {
    const { status } = attack;
    const flips = digit.outcome === 'line' ? words.flippedLine : words.flipped;
    const message = status === 'flipped' ? flips[this.#normName] : words[status];
    return parts(message, {
      label: html`<b class="was">${attack.label}</b>`,
      adversarial: html`<b class="becomes">${attack.adversarial}</b>`,
      relative: html`<b>${number('share', attack.relativeL2)}</b>`,
      linf: html`<b>${number('share', attack.linf)}</b>`,
      count: status === 'flipped' ? attack.perturbation.filter((change) => change !== 0).length : 0,
      iterations: iterations(attack.iterations),
      method: methodName(method),
    });
  }

  /**
   * How large the change is, what it took to find it, and how DeepFool's compares.
   *
   * @param {Shown} shown
   * @param {AttackResult} attack
   */
  #cost({ method, deepfool }, attack) {
    if (attack.status === 'not finite') return nothing;
    const { size: key, p } = sizes[this.#normName];
    const size = attack[key];
    const before = deepfool?.status === 'flipped' ? deepfool[key] : null;
    const running = this._running?.method === method;
    const message =
      method === 'deepfool'
        ? words.detail
        : running
          ? words.detailSoFar
          : method === 'refine'
            ? words.detailRefined
            : words.detailMethod;
    return parts(message, {
      norm: norm('r', p),
      size: number('number', size),
      iterations: iterations(attack.iterations),
      time: duration(attack.milliseconds),
      method: methodName(method),
      compared: attack.status === 'flipped' && before ? compared(size, before) : words.uncompared,
    });
  }

  static styles = [
    theme,
    common,
    css`
      :host {
        container-type: inline-size;
        font: 1rem/1.4 var(--font);
        color: var(--text);
      }
      p {
        margin: 0;
      }
      i {
        font-family: var(--serif);
        font-size: 1.08em;
      }
      .figure {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }
      .caption {
        font-size: 0.8125rem;
        line-height: 1.3;
        color: var(--muted);
      }

      .input {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: 0.7rem;
      }
      deepfool-pad,
      .sum > deepfool-picture {
        outline: 1px solid var(--line);
      }
      .ghost {
        opacity: 0.22;
      }
      deepfool-found {
        position: absolute;
        inset: 0 0 auto;
        aspect-ratio: 1;
        pointer-events: none;
      }
      .tools {
        display: flex;
        gap: 0.5rem;
        font-size: 0.875rem;
      }
      .tools > * {
        padding: 0.4rem min(0.8rem, 3cqi);
        border: 1px solid var(--line);
        border-radius: 2px;
        cursor: pointer;
      }
      .tools > :hover {
        border-color: var(--muted);
      }
      .tools > :disabled {
        color: var(--muted);
        border-color: var(--line);
        opacity: 0.55;
        cursor: default;
      }
      .tools .upload {
        margin-left: auto;
      }
      .tools label:has(:focus-visible) {
        outline: 2px solid var(--before);
        outline-offset: 2px;
      }
      .tools input {
        position: absolute;
        width: 1px;
        height: 1px;
        opacity: 0;
      }
      .camera {
        display: none;
      }
      @media (pointer: coarse) {
        .camera {
          display: block;
          margin-left: auto;
        }
        .camera + .upload {
          margin-left: 0;
        }
      }

      .output {
        min-width: 0;
      }
      .sentence {
        min-height: 5.3rem;
        font: 1.375rem/1.3 var(--serif);
        contain: layout style;
      }
      .sentence b {
        font-weight: 700;
        font-variant-numeric: tabular-nums;
      }
      .was {
        color: var(--before);
      }
      .becomes {
        color: var(--after);
      }
      .cost {
        display: block;
        margin-top: 0.3rem;
        font: 0.875rem/1.4 var(--font);
        font-variant-numeric: tabular-nums;
        color: var(--muted);
      }
      .problem {
        color: var(--after);
      }
      .retry {
        display: block;
        margin-top: 0.5rem;
        padding: 0.3rem 0.8rem;
        font: 0.875rem/1.4 var(--font);
        color: var(--text);
        border: 1px solid var(--line);
        border-radius: 2px;
      }
      progress {
        display: block;
        width: 100%;
        max-width: 16rem;
        height: 3px;
        margin-top: 0.75rem;
        appearance: none;
        border: 0;
        background: var(--line);
      }
      progress::-webkit-progress-bar {
        background: var(--line);
      }
      progress::-webkit-progress-value {
        background: var(--before);
      }
      progress::-moz-progress-bar {
        background: var(--before);
      }

      .sum {
        margin-top: 0.75rem;
        display: grid;
        grid-template-columns: minmax(0, 1fr) 1.5rem minmax(0, 1fr) 1.5rem minmax(0, 1fr);
        grid-template-rows: auto auto minmax(3.4rem, auto);
        gap: 0.45rem 0;
      }
      .sum > .caption {
        grid-row: 1;
        align-self: end;
      }
      .sum > deepfool-picture,
      .sum > span {
        grid-row: 2;
      }
      .sum > .reading,
      .sum > deepfool-scale {
        grid-row: 3;
      }
      .sum > .x {
        grid-column: 1;
      }
      .sum > .r {
        grid-column: 3;
      }
      .sum > .y {
        grid-column: 5;
      }
      .plus {
        grid-column: 2;
      }
      .equals {
        grid-column: 4;
      }
      .plus,
      .equals {
        place-self: center;
        font: 1.25rem/1 var(--serif);
        color: var(--muted);
      }
      .reading {
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
        color: var(--muted);
      }
      .reading b {
        margin-right: 0.35rem;
        font: 600 2rem/1 var(--serif);
      }
      .sum > deepfool-scale {
        padding-top: 0.2rem;
      }
      .detail {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 1.25rem 1.5rem;
        align-content: start;
      }
      dl {
        grid-row: 2;
        grid-column: 1 / -1;
        display: grid;
        grid-template-rows: auto auto;
        grid-auto-flow: column;
        justify-content: space-between;
        gap: 0.2rem;
        margin: 0;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--muted);
        white-space: nowrap;
      }
      dd {
        margin: 0;
        min-height: 1.4em;
      }

      .actions {
        position: relative;
        min-width: 0;
        font-size: 0.875rem;
      }
      .buttons {
        position: relative;
        display: flex;
        gap: 0.5rem;
      }
      .buttons > button,
      .save > button {
        padding: 0.4rem 0.8rem;
        border: 1px solid var(--line);
        border-radius: 2px;
        white-space: nowrap;
      }
      .buttons > :hover:not(:disabled),
      .save > :hover:not(:disabled) {
        border-color: var(--muted);
      }
      .buttons :disabled {
        color: var(--muted);
        opacity: 0.55;
        cursor: default;
      }
      .refine,
      .stop {
        flex: 1 1 auto;
        max-width: 9.5rem;
      }
      .buttons > button,
      .save > button {
        padding-inline: 0.7rem;
      }
      @container (min-width: 56rem) {
        .save {
          position: relative;
        }
      }
      .menu {
        position: absolute;
        z-index: 1;
        top: calc(100% + 0.35rem);
        left: 0;
        width: 15.5rem;
        padding: 0.3rem 0;
        background: var(--paper);
        border: 1px solid var(--line);
        border-radius: 2px;
        box-shadow: 0 6px 20px rgb(0 0 0 / 12%);
      }
      .menu button {
        display: block;
        width: 100%;
        padding: 0.4rem 0.8rem;
        text-align: left;
      }
      .menu button:hover {
        background: var(--surface);
      }
      .menu b {
        display: block;
        font-weight: 600;
      }
      .menu span {
        font-size: 0.8125rem;
        color: var(--muted);
      }
      [hidden] {
        display: none;
      }
      .busy {
        position: absolute;
        inset: auto 0 auto;
        height: 2px;
        margin-top: 0.3rem;
        overflow: hidden;
        background: var(--line);
      }
      .busy::after {
        content: '';
        display: block;
        width: 30%;
        height: 100%;
        background: var(--before);
        animation: pass 1.1s ease-in-out infinite alternate;
      }
      @keyframes pass {
        to {
          translate: 233%;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .busy::after {
          animation: none;
          width: 100%;
        }
      }
      .note {
        margin-top: 0.65rem;
        min-height: 1.3em;
        font-size: 0.8125rem;
        line-height: 1.3;
        color: var(--muted);
        font-variant-numeric: tabular-nums;
        text-wrap: pretty;
      }

      .drop {
        position: absolute;
        inset: -0.5rem;
        display: grid;
        place-items: center;
        font: italic 1.5rem/1 var(--serif);
        color: var(--before);
        background: color-mix(in srgb, var(--paper) 88%, transparent);
        outline: 2px dashed var(--before);
        pointer-events: none;
      }
      .drop[hidden] {
        display: none;
      }

      @container (max-width: 56rem) {
        deepfool-controls {
          margin-top: -0.9rem;
        }
      }

      @container (min-width: 36rem) and (max-width: 56rem) {
        .figure {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          column-gap: 2rem;
        }
        deepfool-picker,
        deepfool-controls,
        .output,
        .actions {
          grid-column: 1 / -1;
        }
        .sum {
          max-width: 44rem;
        }
        dl {
          grid-template: none / 1fr auto;
          grid-auto-flow: row;
        }
        dd {
          text-align: right;
        }
      }

      @container (min-width: 56rem) {
        .figure {
          grid-template-columns: 22.75rem minmax(0, 1fr);
          grid-template-rows: auto auto auto 1fr;
          gap: 1.5rem 3.5rem;
        }
        deepfool-picker,
        deepfool-controls {
          grid-column: 1 / -1;
        }
        deepfool-controls {
          margin-top: -1rem;
        }
        .input {
          grid-area: 3 / 1 / 5 / 2;
        }
        .output {
          grid-area: 3 / 2;
        }
        /* Below the norms, which leave room between the two charts. */
        .actions {
          grid-area: 4 / 2;
          width: calc((100% - 2 * 2.5rem) / 3);
          place-self: start center;
          margin-top: 6.25rem;
        }
        .menu {
          top: auto;
          bottom: calc(100% + 0.35rem);
          left: auto;
          right: 0;
        }
        .detail {
          grid-area: 4 / 2;
          grid-template-columns: repeat(3, minmax(0, 1fr));
          gap: 2.5rem;
          margin-top: -0.75rem;
        }
        .detail .caption {
          display: none;
        }
        .sentence {
          font-size: clamp(1.5rem, 2.75cqi, 1.875rem);
          line-height: 1.2;
          min-height: 4.7rem;
        }
        .sum {
          margin-top: 0.25rem;
          grid-template-columns: minmax(0, 1fr) 2.5rem minmax(0, 1fr) 2.5rem minmax(0, 1fr);
        }
        .plus,
        .equals {
          font-size: 1.75rem;
        }
        dl {
          grid-area: auto;
          grid-template: none / 1fr auto;
          grid-auto-flow: row;
          align-content: start;
          gap: 0.3rem 1rem;
        }
        dd {
          text-align: right;
        }
      }
    `,
  ];
}

/** @param {number} count */
function iterations(count) {
  return say(words.iterations, { count, number: number('integer', count) });
}

/** @param {Method | 'refine'} method */
function methodName(method) {
  return words.methods[method === 'refine' ? 'deepfool' : method];
}

/**
 * @param {number} size of a change
 * @param {number} before that of DeepFool's
 */
function compared(size, before) {
  const more = size / before - 1;
  const message = Math.abs(more) < 0.0005 ? words.same : more < 0 ? words.smaller : words.larger;
  return say(message, {
    share: number('share', Math.abs(more)),
    before: number('number', before),
  });
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function download(blob, name) {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // The browser has it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

customElements.define('deepfool-digit', DigitFigure);
