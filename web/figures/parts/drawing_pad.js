import { LitElement, css, html } from 'lit';
import { isPenKey, middlePlace, movedByKey, placeCursor } from './grid_cursor.js';
import { cursorStyle } from './grid_cursor_style.js';
import { onSchemeChange } from './palette.js';
import { side } from './pixel_view.js';
import { common } from './theme.js';
import { say, words } from '../words.js';

/** @import { Stroke } from '../../engine/types.js' */

/** The pen's width, in sides of the pad: at two thirds of the pad, a digit has MNIST's stroke width. */
export const penWidth = 0.07;

/** How many steps can be undone. */
const historyLength = 200;

/**
 * Paper to draw on, with mouse, pen or finger, or with a pen that keys move. Coordinates are in sides of the pad, so
 * that resizing changes none. Slotted content lies under the ink.
 *
 * @fires draw when the strokes have changed; its detail is the time of the event that changed them
 */
export class DrawingPad extends LitElement {
  static properties = {
    hint: {},
    text: {},
    _place: { state: true },
    _keyed: { state: true },
    _announced: { state: true },
  };

  static styles = [
    common,
    cursorStyle,
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
        /* When this transition ends, the post has changed between light and dark: the ink is drawn again. */
        transition: color 1ms;
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
      .hint:lang(zh) {
        font-style: normal;
      }
      /* Outside, the outline would be cut off. */
      canvas:focus-visible {
        outline-offset: -2px;
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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #announcing;
  #observer = new ResizeObserver(() => {
    this.#forgetSheet();
    this.#redraw();
  });

  /**
   * The canvas's rectangle, kept while a stroke is drawn: to ask for it at each point would make the browser lay out the
   * page each time.
   *
   * @type {DOMRect | null}
   */
  #sheet = null;
  #forgetSheet = () => {
    this.#sheet = null;
  };
  /** Ends the watch on the colour scheme. @type {() => void} */
  #end = () => {};

  constructor() {
    super();
    this.hint = '';
    /** What is on the pad, for screen readers. */
    this.text = '';
    /** Where the pen that keys move is. */
    this._place = middlePlace();
    /** Whether that pen is on the paper. */
    this._keyed = false;
    this._announced = '';
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
    return this.#pointer !== null || this._keyed;
  }

  get canUndo() {
    return this.#history.length > 0;
  }

  undo() {
    const before = this.#history.pop();
    if (!before) return;
    this.#strokes = before;
    this.#pointer = null;
    this._keyed = false;
    this.#redraw();
    this.#tellOfChange(performance.now());
  }

  /** Takes the ink away; it can be undone. */
  clear() {
    if (!this.isEmpty) this.#change([]);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
    addEventListener('scroll', this.#forgetSheet, { capture: true, passive: true });
    this.#end = onSchemeChange(() => this.#redraw());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
    removeEventListener('scroll', this.#forgetSheet, { capture: true });
    this.#end();
    clearTimeout(this.#announcing);
    this._keyed = false;
  }

  render() {
    return html`<slot></slot>
      <canvas
        tabindex="0"
        role="application"
        aria-label="${words.pad} ${this.text}"
        aria-describedby="keys"
        @pointerdown=${this.#down}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @contextmenu=${(/** @type {Event} */ event) => event.preventDefault()}
        @transitionend=${this.#redraw}
        @keydown=${this.#key}
        @blur=${() => (this._keyed = false)}
      ></canvas>
      <div class="cursor ${this._keyed ? 'down' : ''}"></div>
      <p class="hidden" id="keys">${words.padKeys}</p>
      <p class="hidden" role="status">${this._announced}</p>
      <span class="hint" aria-hidden="true" ?hidden=${!this.hint}>${this.hint}</span>`;
  }

  firstUpdated() {
    // Raw events come earlier than the others, which wait for the next frame.
    const moves = 'onpointerrawupdate' in globalThis ? 'pointerrawupdate' : 'pointermove';
    this.#canvas.addEventListener(moves, (event) =>
      this.#move(/** @type {PointerEvent} */ (event)),
    );
  }

  updated() {
    placeCursor(/** @type {HTMLElement} */ (this.renderRoot.querySelector('.cursor')), this._place);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = movedByKey(this._place, event.key);
    if (place) {
      this._place = place;
      if (this._keyed) this.#drawByKey(event.timeStamp);
    } else if (isPenKey(event.key)) {
      this._keyed = !this._keyed && this.#pointer === null;
      if (this._keyed) {
        this.#penOn(this.#canvas);
        this.#remember();
        this.#strokes = [...this.#strokes, []];
        this.#drawByKey(event.timeStamp);
      }
    } else if (event.key === 'Escape' && this._keyed) this._keyed = false;
    else return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      const { row, column } = this._place;
      const message = this._keyed ? words.penDown : words.penUp;
      this._announced = say(message, { row: row + 1, column: column + 1 });
    }, 300);
  }

  /**
   * Draws with the pen that keys move, to the middle of its pixel.
   *
   * @param {number} time
   */
  #drawByKey(time) {
    const { column, row } = this._place;
    this.#draw([[(column + 0.5) / side, (row + 0.5) / side]]);
    this.#tellOfChange(time);
  }

  /** Puts other strokes in the place of these; it can be undone. @param {number[][]} strokes */
  #change(strokes) {
    this.#remember();
    this.#strokes = strokes;
    this.#pointer = null;
    this._keyed = false;
    this.#redraw();
    this.#tellOfChange(performance.now());
  }

  #remember() {
    this.#history.push([...this.#strokes]);
    if (this.#history.length > historyLength) this.#history.shift();
  }

  /** Tells the figure that the strokes have changed. @param {number} time of the event that changed them */
  #tellOfChange(time) {
    this.dispatchEvent(new CustomEvent('draw', { detail: time }));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button === 0) this.begin([event]);
  }

  /**
   * Begins a stroke with a pointer that may have gone down elsewhere.
   *
   * @param {PointerEvent[]} events of one pointer that is down, the latest last
   */
  begin(events) {
    const event = events[events.length - 1];
    if (this.#pointer !== null) return;
    this.#pointer = event.pointerId;
    this._keyed = false;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#forgetSheet();
    this.#penOn(this.#canvas);
    this.#remember();
    this.#strokes = [...this.#strokes, []];
    this.#extend(events);
    this.#tellOfChange(event.timeStamp);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const points = event.getCoalescedEvents?.() ?? [];
    this.#extend(points.length > 0 ? points : [event]);
    this.#tellOfChange(event.timeStamp);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (event.pointerId === this.#pointer) this.#pointer = null;
  }

  /**
   * Adds the pointer's positions to the last stroke, and draws them at once. Beyond the pad's edge the pen goes along it:
   * what is read is what is seen and copied.
   *
   * @param {PointerEvent[]} events
   */
  #extend(events) {
    this.#sheet ??= this.#canvas.getBoundingClientRect();
    const { left, top, width } = this.#sheet;
    const within = (/** @type {number} */ value) => Math.min(Math.max(value / width, 0), 1);
    this.#draw(
      events.map(({ clientX, clientY }) => [within(clientX - left), within(clientY - top)]),
    );
  }

  /** @param {number[][]} points to add to the last stroke */
  #draw(points) {
    const stroke = /** @type {number[]} */ (this.#strokes.at(-1));
    const from = stroke.length;
    for (const point of points) stroke.push(...point);
    const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    this.#ink(context, stroke, from);
  }

  /** @returns {HTMLCanvasElement} */
  get #canvas() {
    return /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector('canvas'));
  }

  /**
   * The canvas's context, with the side of the pad as its unit.
   *
   * @param {HTMLCanvasElement} canvas
   */
  #penOn(canvas) {
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
    // With round caps, a line of no length is a dot.
    for (let i = start; i < stroke.length; i += 2) context.lineTo(stroke[i], stroke[i + 1]);
    context.stroke();
  }

  #redraw() {
    if (!this.hasUpdated) return;
    const canvas = this.#canvas;
    const width = Math.round(canvas.clientWidth * devicePixelRatio);
    if (canvas.width !== width || canvas.height !== width) canvas.width = canvas.height = width;
    const context = this.#penOn(canvas);
    context.clearRect(0, 0, 1, 1);
    for (const stroke of this.#strokes) this.#ink(context, stroke, 0);
  }
}

customElements.define('deepfool-drawing-pad', DrawingPad);
