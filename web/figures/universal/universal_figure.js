import { LitElement, css, html, nothing } from 'lit';
import { classifiers } from '../../engine/classifiers.js';
import { EngineError } from '../../engine/errors.js';
import { loadOnce } from '../../engine/load_once.js';
import { sharedClassifier, sharedEngine } from '../../engine/shared_engine.js';
import { copied, copies } from '../export/copy_forms.js';
import { norm } from '../digit/result_text.js';
import { attributesOf } from '../attributes.js';
import '../parts/classifier_picker.js';
import { digitsFile } from '../parts/digit_files.js';
import '../parts/pixel_view.js';
import '../parts/signed_scale.js';
import { buttons, common, theme } from '../parts/theme.js';
import { language, number, parts, say, spoken, words } from '../words.js';

/** @import { Classifier, Moved, UniversalResult } from '../../engine/types.js' */
/** @import { Form } from '../export/embed_code.js' */

/** Pixels of a digit. */
const size = 784;

/** Lengths to choose from: from hardly any digit to most of them. */
const lengths = { min: 1, max: 6, step: 0.5 };

/** The search ends when it flips this share, or after as many passes. */
const enough = { fooling: 0.95, epochs: 10 };

/** Flipped digits that are shown. */
const shownDigits = 20;

const length = norm('v', '2');

/** The test digits that the build packed: one fetch for all figures. */
const testDigits = loadOnce(async () => {
  const bytes = await digitsFile();
  return Array.from({ length: bytes.byteLength / size }, (_, i) =>
    Float32Array.from(new Uint8Array(bytes, size * i, size), (byte) => byte / 255),
  );
});

/**
 * One change that makes a classifier read most digits as others. It fetches and works when asked to.
 *
 * @tagname deepfool-universal
 * @attr {'en' | 'zh'} lang - The language, `en` or `zh`; the first figure's is that of all. Without it, that of the post, or the browser's.
 * @attr {string} poster - A picture's address; it is shown until the figure is needed.
 * @slot - What is shown until the figure runs, and where it cannot: a picture or a sentence.
 * @fires {CustomEvent} deepfool-result - Something new is shown; the property `result` has it.
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
export class UniversalFigure extends LitElement {
  static properties = {
    classifier: { reflect: true, useDefault: true },
    length: { type: Number, reflect: true, useDefault: true },
    _loaded: { state: true },
    _count: { state: true },
    _result: { state: true },
    _moved: { state: true },
    _running: { state: true },
    _problem: { state: true },
    _note: { state: true },
  };

  /** Ends what is under way. @type {AbortController | null} */
  #run = null;

  constructor() {
    super();
    /** The classifier: `digits`, `lenet`, `fc500-150-10` or `softmax`; `digits`. @type {string} */
    this.classifier = 'digits';
    /** The longest that the change may be, in l_2, 1 to 6; 4. @type {number} */
    this.length = 4;
    /** @type {Classifier | null} */
    this._loaded = null;
    this._count = 0;
    /** @type {UniversalResult | null} */
    this._result = null;
    /** All digits with the change, once it is found. @type {Moved[]} */
    this._moved = [];
    this._running = false;
    /** @type {EngineError | null} */
    this._problem = null;
    this._note = '';
  }

  /** What is shown: the change, and what it makes of each digit; null as long as nothing is. */
  get result() {
    return this._result && this._moved.length > 0 ? { ...this._result, digits: this._moved } : null;
  }

  /** The attributes of a figure that shows the same. @returns {Record<string, string>} */
  get state() {
    return { lang: language, ...attributesOf(this, ['classifier', 'length']) };
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#clear();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!Object.hasOwn(classifiers, this.classifier)) this.classifier = 'digits';
    if (!(this.length >= lengths.min && this.length <= lengths.max)) this.length = 4;
    if (changed.has('classifier') || changed.has('length')) this.#clear();
  }

  #clear() {
    this.#run?.abort();
    this.#run = null;
    this._running = false;
    this._result = null;
    this._moved = [];
    this._problem = null;
    this._note = '';
  }

  /** What one pass has found is the result. */
  #stop() {
    if (this._result?.epochs) this.#run?.abort('stop');
    else this.#clear();
  }

  async #find() {
    this.#clear();
    this._running = true;
    const { signal } = (this.#run = new AbortController());
    try {
      const [classifier, digits] = await Promise.all([
        sharedClassifier(this.classifier),
        testDigits(),
      ]);
      signal.throwIfAborted();
      this._loaded = classifier;
      this._count = digits.length;
      const engine = sharedEngine();
      const result = await engine
        .universal(
          classifier,
          digits,
          { radius: this.length, ...enough },
          { signal, onProgress: (best) => (this._result = best) },
        )
        .catch((error) => {
          // Stopped, not given up: the best so far is the result, if one pass is through.
          if (signal.reason === 'stop' && this._result?.epochs) return this._result;
          throw error;
        });
      this._result = result;
      this._running = false;
      const moved = await engine.moved(classifier, digits, result.perturbation);
      if (this._result !== result) return;
      this._moved = moved;
      this.dispatchEvent(new CustomEvent('deepfool-result', { bubbles: true, composed: true }));
    } catch (error) {
      if (signal.aborted && signal.reason !== 'stop') return;
      this._running = false;
      this._result = null;
      if (signal.aborted) return;
      this._problem =
        error instanceof EngineError ? error : new EngineError('worker', String(error));
    }
  }

  render() {
    const flipped = this._moved.filter(({ label, adversarial }) => label !== adversarial);
    const result = this._result;
    const extent = result?.linf ?? 0;
    return html`<section>
      <deepfool-picker
        .chosen=${this.classifier}
        .classifier=${this._loaded?.card?.name === this.classifier ? this._loaded : null}
        @pick=${(/** @type {CustomEvent<string>} */ event) => (this.classifier = event.detail)}
      ></deepfool-picker>
      <div class="tools">
        <label
          >${words.universalLength}
          <input
            type="range"
            min=${lengths.min}
            max=${lengths.max}
            step=${lengths.step}
            .value=${String(this.length)}
            @input=${(/** @type {Event} */ event) =>
              (this.length = /** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
          /><output>${length} = ${number('number', this.length)}</output></label
        >
        <button type="button" class="button" @click=${this._running ? this.#stop : this.#find}>
          ${this._running ? words.stop : words.universalFind}
        </button>
      </div>
      <p class="sentence" role="status">${this.#sentence(flipped.length)}</p>
      ${
        result && !(this._moved.length > 0 && flipped.length === 0)
          ? html`<div class="found">
              <div class="change">
                <deepfool-picture
                  .pixels=${result.perturbation}
                  .extent=${extent}
                  text=${say(words.universalText, {
                    low: number('signed', -extent),
                    high: number('signed', extent),
                  })}
                ></deepfool-picture>
                <deepfool-scale .extent=${extent}></deepfool-scale>
              </div>
              <ol>
                ${flipped.slice(0, shownDigits).map(
                  ({ pixels, label, adversarial }) =>
                    html`<li>
                      <deepfool-picture
                        .pixels=${pixels}
                        text=${say(words.universalMoved, { label, adversarial })}
                      ></deepfool-picture>
                      <span aria-hidden="true"
                        ><b class="was">${label}</b> → <b class="becomes">${adversarial}</b></span
                      >
                    </li>`,
                )}
              </ol>
            </div>`
          : nothing
      }
      ${this.#copies()}
    </section>`;
  }

  #copies() {
    const all = copies();
    if (all.length === 0) return nothing;
    const copy = async (/** @type {Form} */ form) => {
      this._note = await copied(form, 'universal', this.state, {
        sentence: words.figures.universal,
      });
    };
    return html`<div class="copies">
      ${all.map(
        ({ form, name, explained }) =>
          html`<button type="button" class="button" title=${explained} @click=${() => copy(form)}>
            ${name}
          </button>`,
      )}
      <span role="status">${this._note}</span>
    </div>`;
  }

  /** @param {number} flipped */
  #sentence(flipped) {
    if (this._problem) return words.error[this._problem.code];
    const result = this._result;
    if (this._running) {
      return html`${
          result && result.epochs > 0
            ? say(words.universalProgress, {
                pass: result.epochs + 1,
                rate: number('share', result.foolingRate),
              })
            : say(words.universalStart, { count: this._count || '' })
        }<progress
          max="1"
          aria-label=${words.universalFind}
          .value=${result ? result.done / result.total : 0}
        ></progress>`;
    }
    if (!result || this._moved.length === 0) return nothing;
    if (flipped === 0) return say(words.universalNone, { count: this._moved.length });
    return html`${parts(words.universalFound, {
        flipped: html`<b>${flipped}</b>`,
        count: this._moved.length,
      })}
      <span class="cost"
        >${parts(words.universalCost, {
          norm: length,
          l2: number('number', result.l2),
          passes: say(words.universalPasses, { count: result.epochs, number: result.epochs }),
          rate: number('share', result.foolingRate),
        })}</span
      >`;
  }

  static styles = [
    theme,
    common,
    buttons,
    css`
      :host {
        container-type: inline-size;
        font: 1rem/1.4 var(--font);
        color: var(--text);
      }
      section {
        padding-top: 1rem;
        border-top: 1px solid var(--line);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem 1.5rem;
        margin-top: 0.75rem;
        font-size: 0.875rem;
      }
      label {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        color: var(--muted);
      }
      input {
        width: 9rem;
        accent-color: var(--before);
      }
      output {
        min-width: 5.5rem;
        color: var(--text);
        font-variant-numeric: tabular-nums;
      }
      .sentence {
        min-height: 3.5rem;
        margin: 1rem 0 0;
        font: 1.25rem/1.3 var(--serif);
        font-variant-numeric: tabular-nums;
      }
      .cost {
        display: block;
        margin-top: 0.3rem;
        font: 0.875rem/1.4 var(--font);
        color: var(--muted);
      }
      .found {
        display: grid;
        grid-template-columns: 10rem minmax(0, 1fr);
        gap: 1.5rem;
        margin-top: 1rem;
      }
      deepfool-picture {
        outline: 1px solid var(--line);
      }
      .change deepfool-picture {
        margin-bottom: 0.6rem;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(3.5rem, 1fr));
        align-content: start;
        gap: 0.6rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        font-size: 0.8125rem;
        text-align: center;
        color: var(--muted);
      }
      li span {
        display: block;
        margin-top: 0.15rem;
      }
      .was {
        color: var(--before);
      }
      .becomes {
        color: var(--after);
      }
      .copies {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        margin-top: 1.25rem;
        font-size: 0.875rem;
        color: var(--muted);
      }
      @container (max-width: 30rem) {
        .found {
          grid-template-columns: minmax(0, 1fr);
        }
        .change {
          width: 10rem;
        }
        label {
          width: 100%;
        }
        input {
          flex: 1;
          min-width: 0;
        }
      }
    `,
  ];
}

void spoken.then(() => customElements.define('deepfool-universal', UniversalFigure));
