import { LitElement, css, html, nothing } from 'lit';
import { buttons, common } from '../parts/theme.js';
import { laterWords, laterWordsLoaded } from '../later_words.js';

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} explanation
 * @property {() => Promise<string>} take saves or copies; resolves to a sentence for the visitor
 */

/**
 * A menu of what can be saved and copied of a figure.
 *
 * @prop {boolean} disabled
 * @prop {() => Entry[][]} entries in groups; asked for when the menu opens
 * @fires open when the menu opens
 * @fires note with what has been done as its detail
 * @fires problem with an error as its detail
 */
class SaveMenu extends LitElement {
  static properties = {
    disabled: { attribute: false },
    entries: { attribute: false },
    _open: { state: true },
  };

  static styles = [
    common,
    buttons,
    css`
      .menu {
        position: absolute;
        z-index: 2;
        top: calc(100% + 0.35rem);
        left: 0;
        width: min(16.5rem, 100cqi);
        padding: 0.3rem 0;
        background: var(--paper);
        border: 1px solid var(--line);
        border-radius: 2px;
        box-shadow: 0 6px 20px rgb(0 0 0 / 12%);
      }
      .menu[hidden] {
        display: none;
      }
      .menu button {
        display: block;
        width: 100%;
        padding: 0.4rem 0.8rem;
        text-align: left;
      }
      .menu button:focus-visible {
        outline-offset: -2px;
      }
      .menu button:hover {
        background: var(--surface);
      }
      hr {
        margin: 0.3rem 0.8rem;
        border: 0;
        border-top: 1px solid var(--line);
      }
      b {
        display: block;
        font-weight: 600;
      }
      span {
        font-size: 0.8125rem;
        color: var(--muted);
      }
      @container (min-width: 56rem) {
        :host {
          position: relative;
        }
        .menu {
          top: auto;
          bottom: calc(100% + 0.35rem);
          left: auto;
          right: 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.disabled = true;
    /** @type {() => Entry[][]} */
    this.entries = () => [];
    this._open = false;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('disabled') && this.disabled) this._open = false;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has('_open')) return;
    if (this._open) document.addEventListener('pointerdown', this.#press);
    else document.removeEventListener('pointerdown', this.#press);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this._open = false;
  }

  /** Closes the menu when something else is pressed, which may not take the focus. */
  #press = (/** @type {Event} */ event) => {
    if (!event.composedPath().includes(this)) this._open = false;
  };

  render() {
    return html`<div @focusout=${this.#leave} @keydown=${this.#key}>
      <button
        type="button"
        class="button"
        title=${laterWords.saveTitle}
        aria-expanded=${this._open}
        aria-controls="menu"
        ?disabled=${this.disabled}
        @click=${this.#toggle}
      >
        ${laterWords.save}
      </button>
      <div id="menu" class="menu" ?hidden=${!this._open}>
        ${this.#groups().map((group, i) => [i > 0 ? html`<hr />` : nothing, group.map(this.#entry)])}
      </div>
    </div>`;
  }

  /** The groups that have entries. */
  #groups() {
    return this._open ? this.entries().filter((group) => group.length > 0) : [];
  }

  #toggle() {
    this._open = !this._open;
    if (this._open) this.dispatchEvent(new CustomEvent('open'));
  }

  /** @param {Entry} entry */
  #entry = ({ name, explanation, take }) => {
    const click = async () => {
      this._open = false;
      this.renderRoot.querySelector('button')?.focus();
      try {
        this.#tell('note', await take());
      } catch (error) {
        this.#tell('problem', error);
      }
    };
    return html`<button type="button" @click=${click}>
      <b>${name}</b> <span>${explanation}</span>
    </button>`;
  };

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** @param {FocusEvent} event */
  #leave(event) {
    const menu = /** @type {Element} */ (event.currentTarget);
    const to = /** @type {Node | null} */ (event.relatedTarget);
    if (to && !menu.contains(to)) this._open = false;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'Escape' || !this._open) return;
    this._open = false;
    this.renderRoot.querySelector('button')?.focus();
  }
}

void laterWordsLoaded.then(() => customElements.define('deepfool-save-menu', SaveMenu));
