import { LitElement, css, html, nothing, svg } from 'lit';
import { common } from './theme.js';

/** @import { PropertyDeclarations } from 'lit' */

/** Of a bar, its distance from the next, and the picture, in units of the drawing. */
const [width, pitch, height] = [7, 10, 44];

/**
 * The logits of ten classes, or of as many as there are, as upright bars over the same range in each of several charts.
 *
 * @prop {Float32Array | null} logits
 * @prop {[number, number]} range the smallest and the largest logit of all charts
 * @prop {number} was the class whose bar is marked as the one that was read first
 * @prop {number} becomes the class whose bar is marked as the one that it is to become; -1: none
 */
class LogitBars extends LitElement {
  /** @type {PropertyDeclarations} */
  static properties = {
    logits: { attribute: false },
    range: { attribute: false },
    was: { attribute: false },
    becomes: { attribute: false },
  };

  static styles = [
    common,
    css`
      svg {
        display: block;
        width: 100%;
        overflow: visible;
      }
      rect {
        fill: var(--bar);
      }
      .was {
        fill: var(--before);
      }
      .becomes {
        fill: var(--after);
      }
      line {
        stroke: var(--muted);
        stroke-width: 0.5;
      }
      text {
        fill: var(--muted);
        font: 7.5px var(--font);
        text-anchor: middle;
      }
      text.was,
      text.becomes {
        font-weight: 700;
      }
      text.becomes {
        text-decoration: underline;
      }
      @media (forced-colors: active) {
        rect {
          fill: GrayText;
        }
        text {
          fill: CanvasText;
        }
        rect.was,
        rect.becomes {
          fill: Highlight;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Float32Array | null} */
    this.logits = null;
    /** @type {[number, number]} */
    this.range = [0, 1];
    this.was = -1;
    this.becomes = -1;
  }

  render() {
    const { logits } = this;
    const count = logits?.length ?? 10;
    const [low, high] = [Math.min(this.range[0], 0), Math.max(this.range[1], 0)];
    const y = (/** @type {number} */ value) => (height * (high - value)) / (high - low || 1);
    return html`<svg viewBox="0 0 ${count * pitch} ${height + 10}" aria-hidden="true">
      ${Array.from({ length: count }, (_, k) => {
        const kind = k === this.was ? 'was' : k === this.becomes ? 'becomes' : '';
        const [top, bottom] = [y(Math.max(logits?.[k] ?? 0, 0)), y(Math.min(logits?.[k] ?? 0, 0))];
        const left = k * pitch + (pitch - width) / 2;
        return svg`${
          logits
            ? svg`<rect class=${kind} x=${left} y=${top} width=${width} height=${bottom - top}></rect>`
            : nothing
        }<text class=${kind} x=${(k + 0.5) * pitch} y=${height + 9}>${k}</text>`;
      })}
      <line x1="0" x2=${count * pitch} y1=${y(0)} y2=${y(0)}></line>
    </svg>`;
  }
}

customElements.define('deepfool-logit-bars', LogitBars);
