// What the figure of many classes draws in the plane.

import { svg } from 'lit';
import { gridOver, levelPaths } from '../parts/plane/level_paths.js';
import { drawnName, mark, points } from '../parts/plane/points.js';
import { rightAngle } from '../parts/plane/right_angle.js';
import { view } from '../plane_figure.js';

/** @import { PlaneField } from '../../engine/types.js' */
/** @import { PlaneScale } from '../parts/plane/plane_scale.js' */
/** @import { Answer, Question } from './classes_figure.js' */

/** The grid that curved regions are worked out on: fine, since where three of them meet each is cut off within a cell. */
export const grid = gridOver(view, 160);

/** @param {{ question: Question, answer: Answer } | null} shown @returns {(scale: PlaneScale) => unknown} draws it */
export const drawing = (shown) => (scale) => {
  if (!shown) return null;
  const { attack, step, linearised, field } = shown.answer;
  const { cells, faces } = linearised;
  const isLast = step === attack.iterations;
  const iterates = attack.path.slice(0, Math.min(step, attack.iterations - 1) + 1);
  const way = iterates.map(({ perturbed }) => perturbed);
  const at = way.at(-1) ?? shown.question.point;
  const chosen = attack.iterations > 0 ? faces[linearised.nearest] : null;
  const end = attack.path.at(-1)?.perturbed ?? attack.perturbed;
  const cell = cells[attack.label];
  const outline = scale.path(points(cell.corners), { closed: true });
  return svg`${field ? curvedRegions(field, cells.length, scale) : straightRegions(cells, scale)}
    ${
      isLast && field
        ? null
        : svg`<path class="cell" d=${outline}></path>
          ${faces.map(
            (face) =>
              Number.isFinite(face.distance) &&
              face !== chosen &&
              svg`<path class="other" d=${scale.path([at, face.nearest])}></path>
                ${mark(scale, face.nearest, 'mark true', 2.5)}`,
          )}`
    }
    ${
      chosen?.line && !isLast
        ? svg`<path class="linear" d=${scale.path(points(chosen.line))}></path>
          ${rightAngle(scale, chosen.nearest, at, chosen.line)}`
        : null
    }
    ${chosen ? svg`<path class="step" d=${scale.path([...way, chosen.nearest])}></path>` : null}
    ${way.slice(1).map((point) => mark(scale, point, 'mark now', 4.5))}
    ${
      chosen && isLast
        ? svg`<path class="overshoot" d=${scale.path([chosen.nearest, end])}></path>
          ${mark(scale, end, 'mark end', 5)} ${drawnName(scale, end, 'x', { by: [9, -7] })}`
        : null
    }
    ${chosen && !isLast ? mark(scale, chosen.nearest, 'mark', 4.5) : null}
    ${chosen && !isLast ? drawnName(scale, chosen.nearest, `x${'₀₁₂₃₄₅₆₇₈₉'[step + 1] ?? ''}`, { by: [9, -7] }) : null}`;
};

/** @param {import('../../engine/plane_geometry.js').Cell[]} cells @param {PlaneScale} scale */
const straightRegions = (cells, scale) =>
  cells.map(({ corners }, k) => region(scale.path(points(corners), { closed: true }), k));

/** The paths of each field that is shown, and for which width: most of a drawing's time. @type {WeakMap<PlaneField, { width: number, paths: string[] }>} */
const kept = new WeakMap();

/** @param {PlaneField} field @param {number} classes @param {PlaneScale} scale */
function curvedRegions(field, classes, scale) {
  let { width, paths } = kept.get(field) ?? { width: 0, paths: [] };
  if (width !== scale.width) {
    width = scale.width;
    const count = field.leads.length / classes;
    paths = Array.from({ length: classes }, (_, k) =>
      levelPaths(field.leads.subarray(count * k, count * (k + 1)), grid, [0], scale).join(),
    );
    kept.set(field, { width, paths });
  }
  return paths.map(region);
}

/** @param {string} path @param {number} k */
const region = (path, k) =>
  svg`<path class="class-${k} outlined" data-class=${k} d=${path}></path>`;
