// The regions of the classes on a part of the plane, coarse to fine.

import { gridOver, levelPaths } from '../parts/plane/level_paths.js';
import { PlaneScale } from '../parts/plane/plane_scale.js';

/** @import { Engine } from '../../engine/engine.js' */
/** @import { Classifier, Grid, PlaneField } from '../../engine/types.js' */
/** @import { Point, View } from '../parts/plane/plane_scale.js' */

/**
 * @typedef {object} Region of a class
 * @property {number} class
 * @property {string} path around it, of a picture that is `side` wide
 * @property {Point} inside where the class leads by most
 */

/**
 * @typedef {object} Regions
 * @property {View} view that they were made for
 * @property {number} columns of it
 * @property {Region[]} all the largest number of cells first
 */

/** The width of the picture that the paths are drawn on. */
export const side = 1000;

/** Columns of the view, one picture after the other. */
export const levels = [24, 44, 88];

/** Milliseconds that the worker works before it looks up: what waits for it meanwhile is a newer picture. */
const workSlice = 25;

/**
 * @param {Engine} engine
 * @param {Classifier} slice
 * @param {View} view
 * @param {number} columns
 * @param {AbortSignal} [signal]
 * @returns {Promise<Regions>}
 */
export async function classRegions(engine, slice, view, columns, signal) {
  const grid = gridOver(view, columns);
  const field = await engine.field(slice, grid, { signal, slice: workSlice });
  return { view, columns, all: regionsOf(field, grid, view) };
}

/**
 * @param {PlaneField} field
 * @param {Grid} grid
 * @param {View} view
 * @returns {Region[]}
 */
function regionsOf({ classes, leads }, grid, view) {
  const scale = new PlaneScale(view, side);
  const cells = classes.length;
  /** How many cells each class has. @type {Map<number, number>} */
  const counts = new Map();
  for (const k of classes) if (k >= 0) counts.set(k, (counts.get(k) ?? 0) + 1);
  const ordered = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return ordered.map((k) => {
    const values = leads.subarray(cells * k, cells * (k + 1));
    const [path] = levelPaths(values, grid, [0], scale);
    return { class: k, path, inside: deepest(values, grid, view) };
  });
}

/**
 * The centre of the cell in the view where the value is largest.
 *
 * @param {Float32Array} values
 * @param {Grid} grid
 * @param {View} view
 * @returns {Point}
 */
function deepest(values, { left, right, top, bottom, columns, rows }, view) {
  let best = -1;
  /** @type {Point} */
  let at = [left, top];
  // Clear of the edges, and of the axes at two of them.
  const side = view.right - view.left;
  const [margin, axis] = [0.035 * side, 0.12 * side];
  values.forEach((value, i) => {
    if (!(best < 0 || value > values[best])) return;
    const x = left + ((right - left) * ((i % columns) + 0.5)) / columns;
    const y = top + ((bottom - top) * (Math.floor(i / columns) + 0.5)) / rows;
    const isIn =
      x > view.left + axis &&
      x < view.right - margin &&
      y > view.bottom + axis &&
      y < view.top - margin;
    if (isIn) [best, at] = [i, [x, y]];
  });
  return at;
}
