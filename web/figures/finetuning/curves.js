// What was measured after each epoch, as curves and as a table: templates of the fine-tuning figure.

import { html, nothing } from 'lit';
import { laterWords } from '../later_words.js';
import { number, say } from '../words.js';
import './plot.js';
import { baseline, baselineResult, tuned, tunedResults } from './results.js';

/** @import { Measured, Variant } from './results.js' */

/** @param {string} variant the place of its look */
const lookOf = (variant) => /** @type {readonly string[]} */ (tuned).indexOf(variant);

/** @type {['rho_adv', 'test_error']} */
const quantities = ['rho_adv', 'test_error'];

/**
 * @param {string} trained the classifier
 * @param {number} epoch that is marked
 */
export function curves(trained, epoch) {
  const texts = laterWords.finetuning;
  const results = tunedResults(trained);
  return html`<div class="plots">
    ${quantities.map((of) => {
      const series = results.map(({ variant, epochs }) => ({
        look: lookOf(variant),
        points: epochs.map((measured) => ({
          epoch: measured.epoch,
          mean: measured[`${of}_mean`],
          spread: measured[`${of}_spread`] ?? 0,
        })),
      }));
      const said = results.map(({ variant, epochs }) =>
        say(texts.curveOf, {
          name: texts.variants[variant],
          first: shown(of, epochs[0][`${of}_mean`]),
          last: shown(of, epochs[epochs.length - 1][`${of}_mean`]),
        }),
      );
      const title = texts.curves[of];
      return html`<figure>
        <figcaption>${title}</figcaption>
        <deepfool-tuning-plot
          .series=${series}
          .epoch=${epoch}
          ?logarithmic=${of === 'test_error'}
          across=${texts.epochs}
          text=${[title, ...said].join(laterWords.gap)}
        ></deepfool-tuning-plot>
      </figure>`;
    })}
  </div>`;
}

/**
 * @param {'rho_adv' | 'test_error'} of
 * @param {number} value
 */
const shown = (of, value) => number(of === 'rho_adv' ? 'number' : 'rate', value);

/**
 * The same after one epoch.
 *
 * @param {string} trained
 * @param {number} epoch
 */
export function measuredTable(trained, epoch) {
  const texts = laterWords.finetuning;
  const last = baselineResult(trained);
  const caption = say(texts.table, { epoch: number('integer', epoch) });
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${caption}>
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${texts.trainedOn}</th>
          ${quantities.map((of) => html`<th scope="col">${texts.columns[of]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${tunedResults(trained).map(({ variant, epochs }) => row(variant, epochs[epoch], lookOf(variant)))}
        ${last ? row(baseline, last, null) : nothing}
      </tbody>
    </table>
    <p class="note">${texts.note[/** @type {keyof typeof texts.note} */ (trained)]}</p>
  </div>`;
}

/**
 * @param {Variant} variant
 * @param {Measured} measured
 * @param {number | null} look
 */
function row(variant, measured, look) {
  return html`<tr>
    <th scope="row">
      <svg class="look" viewBox="0 0 30 4" aria-hidden="true">
        <line class=${look === null ? '' : `line look${look}`} x2="30" y1="2" y2="2"></line>
      </svg>
      ${laterWords.finetuning.variants[variant]}
    </th>
    ${quantities.map((of) => {
      const spread = measured[`${of}_spread`];
      return html`<td>
        <b>${shown(of, measured[`${of}_mean`])}</b>
        ${spread === null ? nothing : html`<span>± ${shown(of, spread)}</span>`}
      </td>`;
    })}
  </tr>`;
}
