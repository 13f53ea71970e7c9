// What the figure of a curved boundary draws in the plane.

import { svg } from 'lit';
import { levelPaths } from '../parts/plane/level_paths.js';
import { drawnName, mark, points } from '../parts/plane/points.js';
import { grid, shares } from './levels.js';

/** @import { PlaneField } from '../../engine/types.js' */
/** @import { PlaneScale } from '../parts/plane/plane_scale.js' */
/** @import { Answer, Question } from './curved_figure.js' */

/** Subscripts. */
const digits = [...'₀₁₂₃₄₅₆₇₈₉'];

/** x with an index. @param {number} i */
export const iterateName = (i) =>
  `x${[...String(i)].map((digit) => digits[Number(digit)]).join('')}`;

/** @param {{ question: Question, answer: Answer } | null} shown @returns {(scale: PlaneScale) => unknown} draws it */
export const drawing = (shown) => (scale) => {
  if (!shown) return null;
  const { question, answer } = shown;
  const { attack, step, linearised, nearest, field } = answer;
  const { f, positive } = boundaryOf(field, scale);
  const [face] = linearised.faces;
  const isLast = step === attack.iterations;
  const at = Number(linearised.logits[1]);
  // Of f itself, at the values of the linearisation's lines: they touch where it is linearised.
  const levels = isLast ? [] : shares.map((share) => share * at);
  const own = levelPaths(f, grid, levels, scale);
  const iterates = attack.path.slice(0, Math.min(step, attack.iterations - 1) + 1);
  const way = iterates.map(({ perturbed }) => perturbed);
  const end = attack.path.at(-1)?.perturbed ?? attack.perturbed;
  const next = Number.isFinite(face.distance) && attack.iterations > 0 ? [face.nearest] : [];
  return svg`<rect class="class-0" data-class="0" width=${scale.width} height=${scale.height}></rect>
    <path class="class-1" data-class="1" d=${positive}></path>
    ${own.map((path) => svg`<path class="level" d=${path}></path>`)}
    ${
      isLast
        ? null
        : svg`${face.levels.map(
            (line) => line && svg`<path class="linear level" d=${scale.path(points(line))}></path>`,
          )}
          ${face.line && svg`<path class="linear" d=${scale.path(points(face.line))}></path>`}`
    }
    <path class="boundary" d=${positive}></path>
    ${
      nearest
        ? svg`<path class="true-way" d=${scale.path([question.point, nearest.point])}></path>
          ${mark(scale, nearest.point, 'mark true', 5)}`
        : null
    }
    <path class="step" d=${scale.path([...way, ...next])}></path>
    ${
      isLast && next.length > 0
        ? svg`<path class="overshoot" d=${scale.path([face.nearest, end])}></path>
          ${mark(scale, end, 'mark end', 5)} ${drawnName(scale, end, 'x', { by: [9, -7] })}`
        : next.map((point) => mark(scale, point, 'mark', 4.5))
    }
    ${way.slice(1).map((point) => mark(scale, point, 'mark now', 4.5))}
    ${isLast ? null : [...way, ...next].map((point, i) => i > 0 && drawnName(scale, point, iterateName(i), { by: [9, -7] }))}
    ${signs(f, scale)}`;
};

/** What is drawn of each field as long as the boundary stays. @type {WeakMap<PlaneField, { width: number, f: Float32Array, positive: string }>} */
const kept = new WeakMap();

/** f over the grid, and the path around where it is positive. @param {PlaneField} field @param {PlaneScale} scale */
function boundaryOf(field, scale) {
  const { width } = scale;
  let boundary = kept.get(field);
  if (boundary?.width !== width) {
    const f = field.logits.filter((_, i) => i % 2 === 1);
    const [positive] = levelPaths(f, grid, [0], scale);
    boundary = { width, f, positive };
    kept.set(field, boundary);
  }
  return boundary;
}

/** Where the signs may stand, the best first: near the corners, and where the last boundary needs it, in the middle. */
const places = [
  [-3.4, 2.6],
  [-3.4, -2.6],
  [3.4, 2.6],
  [3.4, -2.6],
  [0, -0.9],
];

/** Names each sign of f once, where it is. @param {Float32Array} f @param {PlaneScale} scale */
function signs(f, scale) {
  const cell = (grid.right - grid.left) / grid.columns;
  const isPositive = (/** @type {number[]} */ [x, y]) => {
    const column = Math.floor((x - grid.left) / cell);
    return f[Math.floor((grid.top - y) / cell) * grid.columns + column] > 0;
  };
  return [true, false].map((positive) => {
    const place = places.find((at) => isPositive(at) === positive);
    const text = positive ? 'f > 0' : 'f < 0';
    return place && drawnName(scale, place, text, { className: 'region' });
  });
}
