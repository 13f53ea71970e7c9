import { LitElement, html, nothing } from 'lit';
import * as own from '../../engine/own_classifiers.js';
import { isOther } from '../../engine/classifier_names.js';
import { titleOf } from '../../engine/classifier_title.js';
import { forgetClassifier } from '../../engine/shared_engine.js';
import { laterWords, laterWordsLoaded } from '../later_words.js';
import { buttons, common } from '../parts/theme.js';
import { number, pieces, say, words } from '../words.js';
import { ownStyle } from './own_style.js';

/** @import { Classifier, Convention } from '../../engine/types.js' */

const flags = /** @type {const} */ (['inverted', 'transposed', 'channelsLast']);

/**
 * Opens ONNX files, and tells what the chosen one is: its input, how it wants its pictures, and how many test digits it
 * reads.
 *
 * @prop {string} chosen the name of the classifier that is chosen
 * @prop {Classifier | null} classifier the present one, once it is loaded
 * @fires pick with a classifier's name as its detail
 */
class OwnClassifier extends LitElement {
  static properties = {
    chosen: {},
    classifier: { attribute: false },
    _isKept: { state: true },
    _problem: { state: true },
  };

  static styles = [common, buttons, ownStyle];

  constructor() {
    super();
    this.chosen = '';
    /** @type {Classifier | null} */
    this.classifier = null;
    this._isKept = false;
    this._problem = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('chosen')) return;
    this._problem = '';
    const { chosen } = this;
    void own.isKept(chosen).then((isKept) => {
      if (chosen === this.chosen) this._isKept = isKept;
    });
  }

  /** @param {string} name */
  #pick(name) {
    this.dispatchEvent(new CustomEvent('pick', { detail: name }));
  }

  /** @param {Event} event */
  #open = ({ currentTarget }) => {
    const input = /** @type {HTMLInputElement} */ (currentTarget);
    const names = own.openFiles([...(input.files ?? [])]);
    // Otherwise the same file could not be chosen again.
    input.value = '';
    this._problem = names.length > 0 ? '' : laterWords.ownNone;
    if (names.length > 0) this.#pick(names[0]);
  };

  /** @param {SubmitEvent} event */
  #fetch = (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const address = String(new FormData(form).get('address')).trim();
    try {
      if (address) this.#pick(own.nameOfAddress(address));
    } catch {
      this._problem = words.error.fetch;
    }
  };

  /** @param {Event} event */
  #keep = async ({ currentTarget }) => {
    const { checked } = /** @type {HTMLInputElement} */ (currentTarget);
    try {
      await own.keep(this.chosen, checked);
    } catch (error) {
      this._problem = laterWords.notKept;
      console.warn(error);
    }
    this._isKept = await own.isKept(this.chosen);
    this.requestUpdate();
  };

  #remove = () => {
    const { chosen } = this;
    this.#pick('digits');
    forgetClassifier(own.baseOf(chosen));
    void own.remove(chosen);
  };

  render() {
    const { chosen } = this;
    const isOwn = isOther(chosen);
    return html`<div class="panel" role="group" aria-label=${laterWords.ownTitle}>
      <div class="row">
        <label class="button"
          ><input type="file" multiple @change=${this.#open} />${laterWords.ownOpen}</label
        >
        <form @submit=${this.#fetch}>
          <input
            name="address"
            inputmode="url"
            autocomplete="off"
            spellcheck="false"
            placeholder=${laterWords.ownAddress}
            aria-label=${laterWords.ownAddress}
          />
          <button class="button">${laterWords.ownFetch}</button>
        </form>
      </div>
      <p class="about">${laterWords.ownAbout}</p>
      <p class="problem" role="status" ?hidden=${!this._problem}>${this._problem}</p>
      ${isOwn ? [this.#facts(), this.#convention(), this.#last()] : nothing}
    </div>`;
  }

  /** What the chosen one is. */
  #facts() {
    const { classifier } = this;
    if (!classifier?.own) return nothing;
    const { description, shape } = classifier.own;
    const operators = Object.entries(description.operators).map(([name, count]) =>
      count > 1 ? `${name} × ${count}` : name,
    );
    const facts = {
      input: shape.filter((size, i) => size > 1 || i > 0).join(' × '),
      classes: number('integer', classifier.classes),
      parameters: number('integer', classifier.parameters),
      operators: operators.join(', '),
      producer: description.producer,
    };
    return html`<dl>
      ${Object.entries(facts).map(([name, text]) =>
        text
          ? html`<div>
              <dt>${laterWords.ownFacts[/** @type {keyof typeof facts} */ (name)]}</dt>
              <dd>${text}</dd>
            </div>`
          : nothing,
      )}
    </dl>`;
  }

  /** How it wants its pictures, and what it reads then. */
  #convention() {
    const { found, convention } = this.classifier?.own ?? {};
    if (!found || !convention) return nothing;
    const { tried, best, samples } = found;
    const now = tried.find((trial) => isSame(trial.convention, convention));
    const ranges = tried.filter(
      ({ convention: a }, i) => tried.findIndex(({ convention: b }) => isSameRange(a, b)) === i,
    );
    const change = (/** @type {Convention} */ part) =>
      this.#pick(own.changedName(this.chosen, { convention: { ...convention, ...part } }));
    const isFound = now === tried[best];
    return html`<p class="reads" role="status">
        ${
          now
            ? pieces(isFound ? laterWords.ownFound : laterWords.ownReads, {
                right: html`<b>${number('integer', now.right)}</b>`,
                best: number('integer', tried[best].right),
                samples: number('integer', samples),
              })
            : nothing
        }
        ${tried[best].right < samples / 2 ? laterWords.ownFew : nothing}
      </p>
      <div class="row" role="group" aria-label=${laterWords.ownConvention}>
        <label class="select"
          >${laterWords.ownRange}
          <select
            @change=${(/** @type {Event} */ event) => {
              const { selectedIndex } = /** @type {HTMLSelectElement} */ (event.currentTarget);
              const { scale, offset } = ranges[selectedIndex].convention;
              change({ scale, offset });
            }}
          >
            ${ranges.map(
              ({ convention: range }) =>
                html`<option .selected=${isSameRange(range, convention)}>
                  ${rangeText(range)}
                </option>`,
            )}
          </select></label
        >
        ${flags.map((flag) =>
          flag === 'channelsLast' && !tried.some(({ convention }) => convention.channelsLast)
            ? nothing
            : html`<label class="check"
                ><input
                  type="checkbox"
                  .checked=${convention[flag] ?? false}
                  @change=${(/** @type {Event} */ event) =>
                    change({ [flag]: inputOf(event).checked })}
                />${laterWords.ownFlags[flag]}</label
              >`,
        )}
      </div>`;
  }

  #last() {
    const { classNames = [] } = this.classifier?.own ?? {};
    return html`<div class="row">
      <label class="names"
        >${laterWords.ownNames}
        <input
          autocomplete="off"
          spellcheck="false"
          placeholder=${laterWords.ownNamesExample}
          .value=${classNames.join(', ')}
          @change=${(/** @type {Event} */ event) => {
            const classNames = inputOf(event).value.trim();
            this.#pick(own.changedName(this.chosen, { classNames }));
          }}
      /></label>
      ${
        own.isFile(this.chosen)
          ? html`<label class="check"
              ><input
                type="checkbox"
                .checked=${this._isKept}
                @change=${this.#keep}
              />${laterWords.ownKeep}</label
            >`
          : nothing
      }
      <button type="button" class="button" @click=${this.#remove}>
        ${say(laterWords.ownRemove, { name: titleOf(this.chosen) })}
      </button>
    </div>`;
  }
}

/** @param {Event} event */
const inputOf = ({ currentTarget }) => /** @type {HTMLInputElement} */ (currentTarget);

/** @param {Convention} a @param {Convention} b */
const isSameRange = (a, b) => a.scale === b.scale && a.offset === b.offset;

/** @param {Convention} a @param {Convention} b */
const isSame = (a, b) =>
  isSameRange(a, b) && flags.every((flag) => Boolean(a[flag]) === Boolean(b[flag]));

/** From what paper becomes to what ink becomes. @param {Convention} convention */
const rangeText = ({ scale, offset }) =>
  say(laterWords.ownRangeOf, {
    low: number('coordinate', Number(offset)),
    high: number('coordinate', Number(scale) + Number(offset)),
  });

void laterWordsLoaded.then(() => customElements.define('deepfool-own-classifier', OwnClassifier));
