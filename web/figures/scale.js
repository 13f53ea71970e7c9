import { LitElement, css, html } from 'lit';
import { common } from './theme.js';
import { number, words } from './words.js';

/**
 * The colours of a signed map, and what they stand for.
 *
 * @prop {number} extent the value of the full colour, at both ends
 */
export class SignedScale extends LitElement {
  static properties = { extent: { attribute: false } };

  static styles = [
    common,
    css`
      :host {
        contain: content;
        container-type: inline-size;
        font-size: 0.6875rem;
        line-height: 1.3;
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }
      .ramp {
        height: 0.5rem;
        forced-color-adjust: none;
        background: linear-gradient(
          in oklab to right,
          var(--before),
          var(--paper) 50%,
          var(--after)
        );
        outline: 1px solid var(--line);
      }
      .row {
        display: flex;
        justify-content: space-between;
        margin-top: 0.3rem;
      }
      .row + .row {
        margin-top: 0;
      }
      @container (max-width: 5.5rem) {
        .zero {
          display: none;
        }
      }
      .taken {
        color: var(--before);
      }
      .added {
        color: var(--after);
      }
    `,
  ];

  constructor() {
    super();
    this.extent = 0;
  }

  render() {
    return html`<div class="ramp"></div>
      <div class="row">
        <span>${number('signed', -this.extent)}</span><span class="zero">0</span
        ><span>${number('signed', this.extent)}</span>
      </div>
      <div class="row">
        <span class="taken">${words.taken}</span><span class="added">${words.added}</span>
      </div>`;
  }
}

customElements.define('deepfool-scale', SignedScale);
