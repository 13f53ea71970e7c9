import { html, nothing } from 'lit';
import { possibleName } from '../../engine/classifier_names.js';
import { sharedClassifier, sharedEngine } from '../../engine/shared_engine.js';
import { testDigits } from '../../engine/test_digits.js';
import { copyButtons, copyButtonsStyle } from '../export/copy_buttons.js';
import { LaterFigure } from '../later_figure.js';
import { laterWords } from '../later_words.js';
import { normSymbol } from '../parts/norm_symbol.js';
import '../own/own_choice.js';
import '../parts/classifier_picker.js';
import '../parts/pixel_view.js';
import '../parts/signed_scale.js';
import { task, taskStyle } from '../parts/task.js';
import { buttons, common, theme } from '../parts/theme.js';
import { number, pieces, say, words } from '../words.js';
import { embed } from './manifest.js';
import { universalStyle } from './universal_style.js';

/** @import { Classifier, PerturbedSet, UniversalResult } from '../../engine/types.js' */

/** Lengths to choose from: the shortest flips hardly any digit, the longest most of them. */
const lengths = { min: 1, max: 6, step: 0.5 };

/** The search ends when the change flips this share of the digits, or after this many passes. */
const enough = { fooling: 0.95, epochs: 10 };

/** How many flipped digits are shown. */
const shownDigits = 20;

const lengthSymbol = normSymbol('v', '2');

/**
 * One change that makes a classifier read most digits as others: <deepfool-universal>. It fetches and works when asked
 * to. manifest.js says what of it is public.
 */
export class UniversalFigure extends LaterFigure {
  static embed = embed;
  static stateAttributes = ['classifier', 'length'];

  static properties = {
    classifier: { reflect: true, useDefault: true },
    length: { type: Number, reflect: true, useDefault: true },
    _loaded: { state: true },
    _count: { state: true },
    _result: { state: true },
    _perturbed: { state: true },
    _running: { state: true },
  };

  static styles = [theme, common, buttons, copyButtonsStyle, taskStyle, universalStyle];

  /** Ends the search that runs. @type {AbortController | null} */
  #run = null;

  constructor() {
    super();
    this.classifier = 'digits';
    this.length = 4;
    /** @type {Classifier | null} */
    this._loaded = null;
    this._count = 0;
    /** @type {UniversalResult | null} */
    this._result = null;
    /** All digits with the change, once it is found. @type {PerturbedSet | null} */
    this._perturbed = null;
    this._running = false;
  }

  get result() {
    return this._result && this._perturbed ? { ...this._result, ...this._perturbed } : null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#clear();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    this.correct({ classifier: possibleName(this.classifier) });
    if (!(this.length >= lengths.min && this.length <= lengths.max)) this.length = 4;
    if (changed.has('classifier') || changed.has('length')) this.#clear();
  }

  #clear() {
    this.#run?.abort();
    this.#run = null;
    this._running = false;
    this._result = null;
    this._perturbed = null;
    this.problem = null;
    this.note = '';
  }

  /** Stops; what at least one pass has found is the result. */
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
        testDigits().then((all) => all.map(({ pixels }) => pixels)),
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
          {
            signal,
            onProgress: (best) => {
              this._result = best;
              return this.onScreen(signal);
            },
          },
        )
        .catch((error) => {
          // If the visitor stops after the first pass, the best so far is the result.
          if (signal.reason === 'stop' && this._result?.epochs) return this._result;
          throw error;
        });
      this._result = result;
      const perturbed = await engine.perturb(classifier, digits, result.perturbation);
      if (this._result !== result) return;
      this._running = false;
      this._perturbed = perturbed;
      this.announceResult();
    } catch (error) {
      if (signal.aborted && signal.reason !== 'stop') return;
      this._running = false;
      this._result = null;
      if (signal.aborted) return;
      this.showProblem(error);
    }
  }

  render() {
    const set = this._perturbed;
    const flipped = this.#flipped();
    const result = this._result;
    const extent = result?.linf ?? 0;
    return html`<section role="group" aria-label=${this.title}>
      ${task(laterWords.universalTry, laterWords.universalAsks)}
      <deepfool-classifier-picker
        .chosen=${this.classifier}
        .classifier=${(this._loaded?.card ?? this._loaded?.own)?.name === this.classifier ? this._loaded : null}
        @pick=${(/** @type {CustomEvent<string>} */ event) => (this.classifier = event.detail)}
      ></deepfool-classifier-picker>
      <div class="tools">
        <label
          >${laterWords.universalLength}
          <input
            type="range"
            min=${lengths.min}
            max=${lengths.max}
            step=${lengths.step}
            .value=${String(this.length)}
            @input=${(/** @type {Event} */ event) =>
              (this.length = /** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
          /><output>${lengthSymbol} = ${number('number', this.length)}</output></label
        >
        <button type="button" class="button" @click=${this._running ? this.#stop : this.#find}>
          ${this._running ? laterWords.stop : laterWords.universalFind}
        </button>
      </div>
      <p class="sentence" role="status">${this.#sentence(set?.flipped ?? 0)}</p>
      ${
        result && set?.flipped !== 0
          ? html`<div class="result">
              <div class="change">
                <deepfool-pixel-view
                  .pixels=${result.perturbation}
                  .extent=${extent}
                  text=${say(laterWords.universalText, {
                    low: number('signed', -extent),
                    high: number('signed', extent),
                  })}
                ></deepfool-pixel-view>
                <deepfool-signed-scale .extent=${extent}></deepfool-signed-scale>
              </div>
              <ol>
                ${flipped.map(
                  ({ perturbed, label, adversarial }) =>
                    html`<li>
                      <deepfool-pixel-view
                        .pixels=${perturbed}
                        text=${say(laterWords.universalPerturbed, { label, adversarial })}
                      ></deepfool-pixel-view>
                      <span aria-hidden="true"
                        ><b class="was">${label}</b> → <b class="becomes">${adversarial}</b></span
                      >
                    </li>`,
                )}
              </ol>
            </div>`
          : nothing
      }
      ${copyButtons(this)}
    </section>`;
  }

  /** The first digits that are read otherwise with the change. */
  #flipped() {
    const { perturbed = [], labels = [], adversarial = [] } = this._perturbed ?? {};
    return perturbed
      .map((perturbed, i) => ({ perturbed, label: labels[i], adversarial: adversarial[i] }))
      .filter(({ label, adversarial }) => label !== adversarial)
      .slice(0, shownDigits);
  }

  /** @param {number} flipped */
  #sentence(flipped) {
    if (this.problem) return words.error[this.problem.code];
    const result = this._result;
    if (this._running) {
      return html`${
          result && result.epochs > 0
            ? say(laterWords.universalProgress, {
                pass: result.epochs + 1,
                rate: number('share', result.foolingRate),
              })
            : say(laterWords.universalStart, { count: this._count || '' })
        }<progress
          max="1"
          aria-label=${laterWords.universalFind}
          .value=${result ? result.done / result.total : 0}
        ></progress>`;
    }
    if (!result || !this._perturbed) return nothing;
    if (flipped === 0) return say(laterWords.universalNone, { count: this._count });
    return html`${pieces(laterWords.universalFound, {
        flipped: html`<b>${flipped}</b>`,
        count: this._count,
      })}
      <span class="cost"
        >${pieces(laterWords.universalCost, {
          norm: lengthSymbol,
          l2: number('number', result.l2),
          passes: say(laterWords.universalPasses, { count: result.epochs, number: result.epochs }),
          rate: number('share', result.foolingRate),
        })}</span
      >`;
  }
}

UniversalFigure.define();
