import { html } from 'lit';
import { linearised } from '../../engine/plane_geometry.js';
import { laterWords } from '../later_words.js';
import { overshootSlider } from '../parts/plane/overshoot_slider.js';
import { numberIn, numberList } from '../parts/plane/point_list.js';
import { task } from '../parts/task.js';
import { PlaneFigure, ranges, view } from '../plane_figure.js';
import { number, say } from '../words.js';
import { defaults, embed, mostOvershoot } from './manifest.js';
import { distances } from './distances.js';
import { drawing } from './drawing.js';

/** @import { Engine } from '../../engine/engine.js' */
/** @import { Linearised } from '../../engine/plane_geometry.js' */
/** @import { AttackResult } from '../../engine/types.js' */
/** @import { Handle } from '../parts/plane/plane_view.js' */
/** @import { Point } from '../parts/plane/plane_scale.js' */

/** @typedef {'2' | '1' | 'inf'} Norm */

/** @typedef {{ point: number[], line: number[], norm: Norm, overshoot: number }} Question */

/**
 * @typedef {object} Answer
 * @property {AttackResult} attack
 * @property {Record<Norm, Linearised>} linearised as seen from the point, in each norm
 */

/** @type {Record<Norm, number>} */
const exponents = { 2: 2, 1: 1, inf: Infinity };

const norms = /** @type {Norm[]} */ (['2', '1', 'inf']);

const lists = {
  point: numberList(defaults.point, ranges),
  line: numberList(defaults.line, ranges),
};

const numbers = {
  overshoot: numberIn(defaults.overshoot, [0, mostOvershoot]),
  growth: numberIn(defaults.growth, [0, 1]),
};

/** How long the balls take to grow, in milliseconds. */
const growingTime = 2500;

/**
 * A straight boundary in the plane: <deepfool-straight>. manifest.js says what of it is public.
 *
 * @extends {PlaneFigure<Question, Answer>}
 */
export class StraightFigure extends PlaneFigure {
  static embed = embed;
  static stateAttributes = ['point', 'line', 'norm', 'overshoot', 'growth'];

  static properties = {
    point: lists.point.property,
    line: lists.line.property,
    norm: { reflect: true, useDefault: true },
    overshoot: numbers.overshoot.property,
    growth: numbers.growth.property,
    _growing: { state: true },
  };

  constructor() {
    super();
    this.point = [...defaults.point];
    this.line = [...defaults.line];
    /** @type {Norm} */
    this.norm = defaults.norm;
    this.overshoot = defaults.overshoot;
    this.growth = defaults.growth;
    this._growing = false;
  }

  willUpdate() {
    if (!norms.includes(this.norm)) this.norm = defaults.norm;
    this.correct({
      point: lists.point.valid(this.point),
      line: lists.line.valid(this.line),
      overshoot: numbers.overshoot.valid(this.overshoot),
      growth: numbers.growth.valid(this.growth),
    });
  }

  /** @returns {Question} */
  get question() {
    const { point, line, norm, overshoot } = this;
    return { point, line, norm, overshoot };
  }

  /**
   * @param {Engine} engine
   * @param {Question} question
   * @returns {Promise<Answer>}
   */
  async answer(engine, { point, line, norm, overshoot }) {
    const classifier = await this.classifierOf(engine, 'line', line);
    const attack = await engine.attack(classifier, Float32Array.from(point), {
      norm: exponents[norm],
      overshoot,
    });
    const seen = await Promise.all(
      norms.map((each) =>
        linearised(engine, classifier, {
          point,
          label: attack.label,
          norm: exponents[each],
          view,
        }),
      ),
    );
    const [two, one, inf] = seen;
    return { attack, linearised: { 2: two, 1: one, inf } };
  }

  get summary() {
    const { _shown: shown } = this;
    if (!shown) return '';
    const { attack, linearised } = shown.answer;
    const [face] = linearised[shown.question.norm].faces;
    if (!Number.isFinite(face.distance)) return laterWords.noLine;
    if (attack.status === 'at boundary') return laterWords.onLine;
    const values = {
      norm: laterWords.inNorm[shown.question.norm],
      distance: number('number', face.distance),
      x: number('coordinate', face.r[0]),
      y: number('coordinate', face.r[1]),
      overshoot: number('share', shown.question.overshoot),
      f: number('number', attack.adversarialLogits[1]),
    };
    return say(
      shown.question.overshoot > 0 ? laterWords.straightSays : laterWords.straightSaysOn,
      values,
    );
  }

  /** @returns {Handle[]} */
  get handles() {
    const [x0, y0, x1, y1] = this.line;
    return [
      { name: 'point', at: /** @type {Point} */ (this.point), label: 'x₀' },
      { name: 'first', at: [x0, y0], label: 'A' },
      { name: 'second', at: [x1, y1], label: 'B' },
    ];
  }

  /** @param {string} name @param {Point} point */
  move(name, point) {
    if (name === 'point') this.set({ point });
    else if (name === 'first') this.set({ line: [...point, ...this.line.slice(2)] });
    else this.set({ line: [...this.line.slice(0, 2), ...point] });
  }

  /** Grows the balls from nothing until they touch. */
  async #grow() {
    if (this._growing || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this._growing = false;
      this.set({ growth: 1 });
      return;
    }
    this._growing = true;
    const start = performance.now();
    for (let share = 0; share < 1 && this._growing && this.isConnected;) {
      this.growth = share;
      share = (await new Promise(requestAnimationFrame)) - start;
      share = Math.max(share / growingTime, 0);
      await this.onScreen();
    }
    if (this._growing) this.set({ growth: 1 });
    this._growing = false;
  }

  get drawing() {
    return drawing(this._shown, this.growth);
  }

  get task() {
    return task(laterWords.straightTry, laterWords.straightAsks);
  }

  get side() {
    return html`${this.#controls()} ${distances(this._shown)}`;
  }

  #controls() {
    /** @param {Event} event */
    const valueOf = ({ target }) => /** @type {HTMLInputElement} */ (target).valueAsNumber;
    return html`<div class="controls">
        <fieldset>
          <legend>${laterWords.nearestIn}</legend>
          ${norms.map(
            (norm) =>
              html`<label
                ><input
                  type="radio"
                  name="norm"
                  value=${norm}
                  .checked=${this.norm === norm}
                  @change=${() => this.set({ norm })}
                />${laterWords.inNorm[norm]}</label
              >`,
          )}
        </fieldset>
      </div>
      <div class="controls">
        <label
          >${laterWords.ball}<input
            type="range"
            name="growth"
            min="0"
            max="1"
            step="0.01"
            .value=${String(this.growth)}
            @input=${(/** @type {Event} */ event) => {
              this._growing = false;
              this.set({ growth: valueOf(event) });
            }}
        /></label>
        <button type="button" class="button" @click=${this.#grow}>
          ${this._growing ? laterWords.stop : laterWords.grow}
        </button>
      </div>
      <div class="controls">
        ${overshootSlider(this.overshoot, mostOvershoot, (overshoot) => this.set({ overshoot }))}
      </div>`;
  }
}

StraightFigure.define();
