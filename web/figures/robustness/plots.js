// The distribution and the robustness curves: templates of the robustness figure.

import { html } from 'lit';
import { titleOf } from '../../engine/classifier_title.js';
import { laterWords } from '../later_words.js';
import { number, say } from '../words.js';
import './plot.js';
import { measured } from './tables.js';

/** @import { Answer } from './evaluation_runner.js' */
/** @import { Measure } from './measures.js' */
/** @import { Series } from './plot.js' */

/**
 * How many digits have which quantity.
 *
 * @param {Answer} answer
 * @param {Measure} measure
 */
export function distribution({ question, reports }, measure) {
  const texts = laterWords.robustness;
  const { most, sets } = reports;
  /** @type {Series[]} */
  const series = sets.map(({ histogram }, i) => ({
    name: titleOf(question.names[i]),
    points: [...histogram, histogram.at(-1) ?? 0].map((count, bin) => [
      (most * bin) / (histogram.length || 1),
      count,
    ]),
  }));
  const said = sets.map(({ report }, i) => {
    const { mean, deviation } = report.summary[measure.estimate];
    return say(texts.distributionOf, {
      name: titleOf(question.names[i]),
      mean: measured(mean, measure),
      deviation: measured(deviation, measure),
    });
  });
  return html`<figure>
    <figcaption>${texts.distribution}</figcaption>
    <deepfool-plot
      class="distribution"
      steps
      .series=${series}
      .right=${most}
      .top=${Math.max(1, ...sets.flatMap(({ histogram }) => histogram))}
      across=${measure.symbol}
      up=${texts.digits}
      format="integer"
      text=${[texts.distribution, ...said].join(laterWords.gap)}
    ></deepfool-plot>
  </figure>`;
}

/**
 * The share of digits that is still read rightly at each size of the change.
 *
 * @param {Answer} answer
 * @param {Measure} measure
 */
export function curves({ question, reports }, { size, sizeSymbol }) {
  const texts = laterWords.robustness;
  const all = reports.sets.map(({ report }) => report.curves[size]);
  /** @type {Series[]} */
  const series = all.map((points, i) => ({
    name: titleOf(question.names[i]),
    points: points.map(({ size, accuracy }) => [size, accuracy ?? 0]),
  }));
  const said = all.flatMap((points, i) => {
    const [first, quarter, half] = [points[0], points[25], points[50]];
    if (!half) return [];
    return [
      say(texts.curveOf, {
        name: titleOf(question.names[i]),
        first: number('rate', first.accuracy ?? 0),
        quarter: number('rate', quarter.accuracy ?? 0),
        quarterSize: number('number', quarter.size),
        half: number('rate', half.accuracy ?? 0),
        halfSize: number('number', half.size),
      }),
    ];
  });
  return html`<figure>
    <figcaption>${texts.curve}</figcaption>
    <deepfool-plot
      class="curve"
      .series=${series}
      .right=${Math.max(0, ...all.map((points) => points.at(-1)?.size ?? 0))}
      .top=${1}
      across=${sizeSymbol}
      up=${texts.accuracy}
      format="progress"
      text=${[texts.curve, ...said].join(laterWords.gap)}
    ></deepfool-plot>
  </figure>`;
}
