// What the figure of a straight boundary draws in the plane.

import { svg } from 'lit';
import { laterWords } from '../later_words.js';
import { drawnName, mark, middleOf, points } from '../parts/plane/points.js';
import { rightAngle } from '../parts/plane/right_angle.js';

/** @import { Face } from '../../engine/plane_geometry.js' */
/** @import { PlaneScale } from '../parts/plane/plane_scale.js' */
/** @import { Answer, Norm, Question } from './straight_figure.js' */

const norms = /** @type {Norm[]} */ (['2', '1', 'inf']);

/**
 * @param {{ question: Question, answer: Answer } | null} shown
 * @param {number} growth share of each ball's radius where it touches
 * @returns {(scale: PlaneScale) => unknown} draws it
 */
export const drawing = (shown, growth) => (scale) => {
  if (!shown) return null;
  const { question, answer } = shown;
  const { cells } = answer.linearised[question.norm];
  const [face] = answer.linearised[question.norm].faces;
  const regions = cells.map(
    ({ corners }, k) =>
      svg`<path class="class-${k}" data-class=${k} d=${scale.path(points(corners), { closed: true })}></path>`,
  );
  if (!face.line) return regions;
  const others = norms.filter((norm) => norm !== question.norm);
  const faceIn = (/** @type {Norm} */ norm) => answer.linearised[norm].faces[0];
  const { perturbed } = answer.attack;
  const touches = growth === 1;
  return svg`${regions}
    ${others.map((norm) => ball(norm, question.point, growth * faceIn(norm).distance, scale, 'other'))}
    ${ball(question.norm, question.point, growth * face.distance, scale, 'ball')}
    <path class="boundary" d=${scale.path(points(face.line))}></path>
    ${touches && isSegment(face) ? svg`<path class="touch" d=${scale.path(points(face.touch))}></path>` : null}
    <path class="step" d=${scale.path([question.point, face.nearest])}></path>
    ${question.norm === '2' ? rightAngle(scale, face.nearest, question.point, face.line) : null}
    <path class="overshoot" d=${scale.path([face.nearest, perturbed])}></path>
    ${others.map((norm) => nearestMark(norm, faceIn(norm), scale))}
    ${mark(scale, face.nearest, 'mark', 3.5)} ${mark(scale, perturbed, 'mark end', 5)}
    ${drawnName(scale, middle(question.point, face.nearest), 'r', { by: [-4, -8] })}
    ${cells.map(({ corners }, k) => sign(corners, k, question.point, scale))}`;
};

/** @param {Norm} norm @param {Face} face @param {PlaneScale} scale */
function nearestMark(norm, { nearest }, scale) {
  return svg`${mark(scale, nearest, 'mark true', 3)}
    ${drawnName(scale, nearest, laterWords.inNorm[norm], { className: 'sign small', by: [7, 14] })}`;
}

/**
 * The points of a norm's ball.
 *
 * @param {Norm} norm
 * @param {number[]} centre
 * @param {number} radius
 * @param {PlaneScale} scale
 * @param {string} name
 */
function ball(norm, centre, radius, scale, name) {
  const [x, y] = scale.at(centre);
  const r = scale.length(radius);
  if (norm === '2') return svg`<circle class=${name} cx=${x} cy=${y} r=${r}></circle>`;
  const corners =
    norm === '1'
      ? [
          [x - r, y],
          [x, y - r],
          [x + r, y],
          [x, y + r],
        ]
      : [
          [x - r, y - r],
          [x + r, y - r],
          [x + r, y + r],
          [x - r, y + r],
        ];
  return svg`<polygon class=${name} points=${corners.join(' ')}></polygon>`;
}

/** Whether there is more than one nearest point. @param {Face} face */
const isSegment = ({ touch: [x0, y0, x1, y1] }) => x0 !== x1 || y0 !== y1;

/**
 * The sign of f in a region, out of the way of what is drawn around the point.
 *
 * @param {Float64Array} corners
 * @param {number} k
 * @param {number[]} point
 * @param {PlaneScale} scale
 */
function sign(corners, k, point, scale) {
  if (corners.length === 0) return null;
  const away = (/** @type {ArrayLike<number>} */ at) =>
    Math.hypot(at[0] - point[0], at[1] - point[1]);
  const farthest = points(corners).reduce((a, b) => (away(b) > away(a) ? b : a));
  const at = middle(middleOf(corners), farthest);
  return drawnName(scale, at, k === 1 ? 'f > 0' : 'f < 0', { className: 'region' });
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
