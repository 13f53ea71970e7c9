import { html } from 'lit';
import { pixelsFromText, pixelsToText } from './input/drawing_text.js';
import { LaterFigure } from './later_figure.js';
import { galleryDigits } from './parts/gallery_digits.js';
import { words } from './words.js';

/** @import { PropertyDeclarations } from 'lit' */
/** @import { Pixels } from '../engine/types.js' */
/** @import { DigitFigure } from './digit/digit_figure.js' */

/** The class of the test digit that is shown where nothing says which. */
const anyDigit = 3;

/** What is shown is announced to screen readers once it has stood still for this long, in milliseconds. */
const announcementPause = 700;

/** The attribute `digit`: a class. */
const digitAttribute = {
  fromAttribute: (/** @type {string | null} */ text) =>
    text !== null && /^\d$/.test(text) ? Number(text) : null,
};

/**
 * A figure that shows the digit of the first <deepfool-digit> of its page whenever that changes; or, if its attributes
 * name a digit or there is no such figure, one of its own.
 */
export class DigitFollower extends LaterFigure {
  /** The attributes that are taken from the page's digit figure, beside the digit. @type {readonly string[]} */
  static followed = [];

  /** @type {PropertyDeclarations} */
  static properties = {
    digit: { converter: digitAttribute },
    _pixels: { state: true },
    _announced: { state: true },
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #announcing;
  /** Whether the attributes name the digit. */
  #isOwn = false;
  /** What was last taken from the figure that is followed. @type {Map<string, unknown>} */
  #followed = new Map();

  constructor() {
    super();
    /** @type {number | null} */
    this.digit = null;
    /** The digit that is shown. @type {Pixels | null} */
    this._pixels = null;
    /** What screen readers are told. */
    this._announced = '';
  }

  static get observedAttributes() {
    return [...super.observedAttributes, 'pixels'];
  }

  get #class() {
    return /** @type {typeof DigitFollower} */ (this.constructor);
  }

  /**
   * Whether another digit is shown, or in another way.
   *
   * @param {Map<string, unknown>} changed
   */
  isOther(changed) {
    return ['_pixels', ...this.#class.followed].some((name) => changed.has(name));
  }

  get state() {
    // The attribute of a test digit is shorter than its pixels.
    const shown =
      this.#isOwn && this.digit !== null
        ? { digit: String(this.digit) }
        : this._pixels && { pixels: pixelsToText(this._pixels) };
    return { ...super.state, ...shown };
  }

  /** Without what is taken from the page's digit figure. */
  get ownState() {
    if (this.#isOwn) return this.state;
    const own = this.#class.stateAttributes.filter(
      (name) => !this.#followed.has(name) || Reflect.get(this, name) !== this.#followed.get(name),
    );
    return this.attributesOf(own);
  }

  startOver() {
    this.#followed.clear();
    void this.#showFirst();
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('deepfool-result', this.#heard);
    void this.#showFirst();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('deepfool-result', this.#heard);
    clearTimeout(this.#announcing);
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    super.attributeChangedCallback(name, before, after);
    if ((name === 'pixels' || name === 'digit') && this.isConnected && before !== after) {
      void this.#showFirst();
    }
  }

  /** Works on the digit, if there is one. */
  ask() {
    throw new Error('A figure says what it does with a digit.');
  }

  /** Works on another digit, once the figure is on screen; also again after a problem. */
  askOnScreen() {
    void this.onceOnScreen(() => this.ask());
  }

  /** Why there is nothing to tell, and a way to try again. */
  get excuse() {
    const retry = () => {
      this.problem = null;
      if (this._pixels) this.askOnScreen();
      else void this.#showFirst();
    };
    return html`${this.problem && words.error[this.problem.code]}
      <button type="button" class="button retry" @click=${retry}>${words.retry}</button>`;
  }

  /** What is said of what is shown. */
  get spokenText() {
    return this.renderRoot.querySelector('.sentence')?.textContent ?? '';
  }

  /** Tells screen readers what is shown, once it stands still. */
  announce() {
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      this._announced = this.spokenText.replace(/\s+/g, ' ').trim();
    }, announcementPause);
  }

  /** Shows the digit that the attributes name, that of the figure which is followed, or any. */
  async #showFirst() {
    const drawn = pixelsFromText(this.getAttribute('pixels') ?? '');
    this.#isOwn = drawn !== null || this.digit !== null;
    if (drawn) this._pixels = drawn;
    else if (this.#isOwn || !this.#follow()) await this.#showTestDigit(this.digit ?? anyDigit);
  }

  /** @param {number} label */
  async #showTestDigit(label) {
    try {
      const digits = await galleryDigits();
      // Meanwhile the page's figure may have shown something.
      if (this.#isOwn || !this._pixels) {
        this._pixels = digits.find((digit) => digit.label === label)?.pixels ?? null;
      }
    } catch (error) {
      this.showProblem(error);
    }
  }

  #heard = (/** @type {Event} */ event) => {
    if (event.composedPath()[0] === leader() && !this.#isOwn) this.#follow();
  };

  /** Takes what the page's digit figure shows. @returns {boolean} whether it shows a digit */
  #follow() {
    const figure = leader();
    const result = figure?.result;
    if (!figure || !result?.attack) return false;
    for (const name of this.#class.followed) {
      const theirs = Reflect.get(figure, name);
      const followed = this.#followed.has(name);
      // A setting of its own stays until that of the other figure changes.
      const stays = followed ? theirs === this.#followed.get(name) : this.hasAttribute(name);
      if (!stays) Reflect.set(this, name, theirs);
      this.#followed.set(name, theirs);
    }
    this._pixels = result.digit.pixels;
    return true;
  }
}

/** The figure that is followed: the first one of the page. @returns {DigitFigure | null} */
const leader = () => document.querySelector('deepfool-digit');
