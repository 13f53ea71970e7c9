import { LitElement, css, html } from 'lit';
import './picture.js';
import { common } from './theme.js';
import { say, words } from './words.js';

/** @import { GalleryDigit } from './gallery_digits.js' */

/**
 * Test digits to choose from.
 *
 * @prop {GalleryDigit[]} digits
 * @prop {GalleryDigit | null} chosen
 * @fires pick with the digit as its detail
 */
export class DigitGallery extends LitElement {
  static properties = { digits: { attribute: false }, chosen: { attribute: false } };

  static styles = [
    common,
    css`
      div {
        display: grid;
        grid-template: repeat(2, auto) / repeat(10, round(down, (100% - 36px) / 10, 1px));
        grid-auto-flow: column;
        justify-content: space-between;
        row-gap: 4px;
      }
      button,
      span {
        aspect-ratio: 1;
        min-height: 24px;
      }
      button {
        background: var(--paper);
        border: 1px solid var(--line);
      }
      button:hover {
        border-color: var(--muted);
      }
      button[aria-pressed='true'] {
        border-color: var(--before);
        box-shadow: 0 0 0 1px var(--before);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {GalleryDigit[]} */
    this.digits = [];
    /** @type {GalleryDigit | null} */
    this.chosen = null;
  }

  render() {
    // As long as there are none, they have their places.
    if (this.digits.length === 0) return html`<div>${Array(20).fill(html`<span></span>`)}</div>`;
    return html`<div>
      ${this.digits.map(
        (digit) =>
          html`<button
            type="button"
            aria-label=${say(words.galleryDigit, { label: digit.label, index: digit.index })}
            aria-pressed=${digit === this.chosen}
            @click=${() => this.dispatchEvent(new CustomEvent('pick', { detail: digit }))}
          >
            <deepfool-picture .pixels=${digit.pixels} aria-hidden="true"></deepfool-picture>
          </button>`,
      )}
    </div>`;
  }
}

customElements.define('deepfool-gallery', DigitGallery);
