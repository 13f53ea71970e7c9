import { html, nothing } from 'lit';
import { methods } from '../../engine/attack_options.js';
import { possibleName } from '../../engine/classifier_names.js';
import { titleOf } from '../../engine/classifier_title.js';
import { importOnce } from '../../engine/load_once.js';
import { otherNames } from '../../engine/own_classifiers.js';
import { mostDigits } from '../../engine/test_set.js';
import { copyButtons, copyButtonsStyle } from '../export/copy_buttons.js';
import '../export/save_menu.js';
import { LaterFigure } from '../later_figure.js';
import { laterWords } from '../later_words.js';
import {
  boxAttribute,
  defaults,
  normAttribute,
  optionsFor,
  usedNorm,
} from '../parts/attack_settings.js';
import { lookStyle } from '../parts/line_looks.js';
import { task, taskStyle } from '../parts/task.js';
import { buttons, common, theme } from '../parts/theme.js';
import { number, pieces, say, words } from '../words.js';
import { controls } from './controls.js';
import { digitRow, pairItem } from './digits.js';
import { EvaluationRunner, ends } from './evaluation_runner.js';
import { embed } from './manifest.js';
import { measureOf } from './measures.js';
import { paperButton, paperNames, paperNorms, paperTable } from './paper.js';
import { curves, distribution } from './plots.js';
import { robustnessStyle } from './robustness_style.js';
import { classTable, curveTable, flipsTable, measured, summaryTable } from './tables.js';

/** @import { Method } from '../../engine/attack_options.js' */
/** @import { Answer } from './evaluation_runner.js' */
/** @import { Found } from './paper.js' */
/** @import { Plot } from './plot.js' */

/** What cannot be in a name in the list of names. */
const encoded = /[%,]/g;

/** How many digits may be asked for. */
const countLimits = { min: 1, default: 1000 };

const savedFiles = importOnce(() => import('./saved_files.js'));

/**
 * How robust classifiers are: attacks on many test digits, and what they come to: <deepfool-robustness>. It fetches and
 * works when asked to. manifest.js says what of it is public.
 */
export class RobustnessFigure extends LaterFigure {
  static embed = embed;
  static stateAttributes = ['classifiers', 'method', 'norm', 'box', 'count', 'seed'];

  static properties = {
    classifiers: { reflect: true, useDefault: true },
    method: { reflect: true, useDefault: true },
    norm: { reflect: true, useDefault: true, converter: normAttribute },
    box: { reflect: true, useDefault: true, converter: boxAttribute },
    count: { type: Number, reflect: true, useDefault: true },
    seed: { type: Number, reflect: true, useDefault: true },
    _looked: { state: true },
    _shownDigit: { state: true },
    _saving: { state: true },
    _paper: { state: true },
  };

  static styles = [theme, common, buttons, copyButtonsStyle, taskStyle, lookStyle, robustnessStyle];

  #runner = new EvaluationRunner(this);

  constructor() {
    super();
    this.classifiers = 'digits,softmax';
    /** @type {Method} */
    this.method = defaults.method;
    this.norm = defaults.norm;
    this.box = defaults.box;
    this.count = countLimits.default;
    this.seed = 1;
    /** The place of the classifier that is looked at closely. */
    this._looked = 0;
    /** What was last done with a digit. */
    this._shownDigit = '';
    /** What saving needs, once it is fetched. @type {typeof import('./saved_files.js') | null} */
    this._saving = null;
    /** What was found for the paper's tables, if they are asked for. @type {Found | null} */
    this._paper = null;
  }

  /** What is known so far. @returns {Answer | null} */
  get result() {
    return this.#runner.answer;
  }

  /** The names of the classifiers. */
  get names() {
    const all = this.classifiers
      .split(',')
      .filter((text) => text.trim() !== '')
      .map((text) => decoded(text.trim()));
    return [...new Set(all.filter((name) => possibleName(name) === name))];
  }

  get settings() {
    const { norm, box } = this;
    return {
      ...defaults,
      method: /** @type {typeof defaults.method} */ (this.method),
      norm,
      box,
    };
  }

  /** What is measured. */
  get measure() {
    return measureOf(usedNorm(this.settings));
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('deepfool-classifiers', this.#listed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('deepfool-classifiers', this.#listed);
    this.#runner.clear();
  }

  /** The list of classifiers has changed. */
  #listed = () => this.requestUpdate();

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const { min, default: usual } = countLimits;
    const isCount = Number.isInteger(this.count) && this.count >= min;
    const isSeed = Number.isSafeInteger(this.seed) && this.seed >= 0;
    this.correct({
      method: methods.includes(this.method) ? this.method : defaults.method,
      norm: [1, 2, Infinity].includes(this.norm) ? this.norm : defaults.norm,
      count: isCount ? Math.min(this.count, 10_000) : usual,
      seed: isSeed ? this.seed : 1,
    });
    const { stateAttributes } = RobustnessFigure;
    if (this.hasUpdated && stateAttributes.some((name) => changed.has(name))) {
      this.#runner.clear();
      this._looked = 0;
      this.note = '';
    }
  }

  /** Adds a classifier, or takes it away. @param {string} name @param {boolean} isWanted */
  choose(name, isWanted) {
    const others = this.names.filter((each) => each !== name);
    this.classifiers = [...others, ...(isWanted ? [name] : [])]
      .map((each) => each.replace(encoded, encodeURIComponent))
      .join();
  }

  #start() {
    const { names, count, seed, measure } = this;
    const options = { method: this.method, ...optionsFor(this.settings, this.method) };
    this._shownDigit = '';
    savedFiles().then(
      (script) => (this._saving = script),
      (error) => this.showProblem(error),
    );
    return this.#runner.start({
      names,
      options,
      quantity: measure.quantity,
      count: Math.min(count, mostDigits),
      seed,
    });
  }

  #startAnew() {
    this._paper = null;
    void this.#start();
  }

  /** Evaluates what the paper's tables have, in one norm after the other. */
  async #comparePaper() {
    /** @type {Found} */
    const found = new Map();
    this._paper = found;
    this.classifiers = paperNames.join();
    this.method = defaults.method;
    this.box = false;
    this.count = 10_000;
    for (const norm of paperNorms) {
      this.norm = norm;
      await this.updateComplete;
      const answer = await this.#start();
      if (!answer || this._paper !== found) return;
      found.set(
        norm,
        answer.reports.sets.map(({ report }) => report.summary),
      );
      this.requestUpdate();
    }
  }

  render() {
    const { state, answer } = this.#runner;
    return html`<section role="group" aria-label=${this.title}>
      ${task(laterWords.robustness.try, laterWords.robustness.question)}
      ${controls(this, [...otherNames.values()])} ${this.#actions()}
      <p class="sentence" role="status">${this.#sentence()}</p>
      ${this._paper ? paperTable(this._paper) : nothing}
      ${state === 'idle' ? nothing : this.#results(answer)} ${copyButtons(this)}
    </section>`;
  }

  #actions() {
    const texts = laterWords.robustness;
    const { state, isUnderWay, progress } = this.#runner;
    const button = (
      /** @type {string} */ text,
      /** @type {() => void} */ press,
      /** @type {boolean} */ isOff = false,
    ) =>
      html`<button type="button" class="button" ?disabled=${isOff} @click=${press}>
        ${text}
      </button>`;
    return html`<div class="actions">
      ${
        isUnderWay
          ? html`${
              state === 'paused'
                ? button(texts.resume, () => this.#runner.resume())
                : button(texts.pause, () => this.#runner.pause(), state === 'preparing')
            }
            ${button(texts.cancel, () => this.#runner.cancel())}`
          : button(texts.start, () => this.#startAnew(), this.names.length === 0)
      }
      ${paperButton(() => void this.#comparePaper(), isUnderWay)}
      <span class="progress">${this.#progress()}</span>
      <progress
        max="1"
        aria-label=${texts.progressBar}
        .value=${progress.total > 0 ? progress.done / progress.total : 0}
      ></progress>
    </div>`;
  }

  /** How far it is; changes too often to be announced. */
  #progress() {
    const texts = laterWords.robustness;
    const { state } = this.#runner;
    const { done, total, timeLeft } = this.#runner.progress;
    if (state === 'idle') return this.names.length === 0 ? texts.noClassifier : nothing;
    if (state === 'preparing') return texts.preparing;
    const values = { done: number('integer', done), total: number('integer', total) };
    if (state !== 'running' || timeLeft === null) return say(texts[state], values);
    return say(texts.running, { ...values, left: timeText(timeLeft) });
  }

  /** Is announced: what the evaluation came to, once it stands still. */
  #sentence() {
    if (this.problem) return words.error[this.problem.code];
    const { state, answer, isUnderWay } = this.#runner;
    if (!answer || (isUnderWay && state !== 'paused')) return nothing;
    const texts = laterWords.robustness;
    const { measure } = this;
    const means = answer.reports.sets
      .map(({ report }, i) => ({ i, mean: report.summary[measure.estimate].mean }))
      .flatMap(({ i, mean }) => (mean === null ? [] : [{ i, mean }]))
      .sort((a, b) => b.mean - a.mean);
    const [best, ...others] = means;
    if (!best) return texts.noneFlipped;
    const name = (/** @type {number} */ i) => html`<b>${titleOf(answer.question.names[i])}</b>`;
    const last = others.at(-1);
    return pieces(last ? texts.best[measure.name] : texts.only[measure.name], {
      name: name(best.i),
      mean: html`<b>${measured(best.mean, measure)}</b>`,
      other: last && name(last.i),
      least: last && measured(last.mean, measure),
    });
  }

  /** @param {Answer | null} answer */
  #results(answer) {
    const { measure, names } = this;
    const looked = Math.min(this._looked, names.length - 1);
    return html`${summaryTable(names, answer, measure)}
    ${answer ? this.#closer(answer, looked) : html`<div class="closer"></div>`}`;
  }

  /** @param {Answer} answer @param {number} looked */
  #closer(answer, looked) {
    const texts = laterWords.robustness;
    const { measure } = this;
    const { names } = answer.question;
    const { report, easiest, hardest } = answer.reports.sets[looked];
    const classNames = answer.classifiers[looked]?.own?.classNames ?? [];
    const shown = () => (this._shownDigit = texts.shown);
    const row = (/** @type {number[]} */ indices, /** @type {string} */ text) =>
      digitRow({ answer, which: looked, indices, measure, text, room: ends, shown });
    return html`<div class="closer">
      <div class="plots">${distribution(answer, measure)} ${curves(answer, measure)}</div>
      <p class="note">${texts.bound}</p>
      ${
        names.length > 1
          ? html`<fieldset class="looks" aria-label=${texts.lookAt}>
              <span class="lead" aria-hidden="true">${texts.lookAt}</span>
              ${names.map(
                (name, i) =>
                  html`<label
                    ><input
                      type="radio"
                      name="looked"
                      .checked=${i === looked}
                      @change=${() => (this._looked = i)}
                    />${titleOf(name)}</label
                  >`,
              )}
            </fieldset>`
          : nothing
      }
      ${curveTable(report, measure)}
      <div class="tables">
        ${classTable(report, measure, classNames)} ${flipsTable(report, classNames)}
      </div>
      <p class="heading">${texts.easiest}</p>
      ${row(easiest, texts.easiest)}
      <p class="heading">${texts.hardest}</p>
      ${row(hardest, texts.hardest)}
      <p class="note" role="status">${this._shownDigit}</p>
      ${
        names.length > 1
          ? html`<p class="heading">${texts.pairs}</p>
              <ul class="pairs">
                ${answer.reports.pairs.map((pair) => pairItem(answer, pair, measure, shown))}
              </ul>`
          : nothing
      }
      <div class="save">
        <deepfool-save-menu
          .disabled=${!this._saving}
          .entries=${this.#saveEntries}
          @note=${(/** @type {CustomEvent<string>} */ event) => (this.note = event.detail)}
          @problem=${(/** @type {CustomEvent<unknown>} */ event) => this.showProblem(event.detail)}
        ></deepfool-save-menu>
      </div>
    </div>`;
  }

  /** What the menu offers, of the classifier that is looked at. */
  #saveEntries = () => {
    const { answer } = this.#runner;
    if (!answer || !this._saving) return [];
    const looked = Math.min(this._looked, answer.question.names.length - 1);
    const plots = /** @type {NodeListOf<Plot>} */ (
      this.renderRoot.querySelectorAll('deepfool-plot')
    );
    return this._saving.saveEntries(answer, looked, [...plots]);
  };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** How long something will take, for people. @param {number} milliseconds */
function timeText(milliseconds) {
  const texts = laterWords.robustness;
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 100
    ? say(texts.seconds, { seconds: number('integer', seconds) })
    : say(texts.minutes, { minutes: number('integer', Math.ceil(seconds / 60)) });
}

RobustnessFigure.define();
