import { LitElement, css, html, nothing } from 'lit';
import { side } from './pixel_view.js';
import { common } from './theme.js';
import { say, words } from '../words.js';

/** @import { Pixels } from '../../engine/types.js' */
/** @import { GalleryDigit } from './gallery_digits.js' */

/** Columns and rows of digits, and the gap between two of them in pixels. */
const across = 10;
const down = 2;
const gap = 3;

const width = across * (side + gap) - gap;
const height = down * (side + gap) - gap;

/**
 * Test digits to choose from.
 *
 * @prop {GalleryDigit[]} digits
 * @prop {GalleryDigit | null} chosen
 * @fires pick with the digit as its detail
 */
class DigitGallery extends LitElement {
  static properties = { digits: { attribute: false }, chosen: { attribute: false } };

  static styles = [
    common,
    css`
      :host {
        position: relative;
        container-type: inline-size;
        aspect-ratio: ${width} / ${height};
      }
      deepfool-pixel-view::part(canvas) {
        background: none;
      }
      div {
        position: absolute;
        inset: 0;
        display: grid;
        grid-template: repeat(${down}, 1fr) / repeat(${across}, 1fr);
        grid-auto-flow: column;
        gap: calc(100cqi * ${gap} / ${width});
      }
      button {
        margin: -1px;
        border: 1px solid var(--line);
      }
      button:hover {
        border-color: var(--muted);
      }
      button[aria-pressed='true'] {
        border-color: var(--before);
        box-shadow: 0 0 0 1px var(--before);
      }
      @media (forced-colors: active) {
        button[aria-pressed='true'] {
          border: 3px solid Highlight;
        }
      }
    `,
  ];

  /** @type {Pixels | null} */
  #sheet = null;

  constructor() {
    super();
    /** @type {GalleryDigit[]} */
    this.digits = [];
    /** @type {GalleryDigit | null} */
    this.chosen = null;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('digits')) this.#sheet = sheet(this.digits);
  }

  render() {
    // The host keeps the room until there are digits.
    if (this.digits.length === 0) return nothing;
    return html`<deepfool-pixel-view
        .pixels=${this.#sheet}
        .columns=${width}
        aria-hidden="true"
      ></deepfool-pixel-view>
      <div>
        ${this.digits.map(
          (digit) =>
            html`<button
              type="button"
              aria-label=${say(words.galleryDigit, { label: digit.label, index: digit.index })}
              aria-pressed=${digit === this.chosen}
              @click=${() => this.dispatchEvent(new CustomEvent('pick', { detail: digit }))}
            ></button>`,
        )}
      </div>`;
  }
}

/**
 * One array of pixels for all digits, column by column: one canvas is faster than twenty.
 *
 * @param {GalleryDigit[]} digits
 */
function sheet(digits) {
  const pixels = new Float32Array(width * height).fill(NaN);
  digits.forEach((digit, i) => {
    const left = Math.floor(i / down) * (side + gap);
    const top = (i % down) * (side + gap);
    for (let y = 0; y < side; ++y) {
      pixels.set(digit.pixels.subarray(side * y, side * (y + 1)), width * (top + y) + left);
    }
  });
  return pixels;
}

customElements.define('deepfool-digit-gallery', DigitGallery);
