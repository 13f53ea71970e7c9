import { LitElement, css, html } from 'lit';
import { common } from './theme.js';

/** @typedef {{ at: number, text: string }} Mark a place on a slider, and what it is */

/**
 * A slider with its name, its value in words, and marks at places that matter.
 *
 * @prop {string} name
 * @prop {number} min
 * @prop {number} max
 * @prop {number} step
 * @prop {number} value
 * @prop {string} output the value, as it is shown
 * @prop {string} text what the value comes to, for those who do not see it
 * @prop {Mark[]} marks
 * @fires move with the new value as its detail
 */
class MarkedSlider extends LitElement {
  static properties = {
    name: {},
    min: { type: Number },
    max: { type: Number },
    step: { type: Number },
    value: { attribute: false },
    output: {},
    text: {},
    marks: { attribute: false },
  };

  static styles = [
    common,
    css`
      :host {
        position: relative;
        min-width: 0;
        font-size: 0.8125rem;
        line-height: 1.3;
        font-variant-numeric: tabular-nums;
      }
      label {
        display: flex;
        justify-content: space-between;
        gap: 0.5rem;
        color: var(--muted);
        white-space: nowrap;
      }
      output {
        color: var(--text);
      }
      input {
        display: block;
        appearance: none;
        width: 100%;
        height: 1.5rem;
        margin: 0;
        background: linear-gradient(var(--line) 0 0) center / 100% 2px no-repeat;
        cursor: pointer;
        touch-action: pan-y;
      }
      input::-webkit-slider-thumb {
        appearance: none;
        width: 1.5rem;
        height: 1.5rem;
        border: 0.45rem solid transparent;
        border-radius: 50%;
        background: var(--text) padding-box;
      }
      input::-moz-range-thumb {
        box-sizing: border-box;
        width: 1.5rem;
        height: 1.5rem;
        border: 0.45rem solid transparent;
        border-radius: 50%;
        background: var(--text) padding-box;
      }
      @media (forced-colors: active) {
        input {
          appearance: auto;
        }
      }
      /* As the thumb's middle goes: half its width from either end. */
      .marks {
        position: relative;
        margin: -1.5rem 0.75rem 0;
        height: 1.5rem;
        pointer-events: none;
      }
      .marks i {
        position: absolute;
        top: 0.25rem;
        bottom: 0.25rem;
        width: 3px;
        translate: -50%;
        forced-color-adjust: none;
        background: var(--after);
      }
      /* Always one line: nothing moves when marks come. --below: its width. */
      .below {
        overflow: hidden;
        width: var(--below, 100%);
        height: 1.3em;
        margin: 0;
        white-space: nowrap;
        text-overflow: ellipsis;
        color: var(--after);
        font-size: 0.75rem;
      }
    `,
  ];

  constructor() {
    super();
    this.name = '';
    this.min = 0;
    this.max = 1;
    this.step = 0.01;
    this.value = 0;
    this.output = '';
    this.text = '';
    /** @type {Mark[]} */
    this.marks = [];
  }

  render() {
    return html`<label for="slider">${this.name}<output for="slider">${this.output}</output></label>
      <input
        id="slider"
        type="range"
        min=${this.min}
        max=${this.max}
        step=${this.step}
        .value=${String(this.value)}
        aria-valuetext=${this.text || this.output}
        aria-describedby="marks"
        @input=${this.#move}
      />
      <div class="marks" aria-hidden="true">${this.marks.map(() => html`<i></i>`)}</div>
      <p class="below" id="marks">${this.marks.map(({ text }) => text).join(', ')}</p>`;
  }

  updated() {
    // By script: a strict content policy forbids style attributes.
    this.renderRoot.querySelectorAll('i').forEach((mark, i) => {
      const share = (this.marks[i].at - this.min) / (this.max - this.min);
      mark.style.left = `${100 * share}%`;
    });
  }

  /** @param {Event} event */
  #move = (event) => {
    const { valueAsNumber } = /** @type {HTMLInputElement} */ (event.target);
    this.dispatchEvent(new CustomEvent('move', { detail: valueAsNumber }));
  };
}

customElements.define('deepfool-marked-slider', MarkedSlider);
