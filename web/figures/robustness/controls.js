// What is evaluated: templates of the robustness figure.

import { html, nothing } from 'lit';
import { methods, takesNorm } from '../../engine/attack_options.js';
import { classifiers } from '../../engine/classifiers.js';
import { titleOf } from '../../engine/classifier_title.js';
import { mostDigits } from '../../engine/test_set.js';
import { laterWords } from '../later_words.js';
import { takesBox } from '../parts/attack_settings.js';
import { number, say, words } from '../words.js';
import { measures } from './measures.js';

/** @import { Method } from '../../engine/attack_options.js' */
/** @import { RobustnessFigure } from './robustness_figure.js' */

/** Numbers of digits to choose from. */
const counts = [100, 1000, 10_000];

/** @param {Method} method */
export const nameOf = (method) =>
  method === 'refine' ? laterWords.methodsRefined : words.methods[method];

/** @param {Event} event */
const field = (event) => /** @type {HTMLInputElement} */ (event.target);

/** @param {RobustnessFigure} figure @param {string[]} others names of classifiers that do not come along */
export function controls(figure, others) {
  const texts = laterWords.robustness;
  const { names, method, count } = figure;
  const all = [...new Set([...Object.keys(classifiers), ...others, ...names])];
  const offered = [...new Set([...counts, count])]
    .filter((each) => each <= mostDigits)
    .sort((a, b) => a - b);
  if (!offered.includes(mostDigits)) offered.push(mostDigits);
  return html`<div class="controls">
    <fieldset aria-label=${texts.classifiers}>
      <span class="lead" aria-hidden="true">${texts.classifiers}</span>
      ${all.map(
        (name) =>
          html`<label
            ><input
              type="checkbox"
              name="classifier"
              value=${name}
              .checked=${names.includes(name)}
              @change=${(/** @type {Event} */ event) => figure.choose(name, field(event).checked)}
            />${titleOf(name)}</label
          >`,
      )}
    </fieldset>
    <div class="row">
      <label
        >${laterWords.method}
        <select
          name="method"
          @change=${(/** @type {Event} */ event) =>
            (figure.method = /** @type {Method} */ (field(event).value))}
        >
          ${methods.map(
            (name) =>
              html`<option value=${name} .selected=${name === method}>${nameOf(name)}</option>`,
          )}
        </select></label
      >
      <label
        >${laterWords.norm}
        <select
          name="norm"
          @change=${(/** @type {Event} */ event) => (figure.norm = Number(field(event).value))}
        >
          ${measures.map(
            ({ p, name }) =>
              html`<option
                value=${p}
                .selected=${p === figure.measure.p}
                ?disabled=${!takesNorm(method, p)}
              >
                ${laterWords.norms[name]}
              </option>`,
          )}
        </select></label
      >
      <label
        >${texts.digits}
        <select
          name="count"
          @change=${(/** @type {Event} */ event) => (figure.count = Number(field(event).value))}
        >
          ${offered.map(
            (each) =>
              html`<option value=${each} .selected=${each === Math.min(count, mostDigits)}>
                ${number('integer', each)}
              </option>`,
          )}
        </select></label
      >
      <label
        ><input
          type="checkbox"
          name="box"
          .checked=${figure.box}
          ?disabled=${!takesBox(figure.settings)}
          @change=${(/** @type {Event} */ event) => (figure.box = field(event).checked)}
        />${laterWords.box}</label
      >
    </div>
    ${
      mostDigits < 10_000
        ? html`<p class="note">${say(texts.fewDigits, { most: number('integer', mostDigits) })}</p>`
        : nothing
    }
  </div>`;
}
