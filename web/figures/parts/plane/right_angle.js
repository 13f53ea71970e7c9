import { svg } from 'lit';

/** @import { PlaneScale } from './plane_scale.js' */

/** Sides of the mark, in pixels. */
const side = 9;

/**
 * The mark of a right angle.
 *
 * @param {PlaneScale} scale
 * @param {ArrayLike<number>} corner
 * @param {ArrayLike<number>} towards a point on one of its legs
 * @param {ArrayLike<number>} line two points of the line that is the other
 */
export function rightAngle(scale, corner, towards, line) {
  const at = scale.at(corner);
  const a = leg(at, scale.at(towards));
  const b = leg(scale.at([line[0], line[1]]), scale.at([line[2], line[3]]));
  if (!a || !b) return null;
  const points = [
    [at[0] + a[0], at[1] + a[1]],
    [at[0] + a[0] + b[0], at[1] + a[1] + b[1]],
    [at[0] + b[0], at[1] + b[1]],
  ];
  return svg`<polyline class="right-angle" points=${points.join(' ')}></polyline>`;
}

/** As long as a side, in a direction; null, if the points are too near to each other. @param {number[]} from @param {number[]} to */
function leg(from, to) {
  const by = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(...by);
  return length < 2 * side ? null : by.map((pixels) => (pixels * side) / length);
}
