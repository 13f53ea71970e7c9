import { LitElement, css, html } from 'lit';
import { classifiers } from '../../engine/classifiers.js';
import { common } from './theme.js';
import { number, say, words } from '../words.js';

/** @import { Classifier } from '../../engine/types.js' */

/**
 * The classifiers to choose from, with the size and the test error of the chosen one.
 *
 * @prop {string} chosen a key of `classifiers`
 * @prop {Classifier | null} classifier the present one, once it is loaded
 * @fires pick with the name as its detail
 */
class ClassifierPicker extends LitElement {
  static properties = { chosen: {}, classifier: { attribute: false } };

  static styles = [
    common,
    css`
      :host {
        container-type: inline-size;
        font-size: 0.875rem;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 1.1rem;
        margin: 0;
        padding: 0;
        border: 0;
      }
      .lead {
        color: var(--muted);
      }
      label {
        position: relative;
        padding: 0.35rem 0 calc(0.35rem + 2px);
        cursor: pointer;
        color: var(--muted);
      }
      label:hover {
        color: var(--text);
      }
      label:has(:checked) {
        color: var(--text);
        padding-bottom: 0.35rem;
        font-weight: 650;
        border-bottom: 2px solid;
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--before);
        outline-offset: 2px;
      }
      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      .facts {
        margin-left: auto;
        color: var(--muted);
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
        min-height: 1.4em;
      }
      @container (max-width: 40rem) {
        fieldset {
          gap: 0 0.9rem;
        }
        .lead {
          display: none;
        }
        .facts {
          flex-basis: 100%;
          margin: 0.35rem 0 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.chosen = '';
    /** @type {Classifier | null} */
    this.classifier = null;
  }

  render() {
    const { card, parameters } = this.classifier ?? {};
    return html`<fieldset aria-label=${words.classifier}>
      <span class="lead" aria-hidden="true">${words.classifier}</span>
      ${Object.keys(classifiers).map(
        (name) =>
          html`<label
            ><input
              type="radio"
              name="classifier"
              value=${name}
              .checked=${name === this.chosen}
              @change=${() => this.dispatchEvent(new CustomEvent('pick', { detail: name }))}
            />${name}</label
          >`,
      )}
      <span class="facts"
        >${
          card && parameters
            ? say(words.facts, {
                parameters: number('integer', parameters),
                error: number('rate', card.test_error),
              })
            : ''
        }</span
      >
    </fieldset>`;
  }
}

customElements.define('deepfool-classifier-picker', ClassifierPicker);
