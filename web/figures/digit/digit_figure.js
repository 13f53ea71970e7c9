import { html, nothing } from 'lit';
import { classifiers } from '../../engine/classifiers.js';
import { importOnce } from '../../engine/load_once.js';
import { sharedEngine } from '../../engine/shared_engine.js';
import { actions } from './actions.js';
import { digitStyle } from './digit_style.js';
import { Flip } from './attack_runner.js';
import '../parts/digit_gallery.js';
import { galleryDigits } from '../parts/gallery_digits.js';
import { InParts } from '../figure.js';
import { Incoming } from '../input/file_input.js';
import { told } from './result_text.js';
import '../parts/drawing_pad.js';
import { attributesOf } from '../attributes.js';
import '../parts/classifier_picker.js';
import { sentence } from './sentence.js';
import { defaults, normAttribute, sanitised } from '../parts/attack_settings.js';
import { onPad, pixelsOf } from './digit_source.js';
import { detail, sum } from './equation.js';
import { buttons, common, theme } from '../parts/theme.js';
import { language, spoken, words } from '../words.js';
import { read, readPixels, written, writtenPixels } from '../input/drawing_text.js';

/** @import { Pixels, Stroke } from '../../engine/types.js' */
/** @import { GalleryDigit } from '../parts/gallery_digits.js' */
/** @import { DrawingPad } from '../parts/drawing_pad.js' */
/** @import { PixelPad } from '../input/pixel_editor.js' */
/** @import { Present } from '../export/save_menu.js' */
/** @import { Settings } from '../parts/attack_settings.js' */
/** @import { Source } from './digit_source.js' */

/** What the figure shows where nobody says what to show. */
const example = { digit: '3' };

/** No digits to pick from yet. @type {GalleryDigit[]} */
const none = [];

/** A class as an attribute has it; what is none is the example's. */
const digitAttribute = {
  fromAttribute: (/** @type {string | null} */ text) =>
    text === null ? null : Number(/^\d$/.test(text) ? text : example.digit),
};

/** A word is announced once the pictures have stood still for this long, in milliseconds. */
const pause = 700;

/** What comes when it is needed. */
const scripts = {
  controls: importOnce(() => import('../parts/attack_controls.js')),
  saveMenu: importOnce(() => import('../export/save_menu.js')),
  pixels: importOnce(() => import('../input/pixel_editor.js')),
  upload: importOnce(() => import('../input/picture_file.js')),
  found: importOnce(() => import('../input/digit_chooser.js')),
};

/** What a visitor does not need before the first flip: piece by piece, for a pen may be waiting. */
const later = async () => {
  await scripts.controls();
  await scripts.saveMenu();
};

/**
 * Draw, upload or pick a digit, and see the smallest change that DeepFool finds to flip it.
 *
 * @tagname deepfool-digit
 * @attr {string} strokes - What is drawn on the pad at first, as *Copy* writes it; before `pixels` and `digit`.
 * @attr {string} pixels - The 28 × 28 pixels that are shown first, as *Copy* writes them; before `digit`.
 * @attr {string} poster - A picture's address; it is shown until the figure is needed.
 * @attr {'en' | 'zh'} lang - The language, `en` or `zh`; the first figure's is that of all. Without it, that of the post, or the browser's.
 * @slot - What is shown until the figure runs, and where it cannot: a picture or a sentence.
 * @fires {CustomEvent} deepfool-result - Something new is shown; the property `result` has it.
 * @fires {CustomEvent} deepfool-change - The visitor has changed one of the attributes.
 * @csspart pad - The pad to draw on.
 * @csspart seen - The picture that the network sees.
 * @csspart perturbation - The map of the change.
 * @csspart changed - The picture with the change.
 * @cssprop --deepfool-paper - Background of the pad and the pictures.
 * @cssprop --deepfool-ink - Ink on them.
 * @cssprop --deepfool-text - Text.
 * @cssprop --deepfool-muted - Text of lesser weight; 4.5 to 1 on the post's background, please.
 * @cssprop --deepfool-line - Lines and frames.
 * @cssprop --deepfool-surface - Background of what is pointed at.
 * @cssprop --deepfool-before - The class read first, and ink that is taken.
 * @cssprop --deepfool-after - The class it becomes, and ink that is added.
 * @cssprop --deepfool-font - Font of controls and numbers.
 * @cssprop --deepfool-serif - Font of the sentence.
 */
export class DigitFigure extends InParts {
  static properties = {
    classifier: { reflect: true, useDefault: true },
    digit: { converter: digitAttribute },
    method: { reflect: true, useDefault: true },
    norm: { reflect: true, useDefault: true, converter: normAttribute },
    box: { type: Boolean, reflect: true },
    target: { type: Number, reflect: true, useDefault: true },
    overshoot: { type: Number, reflect: true, useDefault: true },
    _source: { state: true },
    _hasLater: { state: true },
    _announced: { state: true },
    _onPixels: { state: true },
  };

  /** The output, the input and the charts. @internal */
  static parts = 3;

  static styles = [theme, common, buttons, digitStyle];

  /** @internal */
  static example = example;

  #flip = new Flip(this);
  #incoming = new Incoming(this, (file) => void this.#open(file));
  /** Those to pick from. @type {GalleryDigit[]} */
  #galleryDigits = [];
  /** Whether something has been shown: from then on the attributes do not say what. */
  #begun = false;
  /** The file that is being opened, until something newer comes. @type {Blob | null} */
  #opening = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #announcing;

  constructor() {
    super();
    /** The classifier: `digits`, `lenet`, `fc500-150-10` or `softmax`; `digits`. @type {string} */
    this.classifier = 'digits';
    /** The class of the test digit that is shown first; none, and an empty pad. @type {number | null} */
    this.digit = null;
    /** How it is flipped: `deepfool`, `ddn`, `cw`, `lbfgs`, `pgd` or `fgsm`; `deepfool`. Another one begins when
     * the drawing stands still. @type {'deepfool' | 'fgsm' | 'pgd' | 'cw' | 'lbfgs' | 'ddn'} */
    this.method = defaults.method;
    /** p of the norm to keep small, a number from 1, or `inf`; 2. A method that does not take it uses its own.
     * @type {number} */
    this.norm = defaults.norm;
    /** Whether pixels stay between 0 and 1 (norms 1, 2 and `inf`); they need not. @type {boolean} */
    this.box = defaults.box;
    /** The class that the digit is to become; any other. @type {number | null} */
    this.target = defaults.target;
    /** How much further than the boundary DeepFool goes, 0 to 1; 0.02. @type {number} */
    this.overshoot = defaults.overshoot;
    /** @type {Source} */
    this._source = { kind: 'nothing' };
    /** Whether what is not needed before the first flip is there. */
    this._hasLater = false;
    this._announced = '';
    /** Whether single pixels are being turned on and off. */
    this._onPixels = false;
    this.addEventListener('deepfool-result', () => this.#announce());
  }

  /** What is shown: the digit, the attack on it and the classifier; null if there is nothing to show. */
  get result() {
    return this.#flip.shown;
  }

  /** What is drawn: for each stroke x0, y0, x1, y1, ... in sides of the pad, as Float32Array. @returns {Stroke[]} */
  get strokes() {
    return this.#pad?.strokes ?? [];
  }

  set strokes(given) {
    // Frameworks may set what an attribute says.
    const strokes = typeof given === 'string' ? (read(given) ?? []) : given;
    if (this.#pad) this.#pad.strokes = strokes;
    else void this.updateComplete.then(() => (this.strokes = strokes));
  }

  /** @returns {Settings} @internal */
  get settings() {
    const { method, norm, box, target, overshoot } = this;
    return { method, norm, box, target, overshoot };
  }

  /** What is to be read. @returns {{ strokes: Stroke[] | null, pixels: Pixels | null }} @internal */
  get input() {
    const source = this._source;
    return {
      strokes: source.kind === 'strokes' ? this.strokes : null,
      pixels: pixelsOf(source),
    };
  }

  /** @internal */
  get isDrawing() {
    return this.#pad?.isDown ?? false;
  }

  connectedCallback() {
    super.connectedCallback();
    if (Object.hasOwn(this, 'strokes')) {
      // Set before the figure was defined: it hides the accessor.
      const { strokes } = this;
      Reflect.deleteProperty(this, 'strokes');
      this.strokes = strokes;
    }
    void this.#openGallery();
    if (this.hasUpdated) this.#flip.ask();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#announcing);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!Object.hasOwn(classifiers, this.classifier)) this.classifier = 'digits';
    const { settings } = this;
    const possible = sanitised(settings, this.#flip.classifier?.classes ?? 10);
    for (const name of /** @type {(keyof Settings)[]} */ (Object.keys(possible))) {
      // To set a property that has its default is to Lit a change of it.
      if (possible[name] !== settings[name]) Object.assign(this, { [name]: possible[name] });
    }
    if (!this.hasUpdated || changed.has('classifier')) void this.#flip.load(this.classifier);
    else if (Object.keys(defaults).some((name) => changed.has(name))) this.#flip.ask();
  }

  static get observedAttributes() {
    return [...super.observedAttributes, 'strokes', 'pixels'];
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    super.attributeChangedCallback(name, before, after);
    if (this.isWhole && (name === 'strokes' || name === 'pixels')) this.#takeDrawing();
  }

  /** @internal */
  completed() {
    this.#takeDrawing();
  }

  /** Shows the drawing that the attributes have, if they have one. */
  #takeDrawing() {
    const strokes = read(this.getAttribute('strokes') ?? '');
    const pixels = readPixels(this.getAttribute('pixels') ?? '');
    if (strokes) this.strokes = strokes;
    else if (pixels) this.#leavePad({ kind: 'pixels', pixels });
  }

  updated() {
    const { shown, classifier, problem } = this.#flip;
    const idle = classifier && this.#galleryDigits.length > 0 && this._source.kind === 'nothing';
    if (this._hasLater || problem || !(shown?.attack || idle)) return;
    later().then(
      () => (this._hasLater = true),
      (error) => this.#flip.fail(error),
    );
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
      this.#galleryDigits = await galleryDigits();
    } catch (error) {
      // The first update loads the classifier, and what was wrong until then would be forgotten.
      await this.updateComplete;
      this.#flip.fail(error);
      return;
    }
    // Frameworks may set the property to what the attribute says.
    if (typeof this.digit === 'string') this.digit = digitAttribute.fromAttribute(this.digit);
    const first = this.#galleryDigits.find(({ label }) => label === this.digit);
    if (first && !this.#begun && this._source.kind === 'nothing') this.#pick(first);
    this.requestUpdate();
  }

  /** Starts anew after a problem. @internal */
  retry() {
    // The button goes, and the focus with it.
    if (this.renderRoot.querySelector('.retry:focus')) {
      /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.figure'))?.focus();
    }
    if (this.#galleryDigits.length === 0) void this.#openGallery();
    this.#flip.retry();
  }

  /**
   * Shows another source, and nothing more of the last one.
   *
   * @param {Source} source
   * @param {number} [time]
   */
  #turnTo(source, time) {
    const last = this._source;
    if (last.kind === 'picture' && !('bitmap' in source && source.bitmap === last.bitmap)) {
      last.bitmap.close();
    }
    this._source = source;
    this.#flip.turn(time);
  }

  /** Tells those who do not see it what is shown, once it stands still and no pen is down. */
  #announce() {
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      const { shown } = this.#flip;
      if (this.isDrawing || this.#flip.running) this.#announce();
      else if (shown?.attack) this._announced = told(shown, shown.attack, this.settings);
      else this._announced = this.#said('.sentence');
    }, pause);
  }

  /** @param {string} selector */
  #said(selector) {
    return this.renderRoot.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  get #pad() {
    return /** @type {DrawingPad | null} */ (
      this.renderRoot?.querySelector('deepfool-pad') ?? null
    );
  }

  /** What undoing is undone on: the pad, or its pixels. @returns {DrawingPad | PixelPad | null} */
  get #surface() {
    return this.renderRoot.querySelector('deepfool-pixels') ?? this.#pad;
  }

  /** Something new is to be shown, and the file that is being opened is not it. */
  #begin() {
    this.#incoming.use();
    this.#begun = true;
    this.#opening = null;
  }

  /** @param {CustomEvent<number>} event */
  #drawn({ detail: time }) {
    this.#begin();
    const drawing = this._source.kind === 'strokes';
    const isEmpty = this.#pad?.isEmpty ?? true;
    if (!isEmpty && drawing) this.#flip.ask(time);
    else if (!isEmpty) this.#turnTo({ kind: 'strokes' }, time);
    else if (drawing) this.#turnTo({ kind: 'nothing' }, time);
    this.requestUpdate();
  }

  /** @param {GalleryDigit} digit */
  #pick(digit) {
    this.#begin();
    this.#leavePad({ kind: 'gallery', digit });
  }

  /** @param {CustomEvent<Pixels | null>} event */
  #edited({ detail: pixels }) {
    this.#begin();
    this.#leavePad(pixels ? { kind: 'pixels', pixels } : { kind: 'nothing' });
  }

  /**
   * Turns to what is not drawn. The ink can be had back by undoing.
   *
   * @param {Source} source
   */
  #leavePad(source) {
    this.#turnTo(source);
    this.#pad?.clear();
  }

  #clear() {
    this.#begin();
    if (this.#pad?.isEmpty) this.#turnTo({ kind: 'nothing' });
    else this.#pad?.clear();
  }

  async #togglePixels() {
    try {
      if (!this._onPixels) await scripts.pixels();
      this._onPixels = !this._onPixels;
    } catch (error) {
      this.#flip.fail(error);
    }
  }

  /** @param {File} file */
  async #open(file) {
    this.#begin();
    this.#opening = file;
    try {
      const [{ decoded }] = await Promise.all([scripts.upload(), scripts.found()]);
      const { bitmap, picture } = await decoded(file);
      const found = await sharedEngine().digitsFromPicture(picture);
      const chosen = found.outcome === 'one' ? 0 : -1;
      if (file !== this.#opening) bitmap.close();
      else {
        this._onPixels = false;
        this.#leavePad({ kind: 'picture', bitmap, found, chosen });
      }
    } catch (error) {
      if (file === this.#opening) this.#flip.fail(error);
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    this.#undo();
  }

  #undo() {
    this.#surface?.undo();
    this.requestUpdate();
  }

  /** The attributes of a figure that shows the same. @returns {Record<string, string>} */
  get state() {
    const source = this._source;
    /** @type {Record<string, string>} */
    const attributes = {
      lang: language,
      ...attributesOf(this, ['classifier', ...Object.keys(defaults)]),
    };
    const pixels = pixelsOf(source);
    const isFirst =
      source.kind === 'gallery' &&
      source.digit === this.#galleryDigits.find(({ label }) => label === source.digit.label);
    if (!this.#begun) Object.assign(attributes, attributesOf(this, ['digit', 'strokes', 'pixels']));
    else if (isFirst) attributes.digit = String(source.digit.label);
    else if (source.kind === 'strokes') attributes.strokes = written(this.strokes);
    else if (pixels) attributes.pixels = writtenPixels(pixels);
    return attributes;
  }

  /** @returns {Present} what can be taken along */
  #present = () => ({
    shown: /** @type {Present['shown']} */ (this.#flip.shown),
    settings: this.settings,
    attributes: this.state,
    sentence: this.#said('.sentence .main'),
  });

  render() {
    const { drag, drop, isDragged } = this.#incoming;
    return html`<section
      class="figure"
      role="group"
      tabindex="-1"
      aria-label=${words.figures.digit}
      @dragenter=${drag}
      @dragover=${drag}
      @dragleave=${drag}
      @drop=${drop}
      @keydown=${this.#key}
    >
      <deepfool-picker
        .chosen=${this.classifier}
        .classifier=${this.#flip.classifier}
        @pick=${(/** @type {CustomEvent<string>} */ event) =>
          this.#set({ classifier: event.detail })}
      ></deepfool-picker>
      <deepfool-controls
        .settings=${this.settings}
        .classes=${this.#flip.classifier?.classes ?? 10}
        @set=${(/** @type {CustomEvent<Partial<Settings>>} */ event) => this.#set(event.detail)}
      ></deepfool-controls>
      <div class="output">${sentence(this.#flip, this, this._source)} ${sum(this.#flip.shown)}</div>
      ${actions(this.#flip, this.settings, this.#present)}
      ${this._parts > 1 ? this.#input() : nothing}
      ${this._parts > 2 ? detail(this.#flip.shown) : nothing}
      <div class="drop" ?hidden=${!isDragged}>${words.drop}</div>
      <p class="hidden" role="status">${this._announced}</p>
    </section>`;
  }

  #input() {
    const source = this._source;
    const ghost = source.kind === 'gallery' || source.kind === 'pixels' ? pixelsOf(source) : null;
    return html`<div class="input">
      <deepfool-pad
        part="pad"
        hint=${source.kind === 'nothing' || source.kind === 'gallery' ? words.hint : ''}
        text=${onPad(source, () => this.strokes)}
        ?inert=${this._onPixels}
        @draw=${this.#drawn}
      >
        ${
          ghost
            ? html`<deepfool-picture
                class="ghost"
                .pixels=${ghost}
                aria-hidden="true"
              ></deepfool-picture>`
            : nothing
        }
      </deepfool-pad>
      ${
        this._onPixels
          ? html`<deepfool-pixels
              .pixels=${pixelsOf(source) ?? this.#flip.shown?.digit.pixels ?? null}
              @draw=${this.#edited}
            ></deepfool-pixels>`
          : nothing
      }
      ${
        source.kind === 'picture' && !this._onPixels
          ? html`<deepfool-found
              .picture=${source.bitmap}
              .digits=${source.found.digits}
              .chosen=${source.chosen}
              @pick=${(/** @type {CustomEvent<number>} */ event) =>
                this.#turnTo({ ...source, chosen: event.detail })}
            ></deepfool-found>`
          : nothing
      }
      ${this.#tools()}
      <p class="caption">${words.gallery}</p>
      <deepfool-gallery
        .digits=${this._hasLater || this.#flip.problem ? this.#galleryDigits : none}
        .chosen=${source.kind === 'gallery' ? source.digit : null}
        @pick=${(/** @type {CustomEvent<GalleryDigit>} */ event) => this.#pick(event.detail)}
      ></deepfool-gallery>
    </div>`;
  }

  #tools() {
    const { choose } = this.#incoming;
    return html`<div class="tools">
      <button
        type="button"
        class="button undo"
        ?disabled=${!this.#surface?.canUndo}
        @click=${this.#undo}
      >
        ${words.undo}
      </button>
      <button
        type="button"
        class="button clear"
        ?disabled=${this._source.kind === 'nothing'}
        @click=${this.#clear}
      >
        ${words.clear}
      </button>
      <button
        type="button"
        class="button pixels"
        title=${words.pixelsTitle}
        aria-pressed=${this._onPixels}
        @click=${this.#togglePixels}
      >
        ${words.pixels}
      </button>
      <label class="button camera" title=${words.cameraTitle}
        ><input
          type="file"
          accept="image/*"
          capture="environment"
          @change=${choose}
        />${words.camera}</label
      >
      <label class="button upload" title=${words.uploadTitle}
        ><input type="file" accept="image/*" @change=${choose} />${words.upload}</label
      >
    </div>`;
  }
}

void spoken.then(() => setTimeout(() => customElements.define('deepfool-digit', DigitFigure)));
