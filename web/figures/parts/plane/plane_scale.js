// From coordinates of the plane to pixels of its picture, and to SVG paths.

import { scaleLinear } from 'd3-scale';
import { curveLinear, curveLinearClosed, line } from 'd3-shape';

/** @typedef {[number, number]} Point two coordinates */

/**
 * @typedef {object} View the part of the plane that is shown
 * @property {number} left
 * @property {number} right
 * @property {number} bottom
 * @property {number} top
 */

/** Decimals of a pixel in a path. */
const digits = 5;

/** Where a view of the plane lies on a picture of some width; the height keeps one unit the same both ways. */
export class PlaneScale {
  /**
   * @param {View} view
   * @param {number} width in pixels
   */
  constructor({ left, right, bottom, top }, width) {
    this.width = width;
    this.height = (width * (top - bottom)) / (right - left);
    this.x = scaleLinear().domain([left, right]).range([0, width]);
    this.y = scaleLinear().domain([top, bottom]).range([0, this.height]);
  }

  /** The pixels of a point. @param {ArrayLike<number>} point @returns {Point} */
  at(point) {
    return [this.x(point[0]), this.y(point[1])];
  }

  /** The point of pixels. @param {Point} pixels @returns {Point} */
  pointAt([x, y]) {
    return [this.x.invert(x), this.y.invert(y)];
  }

  /** The pixels of a length. @param {number} length */
  length(length) {
    return this.x(length) - this.x(0);
  }

  /**
   * The path through points.
   *
   * @param {Iterable<ArrayLike<number>>} points
   * @param {{ closed?: boolean }} [how]
   */
  path(points, { closed = false } = {}) {
    const through = line()
      .digits(digits)
      .curve(closed ? curveLinearClosed : curveLinear);
    return through(Array.from(points, (point) => this.at(point))) ?? '';
  }
}

/**
 * The nearest point of the view.
 *
 * @param {Point} point
 * @param {View} view
 * @returns {Point}
 */
export function within([x, y], { left, right, bottom, top }) {
  return [Math.min(Math.max(x, left), right), Math.min(Math.max(y, bottom), top)];
}
