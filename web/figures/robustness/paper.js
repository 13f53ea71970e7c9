// The paper's Tables 1 and 2 beside what is found here: a template of the robustness figure.

import { html, nothing } from 'lit';
import { classifiers } from '../../engine/classifiers.js';
import { laterWords } from '../later_words.js';
import { number } from '../words.js';
import { measureOf } from './measures.js';
import { measured, scrollingTable } from './tables.js';

/** @import { Summary } from '../../engine/reports.js' */

/**
 * DeepFool (Moosavi-Dezfooli, Fawzi, Frossard, CVPR 2016): test error and rho_adv of Table 1, rho_adv in l_infinity of
 * Table 2.
 */
const published = [
  { name: 'lenet', title: 'LeNet', error: 0.01, length: 0.2, largest: 0.1 },
  { name: 'fc500-150-10', title: 'FC500-150-10', error: 0.017, length: 0.11, largest: 0.04 },
];

export const paperNames = published.map(({ name }) => name);

/** The norms that the tables are in. */
export const paperNorms = [2, Infinity];

/** Whether the page has these classifiers. */
export const hasPaper = paperNames.every((name) => Object.hasOwn(classifiers, name));

/**
 * What was found here: by norm, of each classifier.
 *
 * @typedef {Map<number, Summary[]>} Found
 */

/** @param {Found} found */
export function paperTable(found) {
  const texts = laterWords.robustness;
  const ours = (/** @type {number} */ p, /** @type {number} */ i) => {
    const summary = found.get(p)?.[i];
    const measure = measureOf(p);
    return summary ? measured(summary[measure.estimate].mean, measure) : '…';
  };
  const columns = [
    texts.classifier,
    texts.error,
    ...paperNorms.map((p) => html`<span lang="en">${measureOf(p).symbol}</span>`),
  ];
  const rows = published.map(({ name, title, error, length, largest }, i) => {
    const summary = found.get(2)?.[i];
    return html`<tr>
        <th scope="row">${name}</th>
        <td>
          ${typeof summary?.test_error.mean === 'number' ? number('rate', summary.test_error.mean) : '…'}
        </td>
        ${paperNorms.map((p) => html`<td><b>${ours(p, i)}</b></td>`)}
      </tr>
      <tr>
        <th scope="row">${texts.theirs} ${title}</th>
        <td>${number('rate', error)}</td>
        <td>${length}</td>
        <td>${largest}</td>
      </tr>`;
  });
  return html`${scrollingTable('paper', texts.paper, columns, rows)}
    <p class="note">${texts.paperNote}</p>`;
}

/** @param {() => void} press @param {boolean} isOff */
export const paperButton = (press, isOff) =>
  hasPaper
    ? html`<button type="button" class="button" ?disabled=${isOff} @click=${press}>
        ${laterWords.robustness.paperButton}
      </button>`
    : nothing;
