import { LitElement, css, html, nothing } from 'lit';
import { copied, copies } from './copy_forms.js';
import { pictureOf, save } from '../digit/saved_files.js';
import { buttons, common } from '../parts/theme.js';
import { words } from '../words.js';

/** @import { Shown } from '../digit/attack_runner.js' */
/** @import { Kind } from '../digit/saved_files.js' */
/** @import { Settings } from '../parts/attack_settings.js' */

/**
 * @typedef {object} Present what there is to take along
 * @property {Shown} shown with an attack
 * @property {Settings} settings
 * @property {Record<string, string>} attributes of a figure that shows the same
 * @property {string} sentence for where no figure is
 */

/**
 * What can be taken along of a digit figure: files, and what shows the same figure elsewhere.
 *
 * @prop {boolean} disabled
 * @prop {() => Present} present
 * @fires note with what has been done as its detail
 * @fires problem with an error as its detail
 */
export class SaveMenu extends LitElement {
  static properties = {
    disabled: { attribute: false },
    present: { attribute: false },
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

  /** What stands for the figure in a post where no script runs: a data: address. */
  #picture = '';

  constructor() {
    super();
    this.disabled = true;
    /** @type {(() => Present) | null} */
    this.present = null;
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

  /** Something else is pressed, which need not take the focus. */
  #press = (/** @type {Event} */ event) => {
    if (!event.composedPath().includes(this)) this._open = false;
  };

  render() {
    return html`<div @focusout=${this.#leave} @keydown=${this.#key}>
      <button
        type="button"
        class="button"
        title=${words.saveTitle}
        aria-expanded=${this._open}
        aria-controls="menu"
        ?disabled=${this.disabled}
        @click=${this.#toggle}
      >
        ${words.save}
      </button>
      <div id="menu" class="menu" ?hidden=${!this._open}>
        ${this.#saves('picture', words.savePicture, words.savePictureFor)}
        ${this.#saves('large', words.saveLarge, words.saveLargeFor)}
        ${this.#saves('numbers', words.saveNumbers, words.saveNumbersFor)}
        ${copies().length > 0 ? html`<hr />` : nothing}
        ${copies().map(({ form, name, explained }) =>
          this.#entry(name, explained, ({ attributes, sentence }) =>
            copied(form, 'digit', attributes, { sentence, picture: this.#picture }),
          ),
        )}
      </div>
    </div>`;
  }

  #toggle() {
    this._open = !this._open;
    if (!this._open || !this.present) return;
    // Made now: some browsers let a page copy in the very moment of a click only.
    this.#picture = '';
    pictureOf(this.present().shown).then(
      (picture) => (this.#picture = picture),
      () => {}, // A browser that cannot make it: the sentence is there.
    );
  }

  /**
   * @param {Kind} kind
   * @param {string} name
   * @param {string} explained
   */
  #saves(kind, name, explained) {
    return this.#entry(name, explained, ({ shown, settings }) => save(kind, shown, settings));
  }

  /**
   * @param {string} name
   * @param {string} explained
   * @param {(present: Present) => Promise<string>} work comes to a sentence for the visitor
   */
  #entry(name, explained, work) {
    const take = async () => {
      if (!this.present) return;
      this._open = false;
      this.renderRoot.querySelector('button')?.focus();
      try {
        this.#tell('note', await work(this.present()));
      } catch (error) {
        this.#tell('problem', error);
      }
    };
    return html`<button type="button" @click=${take}>
      <b>${name}</b> <span>${explained}</span>
    </button>`;
  }

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

customElements.define('deepfool-save', SaveMenu);
