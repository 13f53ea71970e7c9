// Moving and scaling the part of a plane that is shown, with a pointer, two fingers, a wheel or keys.

/** @import { PlaneView } from '../parts/plane/plane_view.js' */
/** @import { Point, View } from '../parts/plane/plane_scale.js' */

/** A pointer that has moved further than this, in pixels, drags. */
const slack = 4;

/** How much closer one press of a button or a key looks. */
export const zoomStep = 1.5;

/** The shortest and the longest side of a view. */
const sides = { least: 0.02, most: 80 };

/** Of the wheel: the zoom is exp(-pixels / this). */
const wheelPixels = 300;

/**
 * @param {View} view
 * @param {number} factor above 1: closer
 * @param {Point} [about] the point that stays where it is; the middle
 * @returns {View}
 */
export function zoomed({ left, right, bottom, top }, factor, about) {
  const side = right - left;
  const next = Math.min(Math.max(side / factor, sides.least), sides.most);
  const [x, y] = about ?? [(left + right) / 2, (bottom + top) / 2];
  const along = (/** @type {number} */ edge, /** @type {number} */ at) =>
    at + ((edge - at) * next) / side;
  return {
    ...{ left: along(left, x), right: along(right, x) },
    ...{ bottom: along(bottom, y), top: along(top, y) },
  };
}

/**
 * @param {View} view
 * @param {Point} by
 * @returns {View}
 */
export function moved({ left, right, bottom, top }, [x, y]) {
  return { left: left + x, right: right + x, bottom: bottom + y, top: top + y };
}

/** Lets a visitor move and scale the view of a plane. */
export class PanZoom {
  #plane;
  #changed;
  /** The pointers that are down, and where they are on the element. @type {Map<number, Point>} */
  #pointers = new Map();
  /** Whether the pointer that is down has dragged. */
  #hasDragged = false;
  /** @type {Point} */
  #start = [0, 0];

  /**
   * @param {PlaneView} plane
   * @param {(view: View) => void} changed
   */
  constructor(plane, changed) {
    this.#plane = plane;
    this.#changed = changed;
    plane.addEventListener('pointerdown', (event) => this.#down(event));
    plane.addEventListener('pointermove', (event) => this.#move(event));
    for (const name of /** @type {const} */ (['pointerup', 'pointercancel'])) {
      plane.addEventListener(name, (event) => this.#pointers.delete(event.pointerId));
    }
    // A drag is no click.
    plane.addEventListener('click', (event) => this.#hasDragged && event.stopPropagation(), true);
    plane.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
  }

  /** @param {PointerEvent} event */
  #down(event) {
    const [target] = event.composedPath();
    if (event.button !== 0 || /** @type {Element} */ (target).closest('.handle')) return;
    if (this.#pointers.size === 0) this.#hasDragged = false;
    this.#start = this.#place(event);
    this.#pointers.set(event.pointerId, this.#start);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before || this.#pointers.size > 2) return;
    const now = this.#place(event);
    const isFar = Math.hypot(now[0] - this.#start[0], now[1] - this.#start[1]) > slack;
    if (!this.#hasDragged && !isFar) return;
    if (!this.#hasDragged) this.#plane.setPointerCapture(event.pointerId);
    this.#hasDragged = true;
    const { view, scale } = this.#plane;
    this.#pointers.set(event.pointerId, now);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const reach = (/** @type {Point} */ [x, y]) => Math.hypot(x - other[0], y - other[1]);
      this.#changed(zoomed(view, reach(now) / (reach(before) || 1), scale.pointAt(other)));
    } else {
      const [from, to] = [scale.pointAt(before), scale.pointAt(now)];
      this.#changed(moved(view, [from[0] - to[0], from[1] - to[1]]));
    }
  }

  /** With the key that browsers zoom with, and for two fingers on a touchpad; else the page scrolls. @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { view, scale } = this.#plane;
    const about = scale.pointAt(this.#place(event));
    this.#changed(zoomed(view, Math.exp(-event.deltaY / wheelPixels), about));
  }

  /** Where a pointer is on the element, in pixels. @param {MouseEvent} event @returns {Point} */
  #place({ clientX, clientY }) {
    const { left, top } = this.#plane.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }
}
