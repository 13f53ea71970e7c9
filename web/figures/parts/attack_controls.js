import { LitElement, css, html, nothing } from 'lit';
import { norms, takes, takesNorm } from '../../engine/attack_options.js';
import {
  defaults,
  maxOvershoot,
  normText,
  methods,
  namedNorms,
  normName,
  takesBox,
  usedNorm,
} from './attack_settings.js';
import { common } from './theme.js';
import { laterWords, laterWordsLoaded } from '../later_words.js';
import { number, say, words } from '../words.js';

/** @import { NormName, SettableMethod, Settings } from './attack_settings.js' */

/** The p that the choice of any l_p norm begins with. */
const firstP = 3;

/**
 * How the digit is to be flipped, in one row; where there is little room, behind a button.
 *
 * @prop {Settings} settings
 * @prop {number} classes
 * @fires set with the settings that changed as its detail
 */
class AttackControls extends LitElement {
  static properties = {
    settings: { attribute: false },
    classes: { attribute: false },
    _open: { state: true },
    _refused: { state: true },
  };

  static styles = [
    common,
    css`
      :host {
        container-type: inline-size;
        font-size: 0.875rem;
      }
      .toggle {
        display: none;
        width: 100%;
        text-align: left;
        padding: 0.2rem 0;
        color: var(--muted);
      }
      .toggle::after,
      .select::after {
        content: '';
        display: inline-block;
        width: 0.36em;
        height: 0.36em;
        border: solid;
        border-width: 0 1.5px 1.5px 0;
        rotate: 45deg;
        translate: 0 -0.2em;
      }
      .toggle::after {
        margin-left: 0.5em;
      }
      .toggle[aria-expanded='true']::after {
        rotate: 225deg;
        translate: 0 0.05em;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.35rem 1.5rem;
      }
      label {
        display: inline-flex;
        align-items: baseline;
        gap: 0.5em;
        color: var(--muted);
      }
      .select {
        position: relative;
        color: var(--text);
      }
      .select::after {
        position: absolute;
        right: 0.15em;
        bottom: 0.55em;
        translate: 0;
        pointer-events: none;
      }
      select,
      input[type='number'] {
        font: inherit;
        font-weight: 650;
        color: var(--text);
        background: transparent;
        border: 0;
        border-bottom: 1px solid var(--line);
        border-radius: 0;
        margin: 0;
        padding: 0.2rem 0;
        cursor: pointer;
      }
      select {
        appearance: none;
        field-sizing: content;
        padding-right: 1.1em;
      }
      option {
        background: var(--paper);
        color: var(--text);
        font-weight: 400;
      }
      option:disabled {
        color: var(--muted);
      }
      input[type='number'] {
        width: 4.2em;
        font-variant-numeric: tabular-nums;
        cursor: text;
      }
      select:hover,
      input[type='number']:hover {
        border-color: var(--muted);
      }
      :disabled {
        opacity: 0.55;
        cursor: default;
      }
      input[type='checkbox'] {
        align-self: center;
        width: 1em;
        height: 1em;
        margin: 0;
        accent-color: var(--before);
      }
      .check:has(:checked) {
        color: var(--text);
      }
      .reason,
      .about {
        margin: 0.5rem 0 0;
        font: italic 0.875rem/1.4 var(--serif);
        color: var(--muted);
      }
      @container (max-width: 56rem) {
        .toggle {
          display: block;
        }
        .panel {
          padding-top: 0.4rem;
        }
        .panel.closed {
          display: none;
        }
        .row {
          gap: 0.5rem 1.25rem;
        }
      }
      @container (max-width: 30rem) {
        .row {
          display: grid;
          grid-template-columns: auto minmax(0, 1fr);
          gap: 0.35rem 0.9rem;
        }
        .row > label {
          display: grid;
          grid-column: 1 / -1;
          grid-template-columns: subgrid;
        }
        .row > .check {
          display: flex;
        }
        select,
        input[type='number'] {
          padding: 0.4rem 0;
        }
        select {
          padding-right: 1.1em;
          width: 100%;
          field-sizing: fixed;
        }
        .select::after {
          bottom: 0.85em;
        }
        .check {
          padding: 0.4rem 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Settings} */
    this.settings = defaults;
    this.classes = 10;
    this._open = false;
    this._refused = ''; // why a number was not taken
  }

  render() {
    return html`<button
        type="button"
        class="toggle"
        aria-expanded=${this._open}
        aria-controls="panel"
        @click=${() => (this._open = !this._open)}
      >
        ${laterWords.options}${this._open ? nothing : this.#summary()}
      </button>
      <div id="panel" class="panel ${this._open ? '' : 'closed'}">
        <div class="row" role="group" aria-label=${laterWords.options}>
          ${this.#method()} ${this.#target()} ${this.#norm()} ${this.#overshoot()} ${this.#box()}
        </div>
        <p class="reason" role="status" ?hidden=${!this.#reason()}>${this.#reason()}</p>
        <p class="about">${this.#about()}</p>
      </div>`;
  }

  /** The settings that differ from the defaults, in words. */
  #summary() {
    const { method, target, box } = this.settings;
    const norm = usedNorm(this.settings);
    const unusual = [
      method !== defaults.method && words.methods[method],
      target !== null && say(laterWords.towards, { target }),
      norm !== defaults.norm &&
        (norm === Infinity ? 'ℓ∞' : say(laterWords.shortNorm, { p: normText(norm) })),
      !box && takesBox(this.settings) && laterWords.noBox,
    ].filter(Boolean);
    return unusual.length > 0 ? `: ${unusual.join(', ')}` : nothing;
  }

  #method() {
    return this.#select(
      'method',
      laterWords.method,
      methods.map((name) => ({
        value: name,
        text: words.methods[name],
        chosen: name === this.settings.method,
      })),
      (value) => ({ method: /** @type {SettableMethod} */ (value) }),
    );
  }

  #target() {
    const { target } = this.settings;
    return this.#select(
      'target',
      laterWords.target,
      [
        { value: '', text: laterWords.anyTarget, chosen: target === null },
        ...Array.from({ length: this.classes }, (_, k) => ({
          value: String(k),
          text: String(k),
          chosen: k === target,
        })),
      ],
      (value) => ({ target: value === '' ? null : Number(value) }),
    );
  }

  #norm() {
    const { settings } = this;
    const norm = usedNorm(settings);
    const isNamed = normName(norm) !== null;
    const select = this.#select(
      'norm',
      laterWords.norm,
      [
        ...Object.entries(namedNorms).map(([name, p]) => ({
          value: String(p),
          text: laterWords.norms[/** @type {NormName} */ (name)],
          chosen: p === norm,
          disabled: !takesNorm(settings.method, p),
        })),
        {
          value: 'p',
          text: laterWords.norms.any,
          chosen: !isNamed,
          disabled: norms[settings.method] !== null,
        },
      ],
      (value) => ({ norm: value === 'p' ? firstP : Number(value) }),
    );
    if (isNamed) return select;
    return html`${select}
      <label
        >${laterWords.p}<input
          type="number"
          name="p"
          min="1"
          step="0.1"
          .value=${String(norm)}
          @change=${(/** @type {Event} */ event) => this.#number(event, 'norm')}
      /></label>`;
  }

  #overshoot() {
    const { overshoot } = defaults;
    const share = number('share', overshoot);
    const title = say(laterWords.overshootTitle, { eta: number('number', overshoot), share });
    return html`<label title=${title}
      >${laterWords.overshoot}<input
        type="number"
        name="overshoot"
        min="0"
        max=${maxOvershoot}
        step="0.01"
        .value=${String(this.settings.overshoot)}
        ?disabled=${!takes(this.settings.method, 'overshoot')}
        @change=${(/** @type {Event} */ event) => this.#number(event, 'overshoot')}
    /></label>`;
  }

  #box() {
    const takes = takesBox(this.settings);
    return html`<label class="check" title=${laterWords.boxTitle}
      ><input
        type="checkbox"
        name="box"
        .checked=${this.settings.box && takes}
        ?disabled=${!takes}
        @change=${(/** @type {Event} */ event) =>
          this.#set({ box: /** @type {HTMLInputElement} */ (event.target).checked })}
      />${laterWords.box}</label
    >`;
  }

  /** What the method does and the norm measures, a sentence each. */
  #about() {
    const { method } = this.settings;
    const name = normName(usedNorm(this.settings)) ?? 'any';
    const below = method === defaults.method ? [] : [laterWords.below];
    return [laterWords.about[method], ...below, laterWords.aboutNorm[name]].join(' ');
  }

  /** Why something cannot be chosen. */
  #reason() {
    const { method } = this.settings;
    if (this._refused) return this._refused;
    if (!takesBox(this.settings)) return laterWords.boxReason;
    if (method === 'fgsm') return laterWords.fgsmReason;
    if (method === 'pgd') return laterWords.pgdReason;
    return norms[method] ? say(laterWords.normReason, { method: words.methods[method] }) : '';
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {{ value: string, text: string, chosen: boolean, disabled?: boolean }[]} options
   * @param {(value: string) => Partial<Settings>} meaning
   */
  #select(name, label, options, meaning) {
    return html`<label
      >${label}<span class="select"
        ><select
          name=${name}
          @change=${(/** @type {Event} */ event) =>
            this.#set(meaning(/** @type {HTMLSelectElement} */ (event.target).value))}
        >
          ${options.map(
            ({ value, text, chosen, disabled }) =>
              html`<option value=${value} .selected=${chosen} ?disabled=${disabled}>
                ${text}
              </option>`,
          )}
        </select></span
      ></label
    >`;
  }

  /**
   * Sets a number; one out of range is replaced with the present one, and the reason said.
   *
   * @param {Event} event
   * @param {'norm' | 'overshoot'} name
   */
  #number(event, name) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const { min, max, valueAsNumber } = input;
    if (valueAsNumber >= Number(min) && !(valueAsNumber > Number(max || Infinity))) {
      this.#set({ [name]: valueAsNumber });
      return;
    }
    const value = (input.value = String(this.settings[name]));
    this._refused = say(laterWords.outOfRange, { min, max: max || '∞', value });
  }

  /** @param {Partial<Settings>} change */
  #set(change) {
    this._refused = '';
    this.dispatchEvent(new CustomEvent('set', { detail: change }));
  }
}

void laterWordsLoaded.then(() => customElements.define('deepfool-attack-controls', AttackControls));
