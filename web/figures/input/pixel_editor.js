import { LitElement, css, html } from 'lit';
import { isPenKey, middlePlace, movedByKey, placeCursor } from '../parts/grid_cursor.js';
import { cursorStyle } from '../parts/grid_cursor_style.js';
import { side } from '../parts/pixel_view.js';
import { common } from '../parts/theme.js';
import { laterWords, laterWordsLoaded } from '../later_words.js';
import { number, say } from '../words.js';

/** @import { Pixels } from '../../engine/types.js' */

/** How many steps can be undone. */
const historyLength = 200;

/**
 * The 28 x 28 pixels of a digit, to be turned on and off one by one, with a pointer or with keys.
 *
 * @prop {Pixels | null} pixels the present ones; null: all paper
 * @fires draw with the changed pixels as its detail
 */
export class PixelEditor extends LitElement {
  static properties = {
    pixels: { attribute: false },
    _place: { state: true },
    _announced: { state: true },
  };

  static styles = [
    common,
    cursorStyle,
    css`
      :host {
        position: relative;
        aspect-ratio: 1;
        outline: 1px solid var(--line);
      }
      .grid {
        position: absolute;
        inset: 0;
        touch-action: none;
        cursor: cell;
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
        background:
          linear-gradient(to right, var(--line) 1px, transparent 1px) 0 0 / calc(100% / 28) 100%,
          linear-gradient(to bottom, var(--line) 1px, transparent 1px) 0 0 / 100% calc(100% / 28);
        opacity: 0.8;
      }
    `,
  ];

  /** What the pixels were, the latest last. @type {(Pixels | null)[]} */
  #history = [];
  /** What this element itself has handed out last. @type {Pixels | null} */
  #own = null;
  /** @type {number | null} */
  #pointer = null;
  /** What the pointer turns pixels to: ink or paper. */
  #ink = 1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #announcing;

  constructor() {
    super();
    /** @type {Pixels | null} */
    this.pixels = null;
    this._place = middlePlace();
    this._announced = '';
  }

  get canUndo() {
    return this.#history.length > 0;
  }

  undo() {
    const before = this.#history.pop();
    if (before !== undefined) this.#hand(before);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#announcing);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    // Pixels that were set from outside begin a new history.
    if (changed.has('pixels') && this.#own && this.pixels !== this.#own) {
      this.#history = [];
      this.#own = null;
    }
  }

  render() {
    return html`<deepfool-pixel-view
        .pixels=${this.pixels}
        aria-hidden="true"
      ></deepfool-pixel-view>
      <div
        class="grid"
        tabindex="0"
        role="application"
        aria-label=${laterWords.pixelPad}
        aria-describedby="keys"
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @keydown=${this.#key}
      ></div>
      <div class="cursor"></div>
      <p class="hidden" id="keys">${laterWords.pixelKeys}</p>
      <p class="hidden" role="status">${this._announced}</p>`;
  }

  updated() {
    placeCursor(/** @type {HTMLElement} */ (this.renderRoot.querySelector('.cursor')), this._place);
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0 || this.#pointer !== null) return;
    const grid = /** @type {Element} */ (event.currentTarget);
    this.#pointer = event.pointerId;
    grid.setPointerCapture(event.pointerId);
    this._place = placeOf(grid, event);
    this.#remember();
    this.#ink = this.#value < 0.5 ? 1 : 0;
    this.#set(this.#ink);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const grid = /** @type {Element} */ (event.currentTarget);
    const points = event.getCoalescedEvents?.() ?? [];
    for (const point of points.length > 0 ? points : [event]) {
      this._place = placeOf(grid, point);
      if (this.#value !== this.#ink) this.#set(this.#ink);
    }
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (event.pointerId === this.#pointer) this.#pointer = null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = movedByKey(this._place, event.key);
    if (place) this._place = place;
    if (isPenKey(event.key) || (place && event.shiftKey)) {
      this.#remember();
      this.#set(place || this.#value < 0.5 ? 1 : 0);
    } else if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      const { row, column } = this._place;
      this._announced = say(laterWords.pixelAt, {
        row: row + 1,
        column: column + 1,
        ink: number('progress', Math.min(Math.max(this.#value, 0), 1)),
      });
    }, 300);
  }

  get #index() {
    return side * this._place.row + this._place.column;
  }

  get #value() {
    return this.pixels?.[this.#index] ?? 0;
  }

  #remember() {
    this.#history.push(this.pixels);
    if (this.#history.length > historyLength) this.#history.shift();
  }

  /** @param {number} value of the present pixel */
  #set(value) {
    const pixels = this.pixels ? Float32Array.from(this.pixels) : new Float32Array(side * side);
    pixels[this.#index] = value;
    this.#hand(pixels);
  }

  /** @param {Pixels | null} pixels */
  #hand(pixels) {
    this.pixels = this.#own = pixels;
    this.dispatchEvent(new CustomEvent('draw', { detail: pixels }));
  }
}

/**
 * @param {Element} grid
 * @param {PointerEvent} event
 */
function placeOf(grid, { clientX, clientY }) {
  const { left, top, width } = grid.getBoundingClientRect();
  const within = (/** @type {number} */ share) =>
    Math.min(Math.max(Math.floor(side * share), 0), side - 1);
  return { column: within((clientX - left) / width), row: within((clientY - top) / width) };
}

/** Settles when the element has its words, and is defined. */
export const ready = laterWordsLoaded.then(() =>
  customElements.define('deepfool-pixel-editor', PixelEditor),
);
