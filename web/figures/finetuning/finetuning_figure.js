import { html, nothing } from 'lit';
import { copyButtons, copyButtonsStyle } from '../export/copy_buttons.js';
import { DigitFollower } from '../digit_follower.js';
import { laterWords } from '../later_words.js';
import { boxAttribute, defaults, normAttribute } from '../parts/attack_settings.js';
import { choiceStyle } from '../parts/classifier_picker.js';
import { followingStyle } from '../parts/following_style.js';
import { lookStyle } from '../parts/line_looks.js';
import { task } from '../parts/task.js';
import { number, pieces, say, words } from '../words.js';
import { cards } from './cards.js';
import { canCompare, compare, compared } from './comparison.js';
import { curves, measuredTable } from './curves.js';
import { finetuningStyle } from './finetuning_style.js';
import { embed } from './manifest.js';
import { lastEpoch, trainedNames, tunedResults } from './results.js';

/** @import { Found } from './comparison.js' */

/** A digit has to stand still for this long before it is worked on, in milliseconds. */
const rest = 300;

/** @returns {Found[]} */
const nothingFound = () => compared.map(() => ({ attack: null, certified: null, done: false }));

/**
 * What becomes of a classifier that is trained further on perturbed digits: <deepfool-finetuning>. manifest.js says what
 * of it is public.
 */
export class FinetuningFigure extends DigitFollower {
  static embed = embed;
  static followed = ['norm', 'box'];
  static stateAttributes = ['norm', 'box', 'trained', 'epoch', 'compare'];

  static properties = {
    norm: { reflect: true, useDefault: true, converter: normAttribute },
    box: { reflect: true, useDefault: true, converter: boxAttribute },
    trained: { reflect: true, useDefault: true },
    epoch: { type: Number, reflect: true, useDefault: true },
    compare: { type: Boolean, reflect: true },
    _found: { state: true },
  };

  static styles = [...followingStyle, copyButtonsStyle, choiceStyle, lookStyle, finetuningStyle];

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** Ends the comparison that runs. @type {AbortController | null} */
  #run = null;

  constructor() {
    super();
    this.norm = defaults.norm;
    this.box = defaults.box;
    this.trained = 'fc500-150-10';
    this.epoch = lastEpoch;
    this.compare = false;
    /** What is known of the digit on each classifier. */
    this._found = nothingFound();
  }

  get result() {
    const { trained, epoch, _pixels: pixels, _found: found } = this;
    const epochs = tunedResults(trained).map(({ variant, epochs }) => ({
      variant,
      ...epochs[epoch],
    }));
    return { trained, epochs, pixels, norm: this.#p, found: this.compare ? found : [] };
  }

  /** p of the norm that is kept small. */
  get #p() {
    return this.norm === Infinity ? Infinity : 2;
  }

  connectedCallback() {
    super.connectedCallback();
    // Moved within its page, it goes on.
    if (this.hasUpdated && canCompare) this.askOnScreen();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    const isEpoch = Number.isInteger(this.epoch) && this.epoch >= 0 && this.epoch <= lastEpoch;
    this.correct({
      trained: trainedNames.includes(this.trained) ? this.trained : trainedNames[0],
      epoch: isEpoch ? this.epoch : lastEpoch,
    });
    if (!this.isOther(changed) && !changed.has('compare')) return;
    this.#stop();
    this._found = nothingFound();
    if (this.compare && canCompare && this._pixels) {
      this.#resting = setTimeout(() => this.askOnScreen(), rest);
    }
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    super.updated(changed);
    if (changed.has('trained') || changed.has('epoch')) this.announceResult();
  }

  #stop() {
    clearTimeout(this.#resting);
    this.#run?.abort();
    this.#run = null;
  }

  /** Shows the digit on each classifier, while the figure is on screen. */
  ask() {
    this.#stop();
    if (this.compare && this._pixels) void this.#compare(this._pixels);
  }

  /** @param {import('../../engine/types.js').Pixels} pixels */
  async #compare(pixels) {
    const { signal } = (this.#run = new AbortController());
    this.problem = null;
    try {
      await compare(pixels, {
        norm: this.#p,
        box: this.box ? [0, 1] : null,
        signal,
        show: (i, found) => {
          // Another digit may have come while this answer was under way.
          signal.throwIfAborted();
          this._found = this._found.map((old, j) => (i === j ? found : old));
          return this.onScreen(signal);
        },
      });
      signal.throwIfAborted();
      this.announceResult();
      this.announce();
    } catch (error) {
      if (!signal.aborted) this.showProblem(error);
    }
  }

  get spokenText() {
    return this.renderRoot.querySelector('.verdict')?.textContent ?? '';
  }

  render() {
    const texts = laterWords.finetuning;
    return html`<section role="group" aria-label=${this.title}>
      ${task(texts.try, texts.question)} ${this.#tools()}
      <p class="sentence" role="status">${this.#sentence()}</p>
      ${curves(this.trained, this.epoch)} ${measuredTable(this.trained, this.epoch)}
      ${canCompare ? this.#comparison() : nothing}
      <p class="hidden" role="status">${this._announced}</p>
      ${copyButtons(this)}
    </section>`;
  }

  #tools() {
    const texts = laterWords.finetuning;
    return html`<div class="tools">
      ${
        trainedNames.length > 1
          ? html`<fieldset aria-label=${words.classifier}>
              ${trainedNames.map(
                (name) =>
                  html`<label
                    ><input
                      type="radio"
                      name="trained"
                      .checked=${name === this.trained}
                      @change=${() => (this.trained = name)}
                    />${name}</label
                  >`,
              )}
            </fieldset>`
          : nothing
      }
      <label class="epoch"
        >${texts.epoch}
        <input
          type="range"
          min="0"
          max=${lastEpoch}
          .value=${String(this.epoch)}
          @input=${(/** @type {Event} */ event) =>
            (this.epoch = /** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
        /><output>${this.epoch}</output></label
      >
    </div>`;
  }

  /** What DeepFool's perturbations make of the classifier, and what its magnified ones do. */
  #sentence() {
    const texts = laterWords.finetuning;
    const results = tunedResults(this.trained);
    const of = (/** @type {string} */ wanted) =>
      results.find(({ variant }) => variant === wanted)?.epochs;
    const [tuned, misled] = [of('deepfool'), of('deepfool-2')];
    if (!tuned || !misled) return nothing;
    const rho = (/** @type {number} */ value) => html`<b>${number('number', value)}</b>`;
    if (this.epoch === 0) {
      return pieces(texts.atFirst, {
        name: this.trained,
        rho: rho(tuned[0].rho_adv_mean),
        error: number('rate', tuned[0].test_error_mean),
      });
    }
    return pieces(texts.then, {
      count: this.epoch,
      epoch: number('integer', this.epoch),
      rho: rho(tuned[this.epoch].rho_adv_mean),
      error: number('rate', tuned[this.epoch].test_error_mean),
      first: number('number', tuned[0].rho_adv_mean),
      firstError: number('rate', tuned[0].test_error_mean),
      misled: rho(misled[this.epoch].rho_adv_mean),
      misledError: number('rate', misled[this.epoch].test_error_mean),
    });
  }

  #comparison() {
    const texts = laterWords.finetuning;
    if (!this.compare) {
      return html`<p class="ask">
        <button type="button" class="button" @click=${() => (this.compare = true)}>
          ${texts.compare}
        </button>
      </p>`;
    }
    return html`<p class="heading">${texts.compared}</p>
      <p class="verdict">${this.problem ? this.excuse : this.#verdict()}</p>
      ${cards(this._found, this.#p)}`;
  }

  /** Which classifier takes the largest change. */
  #verdict() {
    const texts = laterWords.finetuning;
    const key = this.#p === 2 ? 'l2' : 'linf';
    if (this._found.some(({ attack }) => attack?.status !== 'flipped')) return texts.comparing;
    const sizes = this._found.map(({ attack }) => attack?.[key] ?? 0);
    const name = (/** @type {number} */ i) => texts.variants[compared[i].variant];
    const [most, least] = [Math.max(...sizes), Math.min(...sizes)];
    return say(texts.verdict, {
      best: name(sizes.indexOf(most)),
      most: number('number', most),
      worst: name(sizes.indexOf(least)),
      least: number('number', least),
    });
  }
}

FinetuningFigure.define();
