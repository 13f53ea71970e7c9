import { LitElement, css, html, nothing } from 'lit';
import { classifiers } from '../engine/classifiers.js';
import { EngineError } from '../engine/errors.js';
import { Newest } from '../engine/newest.js';
import { sharedClassifier, sharedEngine } from '../engine/shared.js';
import './bars.js';
import './found.js';
import { galleryDigits } from './gallery.js';
import { penWidth } from './pad.js';
import './picker.js';
import './picture.js';
import './scale.js';
import { common, theme } from './theme.js';
import { decoded } from './upload.js';
import { duration, number, parts, say, words } from './words.js';

/** @import { AttackResult, PictureDigits } from '../engine/core.js' */
/** @import { Classifier, Pixels, Reading, Stroke } from '../engine/types.js' */
/** @import { GalleryDigit } from './gallery.js' */
/** @import { DrawingPad } from './pad.js' */

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

/** @typedef {Reading & { classifier: Classifier }} Shown what the figure shows */

/** A word is announced once the pictures have stood still for this long, in milliseconds. */
const pause = 700;

/** The figure that a picture is pasted into: the one used last. @type {DigitFigure | null} */
let current = null;

/**
 * Draw, upload or pick a digit, and see the smallest change that DeepFool finds to flip it.
 *
 * @attr {string} classifier a key of `classifiers`; `digits`
 * @attr {number} digit the class of the test digit that is shown first
 * @fires deepfool-result when something new is shown; `result` has it
 */
export class DigitFigure extends LitElement {
  static properties = {
    classifier: {},
    digit: { type: Number },
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
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!Object.hasOwn(classifiers, this.classifier)) this.classifier = 'digits';
    if (changed.has('classifier')) void this.#load();
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
      this.#newest.ask({ drawing, classifier: this._loaded, strokes, pixels, time });
    }
  }

  /**
   * @param {Request} request
   * @returns {Promise<Reading>}
   */
  async #read({ classifier, strokes, pixels }) {
    const engine = sharedEngine();
    if (strokes) return engine.fromStrokes(classifier, strokes, { dotSize: penWidth });
    const digit = /** @type {Pixels} */ (pixels);
    return {
      digit: { outcome: 'digit', pixels: digit },
      attack: await engine.attack(classifier, digit),
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
    this.#show({ ...result.value, classifier });
    void this.updateComplete.then(() => {
      // For whoever observes 'measure' entries; kept, they would pile up.
      performance.measure('deepfool:frame', { start: time, end: performance.now() });
      performance.clearMeasures('deepfool:frame');
    });
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
        @pick=${(/** @type {CustomEvent<string>} */ event) => (this.classifier = event.detail)}
      ></deepfool-picker>
      ${this.#output()} ${this.#input()} ${this.#detail()}
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
    const status =
      attack.status === 'flipped' && digit?.outcome === 'line' ? 'flippedLine' : attack.status;
    const iterations = say(words.iterations, { count: attack.iterations });
    return html`<p class="sentence">
      <span class="main"
        >${parts(words[status], {
          label: html`<b class="was">${attack.label}</b>`,
          adversarial: html`<b class="becomes">${attack.adversarial}</b>`,
          relative: html`<b>${number('share', attack.relativeL2)}</b>`,
          iterations,
        })}</span
      >
      <span class="cost"
        >${parts(words.detail, {
          norm: norm('r', '2'),
          l2: number('number', attack.l2),
          iterations,
          time: duration(attack.milliseconds),
        })}</span
      >
    </p>`;
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

      @container (min-width: 36rem) and (max-width: 56rem) {
        .figure {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          column-gap: 2rem;
        }
        deepfool-picker,
        .output {
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
          grid-template-rows: auto auto 1fr;
          gap: 1.5rem 3.5rem;
        }
        deepfool-picker {
          grid-column: 1 / -1;
        }
        .input {
          grid-area: 2 / 1 / 4 / 2;
        }
        .output {
          grid-area: 2 / 2;
        }
        .detail {
          grid-area: 3 / 2;
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

customElements.define('deepfool-digit', DigitFigure);
