import { html, nothing } from 'lit';
import { copyButtons } from '../export/copy_buttons.js';
import { FollowingFigure } from '../following_figure.js';
import { laterWords } from '../later_words.js';
import { followingStyle } from '../parts/following_style.js';
import '../parts/pixel_view.js';
import { subscript } from '../parts/subscript.js';
import { task } from '../parts/task.js';
import { number, pieces, say, words } from '../words.js';
import { PanZoom, zoomed, zoomStep } from './pan_zoom.js';
import { embed } from './manifest.js';
import { pointIn, pointText, viewAround, viewIn, viewText } from './plane_attributes.js';
import { regionDrawing } from './region_drawing.js';
import './region_plane.js';
import { planeText, sentence } from './regions_text.js';
import { RegionsRunner } from './regions_runner.js';
import { planeLegend } from './plane_legend.js';
import { regionsStyle } from './regions_style.js';
import { isThird } from './third_point.js';

/** @import { PlaneScale, Point, View } from '../parts/plane/plane_scale.js' */
/** @import { PlaneView } from '../parts/plane/plane_view.js' */
/** @import { Scene } from './scene.js' */
/** @import { Step } from '../following_figure.js' */
/** @import { Third } from './third_point.js' */

/** How many of the largest logits are listed. */
const listedLogits = 3;

/** An arrow key moves the point by this share of the view. */
const keyShare = 1 / 40;

/** @type {View} */
const emptyView = { left: -2, right: 2, bottom: -2, top: 2 };

/**
 * The plane through a digit, what DeepFool makes of it, and a third point: <deepfool-regions>. manifest.js says what of
 * it is public.
 */
export class RegionsFigure extends FollowingFigure {
  static embed = embed;
  static stateAttributes = [
    ...FollowingFigure.stateAttributes,
    ...['third', 'view', 'point', 'step'],
  ];

  static properties = {
    third: { reflect: true, useDefault: true },
    view: { reflect: true, useDefault: true },
    point: { reflect: true, useDefault: true },
    step: { type: Number, reflect: true, useDefault: true },
    _hovered: { state: true },
    _share: { state: true },
  };

  static styles = [...followingStyle, regionsStyle];

  #runner = new RegionsRunner(this);

  constructor() {
    super();
    /** @type {Third} */
    this.third = 'next';
    /** @type {string | null} */
    this.view = null;
    /** @type {string | null} */
    this.point = null;
    this.step = 0;
    /** Where a mouse is. @type {Point | null} */
    this._hovered = null;
    /** What share of the classifier has arrived. */
    this._share = 1;
    this.addEventListener('deepfool-result', () => this.announce());
  }

  get result() {
    const { scene, regions } = this.#runner;
    if (!scene || !regions) return null;
    const { attack, path, distances, lines, third, planar, planarPath } = scene;
    return { attack, path, distances, lines, third, planar, planarPath, regions };
  }

  ask() {
    const { _pixels: pixels, classifier: name, settings, third } = this;
    const loading = (/** @type {number} */ share) => (this._share = share);
    if (pixels) this.#runner.show({ pixels, name, settings, third, loading });
  }

  /** @param {Scene} scene @returns {View} */
  viewOf({ path, third }) {
    return viewIn(this.view) ?? viewAround(third.isPoint ? [...path, third.at] : path);
  }

  /** @param {Scene} scene @returns {Point} */
  pointOf({ path }) {
    return pointIn(this.point) ?? path[path.length - 1];
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('deepfool-step', this.#stepped);
    if (this.hasUpdated) this.askOnScreen();
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
    if (!isThird(this.third)) this.third = 'next';
    if (this.view !== null && !viewIn(this.view)) this.view = null;
    if (this.point !== null && !pointIn(this.point)) this.point = null;
    if (!(Number.isInteger(this.step) && this.step >= 0)) this.step = 0;
    if (this.isOther(changed) || changed.has('third')) this.askOnScreen();
    const { scene } = this.#runner;
    if (!scene) return;
    if (changed.has('view')) this.#runner.look(this.viewOf(scene));
    if (changed.has('point') || changed.has('_hovered')) {
      this.#runner.lookAt(this._hovered ?? this.pointOf(scene));
    }
  }

  firstUpdated() {
    const plane = /** @type {PlaneView} */ (this.renderRoot.querySelector('deepfool-region-plane'));
    new PanZoom(plane, (view) => this.#show(view));
    return super.firstUpdated();
  }

  /** @param {View | null} view null: around all points */
  #show(view) {
    this.view = view && viewText(view);
    this.announce();
  }

  /** Looks closer, or from further away, at the point if it is in the view. @param {number} factor */
  #zoom(factor) {
    const { scene } = this.#runner;
    if (!scene) return;
    const view = this.viewOf(scene);
    const [x, y] = this.pointOf(scene);
    const isIn = x > view.left && x < view.right && y > view.bottom && y < view.top;
    this.#show(zoomed(view, factor, isIn ? [x, y] : undefined));
  }

  /** Puts the point into the middle: a way to move the view without dragging. */
  #centre() {
    const { scene } = this.#runner;
    if (!scene) return;
    const { left, right } = this.viewOf(scene);
    const half = (right - left) / 2;
    const [x, y] = this.pointOf(scene);
    this.#show({ left: x - half, right: x + half, bottom: y - half, top: y + half });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') this.#zoom(zoomStep);
    else if (event.key === '-') this.#zoom(1 / zoomStep);
    else if (event.key === '0') this.#show(null);
    else return;
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  #hover(event) {
    if (event.pointerType !== 'mouse' || event.buttons !== 0) return;
    const plane = /** @type {PlaneView} */ (event.currentTarget);
    const { left, top } = plane.getBoundingClientRect();
    this._hovered = plane.scale.pointAt([event.clientX - left, event.clientY - top]);
  }

  /** @param {CustomEvent<{ point: Point }>} event */
  #moved({ detail: { point } }) {
    this.point = pointText(point);
    this.announce();
  }

  /** @param {number} step */
  #choose(step) {
    this.step = step;
    // The first coordinate goes along r.
    const path = this.#runner.scene?.path ?? [];
    const along = (path[step]?.[0] ?? 0) / (path.at(-1)?.[0] || 1);
    /** @type {Step} */
    const detail = { step, along, pixels: this._pixels };
    this.dispatchEvent(new CustomEvent('deepfool-step', { detail, bubbles: true, composed: true }));
    this.announce();
  }

  get spokenText() {
    const read = this.renderRoot.querySelector('.read')?.textContent ?? '';
    return `${super.spokenText} ${read}`;
  }

  render() {
    return html`<section role="group" aria-label=${this.title}>
      ${task(laterWords.regionsTry, laterWords.regionsQuestion)}
      <div class="columns">
        <div>${this.#plane()} ${planeLegend()}</div>
        <div class="side">${this.#probe()} ${this.#thirdPicker()} ${this.#stepPicker()}</div>
        <p class="sentence">
          ${this.problem ? this.excuse : sentence(this.#runner.scene, this.norm)}
        </p>
      </div>
      <p class="hidden" role="status">${this._announced}</p>
      ${copyButtons(this)}
    </section>`;
  }

  #plane() {
    const { scene, regions } = this.#runner;
    const view = scene ? this.viewOf(scene) : emptyView;
    const step = Math.min(this.step, Math.max((scene?.path.length ?? 0) - 2, 0));
    const tools = [
      { icon: 'M8 2V14M2 8H14', title: laterWords.zoomIn, act: () => this.#zoom(zoomStep) },
      { icon: 'M2 8H14', title: laterWords.zoomOut, act: () => this.#zoom(1 / zoomStep) },
      {
        icon: 'M8 1V5M8 11V15M1 8H5M11 8H15M8 7.5V8.5',
        title: laterWords.centre,
        act: () => this.#centre(),
      },
      {
        icon: 'M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10',
        title: laterWords.wholeView,
        act: () => this.#show(null),
      },
    ];
    return html`<div class="plane" @keydown=${this.#key}>
        <deepfool-region-plane
          .view=${view}
          .step=${(view.right - view.left) * keyShare}
          .drawing=${(/** @type {PlaneScale} */ scale) =>
            scene && regions ? regionDrawing(scale, scene, regions, step) : nothing}
          .handles=${
            scene
              ? [
                  {
                    name: 'look',
                    at: this.pointOf(scene),
                    label: '',
                    spoken: laterWords.lookingPoint,
                  },
                ]
              : []
          }
          text=${scene && regions ? planeText(scene, regions) : laterWords.regionsWait}
          @move=${this.#moved}
          @pointermove=${this.#hover}
          @pointerleave=${() => (this._hovered = null)}
        ></deepfool-region-plane>
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
      <div class="tools">
        ${tools.map(
          ({ icon, title, act }) =>
            html`<button
              type="button"
              class="button"
              title=${title}
              aria-label=${title}
              @click=${act}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${icon}></path></svg>
            </button>`,
        )}
      </div>`;
  }

  #probe() {
    const { probe } = this.#runner;
    const { label, logits = new Float32Array() } = probe?.prediction ?? {};
    const largest = [...logits.keys()].sort((a, b) => logits[b] - logits[a]);
    const point = probe?.at.map((value) => number('coordinate', value));
    return html`<div class="probe">
      <deepfool-pixel-view
        .pixels=${probe?.pixels ?? null}
        text=${label === undefined ? '' : say(laterWords.pointPicture, { label })}
      ></deepfool-pixel-view>
      <p class="read">
        ${label === undefined ? '' : say(laterWords.pointRead, { label })}
        <span class="caption"
          >${point ? say(laterWords.planeAt, { x: point[0], y: point[1] }) : nothing}</span
        >
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">${laterWords.classColumn}</th>
            <th scope="col">${laterWords.logitColumn}</th>
          </tr>
        </thead>
        <tbody>
          ${Array.from({ length: listedLogits }, (_, i) => largest[i]).map(
            (k) =>
              html`<tr>
                <th scope="row">${k ?? nothing}</th>
                <td>${k === undefined ? nothing : number('logit', logits[k])}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #thirdPicker() {
    const attack = this.#runner.scene?.attack;
    const classes = Array.from({ length: 10 }, (_, k) => k);
    /** @type {{ value: string, name: string }[]} */
    const answers = classes
      .filter((k) => k !== attack?.label && k < (attack?.logits.length ?? 10))
      .map((k) => ({ value: `class-${k}`, name: say(laterWords.thirdClass, { label: k }) }));
    const digits = classes.map((k) => ({
      value: `digit-${k}`,
      name: say(laterWords.thirdDigit, { label: k }),
    }));
    const all = [
      { value: 'next', name: laterWords.thirdNext },
      { value: 'random', name: laterWords.thirdRandom },
      ...answers,
      ...digits,
    ];
    return html`<label
      >${laterWords.third}
      <select
        @change=${(/** @type {Event} */ event) => {
          this.third = /** @type {Third} */ (/** @type {HTMLSelectElement} */ (event.target).value);
          this.view = this.point = null;
        }}
      >
        ${all.map(
          ({ value, name }) =>
            html`<option value=${value} .selected=${value === this.third}>${name}</option>`,
        )}
      </select></label
    >`;
  }

  #stepPicker() {
    const last = Math.max((this.#runner.scene?.path.length ?? 0) - 2, 0);
    const step = Math.min(this.step, last);
    const place = say(laterWords.stepOf, { step: step + 1, steps: last + 1 });
    const point = html`<i lang="en">x</i>${subscript(step)}`;
    return html`<label
      ><span>${pieces(laterWords.linearFrom, { point, place })}</span>
      <input
        type="range"
        min="0"
        max=${last}
        ?disabled=${last === 0}
        .value=${String(step)}
        aria-valuetext=${place}
        @input=${(/** @type {Event} */ event) =>
          this.#choose(/** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
      />
    </label>`;
  }
}

RegionsFigure.define();
