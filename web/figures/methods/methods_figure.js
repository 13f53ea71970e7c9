import { html, nothing } from 'lit';
import { methods, takesNorm } from '../../engine/attack_options.js';
import { certify } from '../../engine/certify.js';
import { backgroundClassifier, backgroundEngine } from '../../engine/shared_engine.js';
import { copyButtons, copyButtonsStyle } from '../export/copy_buttons.js';
import { FollowingFigure } from '../following_figure.js';
import { laterWords } from '../later_words.js';
import { optionsFor } from '../parts/attack_settings.js';
import { bracketText, isBeyondProof } from '../parts/bracket.js';
import { choiceStyle } from '../parts/classifier_picker.js';
import { normSymbol } from '../parts/norm_symbol.js';
import '../parts/pixel_view.js';
import '../parts/signed_scale.js';
import { task, taskStyle } from '../parts/task.js';
import { buttons, common, theme } from '../parts/theme.js';
import { duration, number, pieces, say, words } from '../words.js';
import { embed } from './manifest.js';
import { methodsStyle } from './methods_style.js';

/** @import { Method } from '../../engine/attack_options.js' */
/** @import { Certified } from '../../engine/certify.js' */
/** @import { AttackResult, Classifier, Pixels } from '../../engine/types.js' */
/** @import { NormName } from '../parts/attack_settings.js' */

/** What each method has found: null while it is still to come. @typedef {{ method: Method, attack: AttackResult | null }} Row */

/** A digit has to stand still for this long before it is attacked, in milliseconds. */
const rest = 300;

/** @typedef {{ p: number, key: 'l2' | 'linf' | 'l1', sign: string, name: NormName }} Norm */

/** The norms to measure in. Methods that cannot keep one small keep their own. @type {[Norm, ...Norm[]]} */
const norms = [
  { p: 2, key: 'l2', sign: '2', name: 'length' },
  { p: Infinity, key: 'linf', sign: '∞', name: 'largest' },
  { p: 1, key: 'l1', sign: '1', name: 'sum' },
];

/**
 * DeepFool beside the attacks that it is compared with, on one digit: <deepfool-methods>. manifest.js says what of it is
 * public.
 */
export class MethodsFigure extends FollowingFigure {
  static embed = embed;

  static properties = {
    _rows: { state: true },
    _running: { state: true },
    _stopped: { state: true },
    _certified: { state: true },
    _proved: { state: true },
  };

  static styles = [theme, common, buttons, copyButtonsStyle, taskStyle, choiceStyle, methodsStyle];

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** Ends the comparison that runs. @type {AbortController | null} */
  #run = null;

  constructor() {
    super();
    /** @type {Row[]} */
    this._rows = [];
    /** The method that runs. @type {Method | null} */
    this._running = null;
    /** Whether the visitor has ended the comparison before all had been found. */
    this._stopped = false;
    /** What is proved of the smallest change so far. @type {Certified | null} */
    this._certified = null;
    /** Whether that is all that will be proved; null: not yet begun. @type {boolean | null} */
    this._proved = null;
    this.#forget();
  }

  get result() {
    const { _pixels: pixels, _rows: rows, _certified: certified, classifier } = this;
    return pixels && { pixels, classifier, norm: this.#norm.p, rows, certified };
  }

  connectedCallback() {
    super.connectedCallback();
    // Moved within its page, it goes on.
    const isWhole = this._stopped || (this._proved && this._rows.every(({ attack }) => attack));
    if (this.hasUpdated && !isWhole) this.#resting = setTimeout(() => void this.#compare(), rest);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (!this._pixels || !this.isOther(changed)) return;
    this.#stop();
    this.#forget();
    this.#resting = setTimeout(() => void this.#compare(), rest);
  }

  /** The norm that all are measured in. */
  get #norm() {
    return norms.find(({ p }) => p === this.norm) ?? norms[0];
  }

  /** Shows every method as still to come. */
  #forget() {
    this._rows = methods.map((method) => ({ method, attack: null }));
    this._certified = null;
    this._proved = null;
  }

  #stop() {
    clearTimeout(this.#resting);
    this.#run?.abort();
    this.#run = null;
    this._running = null;
  }

  /** Attacks the digit by one method after the other, while the figure is on screen. */
  async #compare() {
    const { _pixels: pixels, classifier: name, settings } = this;
    if (!pixels) return;
    const { signal } = (this.#run = new AbortController());
    this.problem = null;
    this._stopped = false;
    try {
      await this.onScreen(signal);
      const classifier = await backgroundClassifier(name);
      signal.throwIfAborted();
      for (const { method } of this._rows) {
        this._running = method;
        const norm = takesNorm(method, this.#norm.p) ? this.#norm.p : null;
        const options = { ...optionsFor({ ...settings, norm: 2 }, method), method, norm };
        const attack = await backgroundEngine().attack(classifier, pixels, options, {
          signal,
          onProgress: (best) => {
            this.#show(method, best);
            return this.onScreen(signal);
          },
        });
        this.#show(method, attack);
      }
      this._running = null;
      this.announceResult();
      await this.#prove(classifier, pixels, signal);
    } catch (error) {
      if (signal.aborted) return;
      this._running = null;
      this.showProblem(error);
    }
  }

  /**
   * Finds out how small the smallest change is at least, in the norm and the box of the attacks.
   *
   * @param {Classifier} classifier
   * @param {Pixels} pixels
   * @param {AbortSignal} signal
   */
  async #prove(classifier, pixels, signal) {
    const norm = this.#norm.p;
    if (norm === 1) return;
    this._proved = false;
    const { box } = optionsFor({ ...this.settings, norm }, 'deepfool');
    try {
      this._certified = await certify(backgroundEngine(), classifier, pixels, {
        norm,
        box,
        signal,
        onProgress: (best) => {
          this._certified = best;
          return this.onScreen(signal);
        },
      });
    } catch (error) {
      if (!isBeyondProof(error)) throw error;
    }
    this._proved = true;
    this.announceResult();
  }

  /**
   * @param {Method} method
   * @param {AttackResult} attack
   */
  #show(method, attack) {
    this._rows = this._rows.map((row) => (row.method === method ? { method, attack } : row));
  }

  render() {
    return html`<section class="figure" role="group" aria-label=${this.title}>
      ${task(laterWords.methodsTry, laterWords.methodsAsks)}
      <fieldset aria-label=${laterWords.methodsNorm}>
        <span class="lead" aria-hidden="true">${laterWords.methodsNorm}</span>
        ${norms.map(
          ({ p, name }) =>
            html`<label
              ><input
                type="radio"
                name="norm"
                .checked=${p === this.#norm.p}
                @change=${() => (this.norm = p)}
              />${laterWords.norms[name]}</label
            >`,
        )}
      </fieldset>
      <p class="sentence"><span role="status">${this.#sentence()}</span> ${this.#control()}</p>
      <p class="bracket" aria-live=${this._proved ? 'polite' : 'off'}>${this.#bracket()}</p>
      <ol>
        ${this._rows.map((row) => this.#row(row))}
      </ol>
      ${copyButtons(this)}
    </section>`;
  }

  /** The attacks that flip the digit, the shortest first. */
  get #flips() {
    const flips = this._rows.filter(({ attack }) => attack?.status === 'flipped');
    return flips.sort((a, b) => this.#size(a) - this.#size(b));
  }

  /** The largest pixel of all changes, so that all maps have one scale. */
  get #extent() {
    return Math.max(...this.#flips.map(({ attack }) => attack?.linf ?? 0));
  }

  /** @param {Row} row */
  #size({ attack }) {
    return attack?.[this.#norm.key] ?? NaN;
  }

  get #symbol() {
    return normSymbol('r', this.#norm.sign);
  }

  #sentence() {
    if (this.problem) return words.error[this.problem.code];
    if (this._running) return say(laterWords.methodsRunning, { method: nameOf(this._running) });
    if (this._stopped) return laterWords.methodsStopped;
    const [shortest] = this.#flips;
    const deepfool = this._rows.find(({ method }) => method === 'deepfool');
    if (!shortest || !deepfool) return nothing;
    const size = number('number', this.#size(shortest));
    const message =
      shortest.method !== 'deepfool'
        ? laterWords.methodsShortest
        : this.#norm.p === 1
          ? laterWords.methodsAlone
          : laterWords.methodsDeepFool;
    return pieces(message, {
      method: html`<b>${nameOf(shortest.method)}</b>`,
      norm: this.#symbol,
      size: html`<b>${size}</b>`,
      deepfool: html`<b>${number('number', this.#size(deepfool))}</b>`,
    });
  }

  /** Ends the comparison, or begins it again. */
  #control() {
    const end = () => {
      this.#stop();
      this._stopped = true;
    };
    const begin = () => {
      this.#forget();
      void this.#compare();
    };
    if (!this._running && !this._stopped && !this.problem) return nothing;
    return html`<button type="button" class="button" @click=${this._running ? end : begin}>
      ${this._running ? laterWords.stop : words.retry}
    </button>`;
  }

  #bracket() {
    if (this._proved === null) return nothing;
    const [shortest] = this.#flips;
    const upper = shortest ? this.#size(shortest) : NaN;
    const norm = `‖r‖${this.#norm.sign === '2' ? '₂' : '∞'}`;
    return bracketText(this._certified, upper, { norm, done: this._proved });
  }

  /** @param {Row} row */
  #row(row) {
    const { method, attack } = row;
    return html`<li aria-busy=${this._running === method}>
      <div class="name">
        <h3>${nameOf(method)}</h3>
        <p>
          ${laterWords.methodsAre[method]}
          ${takesNorm(method, this.#norm.p) ? nothing : laterWords.methodsOwnNorm[method === 'fgsm' ? 'largest' : 'length']}
        </p>
      </div>
      ${attack ? this.#found(row, attack) : html`<p class="pending">${this._running ? '…' : ''}</p>`}
    </li>`;
  }

  /**
   * @param {Row} row
   * @param {AttackResult} attack
   */
  #found(row, attack) {
    const { label, adversarial, forwards, pullbacks, milliseconds } = attack;
    if (attack.status !== 'flipped') {
      return html`<p class="pending">
        ${say(words[attack.status], { label, adversarial, iterations: attack.iterations, method: nameOf(row.method) })}
      </p>`;
    }
    const flips = this.#flips;
    const longest = flips[flips.length - 1];
    return html`<deepfool-pixel-view
        .pixels=${attack.perturbed}
        text=${say(laterWords.methodsPerturbed, { label, adversarial })}
      ></deepfool-pixel-view>
      <deepfool-pixel-view
        .pixels=${attack.perturbation}
        .extent=${this.#extent}
        text=${say(laterWords.methodsChange, { method: nameOf(row.method) })}
      ></deepfool-pixel-view>
      <div class="size">
        <p>
          ${this.#symbol} = <b>${number('number', this.#size(row))}</b>
          <span class="classes"
            ><span class="was">${label}</span> → <span class="becomes">${adversarial}</span></span
          >
        </p>
        <meter
          min="0"
          max=${this.#size(longest)}
          .value=${this.#size(row)}
          aria-hidden="true"
        ></meter>
        <p class="cost">
          ${say(laterWords.methodsCost, {
            forwards: number('integer', forwards),
            pullbacks: number('integer', pullbacks),
            time: duration(milliseconds),
          })}
        </p>
      </div>`;
  }
}

/** @param {Method} method */
const nameOf = (method) =>
  method === 'refine' ? laterWords.methodsRefined : words.methods[method];

MethodsFigure.define();
