import { LitElement, css, html } from 'lit';
import { common } from './theme.js';
import { number, words } from '../words.js';

/**
 * The colours of a signed map, its hatching, and what they stand for.
 *
 * @prop {number} extent the value of the full colour, at both ends
 */
class SignedScale extends LitElement {
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
        background:
          repeating-linear-gradient(-45deg, var(--paper) 0 1px, transparent 1px 5px) 0 0 / 45% 100%
            no-repeat,
          linear-gradient(in oklab to right, var(--before), var(--paper) 50%, var(--after));
        outline: 1px solid var(--line);
      }
      .ends {
        display: flex;
        justify-content: space-between;
        margin-top: 0.3rem;
      }
      .taken {
        color: var(--before);
      }
      .added {
        color: var(--after);
        text-align: right;
      }
      @container (max-width: 7rem) {
        .zero {
          display: none;
        }
      }
      @container (max-width: 5.5rem) {
        .ends {
          flex-direction: column;
        }
        .added {
          text-align: left;
        }
        br {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.extent = 0;
  }

  render() {
    return html`<div class="ramp"></div>
      <div class="ends">
        <span class="taken">${number('signed', -this.extent)} <br />${words.taken}</span
        ><span class="zero">0</span
        ><span class="added">${number('signed', this.extent)} <br />${words.added}</span>
      </div>`;
  }
}

customElements.define('deepfool-signed-scale', SignedScale);
