import { LitElement, css, html, nothing } from 'lit';
import { divergingPalette, inkPalette, onSchemeChange, shades } from './palette.js';
import { common } from './theme.js';

/** @import { Pixels } from '../../engine/types.js' */
/** @import { Palette } from './palette.js' */

/** Pixels on a digit's side. */
export const side = 28;

/** Side of a pixel in the hatching's overlay. */
const cell = 12;

/** Pixels below minus this share of the extent are hatched. */
const hatched = 0.1;

/**
 * Pixels, 28 x 28 unless told, crisp at any size: ink on paper, or, with `extent`, a signed map centred at
 * zero, whose negative pixels are hatched: colour alone does not tell the sign.
 *
 * @prop {Pixels | null} pixels row by row; where one is NaN, there is nothing
 * @prop {number} columns 28
 * @prop {number | null} extent of a signed map: the value that gets the full colour
 * @prop {string} text what the picture shows, for those who do not see it
 */
class PixelView extends LitElement {
  static properties = {
    pixels: { attribute: false },
    columns: { attribute: false },
    extent: { attribute: false },
    text: {},
  };

  static styles = [
    common,
    css`
      :host {
        position: relative;
        contain: content;
        forced-color-adjust: none;
      }
      /* When this transition ends, the post has changed between light and dark. */
      canvas {
        transition: color 1ms;
      }
      canvas,
      i {
        display: block;
        width: 100%;
        background: var(--paper);
        color: var(--ink);
      }
      canvas {
        image-rendering: pixelated;
      }
      .hatching {
        position: absolute;
        inset: 0;
        background: none;
        color: var(--paper);
        image-rendering: auto;
      }
      i {
        position: absolute;
        width: 0;
        visibility: hidden;
      }
      .taken {
        color: var(--before);
      }
      .added {
        color: var(--after);
      }
    `,
  ];

  /** @type {Palette | null} */
  #palette = null;
  /** The colour of the hatching. */
  #line = '';
  #image = new ImageData(side, side);
  /** Ends the watch on the colour scheme. @type {() => void} */
  #end = () => {};

  constructor() {
    super();
    /** @type {Pixels | null} */
    this.pixels = null;
    this.columns = side;
    /** @type {number | null} */
    this.extent = null;
    this.text = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#recolour();
    this.#end = onSchemeChange(this.#recolour);
  }

  /** Reads the colours again: they may have changed. */
  #recolour = () => {
    this.#palette = null;
    this.requestUpdate();
  };

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  /** Its rows; as many as columns while there are no pixels. */
  get #rows() {
    return this.pixels ? this.pixels.length / this.columns : this.columns;
  }

  render() {
    return html`<canvas
        part="canvas"
        @transitionend=${this.#recolour}
        width=${this.columns}
        height=${this.#rows}
        role="img"
        aria-label=${this.text}
      ></canvas
      >${
        this.extent === null
          ? nothing
          : html`<canvas
              class="hatching"
              width=${cell * side}
              height=${cell * side}
              aria-hidden="true"
            ></canvas>`
      }<i class="taken"></i><i class="added"></i>`;
  }

  updated() {
    // Reading the colours makes the browser lay out the page. In the next frame it does so anyway, once for all views.
    if (this.#palette || !this.pixels) this.#paint();
    else requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    const [canvas, overlay] = this.renderRoot.querySelectorAll('canvas');
    const context = /** @type {CanvasRenderingContext2D} */ (
      // The pixels are written from memory in every frame, which is faster to a canvas that is not on the GPU.
      canvas.getContext('2d', { willReadFrequently: true })
    );
    if (!this.pixels) {
      context.clearRect(0, 0, canvas.width, canvas.height);
      if (overlay) this.#hatch(overlay);
      return;
    }
    const signed = this.extent !== null;
    if (!this.#palette) {
      this.#palette = this.#readPalette(canvas, signed);
      if (overlay) this.#line = getComputedStyle(overlay).color;
    }
    if (overlay) this.#hatch(overlay);
    // Values to shades: [0, 1], or [-extent, extent].
    const low = signed ? -(this.extent || 1) : 0;
    const scale = (shades - 1) / (signed ? -2 * low : 1);
    if (this.#image.width !== this.columns || this.#image.height !== this.#rows) {
      this.#image = new ImageData(this.columns, this.#rows);
    }
    const colours = new Uint32Array(this.#image.data.buffer);
    for (let i = 0; i < colours.length; ++i) {
      const shade = Math.round((this.pixels[i] - low) * scale);
      colours[i] = this.#palette[Math.min(Math.max(shade, 0), shades - 1)];
    }
    context.putImageData(this.#image, 0, 0);
  }

  /**
   * Draws a diagonal through each negative pixel; those of neighbours form lines.
   *
   * @param {HTMLCanvasElement} overlay
   */
  #hatch(overlay) {
    const context = /** @type {CanvasRenderingContext2D} */ (
      overlay.getContext('2d', { willReadFrequently: true })
    );
    context.clearRect(0, 0, overlay.width, overlay.height);
    const limit = -hatched * (this.extent ?? 0);
    if (!this.pixels || limit === 0) return;
    context.strokeStyle = this.#line;
    context.lineWidth = cell / 5;
    context.beginPath();
    for (let i = 0; i < this.pixels.length; ++i) {
      if (this.pixels[i] > limit) continue;
      const [x, y] = [cell * (i % side), cell * Math.floor(i / side)];
      context.moveTo(x, y + cell);
      context.lineTo(x + cell, y);
    }
    context.stroke();
  }

  /**
   * The palette of the theme's present colours. Two hidden marks have them: so the browser works out what light-dark()
   * and variables come to.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {boolean} signed
   */
  #readPalette(canvas, signed) {
    const [taken, added] = [...this.renderRoot.querySelectorAll('i')].map((mark) =>
      getComputedStyle(mark),
    );
    const paper = taken.backgroundColor;
    return signed
      ? divergingPalette(taken.color, paper, added.color)
      : inkPalette(paper, getComputedStyle(canvas).color);
  }
}

customElements.define('deepfool-pixel-view', PixelView);
