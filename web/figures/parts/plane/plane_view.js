import { axisRight, axisTop } from 'd3-axis';
import { select } from 'd3-selection';
import { LitElement, html } from 'lit';
import { laterWords } from '../../later_words.js';
import { number, say } from '../../words.js';
import { common } from '../theme.js';
import { PlaneScale, within } from './plane_scale.js';
import { planeViewStyle } from './plane_view_style.js';

/** @import { Point, View } from './plane_scale.js' */

/**
 * @typedef {object} Handle a point that can be moved
 * @property {string} name
 * @property {Point} at
 * @property {string} label drawn beside it, and said
 * @property {string} [spoken] said in its place
 * @property {boolean} [upright] whether it moves up and down alone
 */

/** @typedef {{ name: string, point: Point }} Move where the visitor has moved which handle */

/** The corner where the axes meet, as a share of the view's width. */
const cornerShare = 0.06;

/** How far an arrow key moves a point with Shift, in steps without it. */
const fine = 0.1;

/** How far Page Up and Page Down move a point, in steps. */
const far = 10;

/** Where each key moves a point, in steps; beyond the view is its edge. @type {Record<string, Point>} */
const directions = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  PageUp: [0, far],
  PageDown: [0, -far],
  Home: [-Infinity, 0],
  End: [Infinity, 0],
};

/** The same of a point that moves up and down alone. @type {Record<string, Point>} */
const uprightDirections = { ...directions, Home: [0, -Infinity], End: [0, Infinity] };

/**
 * To the nearest fine step: short in an address, and finer than one sees.
 *
 * @param {number} value
 * @param {number} step
 */
const tidy = (value, step) => {
  const perUnit = Math.round(1 / (fine * step));
  return Math.round(perUnit * value) / perUnit + 0;
};

/**
 * A view of the plane: what a figure draws, axes, and points that a pointer or the arrow keys move. Slotted content
 * lies under the drawing.
 *
 * @fires move when the visitor moves a point; its detail is a Move
 */
export class PlaneView extends LitElement {
  static properties = {
    view: { attribute: false },
    drawing: { attribute: false },
    handles: { attribute: false },
    step: { attribute: false },
    text: {},
    _width: { state: true },
  };

  static styles = [common, planeViewStyle];

  #observer = new ResizeObserver(([{ contentRect }]) => (this._width = contentRect.width));
  /** The handle that a pointer holds, and how far from its middle. @type {{ name: string, by: Point } | null} */
  #held = null;

  constructor() {
    super();
    /** The part of the plane that is shown. @type {View} */
    this.view = { left: -4, right: 4, bottom: -3, top: 3 };
    /** Draws with SVG. @type {(scale: PlaneScale) => unknown} */
    this.drawing = () => null;
    /** The first one also goes to where the plane is clicked. @type {Handle[]} */
    this.handles = [];
    /** How far an arrow key moves a point. */
    this.step = 0.1;
    /** What the picture shows, for those who do not see it. */
    this.text = '';
    this._width = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  get scale() {
    return new PlaneScale(this.view, this._width);
  }

  render() {
    const { scale } = this;
    return html`<slot></slot>
      <svg role="img" aria-label=${this.text} @click=${this.#clicked}>
        ${this._width > 0 ? this.drawing(scale) : null}
        <g class="axis across" aria-hidden="true"></g>
        <g class="axis up" aria-hidden="true"></g>
      </svg>
      <p class="hidden" id="keys">${laterWords.planeKeys}</p>
      ${this._width > 0 ? this.handles.map((handle) => this.#handle(handle)) : null}`;
  }

  /** @param {Handle} handle */
  #handle({ name, at, label, spoken = label, upright = false }) {
    const { bottom, top, left, right } = this.view;
    const [x, y] = at.map((value) => number('coordinate', value));
    return html`<div
      class="handle ${upright ? 'upright' : ''}"
      role="slider"
      tabindex="0"
      data-name=${name}
      aria-label=${spoken}
      aria-roledescription=${laterWords.planePoint}
      aria-valuemin=${upright ? bottom : left}
      aria-valuemax=${upright ? top : right}
      aria-valuenow=${at[upright ? 1 : 0]}
      aria-valuetext=${say(laterWords.planeAt, { x, y })}
      aria-orientation=${upright ? 'vertical' : 'horizontal'}
      aria-describedby="keys"
      @pointerdown=${this.#taken}
      @pointermove=${this.#dragged}
      @pointerup=${this.#released}
      @pointercancel=${this.#released}
      @keydown=${this.#keyed}
    >
      <span class="dot"></span><span class="label" lang="en" aria-hidden="true">${label}</span>
    </div>`;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    const { scale } = this;
    if (this._width === 0) return;
    // By script, since a strict content policy forbids style attributes.
    for (const handle of this.renderRoot.querySelectorAll('.handle')) {
      const { style, dataset, offsetWidth } = /** @type {HTMLElement} */ (handle);
      const { at } = this.#named(dataset.name);
      const [x, y] = scale.at(at);
      // At an edge of the view all of it can be taken, too; its dot is where the point is.
      const isIn = String(within(at, this.view)) === String(at);
      const half = isIn ? offsetWidth / 2 : -Infinity;
      const [left, top] = within([x, y], {
        ...{ left: half, right: scale.width - half },
        ...{ bottom: half, top: scale.height - half },
      });
      style.left = `${left}px`;
      style.top = `${top}px`;
      style.setProperty('--right', `${x - left}px`);
      style.setProperty('--down', `${y - top}px`);
    }
    if (changed.has('view')) {
      const { left, right, bottom, top } = this.view;
      this.style.aspectRatio = String((right - left) / (top - bottom));
    }
    if (changed.has('view') || changed.has('_width')) this.#drawAxes(scale);
  }

  /** Marks round numbers along two sides; those at the corners would run into each other. @param {PlaneScale} scale */
  #drawAxes(scale) {
    const { left, right, bottom, top } = this.view;
    const corner = (right - left) * cornerShare;
    const group = (/** @type {string} */ of) =>
      select(/** @type {SVGGElement} */ (this.renderRoot.querySelector(of)));
    group('.across')
      .attr('transform', `translate(0,${scale.height})`)
      .call(
        axisTop(scale.x)
          .tickValues(scale.x.ticks(8).filter((tick) => tick > left + corner && tick < right))
          .tickFormat(scale.x.tickFormat(8))
          .tickSize(4),
      );
    group('.up').call(
      axisRight(scale.y)
        .tickValues(scale.y.ticks(6).filter((tick) => tick > bottom + corner && tick < top))
        .tickFormat(scale.y.tickFormat(6))
        .tickSize(4),
    );
  }

  /** @param {string | undefined} name @returns {Handle} */
  #named(name) {
    return /** @type {Handle} */ (this.handles.find((handle) => handle.name === name));
  }

  /** @param {string} name @param {Point} to */
  #move(name, to) {
    const { at, upright } = this.#named(name);
    const [x, y] = within(to, this.view);
    /** @type {Point} */
    const point = [upright ? at[0] : tidy(x, this.step), tidy(y, this.step)];
    if (point[0] === at[0] && point[1] === at[1]) return;
    this.dispatchEvent(new CustomEvent('move', { detail: { name, point } }));
  }

  /** The pixels of a pointer. @param {MouseEvent} event @returns {Point} */
  #pixels({ clientX, clientY }) {
    const { left, top } = this.getBoundingClientRect();
    return [clientX - left - this.clientLeft, clientY - top - this.clientTop];
  }

  /** @param {PointerEvent} event */
  #taken(event) {
    if (event.button !== 0) return;
    const handle = /** @type {HTMLElement} */ (event.currentTarget);
    const name = /** @type {string} */ (handle.dataset.name);
    handle.setPointerCapture(event.pointerId);
    const [x, y] = this.#pixels(event);
    const [middleX, middleY] = this.scale.at(this.#named(name).at);
    this.#held = { name, by: [middleX - x, middleY - y] };
  }

  /** @param {PointerEvent} event */
  #dragged(event) {
    if (!this.#held) return;
    const { name, by } = this.#held;
    const [x, y] = this.#pixels(event);
    this.#move(name, this.scale.pointAt([x + by[0], y + by[1]]));
  }

  #released() {
    this.#held = null;
  }

  /** @param {KeyboardEvent} event */
  #keyed(event) {
    if (!Object.hasOwn(directions, event.key) || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    // Otherwise the page scrolls.
    event.preventDefault();
    const name = /** @type {HTMLElement} */ (event.currentTarget).dataset.name ?? '';
    const by = event.shiftKey ? fine * this.step : this.step;
    const { at, upright } = this.#named(name);
    const [right, up] = (upright ? uprightDirections : directions)[event.key];
    this.#move(name, [at[0] + by * right, at[1] + by * up]);
  }

  /** The first point goes to where the plane is clicked: a way to move it without dragging. @param {MouseEvent} event */
  #clicked(event) {
    const [first] = this.handles;
    if (first && !first.upright) this.#move(first.name, this.scale.pointAt(this.#pixels(event)));
  }
}

customElements.define('deepfool-plane-view', PlaneView);
