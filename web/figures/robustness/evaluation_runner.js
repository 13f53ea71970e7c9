// Runs the evaluation that a robustness figure asks for, and keeps what it has come to so far.

import { LatestRequest } from '../../engine/latest_request.js';
import { evaluationOrder, reports } from '../../engine/reports.js';
import { SetEvaluation } from '../../engine/set_evaluation.js';
import { backgroundEngine } from '../../engine/shared_engine.js';
import { testSet } from '../../engine/test_set.js';

/** @import { Evaluated, Quantity, Reports } from '../../engine/reports.js' */
/** @import { TestSet } from '../../engine/test_set.js' */
/** @import { AttackOptions, Classifier } from '../../engine/types.js' */
/** @import { Figure } from '../figure.js' */

/**
 * @typedef {object} Question what is to be evaluated
 * @property {string[]} names of the classifiers
 * @property {AttackOptions} options
 * @property {Quantity} quantity that digits are ordered by
 * @property {number} count
 * @property {number} seed
 */

/**
 * @typedef {object} Answer what is known so far
 * @property {Question} question
 * @property {TestSet} set
 * @property {(Classifier | null)[]} classifiers in the order of the names; null until they are loaded
 * @property {Evaluated[]} evaluated
 * @property {Reports} reports
 */

/** @typedef {{ evaluation: SetEvaluation, question: Question, set: TestSet }} Asked */

/** @typedef {'idle' | 'preparing' | 'running' | 'paused' | 'cancelled' | 'done'} State */

/** Of the histograms. */
const bins = 40;

/** From one answer to the next there are at least so many milliseconds: the processors have more to do. */
const pause = 250;

/** How many digits are named at an end. */
export const ends = 10;

export class EvaluationRunner {
  #figure;
  /** @type {AbortController | null} */
  #run = null;
  /** @type {SetEvaluation | null} */
  #evaluation = null;
  /** @type {LatestRequest<Asked, Answer>} */
  #latest = new LatestRequest(answered, (request, result) => this.#reported(request, result));

  /** @type {State} */
  state = 'idle';
  /** @type {Answer | null} */
  answer = null;

  /** @param {Figure} figure */
  constructor(figure) {
    this.#figure = figure;
  }

  /** How many attacks there are, how many are done, and the milliseconds that are left. */
  get progress() {
    const { total = 0, done = 0, timeLeft = null } = this.#evaluation ?? {};
    return { total, done, timeLeft };
  }

  get isUnderWay() {
    return ['preparing', 'running', 'paused'].includes(this.state);
  }

  /** @param {Question} question @returns {Promise<Answer | null>} null if it was ended, or failed */
  async start(question) {
    this.clear();
    const { signal } = (this.#run = new AbortController());
    this.#be('preparing');
    try {
      const { names, options, count, seed } = question;
      const [set, order] = await Promise.all([
        testSet(count),
        evaluationOrder(backgroundEngine(), count, seed, { signal }),
      ]);
      signal.throwIfAborted();
      const evaluation = new SetEvaluation(
        { names, options, set, order },
        {
          onProgress: () => {
            if (this.state === 'preparing') this.#be('running');
            else this.#figure.requestUpdate();
            this.#latest.ask({ evaluation, question, set });
          },
          mayWork: () => this.#figure.isOnScreen,
          wait: (signal) => this.#figure.onScreen(signal),
        },
      );
      this.#evaluation = evaluation;
      await evaluation.run(signal);
      this.answer = await answered({ evaluation, question, set });
      signal.throwIfAborted();
      this.#be('done');
      this.#figure.announceResult();
      return this.answer;
    } catch (error) {
      // Whoever ended it has said what it is now.
      if (!signal.aborted) {
        this.cancel();
        this.#figure.showProblem(error);
      }
      return null;
    }
  }

  pause() {
    this.#evaluation?.pause();
    this.#be('paused');
  }

  resume() {
    this.#evaluation?.resume();
    this.#be('running');
  }

  /** Ends it; what it has come to stays. */
  cancel() {
    this.#run?.abort();
    if (this.progress.done > 0) this.#be('cancelled');
    else this.clear();
  }

  /** Ends it, and forgets what it has come to. */
  clear() {
    this.#run?.abort();
    this.#run = null;
    this.#evaluation = null;
    this.answer = null;
    this.#figure.problem = null;
    this.#be('idle');
  }

  /** @param {State} state */
  #be(state) {
    this.state = state;
    this.#figure.requestUpdate();
  }

  /** @param {Asked} request @param {PromiseSettledResult<Answer>} result */
  #reported({ evaluation }, result) {
    // Another evaluation may have begun meanwhile.
    if (evaluation !== this.#evaluation || this.state === 'done') return;
    if (result.status === 'rejected') {
      this.#figure.showProblem(result.reason);
      return;
    }
    this.answer = result.value;
    this.#figure.requestUpdate();
    this.#figure.announceResult();
  }
}

/** When the last answer was asked for. */
let lastTime = -Infinity;

/** @param {Asked} asked @returns {Promise<Answer>} */
async function answered({ evaluation, question, set }) {
  const wait = lastTime + pause - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  lastTime = performance.now();
  const { quantity, names } = question;
  const sets = evaluation.evaluated;
  return {
    question,
    set,
    classifiers: names.map((name) => evaluation.classifier(name)),
    evaluated: sets,
    reports: await reports(backgroundEngine(), { quantity, bins, ends, sets }),
  };
}
