import { html } from 'lit';
import { possibleName } from '../engine/classifier_names.js';
import { pixelsFromText, pixelsToText } from './input/drawing_text.js';
import { LaterFigure } from './later_figure.js';
import { boxAttribute, defaults, normAttribute, validSettings } from './parts/attack_settings.js';
import { galleryDigits } from './parts/gallery_digits.js';
import { words } from './words.js';

/** @import { PropertyDeclarations } from 'lit' */
/** @import { Pixels } from '../engine/types.js' */
/** @import { DigitFigure } from './digit/digit_figure.js' */
/** @import { Settings } from './parts/attack_settings.js' */

/** The class of the test digit that is shown where nothing says which. */
const anyDigit = 3;

/** The settings that are taken from the page's digit figure; the method is always DeepFool. */
const settingNames = /** @type {const} */ (['norm', 'box', 'target', 'overshoot']);

/** All that is taken from it, beside the digit. */
const followedNames = /** @type {const} */ (['classifier', ...settingNames]);

/** What is shown is announced to screen readers once it has stood still for this long, in milliseconds. */
const announcementPause = 700;

/** The attribute `digit`: a class. */
const digitAttribute = {
  fromAttribute: (/** @type {string | null} */ text) =>
    text !== null && /^\d$/.test(text) ? Number(text) : null,
};

/**
 * The detail of a `deepfool-step` event: figures that show the same digit show the same step.
 *
 * @typedef {object} Step
 * @property {number} step its number, from 0
 * @property {number} along how far along r the point is where it begins: 0 is x, and 1 is x + r
 * @property {Pixels | null} pixels of the digit
 */

/**
 * A figure that shows the digit of the first <deepfool-digit> of its page, with the same classifier and settings,
 * whenever that changes; or, if its attributes name a digit or there is no such figure, one of its own.
 */
export class FollowingFigure extends LaterFigure {
  /** @type {string[]} */
  static stateAttributes = [...followedNames];

  /** @type {PropertyDeclarations} */
  static properties = {
    classifier: { reflect: true, useDefault: true },
    digit: { converter: digitAttribute },
    norm: { reflect: true, useDefault: true, converter: normAttribute },
    box: { reflect: true, useDefault: true, converter: boxAttribute },
    target: { type: Number, reflect: true, useDefault: true },
    overshoot: { type: Number, reflect: true, useDefault: true },
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
    this.classifier = 'digits';
    /** @type {number | null} */
    this.digit = null;
    this.norm = defaults.norm;
    this.box = defaults.box;
    this.target = defaults.target;
    this.overshoot = defaults.overshoot;
    /** The digit that is shown. @type {Pixels | null} */
    this._pixels = null;
    /** What screen readers are told. */
    this._announced = '';
  }

  static get observedAttributes() {
    return [...super.observedAttributes, 'pixels'];
  }

  /** @returns {Settings} of the attack */
  get settings() {
    const { norm, box, target, overshoot } = this;
    return { ...defaults, norm, box, target, overshoot };
  }

  /**
   * Whether another digit is shown, or in another way.
   *
   * @param {Map<string, unknown>} changed
   */
  isOther(changed) {
    return ['_pixels', ...followedNames].some((name) => changed.has(name));
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
    const { stateAttributes } = /** @type {typeof FollowingFigure} */ (this.constructor);
    const own = stateAttributes.filter(
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

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    const { norm, box, target, overshoot } = validSettings(this.settings, 10);
    this.correct({ classifier: possibleName(this.classifier), norm, box, target, overshoot });
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
      this.askOnScreen();
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
    for (const name of followedNames) {
      const followed = this.#followed.has(name);
      // A setting of its own stays until that of the other figure changes.
      const stays = followed ? figure[name] === this.#followed.get(name) : this.hasAttribute(name);
      if (!stays) Object.assign(this, { [name]: figure[name] });
      this.#followed.set(name, figure[name]);
    }
    this._pixels = result.digit.pixels;
    return true;
  }
}

/** The figure that is followed: the first one of the page. @returns {DigitFigure | null} */
const leader = () => document.querySelector('deepfool-digit');
