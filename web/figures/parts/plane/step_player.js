import { html } from 'lit';
import { laterWords } from '../../later_words.js';
import { number, say } from '../../words.js';

/** @import { ReactiveController, ReactiveControllerHost } from 'lit' */

/** How long each step is shown, in milliseconds. */
const pause = 1200;

/**
 * @typedef {ReactiveControllerHost & {
 *   step: number,
 *   last: number,
 *   isConnected: boolean,
 *   set: (change: { step: number }) => void,
 *   onScreen: () => Promise<void>,
 * }} Steps what has steps from 0 to `last`, one of which it shows
 */

/** Buttons and a slider that go through the steps of a figure, and play them. @implements {ReactiveController} */
export class StepPlayer {
  #steps;
  #playing = false;
  /** Which run of #play this is: an older one ends. */
  #run = 0;

  /** @param {Steps} steps */
  constructor(steps) {
    this.#steps = steps;
    steps.addController(this);
  }

  hostDisconnected() {
    this.#stop();
  }

  /** @param {number} step */
  #go(step) {
    this.#stop();
    this.#steps.set({ step });
  }

  #stop() {
    this.#playing = false;
    this.#run += 1;
    this.#steps.requestUpdate();
  }

  async #play() {
    const steps = this.#steps;
    if (this.#playing) {
      this.#stop();
      return;
    }
    this.#playing = true;
    const run = ++this.#run;
    // From the beginning, if it is at its end.
    steps.set({ step: steps.step >= steps.last ? 0 : steps.step + 1 });
    while (steps.step < steps.last) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      await steps.onScreen();
      if (run !== this.#run) return;
      steps.set({ step: steps.step + 1 });
    }
    this.#stop();
  }

  /** What is shown of it. */
  get controls() {
    const { step, last } = this.#steps;
    const now = Math.min(step, last);
    return html`<div class="controls steps">
      <button
        type="button"
        class="button"
        aria-disabled=${now === 0}
        @click=${() => now > 0 && this.#go(now - 1)}
      >
        ${laterWords.stepBack}
      </button>
      <button
        type="button"
        class="button"
        aria-disabled=${now === last}
        @click=${() => now < last && this.#go(now + 1)}
      >
        ${laterWords.stepOn}
      </button>
      <button type="button" class="button" @click=${() => this.#play()}>
        ${this.#playing ? laterWords.stop : laterWords.play}
      </button>
      <label
        ><span class="hidden">${laterWords.stepShown}</span
        ><input
          type="range"
          name="step"
          min="0"
          max=${last}
          .value=${String(now)}
          @input=${(/** @type {Event} */ event) =>
            this.#go(/** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
        /><output
          >${say(laterWords.stepShownOf, {
            step: number('integer', now),
            last: number('integer', last),
          })}</output
        ></label
      >
    </div>`;
  }
}
