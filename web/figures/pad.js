import { LitElement, css, html } from 'lit';
import { onSchemeChange } from './palette.js';
import { common } from './theme.js';
import { words } from './words.js';

/** @import { Stroke } from '../engine/types.js' */

/** The pen's width, in sides of the pad: at two thirds of the pad, a digit has MNIST's stroke width. */
export const penWidth = 0.07;

/** How many steps back there are. */
const historyLength = 200;

/**
 * Paper to draw on, with mouse, pen or finger. Its unit is its side, so that nothing changes when it is
 * resized. What is slotted in lies under the ink.
 *
 * @fires draw when the strokes have changed; its detail is the time of the event that changed them
 */
export class DrawingPad extends LitElement {
  static properties = { hint: {} };

  static styles = [
    common,
    css`
      :host {
        position: relative;
        contain: content;
        aspect-ratio: 1;
        background: var(--paper);
        color: var(--ink);
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        touch-action: none;
        cursor: crosshair;
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
      }
      .hint {
        position: absolute;
        inset: auto 0 1.1rem;
        text-align: center;
        color: var(--muted);
        font: italic 1.0625rem/1 var(--serif);
        pointer-events: none;
      }
      ::slotted(*) {
        position: absolute;
        inset: 0;
      }
    `,
  ];

  /** @type {number[][]} x0, y0, x1, y1, ... each */
  #strokes = [];
  /** @type {number[][][]} what the strokes were, the latest last */
  #history = [];
  /** @type {number | null} */
  #pointer = null;
  #observer = new ResizeObserver(() => this.#redraw());
  /** @type {() => void} */
  #end = () => {};

  constructor() {
    super();
    this.hint = '';
  }

  /** @returns {Stroke[]} */
  get strokes() {
    return this.#strokes.map((stroke) => Float32Array.from(stroke));
  }

  set strokes(strokes) {
    this.#change(strokes.map((stroke) => Array.from(stroke)));
  }

  get isEmpty() {
    return this.#strokes.length === 0;
  }

  /** Whether a stroke is being drawn. */
  get isDown() {
    return this.#pointer !== null;
  }

  get canUndo() {
    return this.#history.length > 0;
  }

  undo() {
    const before = this.#history.pop();
    if (!before) return;
    this.#strokes = before;
    this.#pointer = null;
    this.#redraw();
    this.#announce(performance.now());
  }

  /** Takes the ink away; it can be undone. */
  clear() {
    if (!this.isEmpty) this.#change([]);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
    this.#end = onSchemeChange(() => this.#redraw());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#end();
  }

  render() {
    return html`<slot></slot>
      <canvas
        role="img"
        aria-label=${words.pad}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @contextmenu=${(/** @type {Event} */ event) => event.preventDefault()}
      ></canvas>
      <span class="hint" aria-hidden="true" ?hidden=${!this.hint}>${this.hint}</span>`;
  }

  /** @param {number[][]} strokes */
  #change(strokes) {
    this.#remember();
    this.#strokes = strokes;
    this.#pointer = null;
    this.#redraw();
    this.#announce(performance.now());
  }

  #remember() {
    this.#history.push([...this.#strokes]);
    if (this.#history.length > historyLength) this.#history.shift();
  }

  /** @param {number} time */
  #announce(time) {
    this.dispatchEvent(new CustomEvent('draw', { detail: time }));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0 || this.#pointer !== null) return;
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#remember();
    this.#strokes = [...this.#strokes, []];
    this.#extend([event]);
    this.#announce(event.timeStamp);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const points = event.getCoalescedEvents?.() ?? [];
    this.#extend(points.length > 0 ? points : [event]);
    this.#announce(event.timeStamp);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (event.pointerId === this.#pointer) this.#pointer = null;
  }

  /**
   * Adds points to the last stroke, and their ink at once.
   *
   * @param {PointerEvent[]} events
   */
  #extend(events) {
    const { left, top, width } = this.#canvas.getBoundingClientRect();
    const stroke = /** @type {number[]} */ (this.#strokes.at(-1));
    const from = stroke.length;
    for (const { clientX, clientY } of events) {
      stroke.push((clientX - left) / width, (clientY - top) / width);
    }
    this.#ink(this.#pen(), stroke, from);
  }

  /** @returns {HTMLCanvasElement} */
  get #canvas() {
    return /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector('canvas'));
  }

  /** The canvas's context, in the pad's unit. */
  #pen() {
    const canvas = this.#canvas;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.setTransform(canvas.width, 0, 0, canvas.width, 0, 0);
    context.lineWidth = penWidth;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.strokeStyle = getComputedStyle(canvas).color;
    return context;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number[]} stroke
   * @param {number} from the first coordinate that has no ink yet
   */
  #ink(context, stroke, from) {
    context.beginPath();
    const start = Math.max(from - 2, 0);
    context.moveTo(stroke[start], stroke[start + 1]);
    // A line to where it starts is a dot, with round caps.
    for (let i = start; i < stroke.length; i += 2) context.lineTo(stroke[i], stroke[i + 1]);
    context.stroke();
  }

  #redraw() {
    if (!this.hasUpdated) return;
    const canvas = this.#canvas;
    const side = Math.round(canvas.clientWidth * devicePixelRatio);
    if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
    const context = this.#pen();
    context.clearRect(0, 0, 1, 1);
    for (const stroke of this.#strokes) this.#ink(context, stroke, 0);
  }
}

customElements.define('deepfool-pad', DrawingPad);
