import { html } from 'lit';
import { linearised, nearestBoundary } from '../../engine/plane_geometry.js';
import { laterWords } from '../later_words.js';
import { overshootSlider } from '../parts/plane/overshoot_slider.js';
import { numberIn, numberList } from '../parts/plane/point_list.js';
import { StepPlayer } from '../parts/plane/step_player.js';
import { task } from '../parts/task.js';
import { PlaneFigure, ranges, view } from '../plane_figure.js';
import { drawing } from './drawing.js';
import { grid, shares } from './levels.js';
import { curves, defaults, embed, mostOvershoot, mostSteps } from './manifest.js';
import { numbersOf, sentenceOf } from './said.js';

/** @import { Engine } from '../../engine/engine.js' */
/** @import { Linearised, NearestBoundary } from '../../engine/plane_geometry.js' */
/** @import { AttackResult, PlaneField } from '../../engine/types.js' */
/** @import { Handle } from '../parts/plane/plane_view.js' */
/** @import { Point } from '../parts/plane/plane_scale.js' */

/** @typedef {typeof curves[number]} Curve */

/** @typedef {{ curve: Curve, point: number[], heights: number[], overshoot: number, step: number }} Question */

/**
 * @typedef {object} Answer
 * @property {AttackResult} attack with its path
 * @property {number} step which iterate is shown; that after the last one is the perturbed point
 * @property {Linearised} linearised at the iterate that is shown, or at the last one
 * @property {NearestBoundary | null} nearest
 * @property {PlaneField} field f over the plane
 */

/** How far the nearest boundary is looked for: across the view, and more. */
const radius = 12;

const lists = {
  point: numberList(defaults.point, ranges),
  heights: numberList(defaults.heights, [ranges[1]]),
};

const numbers = {
  overshoot: numberIn(defaults.overshoot, [0, mostOvershoot]),
  step: numberIn(defaults.step, [0, mostSteps]),
};

/** Where the points are that a bent boundary goes through. */
const knots = [-3.5, -1.75, 0, 1.75, 3.5];

/**
 * A curved boundary in the plane: <deepfool-curved>. manifest.js says what of it is public.
 *
 * @extends {PlaneFigure<Question, Answer>}
 */
export class CurvedFigure extends PlaneFigure {
  static embed = embed;
  static stateAttributes = ['curve', 'point', 'heights', 'overshoot', 'step'];

  static properties = {
    curve: { reflect: true, useDefault: true },
    point: lists.point.property,
    heights: lists.heights.property,
    overshoot: numbers.overshoot.property,
    step: numbers.step.property,
  };

  #player = new StepPlayer(this);

  constructor() {
    super();
    /** @type {Curve} */
    this.curve = defaults.curve;
    this.point = [...defaults.point];
    this.heights = [...defaults.heights];
    this.overshoot = defaults.overshoot;
    this.step = defaults.step;
  }

  willUpdate() {
    if (!curves.includes(this.curve)) this.curve = defaults.curve;
    this.correct({
      point: lists.point.valid(this.point),
      heights: lists.heights.valid(this.heights),
      overshoot: numbers.overshoot.valid(this.overshoot),
      step: Math.trunc(numbers.step.valid(this.step)),
    });
  }

  /** The last step: that after which the boundary is crossed. */
  get last() {
    return this._shown?.answer.attack.iterations ?? 0;
  }

  /** @returns {Question} */
  get question() {
    const { curve, point, heights, overshoot, step } = this;
    return { curve, point, heights, overshoot, step };
  }

  /**
   * @param {Engine} engine
   * @param {Question} question
   * @returns {Promise<Answer>}
   */
  async answer(engine, { curve, point, heights, overshoot, step }) {
    const classifier = await this.classifierOf(engine, curve, curve === 'bent' ? heights : []);
    const [attack, field] = await Promise.all([
      engine.attack(classifier, Float32Array.from(point), { overshoot, path: true }),
      this.fieldOf(engine, classifier, grid),
    ]);
    const shown = Math.min(step, attack.iterations);
    const iterate = attack.path[Math.min(shown, Math.max(attack.iterations - 1, 0))];
    const [seen, nearest] = await Promise.all([
      linearised(engine, classifier, {
        point: iterate?.perturbed ?? point,
        label: attack.label,
        view,
        shares,
      }),
      nearestBoundary(engine, classifier, point, { radius, length: attack.l2 }),
    ]);
    return { attack, step: shown, linearised: seen, nearest, field };
  }

  get summary() {
    return this._shown ? sentenceOf(this._shown.question, this._shown.answer) : '';
  }

  /** @returns {Handle[]} */
  get handles() {
    const point = { name: 'point', at: /** @type {Point} */ (this.point), label: 'x₀' };
    if (this.curve !== 'bent') return [point];
    const knot = (/** @type {number} */ u, /** @type {number} */ i) => ({
      name: String(i),
      at: /** @type {Point} */ ([u, this.heights[i]]),
      label: String.fromCharCode(65 + i),
      upright: true,
    });
    return [point, ...knots.map(knot)];
  }

  /** @param {string} name @param {Point} point */
  move(name, point) {
    if (name === 'point') this.set({ point });
    else this.set({ heights: this.heights.with(Number(name), point[1]) });
  }

  get drawing() {
    return drawing(this._shown);
  }

  get task() {
    return task(laterWords.curvedTry, laterWords.curvedAsks);
  }

  get side() {
    return html`${this.#player.controls}
      <div class="controls">
        <label
          >${laterWords.boundary}
          <select
            name="curve"
            .value=${this.curve}
            @change=${(/** @type {Event} */ { target }) =>
              this.set({ curve: /** @type {HTMLSelectElement} */ (target).value, step: 0 })}
          >
            ${curves.map(
              (curve) =>
                html`<option value=${curve} ?selected=${curve === this.curve}>
                  ${laterWords.curves[curve]}
                </option>`,
            )}
          </select></label
        >
        ${overshootSlider(this.overshoot, mostOvershoot, (overshoot) => this.set({ overshoot }))}
      </div>
      ${numbersOf(this._shown)}`;
  }
}

CurvedFigure.define();
