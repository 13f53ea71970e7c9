import { svg } from 'lit';

/** @import { PlaneScale } from './plane_scale.js' */

/** Coordinates, x0 y0 x1 y1 ..., as points. @param {Float64Array} coordinates */
export const points = (coordinates) =>
  Array.from({ length: coordinates.length / 2 }, (_, i) => coordinates.slice(2 * i, 2 * i + 2));

/** The middle of a polygon's corners. @param {Float64Array} corners */
export function middleOf(corners) {
  const all = points(corners);
  return [0, 1].map((i) => all.reduce((sum, point) => sum + point[i], 0) / all.length);
}

/**
 * A dot.
 *
 * @param {PlaneScale} scale
 * @param {ArrayLike<number>} at
 * @param {string} name its class
 * @param {number} radius in pixels
 */
export function mark(scale, at, name, radius) {
  const [x, y] = scale.at(at);
  return svg`<circle class=${name} cx=${x} cy=${y} r=${radius}></circle>`;
}

/** A name in a drawing, beside a point.
 *
 * @param {PlaneScale} scale
 * @param {ArrayLike<number>} point
 * @param {string} text
 * @param {{ className?: string, by?: [number, number] }} [how] `by`: pixels beside the point
 */
export function drawnName(scale, point, text, { className = '', by = [0, 0] } = {}) {
  const [x, y] = scale.at(point);
  return svg`<text class="name ${className}" x=${x + by[0]} y=${y + by[1]}>${text}</text>`;
}
