import { html } from 'lit';
import { linearised } from '../../engine/plane_geometry.js';
import { laterWords } from '../later_words.js';
import { numberIn, numberList } from '../parts/plane/point_list.js';
import { StepPlayer } from '../parts/plane/step_player.js';
import { task } from '../parts/task.js';
import { PlaneFigure, ranges, view } from '../plane_figure.js';
import { drawing, grid } from './drawing.js';
import { defaults, embed, mostSteps, steepness } from './manifest.js';
import { facesOf, nameOfClass, sentenceOf } from './said.js';

/** @import { Engine } from '../../engine/engine.js' */
/** @import { Linearised } from '../../engine/plane_geometry.js' */
/** @import { AttackResult, PlaneField } from '../../engine/types.js' */
/** @import { Handle } from '../parts/plane/plane_view.js' */
/** @import { Point } from '../parts/plane/plane_scale.js' */

/** @typedef {{ point: number[], centres: number[], curved: boolean, step: number }} Question */

/**
 * @typedef {object} Answer
 * @property {AttackResult} attack with its path
 * @property {number} step which iterate is shown; that after the last one is the perturbed point
 * @property {Linearised} linearised at the iterate that is shown, or at the last one
 * @property {PlaneField | null} field the curved regions; straight ones are the linearisation's cells
 */

const lists = {
  point: numberList(defaults.point, ranges),
  centres: numberList(defaults.centres, ranges),
};

const numbers = { step: numberIn(defaults.step, [0, mostSteps]) };

/**
 * Many classes in the plane: <deepfool-classes>. manifest.js says what of it is public.
 *
 * @extends {PlaneFigure<Question, Answer>}
 */
export class ClassesFigure extends PlaneFigure {
  static embed = embed;
  static stateAttributes = ['point', 'centres', 'curved', 'step'];

  static properties = {
    point: lists.point.property,
    centres: lists.centres.property,
    curved: { type: Boolean, reflect: true },
    step: numbers.step.property,
  };

  #player = new StepPlayer(this);

  constructor() {
    super();
    this.point = [...defaults.point];
    this.centres = [...defaults.centres];
    this.curved = defaults.curved;
    this.step = defaults.step;
  }

  willUpdate() {
    this.correct({
      point: lists.point.valid(this.point),
      centres: lists.centres.valid(this.centres),
      step: Math.trunc(numbers.step.valid(this.step)),
    });
  }

  /** The last step: that after which the boundary is crossed. */
  get last() {
    return this._shown?.answer.attack.iterations ?? 0;
  }

  /** @returns {Question} */
  get question() {
    const { point, centres, curved, step } = this;
    return { point, centres, curved, step };
  }

  /**
   * @param {Engine} engine
   * @param {Question} question
   * @returns {Promise<Answer>}
   */
  async answer(engine, { point, centres, curved, step }) {
    const classifier = curved
      ? await this.classifierOf(engine, 'steep centres', withSteepness(centres))
      : await this.classifierOf(engine, 'centres', centres);
    const [attack, field] = await Promise.all([
      engine.attack(classifier, Float32Array.from(point), { path: true }),
      curved ? this.fieldOf(engine, classifier, grid) : null,
    ]);
    const shown = Math.min(step, attack.iterations);
    const iterate = attack.path[Math.min(shown, Math.max(attack.iterations - 1, 0))];
    const seen = await linearised(engine, classifier, {
      point: iterate?.perturbed ?? point,
      label: attack.label,
      view,
    });
    return { attack, step: shown, linearised: seen, field };
  }

  get summary() {
    return this._shown ? sentenceOf(this._shown.answer) : '';
  }

  /** @returns {Handle[]} */
  get handles() {
    const { centres } = this;
    const point = { name: 'point', at: /** @type {Point} */ (this.point), label: 'x₀' };
    const centre = (/** @type {unknown} */ _, /** @type {number} */ k) => ({
      name: String(k),
      at: /** @type {Point} */ (centres.slice(2 * k, 2 * k + 2)),
      label: nameOfClass(k),
    });
    return [point, ...steepness.map(centre)];
  }

  /** @param {string} name @param {Point} point */
  move(name, point) {
    if (name === 'point') this.set({ point });
    else this.set({ centres: this.centres.toSpliced(2 * Number(name), 2, ...point) });
  }

  get drawing() {
    return drawing(this._shown);
  }

  get task() {
    return task(laterWords.classesTry, laterWords.classesAsks);
  }

  get side() {
    return html`<div class="controls">
        <label
          ><input
            type="checkbox"
            name="curved"
            .checked=${this.curved}
            @change=${(/** @type {Event} */ { target }) =>
              this.set({
                curved: /** @type {HTMLInputElement} */ (target).checked,
                step: 0,
              })}
          />${laterWords.curvedBoundaries}</label
        >
      </div>
      ${this.#player.controls} ${facesOf(this._shown)}`;
  }
}

/** Each centre's coordinates and its steepness. @param {number[]} centres */
const withSteepness = (centres) =>
  steepness.flatMap((a, k) => [centres[2 * k], centres[2 * k + 1], a]);

ClassesFigure.define();
