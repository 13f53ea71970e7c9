import { LitElement, css, html, nothing } from 'lit';
import { importOnce } from '../../engine/load_once.js';
import { isOther } from '../../engine/classifier_names.js';
import { titleOf } from '../../engine/classifier_title.js';
import { listKept, otherNames } from '../../engine/own_classifiers.js';
import { laterWords, laterWordsLoaded } from '../later_words.js';
import { choice, choiceStyle } from '../parts/classifier_picker.js';
import { common } from '../parts/theme.js';

/** @import { Classifier } from '../../engine/types.js' */

const panel = importOnce(() => import('./own_classifier.js'));

/**
 * The choices of the classifier picker that do not come along, and a button that opens more. They stand in the
 * picker's own row.
 *
 * @prop {string} chosen the name of the classifier that is chosen
 * @prop {Classifier | null} classifier the present one, once it is loaded
 * @fires pick with a classifier's name as its detail
 */
class OwnChoice extends LitElement {
  static properties = {
    chosen: {},
    classifier: { attribute: false },
    _isOpen: { state: true },
  };

  static styles = [
    common,
    choiceStyle,
    css`
      :host {
        display: contents;
      }
      button {
        align-self: center;
        min-height: 24px;
        color: var(--muted);
      }
      button:hover,
      button[aria-expanded='true'] {
        color: var(--text);
      }
      deepfool-own-classifier {
        flex-basis: 100%;
        order: 2;
      }
      @container (max-width: 40rem) {
        button {
          order: 1;
        }
      }
      @container (max-width: 21rem) {
        button {
          flex-basis: 100%;
          margin-top: -24px;
          text-align: start;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.chosen = '';
    /** @type {Classifier | null} */
    this.classifier = null;
    this._isOpen = false;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('deepfool-classifiers', this.#changed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('deepfool-classifiers', this.#changed);
  }

  /** The list of classifiers has changed. */
  #changed = () => this.requestUpdate();

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('chosen') && isOther(this.chosen)) this._isOpen = true;
    if (this._isOpen) panel().catch(() => (this._isOpen = false));
  }

  /** @param {string} detail */
  #pick = (detail) => void this.dispatchEvent(new CustomEvent('pick', { detail }));

  render() {
    return html`${[...otherNames.values()].map((name) =>
        choice({ name, title: titleOf(name), isChosen: name === this.chosen, pick: this.#pick }),
      )}
      <button
        type="button"
        aria-expanded=${this._isOpen}
        @click=${() => (this._isOpen = !this._isOpen)}
      >
        ${laterWords.ownClassifier} …
      </button>
      ${
        this._isOpen
          ? html`<deepfool-own-classifier
              .chosen=${this.chosen}
              .classifier=${this.classifier}
              @pick=${(/** @type {CustomEvent<string>} */ event) => this.#pick(event.detail)}
            ></deepfool-own-classifier>`
          : nothing
      }`;
  }
}

void laterWordsLoaded.then(() => {
  customElements.define('deepfool-own-choice', OwnChoice);
  void listKept();
});
