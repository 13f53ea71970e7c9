import { html, nothing } from 'lit';
import { LatestRequest } from '../../engine/latest_request.js';
import { placesOf, planeThrough } from '../../engine/plane.js';
import { backgroundClassifier, backgroundEngine } from '../../engine/shared_engine.js';
import { copyButtons } from '../export/copy_buttons.js';
import { FollowingFigure } from '../following_figure.js';
import { laterWords } from '../later_words.js';
import { optionsFor } from '../parts/attack_settings.js';
import { followingStyle } from '../parts/following_style.js';
import '../parts/logit_bars.js';
import '../parts/pixel_view.js';
import { subscript } from '../parts/subscript.js';
import { task } from '../parts/task.js';
import { number, pieces } from '../words.js';
import { embed } from './manifest.js';
import { stepsStyle } from './steps_style.js';

/** @import { AttackResult, Pixels } from '../../engine/types.js' */
/** @import { Step } from '../following_figure.js' */
/** @import { Settings } from '../parts/attack_settings.js' */

/** @typedef {{ pixels: Pixels, name: string, settings: Settings }} Request */

/** The class of the largest logit. @param {Float32Array} logits */
const readAs = (logits) => logits.indexOf(Math.max(...logits));

/** @typedef {{ attack: AttackResult, along: number[] }} Steps the attack, and how far along r each point of its path is */

/**
 * @param {Request} request
 * @returns {Promise<Steps>}
 */
async function attacked({ pixels, name, settings }) {
  const classifier = await backgroundClassifier(name);
  const engine = backgroundEngine();
  const options = { ...optionsFor(settings, 'deepfool'), path: true };
  const attack = await engine.attack(classifier, pixels, options);
  const direction = await planeThrough(engine, classifier, pixels, [attack.perturbed]);
  const line = await engine.slice(classifier, pixels, direction);
  try {
    const path = attack.path.map(({ perturbed }) => perturbed);
    const { points } = await placesOf(engine, line, path);
    const [end] = points[points.length - 1];
    return { attack, along: points.map(([z]) => z / (end || 1)) };
  } finally {
    void engine.unload(line);
  }
}

/**
 * DeepFool's steps one by one: <deepfool-steps>. manifest.js says what of it is public.
 */
export class StepsFigure extends FollowingFigure {
  static embed = embed;
  static stateAttributes = [...FollowingFigure.stateAttributes, 'step'];

  static properties = {
    step: { type: Number, reflect: true, useDefault: true },
    _steps: { state: true },
  };

  static styles = [...followingStyle, stepsStyle];

  /** @type {LatestRequest<Request, Steps>} */
  #latest = new LatestRequest(attacked, (_, result) => this.#done(result));

  constructor() {
    super();
    this.step = 0;
    /** @type {Steps | null} */
    this._steps = null;
  }

  get result() {
    return this.#attack;
  }

  get #attack() {
    return this._steps?.attack ?? null;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('deepfool-step', this.#stepped);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('deepfool-step', this.#stepped);
  }

  /** Shows the step that another figure of the page shows. */
  #stepped = (/** @type {Event} */ event) => {
    const { step, pixels } = /** @type {CustomEvent<Step>} */ (event).detail;
    if (event.composedPath()[0] !== this && pixels === this._pixels) this.step = step;
  };

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (!(Number.isInteger(this.step) && this.step >= 0)) this.step = 0;
    if (this.isOther(changed)) this.askOnScreen();
  }

  ask() {
    const { _pixels: pixels, classifier: name, settings } = this;
    if (pixels) this.#latest.ask({ pixels, name, settings });
  }

  /** @param {PromiseSettledResult<Steps>} result */
  #done(result) {
    if (result.status === 'rejected') {
      this.showProblem(result.reason);
      return;
    }
    this.problem = null;
    this._steps = result.value;
    this.announceResult();
    this.announce();
  }

  /** @param {number} step */
  #choose(step) {
    this.step = step;
    /** @type {Step} */
    const detail = { step, along: this._steps?.along[step] ?? 0, pixels: this._pixels };
    this.dispatchEvent(new CustomEvent('deepfool-step', { detail, bubbles: true, composed: true }));
    this.announce();
  }

  /** The chosen point; the last one where there are fewer. */
  get #now() {
    return Math.min(this.step, Math.max((this.#attack?.path.length ?? 0) - 1, 0));
  }

  render() {
    return html`<section role="group" aria-label=${this.title}>
      ${task(laterWords.stepsTry, laterWords.stepsQuestion)} ${this.#points()} ${this.#scrubber()}
      <p class="sentence">${this.problem ? this.excuse : this.#sentence()}</p>
      ${this.#table()}
      <p class="hidden" role="status">${this._announced}</p>
      ${copyButtons(this)}
    </section>`;
  }

  /** The class that is gone to from a point; -1: none. @param {number} chosen whose boundary is stepped to, or -1 */
  #towards(chosen) {
    return this.target ?? (chosen >= 0 ? chosen : (this.#attack?.adversarial ?? -1));
  }

  /** The name of a point: x with its number, or x + r. @param {number} i */
  #name(i) {
    const attack = this.#attack;
    const isEnd = attack?.status === 'flipped' && i === attack.path.length - 1;
    return isEnd ? 'x + r' : `x${subscript(i)}`;
  }

  #points() {
    const attack = this.#attack;
    const path = attack?.path ?? [];
    const all = path.flatMap(({ logits }) => [...logits]);
    /** @type {[number, number]} */
    const range = all.length > 0 ? [Math.min(...all), Math.max(...all)] : [0, 1];
    return html`<ol class="points">
      ${path.map(({ perturbed, logits, chosen }, i) => {
        const label = readAs(logits);
        return html`<li>
          <button type="button" aria-pressed=${i === this.#now} @click=${() => this.#choose(i)}>
            <span class="name"
              ><i lang="en">${this.#name(i)}</i
              ><b class=${label === attack?.label ? 'was' : 'becomes'}
                ><span class="hidden">${laterWords.readAs}</span> ${label}</b
              ></span
            >
            <deepfool-pixel-view .pixels=${perturbed} aria-hidden="true"></deepfool-pixel-view>
            <deepfool-logit-bars
              .logits=${logits}
              .range=${range}
              .was=${attack?.label ?? -1}
              .becomes=${this.#towards(chosen)}
            ></deepfool-logit-bars>
          </button>
        </li>`;
      })}
    </ol>`;
  }

  #scrubber() {
    const last = Math.max((this.#attack?.path.length ?? 0) - 1, 0);
    const now = this.#now;
    return html`<label class="scrub"
      ><span>${laterWords.pointOnPath}</span>
      <input
        type="range"
        min="0"
        max=${last}
        .value=${String(now)}
        ?disabled=${last === 0}
        aria-valuetext=${this.#name(now)}
        @input=${(/** @type {Event} */ event) =>
          this.#choose(/** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
      /><output><i lang="en">${this.#name(now)}</i></output></label
    >`;
  }

  #sentence() {
    const attack = this.#attack;
    const point = attack?.path[this.#now];
    if (!attack || !point) return nothing;
    const label = readAs(point.logits);
    const name = html`<i lang="en">${this.#name(this.#now)}</i>`;
    const read = html`<b class=${label === attack.label ? 'was' : 'becomes'}>${label}</b>`;
    const inBox = optionsFor(this.settings, 'deepfool').box !== null;
    if (point.chosen < 0) {
      // Towards a target each step goes further, too.
      const end = inBox || this.target !== null ? laterWords.stepsEndInBox : laterWords.stepsEnd;
      const message = attack.status === 'flipped' ? end : laterWords.stepsGaveUp;
      return pieces(message, {
        name,
        read,
        label: html`<b class="was">${attack.label}</b>`,
        overshoot: number('share', this.overshoot),
      });
    }
    if (this.target !== null) {
      return pieces(laterWords.stepsTowards, {
        name,
        read,
        target: html`<b class="becomes">${this.target}</b>`,
        chosen: point.chosen,
        length: number('number', point.step),
      });
    }
    return pieces(label === attack.label ? laterWords.stepsStep : laterWords.stepsCrossed, {
      name,
      read,
      chosen: html`<b class="becomes">${point.chosen}</b>`,
      length: number('number', point.step),
    });
  }

  #table() {
    const attack = this.#attack;
    const classes = Array.from({ length: attack?.logits.length ?? 10 }, (_, k) => k);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${laterWords.stepsTable}>
      <table>
        <caption>
          ${laterWords.stepsTable}
        </caption>
        <thead>
          <tr>
            <th scope="col">${laterWords.pointColumn}</th>
            <th scope="col">
              ${this.target === null ? laterWords.nearestColumn : laterWords.leaderColumn}
            </th>
            <th scope="col">${laterWords.lengthColumn}</th>
            ${classes.map((k) => html`<th scope="col">${k}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${(attack?.path ?? []).map(
            ({ logits, chosen, step }, i) =>
              html`<tr class=${i === this.#now ? 'now' : ''}>
                <th scope="row" lang="en">${this.#name(i)}</th>
                <td>${chosen < 0 ? '–' : chosen}</td>
                <td>${chosen < 0 ? '–' : number('number', step)}</td>
                ${classes.map(
                  (k) =>
                    html`<td
                      class=${k === attack?.label ? 'was' : k === this.#towards(chosen) ? 'becomes' : ''}
                    >
                      ${number('logit', logits[k])}
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

StepsFigure.define();
