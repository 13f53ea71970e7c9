// Where a function of the plane is above a level, as SVG paths. C++ works the function out over a grid
// (engine.field); d3 interpolates between the centres of the cells.

import { contours } from 'd3-contour';
import { scaleLinear } from 'd3-scale';
import { curveLinearClosed, line } from 'd3-shape';

/** @import { Grid } from '../../../engine/types.js' */
/** @import { PlaneScale, View } from './plane_scale.js' */

/** Cells that the grid has beyond each side of the view: there the paths are closed, out of sight. */
const beyond = 2;

/**
 * A grid that covers a view and a little more.
 *
 * @param {View} view
 * @param {number} columns in the view
 * @returns {Grid}
 */
export function gridOver({ left, right, bottom, top }, columns) {
  const cell = (right - left) / columns;
  const rows = Math.round((top - bottom) / cell);
  return {
    left: left - beyond * cell,
    right: right + beyond * cell,
    top: top + beyond * cell,
    bottom: bottom - beyond * cell,
    columns: columns + 2 * beyond,
    rows: rows + 2 * beyond,
  };
}

/**
 * The regions where the values are at least each level.
 *
 * @param {ArrayLike<number>} values one a cell, row after row
 * @param {Grid} grid
 * @param {number[]} levels
 * @param {PlaneScale} scale
 * @returns {string[]} a path a level, in the order of levels
 */
export function levelPaths(values, grid, levels, scale) {
  const { columns, rows } = grid;
  const x = scaleLinear([0, columns], [scale.x(grid.left), scale.x(grid.right)]);
  const y = scaleLinear([0, rows], [scale.y(grid.top), scale.y(grid.bottom)]);
  /** @type {import('d3-shape').Line<number[]>} */
  const ring = line(
    (/** @type {number[]} */ corner) => x(corner[0]),
    (corner) => y(corner[1]),
  )
    .digits(2)
    .curve(curveLinearClosed);
  const numbers = Array.from(values);
  const find = contours().size([columns, rows]);
  return levels.map((level) =>
    find
      .contour(numbers, level)
      .coordinates.flat()
      // d3 repeats the first corner of a ring at its end.
      .map((corners) => ring(corners.slice(0, -1)) ?? '')
      .join(''),
  );
}
