import { html, nothing } from 'lit';
import { importOnce } from '../../engine/load_once.js';
import { possibleName } from '../../engine/classifier_names.js';
import { Figure } from '../figure.js';
import { strokesFromText } from '../input/drawing_text.js';
import { boxAttribute, defaults, normAttribute, validSettings } from '../parts/attack_settings.js';
import '../parts/classifier_picker.js';
import { buttons, common, theme } from '../parts/theme.js';
import { words } from '../words.js';
import { AttackRunner } from './attack_runner.js';
import { charts } from './charts.js';
import { DigitInput } from './digit_input.js';
import { digitStyle } from './digit_style.js';
import { equation } from './equation.js';
import { equationStyle } from './equation_style.js';
import { embed, example } from './manifest.js';
import { spokenResult } from './result_text.js';
import { sentence } from './sentence.js';

/** @import { Stroke } from '../../engine/types.js' */
/** @import { View } from './shown.js' */
/** @import { SettableMethod, Settings } from '../parts/attack_settings.js' */

/** The attribute `digit`: a class, or the example's where it is none. */
const digitAttribute = {
  fromAttribute: (/** @type {string | null} */ text) =>
    text === null ? null : Number(/^\d$/.test(text) ? text : example.digit),
};

/** A result is announced to screen readers once it has been shown for this long, in milliseconds. */
const announcementPause = 700;

const rest = importOnce(() => import('./rest.js'));

/**
 * Draw, upload or pick a digit, and see the smallest change that DeepFool finds to flip it: <deepfool-digit>.
 * manifest.js says what of it is public.
 */
export class DigitFigure extends Figure {
  static embed = embed;
  static example = example;
  static stateAttributes = ['classifier', ...Object.keys(defaults)];

  static properties = {
    classifier: { reflect: true, useDefault: true },
    digit: { converter: digitAttribute },
    method: { reflect: true, useDefault: true },
    norm: { reflect: true, useDefault: true, converter: normAttribute },
    box: { reflect: true, useDefault: true, converter: boxAttribute },
    target: { type: Number, reflect: true, useDefault: true },
    overshoot: { type: Number, reflect: true, useDefault: true },
    _saving: { state: true },
    _explorer: { state: true },
    _remark: { state: true },
    _announced: { state: true },
  };

  /** The output, the input and the charts. */
  static stages = 3;

  static styles = [theme, common, buttons, equationStyle, digitStyle];

  #runner = new AttackRunner(this);
  #input = new DigitInput(this);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #announcing;
  /** The image for posts where no script runs: a data: address. */
  #fallbackImage = '';

  constructor() {
    super();
    this.classifier = 'digits';
    /** @type {number | null} */
    this.digit = null;
    /** @type {SettableMethod} */
    this.method = defaults.method;
    this.norm = defaults.norm;
    this.box = defaults.box;
    this.target = defaults.target;
    this.overshoot = defaults.overshoot;
    /** What saving needs, once it is fetched. @type {typeof import('./saving.js') | null} */
    this._saving = null;
    /** The sliders, once they are fetched. @type {import('./explorer.js').Explorer | null} */
    this._explorer = null;
    /** On what was read; set by likeness.js. */
    this._remark = '';
    this._announced = '';
    this.addEventListener('deepfool-result', () => this.announce());
  }

  get result() {
    return this.#runner.shown;
  }

  /** @returns {Stroke[]} */
  get strokes() {
    return this.#input.strokes;
  }

  set strokes(given) {
    // Frameworks may set the property to what the attribute says.
    this.#input.strokes = typeof given === 'string' ? (strokesFromText(given) ?? []) : given;
  }

  /** @returns {Settings} */
  get settings() {
    const { method, norm, box, target, overshoot } = this;
    return { method, norm, box, target, overshoot };
  }

  /** What the attack is to read. */
  get drawing() {
    return this.#input.drawing;
  }

  get isDrawing() {
    return this.#input.isDrawing;
  }

  get seenPixels() {
    return this.#runner.shown?.digit.pixels ?? null;
  }

  /** @param {{ isNew: boolean, time?: number }} change */
  drawingChanged({ isNew, time }) {
    if (isNew) this.#runner.replace(time);
    else this.#runner.update(time);
  }

  /** Takes another classifier, or the same one again. @param {string} classifier its name */
  take(classifier) {
    if (classifier === this.classifier) this.retry();
    else this.#set({ classifier });
  }

  /** @param {unknown} error */
  fail(error) {
    this.#runner.fail(error);
  }

  connectedCallback() {
    super.connectedCallback();
    if (Object.hasOwn(this, 'strokes')) {
      // A value that was set before the element was defined hides the accessor.
      const { strokes } = this;
      Reflect.deleteProperty(this, 'strokes');
      this.strokes = strokes;
    }
    void this.#openGallery();
    if (this.hasUpdated) this.#runner.update();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#announcing);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const valid = {
      classifier: possibleName(this.classifier),
      ...validSettings(this.settings, this.#runner.classifier?.classes ?? 10),
    };
    for (const [name, value] of Object.entries(valid)) {
      // Setting a property that still has its default would count as a change.
      if (Reflect.get(this, name) !== value) Object.assign(this, { [name]: value });
    }
    if (!this.hasUpdated || changed.has('classifier')) void this.#runner.load(this.classifier);
    else if (Object.keys(defaults).some((name) => changed.has(name))) this.#runner.update();
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
    const isDrawn = name === 'strokes' || name === 'pixels';
    if (isDrawn && this.isWhole) this.#input.showAttributes();
  }

  completed() {
    this.#input.showAttributes();
  }

  updated() {
    const { shown, classifier } = this.#runner;
    this._explorer?.show(shown);
    const isIdle = classifier && this.#input.hasGallery && this.#input.source.kind === 'nothing';
    if (this._saving || this.problem || !(shown?.attack || isIdle)) return;
    this.#loadRest().catch((error) => this.#runner.fail(error));
  }

  /** Fetches what a visitor does not need before the first flip. */
  async #loadRest() {
    // The answer is shown first.
    await new Promise((resolve) => setTimeout(resolve));
    const { loadRest } = await rest();
    await loadRest(this);
  }

  /**
   * Sets what the visitor has chosen.
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
      await this.#input.openGallery();
    } catch (error) {
      // The first update loads the classifier, which clears an earlier problem.
      await this.updateComplete;
      this.#runner.fail(error);
      return;
    }
    // Frameworks may set the property to what the attribute says.
    if (typeof this.digit === 'string') this.digit = digitAttribute.fromAttribute(this.digit);
    this.#input.showFirst(this.digit);
  }

  /** Starts anew after a problem. */
  retry() {
    // The button disappears: the figure takes its focus.
    if (this.renderRoot.querySelector('.retry:focus')) {
      /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.figure'))?.focus();
    }
    if (!this.#input.hasGallery) void this.#openGallery();
    if (!this.#input.reopen()) this.#runner.retry();
  }

  /** Tells screen readers what is shown, once it stands still and no pen is down. */
  announce() {
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      const { shown, running } = this.#runner;
      if (this.isDrawing || running) this.announce();
      else if (shown?.attack) {
        this._announced = `${spokenResult(shown, shown.attack)} ${this._remark}`;
      } else this._announced = this.#textOf('.sentence');
    }, announcementPause);
  }

  /** @param {string} selector */
  #textOf(selector) {
    return this.renderRoot.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    this.#input.undo();
  }

  get state() {
    return { ...super.state, ...this.#input.attributes };
  }

  /** Shows what its attributes say, and nothing that was drawn or chosen since it was new. */
  startOver() {
    this.#input.startOver(this.digit);
  }

  get fallback() {
    return { sentence: this.#textOf('.sentence .main'), image: this.#fallbackImage };
  }

  /** What can be saved and copied; always the same function, so that the menu is not drawn in every frame. */
  saveEntries = () => this._saving?.saveEntries(this) ?? [];

  /** Makes the image of a copy before it is asked for: some browsers let a page copy only right after a click. */
  prepareCopying() {
    this.#fallbackImage = '';
    const { shown } = this.#runner;
    if (!shown) return;
    this._saving?.fallbackImage(shown).then(
      (image) => (this.#fallbackImage = image),
      () => {}, // A browser that cannot make it: the sentence is there.
    );
  }

  render() {
    const { drag, drop, isDragged } = this.#input.file;
    const { shown } = this.#runner;
    const view = this._explorer?.view(shown) ?? null;
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
      <div class="output">
        ${sentence(this.#runner, this, this.#input.source, this._remark)} ${equation(shown, view)}
        <div class="explorer">${this._explorer?.render(shown) ?? nothing}</div>
      </div>
      ${
        this._stage > 1
          ? this.#input.render(this._saving !== null || this.problem !== null)
          : nothing
      }
      ${this._stage > 2 ? this.#results(view) : nothing}
      <div class="drop" ?hidden=${!isDragged}>${words.drop}</div>
      <p class="hidden" role="status">${this._announced}</p>
    </section>`;
  }

  /**
   * What lies below the pad where there is little room.
   *
   * @param {View | null} view
   */
  #results(view) {
    return html`<div class="actions">${this._saving?.actions(this.#runner, this) ?? nothing}</div>
      ${charts(this.#runner.shown, view)}
      <deepfool-classifier-picker
        .chosen=${this.classifier}
        .classifier=${this.#runner.classifier}
        @pick=${(/** @type {CustomEvent<string>} */ event) =>
          this.#set({ classifier: event.detail })}
      ></deepfool-classifier-picker>
      <deepfool-attack-controls
        .settings=${this.settings}
        .classes=${this.#runner.classifier?.classes ?? 10}
        @set=${(/** @type {CustomEvent<Partial<Settings>>} */ event) => this.#set(event.detail)}
      ></deepfool-attack-controls>`;
  }
}

DigitFigure.define();
