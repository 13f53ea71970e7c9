import { LitElement, css, html } from 'lit';
import { common } from '../parts/theme.js';
import { laterWords, laterWordsLoaded } from '../later_words.js';
import { say } from '../words.js';

/** @import { Rectangle } from '../../engine/types.js' */

/** How far a finger may slip while it taps, in CSS pixels. */
const longestTap = 8;

/**
 * A picture with a button around each digit that was found in it, to choose one.
 *
 * @prop {ImageBitmap | null} bitmap the picture
 * @prop {{ box: Rectangle }[]} digits
 * @prop {number} chosen -1: none yet
 * @fires pick with the digit's number as its detail
 * @fires stroke when a pointer that went down on a button is drawing; its detail are that pointer's events so far
 */
class DigitChooser extends LitElement {
  static properties = {
    bitmap: { attribute: false },
    digits: { attribute: false },
    chosen: { attribute: false },
  };

  static styles = [
    common,
    css`
      :host {
        display: grid;
        place-items: center;
        overflow: hidden;
        background: var(--surface);
      }
      .frame {
        position: relative;
        max-width: 100%;
        max-height: 100%;
      }
      .wide {
        width: 100%;
      }
      .tall {
        height: 100%;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
      button {
        pointer-events: auto;
        touch-action: none;
        position: absolute;
        translate: -50% -50%;
        min-width: 24px;
        min-height: 24px;
        border-radius: 2px;
        outline: 2px solid var(--after);
        outline-offset: 3px;
        background: color-mix(in srgb, var(--after) 12%, transparent);
      }
      /* There is nothing to choose: the pen draws on the pad beneath. */
      button:only-of-type {
        pointer-events: none;
      }
      button:hover {
        background: color-mix(in srgb, var(--after) 30%, transparent);
      }
      button[aria-pressed='true'] {
        outline: 3px solid var(--before);
        background: none;
      }
      button:focus-visible {
        outline-width: 4px;
      }
    `,
  ];

  /** Where a button was pressed. @type {PointerEvent | null} */
  #pressed = null;

  constructor() {
    super();
    /** @type {ImageBitmap | null} */
    this.bitmap = null;
    /** @type {{ box: Rectangle }[]} */
    this.digits = [];
    this.chosen = -1;
  }

  render() {
    if (!this.bitmap) return null;
    const { width, height } = this.bitmap;
    return html`<div
      class="frame ${width >= height ? 'wide' : 'tall'}"
      role="group"
      aria-label=${laterWords.pictureDigits}
    >
      <canvas width=${width} height=${height}></canvas>
      ${this.digits.map(
        (_, i) =>
          html`<button
            type="button"
            aria-label=${say(laterWords.pictureDigit, { number: i + 1, count: this.digits.length })}
            aria-pressed=${i === this.chosen}
            @pointerdown=${this.#down}
            @pointermove=${this.#move}
            @click=${() => this.dispatchEvent(new CustomEvent('pick', { detail: i }))}
          ></button>`,
      )}
    </div>`;
  }

  /** @param {PointerEvent} event */
  #down = (event) => {
    this.#pressed = event.button === 0 ? event : null;
  };

  /** A tap chooses; what goes further is a stroke, and begins where it touched. @param {PointerEvent} event */
  #move = (event) => {
    if (event.buttons === 0) this.#pressed = null;
    const start = this.#pressed;
    if (start?.pointerId !== event.pointerId) return;
    const way = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
    if (way < longestTap) return;
    this.#pressed = null;
    this.dispatchEvent(new CustomEvent('stroke', { detail: [start, event] }));
  };

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!this.bitmap) return;
    const { width, height } = this.bitmap;
    const canvas = /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector('canvas'));
    if (changed.has('bitmap')) canvas.getContext('2d')?.drawImage(this.bitmap, 0, 0);
    // By script: a strict content policy forbids style attributes.
    /** @type {HTMLElement} */ (canvas.parentElement).style.aspectRatio = `${width} / ${height}`;
    const percent = (/** @type {number} */ part, /** @type {number} */ whole) =>
      `${(100 * part) / whole}%`;
    this.renderRoot.querySelectorAll('button').forEach((button, i) => {
      const { box } = this.digits[i];
      button.style.left = percent(box.x + box.width / 2, width);
      button.style.top = percent(box.y + box.height / 2, height);
      button.style.width = percent(box.width, width);
      button.style.height = percent(box.height, height);
    });
  }
}

/** Settles when the element has its words, and is defined. */
export const ready = laterWordsLoaded.then(() =>
  customElements.define('deepfool-digit-chooser', DigitChooser),
);
