import { html } from 'lit';
import { LatestRequest } from '../../engine/latest_request.js';
import { line } from '../../engine/line.js';
import { sharedEngine } from '../../engine/shared_engine.js';
import { laterWords, laterWordsLoaded } from '../later_words.js';
import '../parts/marked_slider.js';
import { number, say } from '../words.js';

/** @import { ReactiveControllerHost } from 'lit' */
/** @import { AttackResult, PointsOnLine } from '../../engine/types.js' */
/** @import { Mark } from '../parts/marked_slider.js' */
/** @import { Step } from '../following_figure.js' */
/** @import { Shown, View } from './shown.js' */

/** How far the slider goes, in units of r. */
const farthest = 2;

/** Between how many points of the line a change of the class is looked for: one a step of the slider. */
const samples = 80;

/** That is looked for once a result has been shown for this long, in milliseconds. */
const rest = 300;

/** How much the change can be amplified. */
const mostAmplified = 10;

/**
 * @typedef {object} Request
 * @property {Shown} shown
 * @property {AttackResult} attack of what is shown
 * @property {number} t
 * @property {number} factor
 * @property {number} count of samples; 0: where the class changes is known
 */

/** Settles when what the sliders say is there. */
export const ready = laterWordsLoaded;

/**
 * Two sliders of the digit figure: how far the digit goes along r, and how much the change is amplified for the eye. What
 * is read, and where that changes, comes from the engine.
 */
export class Explorer {
  #host;
  /** The attack whose line this is. @type {AttackResult | null} */
  #attack = null;
  /** @type {Shown | null} */
  #shown = null;
  /** Where the digit is, in units of r: 1 is the attack's result. */
  #t = 1;
  #factor = 1;
  /** Whether a pointer holds the slider: then it stays where it is. */
  #isHeld = false;
  /** What is read at t. @type {{ label: number, chance: number } | null} */
  #reading = null;
  /** Where the class changes. @type {Mark[]} */
  #marks = [];
  /** Whether it has been looked for. */
  #isSearched = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** @type {View | null} */
  #view = null;
  /** @type {LatestRequest<Request, PointsOnLine>} */
  #latest = new LatestRequest(
    ({ shown, attack, t, factor, count }) =>
      line(sharedEngine(), shown.classifier, shown.digit.pixels, attack.perturbation, {
        // What is read, and what is drawn of it.
        at: [t, t * factor],
        end: farthest,
        samples: count,
        // Where the attack has stayed in the box, so does the line.
        boxed: attack.outsidePixels === 0,
      }),
    ({ attack, t, factor, count }, result) => {
      // If it fails, the figure's next attack fails, too, and says why.
      if (attack !== this.#attack || result.status === 'rejected') return;
      const [{ label, probabilities }, { pixels }] = result.value.points;
      const after = { pixels, adversarial: label, probabilities };
      this.#view = t === 1 && factor === 1 ? null : { t, factor, after };
      this.#reading = { label, chance: probabilities[label] };
      if (count > 0) {
        this.#isSearched = true;
        this.#marks = result.value.flips.map((flip) => ({
          at: flip.t,
          text: say(laterWords.alongFlip, { ...flip, t: number('number', flip.t) }),
        }));
      }
      this.#host.requestUpdate();
    },
  );

  /** @param {ReactiveControllerHost} host */
  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('deepfool-step', this.#stepped);
  }

  hostDisconnected() {
    document.removeEventListener('deepfool-step', this.#stepped);
  }

  /** Goes as far along r as the step of DeepFool that another figure shows of the same digit. */
  #stepped = (/** @type {Event} */ event) => {
    const { along, pixels } = /** @type {CustomEvent<Step>} */ (event).detail;
    const shown = this.#shown;
    if (shown?.method !== 'deepfool' || pixels !== shown.digit.pixels) return;
    this.#move(shown, Math.min(Math.max(along, 0), farthest), this.#factor);
  };

  /**
   * What the sliders make of what is shown; null while they change nothing.
   *
   * @param {Shown | null} shown
   * @returns {View | null}
   */
  view(shown) {
    return shown?.attack && shown.attack === this.#attack ? this.#view : null;
  }

  /**
   * Is called after each of the figure's updates.
   *
   * @param {Shown | null} shown
   */
  show(shown) {
    const attack = shown?.attack?.status === 'flipped' ? shown.attack : null;
    this.#shown = shown;
    if (attack === this.#attack) return;
    // Another result has a line of its own, and begins at its end. The amplification stays.
    if (this.#t !== 1 || this.#marks.length > 0) this.#host.requestUpdate();
    this.#attack = attack;
    if (!this.#isHeld) this.#t = 1;
    this.#marks = [];
    this.#view = null;
    this.#reading = null;
    this.#isSearched = false;
    this.#latest.drop();
    clearTimeout(this.#resting);
    if (!shown || !attack) return;
    if (this.#t !== 1 || this.#factor !== 1) this.#ask(shown, attack, 0);
    // Once the drawing stands still.
    this.#resting = setTimeout(() => this.#ask(shown, attack, samples), rest);
  }

  /**
   * @param {Shown} shown
   * @param {AttackResult} attack
   * @param {number} count
   */
  #ask(shown, attack, count) {
    const [t, factor] = [this.#t, this.#factor];
    this.#latest.ask({ shown, attack, t, factor, count: this.#isSearched ? 0 : count });
  }

  /**
   * @param {Shown | null} shown
   * @param {number} t
   * @param {number} factor
   */
  #move(shown, t, factor) {
    this.#t = t;
    this.#factor = factor;
    const attack = this.#attack;
    if (shown && attack && attack === shown.attack) this.#ask(shown, attack, samples);
    this.#host.requestUpdate();
  }

  /** @param {Shown | null} shown */
  render(shown) {
    const hold = (/** @type {Event} */ { type }) => (this.#isHeld = type === 'pointerdown');
    const [t, times] = [number('number', this.#t), number('number', this.#factor)];
    const { label = '', chance = 0 } = this.#reading ?? {};
    const reading = { label, chance: number('chance', chance), t };
    return html`<deepfool-marked-slider
        ?inert=${!this.#attack}
        name=${laterWords.along}
        min="0"
        max=${farthest}
        step=${farthest / samples}
        .value=${this.#t}
        output=${say(laterWords.alongValue, { t })}
        text=${this.#reading ? say(laterWords.alongText, reading) : ''}
        .marks=${this.#marks}
        @pointerdown=${hold}
        @pointerup=${hold}
        @pointercancel=${hold}
        @move=${(/** @type {CustomEvent<number>} */ { detail }) =>
          this.#move(shown, detail, this.#factor)}
      ></deepfool-marked-slider>
      <deepfool-marked-slider
        ?inert=${!this.#attack}
        name=${laterWords.amplify}
        min="1"
        max=${mostAmplified}
        step="1"
        .value=${this.#factor}
        output=${say(laterWords.amplifyValue, { times })}
        text=${say(laterWords.amplifyText, { times })}
        @move=${(/** @type {CustomEvent<number>} */ { detail }) =>
          this.#move(shown, this.#t, detail)}
      ></deepfool-marked-slider>`;
  }
}
