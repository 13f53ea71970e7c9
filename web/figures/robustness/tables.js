// What reports say, as tables: templates of the robustness figure.

import { html, nothing, svg } from 'lit';
import { scaleLinear } from 'd3-scale';
import { titleOf } from '../../engine/classifier_title.js';
import { laterWords } from '../later_words.js';
import { language, number, say } from '../words.js';
import { looks } from '../parts/line_looks.js';

/** @import { Estimate, Report } from '../../engine/reports.js' */
/** @import { Answer } from './evaluation_runner.js' */
/** @import { Measure } from './measures.js' */

const none = '–';

/** Shades of the cells of a matrix. */
const shades = 5;

/** The most classes of which a matrix is drawn. */
const mostClasses = 30;

/** Of the picture of an interval. */
const picture = { width: 120, height: 12 };

/** As many digits as the command prints. */
const fourDecimals = new Intl.NumberFormat(language, {
  minimumFractionDigits: 4,
  maximumFractionDigits: 4,
});

/** @param {number | null} value @param {Measure} measure */
export const measured = (value, { isShare }) =>
  value === null ? none : isShare ? fourDecimals.format(value) : number('number', value);

/** @param {Estimate} estimate @param {Measure} measure */
export const interval = ({ low, high }, measure) =>
  low === null
    ? none
    : say(laterWords.robustness.interval, {
        low: measured(low, measure),
        high: measured(high, measure),
      });

/** @param {string} text */
const inEnglish = (text) => html`<span lang="en">${text}</span>`;

/**
 * A table that scrolls sideways where it is wider than its place.
 *
 * @param {string} kind its class
 * @param {string} caption
 * @param {unknown[]} columns their names; null: a column needs none
 * @param {unknown} rows
 */
export const scrollingTable = (kind, caption, columns, rows) =>
  html`<div class="scroll" tabindex="0" role="group" aria-label=${caption}>
    <table class=${kind}>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((name) => (name === null ? html`<td></td>` : html`<th scope="col">${name}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

/**
 * A row a classifier.
 *
 * @param {string[]} names
 * @param {Answer | null} answer
 * @param {Measure} measure
 */
export function summaryTable(names, answer, measure) {
  const texts = laterWords.robustness;
  return scrollingTable(
    'summary',
    texts.summary,
    [
      texts.classifier,
      html`${texts.mean} ${inEnglish(measure.symbol)}`,
      ...[texts.intervalColumn, texts.error, texts.flipped, texts.iterations, texts.digits],
    ],
    names.map((name, i) => {
      const summary = answer?.reports.sets[i].report.summary;
      const estimate = summary?.[measure.estimate];
      const share = (/** @type {Estimate | undefined} */ of) =>
        typeof of?.mean === 'number' ? number('rate', of.mean) : none;
      return html`<tr>
        <th scope="row">
          <svg class="look" viewBox="0 0 30 4" aria-hidden="true">
            <line class="line look${i % looks}" x1="0" x2="30" y1="2" y2="2"></line>
          </svg>
          <span>${titleOf(name)}</span>
        </th>
        <td>
          <b>${estimate ? measured(estimate.mean, measure) : none}</b>
        </td>
        <td>${estimate ? interval(estimate, measure) : none}</td>
        <td>${share(summary?.test_error)}</td>
        <td>${share(summary?.success)}</td>
        <td>
          ${
            typeof summary?.iterations.mean === 'number'
              ? number('logit', summary.iterations.mean)
              : none
          }
        </td>
        <td>${number('integer', summary?.images ?? 0)}</td>
      </tr>`;
    }),
  );
}

/**
 * A row a class: of the digits that were read as it.
 *
 * @param {Report} report
 * @param {Measure} measure
 * @param {string[]} classNames
 */
export function classTable({ by_predicted_class: classes }, measure, classNames) {
  const texts = laterWords.robustness;
  const ends = classes.map((of) => of[measure.estimate].high ?? of[measure.estimate].mean ?? 0);
  const x = scaleLinear()
    .domain([0, Math.max(...ends) || 1])
    .range([0, picture.width]);
  return scrollingTable(
    'classes',
    texts.byClass,
    [texts.class, texts.digits, texts.mean, texts.intervalColumn, null],
    classes.map((summary, k) => {
      const estimate = summary[measure.estimate];
      const { mean, low, high } = estimate;
      return html`<tr>
        <th scope="row">${classNames[k] ?? k}</th>
        <td>${number('integer', summary.images)}</td>
        <td>${measured(mean, measure)}</td>
        <td>${interval(estimate, measure)}</td>
        <td>
          <svg class="interval" viewBox="0 0 ${picture.width} ${picture.height}" aria-hidden="true">
            ${
              low !== null && high !== null
                ? svg`<line x1=${x(low)} x2=${x(high)} y1=${picture.height / 2} y2=${picture.height / 2}></line>`
                : nothing
            }
            ${
              mean !== null
                ? svg`<circle cx=${x(mean)} cy=${picture.height / 2} r="3"></circle>`
                : nothing
            }
          </svg>
        </td>
      </tr>`;
    }),
  );
}

/**
 * How many digits of each class became which.
 *
 * @param {Report} report
 * @param {string[]} classNames
 */
export function flipsTable({ flips }, classNames) {
  const texts = laterWords.robustness;
  if (flips.length === 0 || flips.length > mostClasses) return nothing;
  const most = Math.max(1, ...flips.flat());
  const nameOf = (/** @type {number} */ k) => classNames[k] ?? k;
  return scrollingTable(
    'flips',
    texts.flips,
    [texts.fromTo, ...flips.map((_, k) => nameOf(k))],
    flips.map(
      (counts, from) =>
        html`<tr>
          <th scope="row">${nameOf(from)}</th>
          ${counts.map(
            (count, to) =>
              html`<td class="shade${Math.ceil((shades * count) / most)}">
                ${from === to ? none : number('integer', count)}
              </td>`,
          )}
        </tr>`,
    ),
  );
}

/**
 * The robustness curve at a few sizes.
 *
 * @param {Report} report
 * @param {Measure} measure
 */
export function curveTable({ curves }, { size, sizeSymbol }) {
  const texts = laterWords.robustness;
  const points = curves[size].filter((_, i) => i % 10 === 0);
  if (points.length === 0) return nothing;
  const share = (/** @type {number | null} */ of) => (of === null ? none : number('rate', of));
  return html`<details>
    <summary>${texts.curveTable}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">${inEnglish(sizeSymbol)}</th>
          <th scope="col">${texts.kept}</th>
          <th scope="col">${texts.accuracy}</th>
        </tr>
      </thead>
      <tbody>
        ${points.map(
          (point) =>
            html`<tr>
              <th scope="row">${number('number', point.size)}</th>
              <td>${share(point.kept)}</td>
              <td>${share(point.accuracy)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
