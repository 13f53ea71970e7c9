import { LitElement, css, html } from 'lit';
import { common } from './theme.js';
import { number } from '../words.js';

/**
 * The probability of each class, as bars.
 *
 * @prop {Float32Array | null} probabilities
 * @prop {number} was the class read before the change; -1: none
 * @prop {number} becomes the class read after it; -1: none
 * @prop {string[] | undefined} names of the classes
 * @prop {string} text what the chart shows
 */
class ProbabilityBars extends LitElement {
  static properties = {
    probabilities: { attribute: false },
    was: { attribute: false },
    becomes: { attribute: false },
    names: { attribute: false },
    text: {},
  };

  static styles = [
    common,
    css`
      :host {
        contain: content;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      li {
        display: grid;
        grid-template-columns: 1ch minmax(0, 1fr) 6.2ch;
        gap: 0.5rem;
        align-items: center;
        height: 1.25rem;
        color: var(--muted);
      }
      .named li {
        grid-template-columns: 6ch minmax(0, 1fr) 6.2ch;
      }
      .name {
        overflow: hidden;
        white-space: nowrap;
      }
      .track {
        height: 0.625rem;
        border-left: 1px solid var(--line);
      }
      .bar {
        display: block;
        height: 100%;
        forced-color-adjust: none;
        background: var(--bar);
        transform-origin: left;
      }
      .chance {
        height: 100%;
        line-height: 1.25rem;
        text-align: right;
        contain: strict;
      }
      .was,
      .becomes {
        font-weight: 650;
      }
      .was {
        color: var(--before);
      }
      .becomes {
        color: var(--after);
      }
      .was .bar,
      .becomes .bar {
        background: currentColor;
      }
      @media (forced-colors: active) {
        .bar {
          background: GrayText;
        }
        .was .bar {
          background: CanvasText;
        }
        .becomes .bar {
          background: Highlight;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Float32Array | null} */
    this.probabilities = null;
    this.was = -1;
    this.becomes = -1;
    /** @type {string[] | undefined} */
    this.names = undefined;
    this.text = '';
  }

  render() {
    return html`<ol class=${this.names?.length ? 'named' : ''} aria-label=${this.text}>
      ${Array.from({ length: this.probabilities?.length ?? 10 }, (_, k) => this.#row(k))}
    </ol>`;
  }

  updated() {
    // By script: a strict content policy forbids style attributes.
    this.renderRoot.querySelectorAll('.bar').forEach((bar, k) => {
      /** @type {HTMLElement} */ (bar).style.transform = `scaleX(${this.probabilities?.[k] ?? 0})`;
    });
  }

  /** @param {number} k */
  #row(k) {
    const chance = this.probabilities?.[k];
    const name = k === this.was ? 'was' : k === this.becomes ? 'becomes' : '';
    return html`<li class=${name}>
      <span class="name">${this.names?.[k] ?? k}</span>
      <span class="track"><span class="bar"></span></span>
      <span class="chance">${chance === undefined ? '' : number('chance', chance)}</span>
    </li>`;
  }
}

customElements.define('deepfool-probability-bars', ProbabilityBars);
