import { html, nothing } from 'lit';
import { classifiers } from '../../engine/classifiers.js';
import { LatestRequest } from '../../engine/latest_request.js';
import { titleOf } from '../../engine/classifier_title.js';
import { copyButtons } from '../export/copy_buttons.js';
import { FollowingFigure } from '../following_figure.js';
import { laterWords } from '../later_words.js';
import { followingStyle } from '../parts/following_style.js';
import '../parts/pixel_view.js';
import { task } from '../parts/task.js';
import { number, pieces, say, words } from '../words.js';
import { embed } from './manifest.js';
import { survivalStyle } from './survival_style.js';
import { jpegQuality, noise, survival, treatmentNames } from './treatments.js';

/** @import { Survival, SurvivalRequest, Treatment } from './treatments.js' */

/** Classifiers that are asked without being asked for: those of little size. */
const small = ['digits', 'softmax'];

/** By what the change may be multiplied. */
const reach = { min: 1, max: 3, step: 0.05 };

/**
 * What becomes of the flip when the picture is saved, moved, made noisy, or shown to other classifiers:
 * <deepfool-survival>. manifest.js says what of it is public.
 */
export class SurvivalFigure extends FollowingFigure {
  static embed = embed;
  static stateAttributes = [...FollowingFigure.stateAttributes, 'further', 'all'];

  static properties = {
    further: { type: Number, reflect: true, useDefault: true },
    all: { type: Boolean, reflect: true },
    _survival: { state: true },
    _share: { state: true },
  };

  static styles = [...followingStyle, survivalStyle];

  /** @type {LatestRequest<SurvivalRequest, Survival>} */
  #latest = new LatestRequest(
    (request) => this.#work(request),
    (_, result) => this.#done(result),
  );

  /** Ends the wait for classifiers. */
  #waiting = new AbortController();

  constructor() {
    super();
    this.further = 1;
    this.all = false;
    /** @type {Survival | null} */
    this._survival = null;
    /** What share of the classifiers that are asked has arrived. */
    this._share = 1;
  }

  get result() {
    return this._survival;
  }

  /** The classifiers that are asked: those that the change is made for first. */
  get #names() {
    const known = Object.keys(classifiers);
    const asked = known.filter((name) => this.all || small.includes(name));
    return [this.classifier, ...asked.filter((name) => name !== this.classifier)];
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (!(this.further >= reach.min && this.further <= reach.max)) this.further = 1;
    if (this.isOther(changed) || changed.has('further') || changed.has('all')) this.askOnScreen();
  }

  ask() {
    const { _pixels: pixels, classifier: source, settings, further } = this;
    if (pixels) this.#latest.ask({ pixels, source, names: this.#names, settings, further });
  }

  /** @param {SurvivalRequest} request */
  #work(request) {
    this.#waiting = new AbortController();
    const loading = (/** @type {number} */ share) => (this._share = share);
    return survival(request, { loading, signal: this.#waiting.signal });
  }

  /** Asks no longer all classifiers: those that are still to come are not waited for. */
  #stop() {
    this.all = false;
    this._share = 1;
    this.#waiting.abort();
  }

  /** @param {PromiseSettledResult<Survival>} result */
  #done(result) {
    if (this.#waiting.signal.aborted) return;
    this._share = 1;
    if (result.status === 'rejected') {
      this.showProblem(result.reason);
      return;
    }
    this.problem = null;
    this._survival = result.value;
    this.announceResult();
    this.announce();
  }

  render() {
    const others = Object.keys(classifiers).filter((name) => !this.#names.includes(name));
    const isWaiting = this.all && this._share < 1;
    return html`<section role="group" aria-label=${this.title}>
      ${task(laterWords.survivalTry, laterWords.survivalQuestion)}
      <div class="tools">
        <label
          >${laterWords.further}
          <input
            type="range"
            min=${reach.min}
            max=${reach.max}
            step=${reach.step}
            .value=${String(this.further)}
            @input=${(/** @type {Event} */ event) =>
              (this.further = /** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
          /><output>× ${number('number', this.further)}</output></label
        >
        <div class="asking">
          <button
            type="button"
            class="button"
            ?hidden=${Object.keys(classifiers).every((name) => small.includes(name))}
            ?disabled=${others.length === 0 && !isWaiting}
            @click=${() => (isWaiting ? this.#stop() : (this.all = true))}
          >
            ${isWaiting ? laterWords.stop : laterWords.askAll}
          </button>
          ${
            this._share < 1
              ? html`<progress
                  max="1"
                  aria-label=${words.loadingOf}
                  .value=${this._share}
                ></progress>`
              : nothing
          }
        </div>
      </div>
      ${this.#pictures()} ${this.#table()}
      <p class="sentence">${this.problem ? this.excuse : this.#sentence()}</p>
      <p class="hidden" role="status">${this._announced}</p>
      ${copyButtons(this)}
    </section>`;
  }

  /** What each treatment is called. @param {Treatment['name']} name */
  #name(name) {
    return say(laterWords.treatments[name], {
      quality: number('integer', 100 * jpegQuality),
      deviation: number('number', noise.deviation),
    });
  }

  #pictures() {
    const { treatments, request } = this._survival ?? {};
    const x = request?.pixels ?? null;
    return html`<ol class="pictures">
      <li>
        <deepfool-pixel-view .pixels=${x} aria-hidden="true"></deepfool-pixel-view>
        <i lang="en">x</i>
      </li>
      ${treatmentNames.map(
        (name, i) =>
          html`<li>
            <deepfool-pixel-view
              .pixels=${treatments?.[i].pictures[0] ?? null}
              aria-hidden="true"
            ></deepfool-pixel-view>
            ${this.#name(name)}
          </li>`,
      )}
    </ol>`;
  }

  #table() {
    const { treatments = [], request, attacks = [] } = this._survival ?? {};
    const names = request?.names ?? this.#names;
    return html`<div
      class="scroll"
      tabindex="0"
      role="group"
      aria-label=${laterWords.survivalTable}
    >
      <table>
        <caption>
          ${laterWords.survivalTable}
        </caption>
        <thead>
          <tr>
            <th scope="col">${laterWords.pictureColumn}</th>
            ${names.map(
              (name) =>
                html`<th scope="col">
                  ${titleOf(name)}${name === (request?.source ?? this.classifier) ? html`<span>${laterWords.madeFor}</span>` : nothing}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row"><i lang="en">x</i></th>
            ${names.map((_, i) => html`<td>${attacks[i]?.label ?? '–'}</td>`)}
          </tr>
          ${treatmentNames.map(
            (name, row) =>
              html`<tr>
                <th scope="row">${this.#name(name)}</th>
                ${names.map((_, i) =>
                  cell(treatments[row]?.labels[i] ?? [], attacks[i]?.label, i === 0),
                )}
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${laterWords.ownLength}</th>
            ${names.map(
              (_, i) =>
                html`<td>
                  ${attacks[i]?.status === 'flipped' ? number('number', attacks[i].l2) : '–'}
                </td>`,
            )}
          </tr>
        </tfoot>
      </table>
    </div>`;
  }

  #sentence() {
    const shown = this._survival;
    if (!shown) return nothing;
    const { treatments, attacks, request } = shown;
    const [own, ...others] = attacks;
    if (own.status !== 'flipped') {
      const message =
        own.status === 'already target' ? words['already target'] : laterWords.survivalNoFlip;
      return say(message, { label: own.label });
    }
    // Of what happens to the picture after it was made.
    const after = treatments.slice(1).flatMap(({ labels }) => labels[0]);
    const stays = after.filter((label) => label !== own.label).length;
    const plain = treatments[0].labels.slice(1);
    const fooled = others.filter(({ label }, i) => plain[i][0] !== label).length;
    return pieces(laterWords.survivalFound, {
      name: html`<code>${titleOf(request.source)}</code>`,
      label: html`<b class="was">${own.label}</b>`,
      stays: html`<b>${stays}</b>`,
      all: after.length,
      fooled: html`<b>${fooled}</b>`,
      count: others.length,
    });
  }
}

/**
 * What a classifier reads, and in how many tries that is not what it read before.
 *
 * @param {number[]} labels
 * @param {number} before
 * @param {boolean} isSource whether the change was made for it
 */
function cell(labels, before, isSource) {
  if (labels.length === 0) return html`<td>–<span>&nbsp;</span></td>`;
  const stays = labels.filter((label) => label !== before).length;
  const kind = stays === labels.length ? 'stays' : stays === 0 ? 'gone' : 'partly';
  const said =
    labels.length === 1 ? labels[0] : say(laterWords.triesOf, { stays, tries: labels.length });
  return html`<td class=${kind}>
    ${said}<span>${(isSource ? laterWords.flip : laterWords.transfer)[kind]}</span>
  </td>`;
}

SurvivalFigure.define();
