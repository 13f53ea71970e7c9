import { LitElement, css, html } from 'lit';
import { onSchemeChange } from './palette.js';
import { side } from './pixel_view.js';
import { common } from './theme.js';

/** @import { Pixels } from '../../engine/types.js' */

/** Side of a pixel in the canvas. */
const cell = 12;

/**
 * Marks pixels that no screen can show: a minus on each that is whiter than paper, a plus on each that is blacker than
 * ink. Laid over the picture; what it says is said in a figure's sentence, too.
 *
 * @prop {Pixels | null} pixels 28 x 28, row by row; those in [0, 1] have no mark
 */
class OutsideMarks extends LitElement {
  static properties = { pixels: { attribute: false } };

  static styles = [
    common,
    css`
      :host {
        position: relative;
        contain: content;
        pointer-events: none;
        forced-color-adjust: none;
      }
      canvas {
        display: block;
        width: 100%;
        /* When this transition ends, the post has changed between light and dark. */
        transition: color 1ms;
        color: var(--before);
      }
      i {
        position: absolute;
        visibility: hidden;
        color: var(--after);
      }
    `,
  ];

  /** Ends the watch on the colour scheme. @type {() => void} */
  #end = () => {};

  constructor() {
    super();
    /** @type {Pixels | null} */
    this.pixels = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#end = onSchemeChange(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  render() {
    return html`<canvas
        width=${side * cell}
        height=${side * cell}
        aria-hidden="true"
        @transitionend=${() => this.#draw()}
      ></canvas
      ><i></i>`;
  }

  updated() {
    this.#draw();
  }

  #draw() {
    const canvas = /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector('canvas'));
    const mark = /** @type {Element} */ (this.renderRoot.querySelector('i'));
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.lineWidth = cell / 5;
    for (const isAbove of [false, true]) {
      context.strokeStyle = getComputedStyle(isAbove ? mark : canvas).color;
      context.beginPath();
      this.pixels?.forEach((value, i) => {
        if (!(isAbove ? value > 1 : value < 0)) return;
        const [x, y] = [cell * ((i % side) + 0.5), cell * (Math.floor(i / side) + 0.5)];
        const arm = cell / 3;
        context.moveTo(x - arm, y);
        context.lineTo(x + arm, y);
        if (!isAbove) return;
        context.moveTo(x, y - arm);
        context.lineTo(x, y + arm);
      });
      context.stroke();
    }
  }
}

customElements.define('deepfool-outside-marks', OutsideMarks);
