// What the regions' figure draws on its plane.

import { nothing, svg } from 'lit';
import { drawnName } from '../parts/plane/points.js';
import { side } from './class_regions.js';

/** @import { PlaneLine } from '../../engine/types.js' */
/** @import { PlaneScale, Point } from '../parts/plane/plane_scale.js' */
/** @import { Regions } from './class_regions.js' */
/** @import { Scene } from './scene.js' */

/**
 * The colour of each class, by its place among those of the plane's view: that which is read first, that which it
 * becomes, and the others.
 *
 * @param {Scene} scene
 * @returns {number[]} by class
 */
export function colours({ attack }) {
  const { label, adversarial, logits } = attack;
  const others = [...logits.keys()].filter((k) => k !== label && k !== adversarial);
  const order = [...new Set([label, adversarial, ...others])];
  return [...logits.keys()].map((k) => order.indexOf(k) % 10);
}

/**
 * @param {PlaneScale} scale
 * @param {Scene} scene
 * @param {Regions} regions
 * @param {number} step
 */
export function regionDrawing(scale, scene, regions, step) {
  return svg`${areas(scale, scene, regions)} ${linearBoundaries(scale, scene, step)}
    ${planarPath(scale, scene)} ${path(scale, scene, step)} ${names(scale, scene, regions)}`;
}

/**
 * The regions lie where the view had them when they were worked out.
 *
 * @param {PlaneScale} scale
 * @param {Scene} scene
 * @param {Regions} regions
 */
function areas(scale, scene, { view, all }) {
  const [x, y] = scale.at([view.left, view.top]);
  const factor = scale.length(view.right - view.left) / side;
  const colour = colours(scene);
  return svg`<g class="areas" transform="translate(${x} ${y}) scale(${factor})">
    ${all.map(
      // Wide lines of the same colour fill what paths leave open where three regions meet.
      (region) => svg`<path class="filler filler-${colour[region.class]}" d=${region.path}></path>`,
    )}
    ${all.map(
      (region) =>
        svg`<path
          class="region class-${colour[region.class]}"
          data-class=${region.class}
          d=${region.path}
        ></path>`,
    )}
    ${all.map((region) => svg`<path class="boundary" d=${region.path}></path>`)}
  </g>`;
}

/**
 * The boundaries as they look from where a step begins: that of the class which the step goes to is drawn strongest.
 *
 * @param {PlaneScale} scale
 * @param {Scene} scene
 * @param {number} step
 */
function linearBoundaries(scale, { lines, attack }, step) {
  const chosen = attack.path[step]?.chosen;
  return (lines[step] ?? []).map((line, k) =>
    line
      ? svg`<path
          class="linear ${k === chosen ? 'chosen' : 'other-linear'}"
          data-class=${k}
          d=${across(scale, line)}
        ></path>`
      : nothing,
  );
}

/**
 * A line, from beyond one side of the picture to beyond the other.
 *
 * @param {PlaneScale} scale
 * @param {NonNullable<PlaneLine>} line
 */
function across(scale, { point, direction }) {
  const [x, y] = scale.at(point);
  // From a point that is far away, the line has to reach further.
  const reach = 2 * (scale.width + scale.height) + Math.hypot(x, y);
  const unit = scale.length(1);
  const end = (/** @type {number} */ t) =>
    /** @type {Point} */ ([point[0] + t * direction[0], point[1] + t * direction[1]]);
  return scale.path([end(-reach / unit), end(reach / unit)]);
}

/**
 * @param {PlaneScale} scale
 * @param {Scene} scene
 * @param {number} step
 */
function path(scale, { path, third }, step) {
  const [thirdX, thirdY] = scale.at(third.at);
  return svg`${
    third.isPoint
      ? svg`<rect class="mark third" x=${thirdX - 4.5} y=${thirdY - 4.5} width="9" height="9"></rect>`
      : nothing
  }
  <path class="step way" d=${scale.path(path)}></path>
  ${path.map((point, i) => {
    const [x, y] = scale.at(point);
    const kind = i === path.length - 1 ? 'end' : i === step ? 'now' : '';
    return svg`<circle class="mark iterate ${kind}" data-step=${i} cx=${x} cy=${y} r="5"></circle>`;
  })}`;
}

/**
 * DeepFool in the plane itself.
 *
 * @param {PlaneScale} scale
 * @param {Scene} scene
 */
function planarPath(scale, { planarPath }) {
  return svg`<path class="planar" d=${scale.path(planarPath)}></path>
    ${planarPath.slice(1).map((point) => {
      const [x, y] = scale.at(point);
      return svg`<path class="mark planar-mark" d="M${x - 5} ${y}L${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}Z"></path>`;
    })}`;
}

/**
 * @param {PlaneScale} scale
 * @param {Scene} scene
 * @param {Regions} regions
 */
function names(scale, { path, attack, third }, { all }) {
  const end = path[path.length - 1];
  return svg`${all.map(({ class: k, inside }) =>
    drawnName(scale, inside, String(k), { className: 'region' }),
  )}
  ${drawnName(scale, path[0], 'x', { by: [-16, 18] })}
  ${attack.status === 'flipped' ? drawnName(scale, end, 'x + r', { by: [8, 20] }) : nothing}
  ${third.isPoint ? drawnName(scale, third.at, third.class === null ? '' : String(third.class), { className: 'of-third', by: [9, -7] }) : nothing}`;
}
