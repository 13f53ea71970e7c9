import { html, nothing } from 'lit';
import { LatestRequest } from '../engine/latest_request.js';
import { planeClassifier } from '../engine/plane_geometry.js';
import { sharedEngine } from '../engine/shared_engine.js';
import { copyButtons } from './export/copy_buttons.js';
import { LaterFigure } from './later_figure.js';
import { planeFigureStyle } from './parts/plane/plane_figure_style.js';
import './parts/plane/plane_view.js';
import { pointFields } from './parts/plane/point_fields.js';
import { words } from './words.js';

/** @import { PropertyDeclarations } from 'lit' */
/** @import { Engine } from '../engine/engine.js' */
/** @import { PlaneKind, View } from '../engine/plane_geometry.js' */
/** @import { Classifier, Grid, PlaneField } from '../engine/types.js' */
/** @import { PlaneScale, Point } from './parts/plane/plane_scale.js' */
/** @import { Handle, Move } from './parts/plane/plane_view.js' */

/** How long a figure has to stand still before what it shows is said, in milliseconds. */
const stillness = 700;

/** What all figures of the plane show of it. @type {Readonly<View>} */
export const view = Object.freeze({ left: -4, right: 4, bottom: -3, top: 3 });

/** Where points may be, for numberList(). */
export const ranges = /** @type {const} */ ([
  [view.left, view.right],
  [view.bottom, view.top],
]);

/**
 * A figure of the plane: whenever one of its attributes changes, it asks the worker for what it shows; of what is asked
 * for while the worker is busy, only the newest is worked out.
 *
 * @template Question, Answer
 */
export class PlaneFigure extends LaterFigure {
  /** @type {PropertyDeclarations} */
  static properties = { _shown: { state: true }, _said: { state: true } };

  static styles = planeFigureStyle;

  #latest = new LatestRequest(
    (/** @type {Question} */ question) => this.#answered(question),
    (question, outcome) => {
      if (outcome.status === 'rejected') {
        this.showProblem(outcome.reason);
        return;
      }
      this.problem = null;
      this._shown = { question, answer: outcome.value };
      this.announceResult();
    },
  );

  /** The last classifier, and what it was made of. @type {{ engine: Engine, key: string, classifier: Classifier } | null} */
  #made = null;
  /** The last field over the plane, and whose it is. @type {{ classifier: Classifier, field: PlaneField } | null} */
  #field = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Whether the visitor has changed something: what is shown at first is not said. */
  #touched = false;
  #asked = false;

  constructor() {
    super();
    /** What is shown, and what was asked for it. @type {{ question: Question, answer: Answer } | null} */
    this._shown = null;
    /** The last sentence that was said to those who do not see the figure. */
    this._said = '';
  }

  get result() {
    return this._shown?.answer ?? null;
  }

  /** What the attributes ask for. @returns {Question} */
  get question() {
    throw new Error('A figure says what it asks for.');
  }

  /** What is shown, in a sentence. */
  get summary() {
    return '';
  }

  /** The points that can be moved. @returns {Handle[]} */
  get handles() {
    return [];
  }

  /** Draws what is shown. @returns {(scale: PlaneScale) => unknown} */
  get drawing() {
    return () => null;
  }

  /** What to try, and a question. @type {unknown} */
  get task() {
    return nothing;
  }

  /** What stands beside the plane: buttons and numbers. @type {unknown} */
  get side() {
    return nothing;
  }

  /**
   * Moves a point.
   *
   * @param {string} name
   * @param {Point} point
   */
  move(name, point) {
    throw new Error(`Nothing moves ${name} to ${point}.`);
  }

  /**
   * Works out what is shown.
   *
   * @param {Engine} engine
   * @param {Question} question
   * @returns {Promise<Answer>}
   */
  answer(engine, question) {
    throw new Error(`Nothing answers ${engine}, ${question}.`);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#latest.drop();
    this.#unload();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    const { stateAttributes } = /** @type {typeof PlaneFigure} */ (this.constructor);
    if (!this.#asked || stateAttributes.some((name) => changed.has(name))) this.ask();
    if (changed.has('_shown') && this.#touched) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => (this._said = this.summary), stillness);
    }
  }

  /** Asks for what the attributes say; also again after a problem. */
  ask() {
    this.#asked = true;
    this.#latest.ask(this.question);
  }

  /**
   * Sets what the visitor has chosen.
   *
   * @param {Record<string, unknown>} change the values of attributes
   */
  set(change) {
    this.#touched = true;
    Object.assign(this, change);
    void this.updateComplete.then(() =>
      this.dispatchEvent(new CustomEvent('deepfool-change', { bubbles: true, composed: true })),
    );
  }

  /** @param {Question} question */
  async #answered(question) {
    await this.onScreen();
    return this.answer(sharedEngine(), question);
  }

  /**
   * A classifier of the plane; that of the last question, if it is the same.
   *
   * @param {Engine} engine
   * @param {PlaneKind} kind
   * @param {number[]} numbers
   */
  async classifierOf(engine, kind, numbers) {
    const key = [kind, ...numbers].join();
    if (this.#made?.engine !== engine || this.#made.key !== key) {
      const classifier = await planeClassifier(engine, kind, numbers);
      this.#unload();
      this.#made = { engine, key, classifier };
    }
    return this.#made.classifier;
  }

  /**
   * The classes over a grid, always the same one; worked out anew only for another classifier.
   *
   * @param {Engine} engine
   * @param {Classifier} classifier
   * @param {Grid} grid
   */
  async fieldOf(engine, classifier, grid) {
    if (this.#field?.classifier !== classifier) {
      this.#field = { classifier, field: await engine.field(classifier, grid) };
    }
    return this.#field.field;
  }

  render() {
    const { handles, summary, problem } = this;
    const move = (/** @type {string} */ name, /** @type {Point} */ point) => this.move(name, point);
    return html`<section role="group" aria-label=${this.title}>
      ${this.task}
      <div class="board">
        <deepfool-plane-view
          part="plane"
          .view=${view}
          .handles=${handles}
          .drawing=${this.drawing}
          text=${summary}
          @move=${(/** @type {CustomEvent<Move>} */ { detail }) => move(detail.name, detail.point)}
        ></deepfool-plane-view>
        <div class="side">${this.side} ${pointFields(handles, view, move)}</div>
      </div>
      <p class="sentence">
        ${
          problem
            ? html`${words.error[problem.code]}
                <button type="button" class="button" @click=${() => this.ask()}>
                  ${words.retry}
                </button>`
            : summary
        }
      </p>
      <p class="hidden" role="status">${this._said}</p>
      ${copyButtons(this)}
    </section>`;
  }

  #unload() {
    const { engine, classifier } = this.#made ?? {};
    // A worker that has ended has freed it.
    if (engine && classifier) engine.unload(classifier).catch(() => {});
    this.#made = null;
  }
}
