import { LitElement, css, html } from 'lit';
import { classifiers } from '../../engine/classifiers.js';
import { common } from './theme.js';
import { number, say, words } from '../words.js';

/** @import { Classifier } from '../../engine/types.js' */

/** One of the choices. */
export const choiceStyle = css`
  label {
    max-width: 100%;
    overflow-wrap: anywhere;
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
`;

/**
 * A choice of the row.
 *
 * @param {object} of
 * @param {string} of.name
 * @param {string} of.title what is read
 * @param {boolean} of.isChosen
 * @param {(name: string) => void} of.pick
 */
export const choice = ({ name, title, isChosen, pick }) =>
  html`<label
    ><input
      type="radio"
      name="classifier"
      value=${name}
      .checked=${isChosen}
      @change=${() => pick(name)}
    />${title}</label
  >`;

/**
 * The classifiers to choose from, with the size and the test error of the chosen one. Those of the visitor's own come
 * later: own/own_choice.js.
 *
 * @prop {string} chosen its name
 * @prop {Classifier | null} classifier the present one, once it is loaded
 * @fires pick with the name as its detail
 */
class ClassifierPicker extends LitElement {
  static properties = { chosen: {}, classifier: { attribute: false } };

  static styles = [
    common,
    choiceStyle,
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
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      .lead {
        color: var(--muted);
      }
      .facts {
        margin-left: auto;
        color: var(--muted);
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
        align-self: center;
        line-height: 24px;
        min-height: 24px;
      }
      @container (max-width: 40rem) {
        fieldset {
          gap: 0 0.9rem;
        }
        .lead {
          display: none;
        }
        fieldset::before {
          content: '';
          flex-basis: 100%;
          order: 1;
        }
        .facts {
          order: 1;
        }
      }
      @container (max-width: 21rem) {
        /* The room of a line that own/own_choice.js fills later. */
        fieldset::before {
          height: 24px;
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

  /** @param {string} detail */
  #pick = (detail) => void this.dispatchEvent(new CustomEvent('pick', { detail }));

  render() {
    const { card, parameters } = this.classifier ?? {};
    return html`<fieldset aria-label=${words.classifier}>
      <span class="lead" aria-hidden="true">${words.classifier}</span>
      ${Object.keys(classifiers).map((name) =>
        choice({ name, title: name, isChosen: name === this.chosen, pick: this.#pick }),
      )}
      <deepfool-own-choice
        .chosen=${this.chosen}
        .classifier=${this.classifier}
        @pick=${(/** @type {CustomEvent<string>} */ event) => this.#pick(event.detail)}
      ></deepfool-own-choice>
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
