// What the figure of a curved boundary says, in a sentence and in numbers.

import { html, mathml } from 'lit';
import { laterWords } from '../later_words.js';
import { number, say } from '../words.js';
import { iterateName } from './drawing.js';

/** @import { Answer, Question } from './curved_figure.js' */

/** @param {Question} question @param {Answer} answer */
export function sentenceOf({ overshoot }, { attack, step, linearised, nearest }) {
  const { status, iterations } = attack;
  if (status === 'at boundary') return laterWords.onCurve;
  if (status === 'no gradient') return laterWords.flat;
  const last = number('integer', iterations);
  if (step < iterations) {
    return say(laterWords.curvedStep, {
      step: number('integer', step),
      last,
      x: iterateName(step),
      next: iterateName(step + 1),
      f: number('number', linearised.logits[1]),
      distance: number('number', linearised.faces[0].distance),
    });
  }
  const values = {
    count: iterations,
    last,
    f: number('number', attack.adversarialLogits[1]),
    length: number('number', attack.l2),
    overshoot: number('share', overshoot),
  };
  const end = say(
    status !== 'flipped'
      ? laterWords.curvedStays
      : overshoot > 0
        ? laterWords.curvedEnd
        : laterWords.curvedEndOn,
    values,
  );
  if (!nearest) return end;
  return `${end} ${say(laterWords.curvedExcess, {
    length: values.length,
    nearest: number('number', nearest.distance),
    excess: excessOf(nearest.excess),
  })}`;
}

/** @param {{ question: Question, answer: Answer } | null} shown */
export function numbersOf(shown) {
  const { attack, step = 0, linearised, nearest } = shown?.answer ?? {};
  const isLast = attack && step === attack.iterations;
  const point = attack?.path[step]?.perturbed;
  const f = isLast ? attack.adversarialLogits[1] : linearised?.logits[1];
  const name = isLast ? mathml`<mi>x</mi>` : mathml`<msub><mi>x</mi><mn>${step}</mn></msub>`;
  return html`<dl>
    <dt lang="en"><math>${name}</math></dt>
    <dd>
      ${
        point
          ? say(laterWords.vector, {
              x: number('coordinate', point[0]),
              y: number('coordinate', point[1]),
            })
          : '–'
      }
    </dd>
    <dt lang="en">
      <math><mi>f</mi><mo stretchy="false">(</mo>${name}<mo stretchy="false">)</mo></math>
    </dt>
    <dd>${f === undefined ? '–' : `${number('number', f)}${sign(f)}`}</dd>
    <dt>${laterWords.deepfoolLength}</dt>
    <dd>${attack ? number('number', attack.l2) : '–'}</dd>
    <dt>${laterWords.nearestLength}</dt>
    <dd>${nearest ? number('number', nearest.distance) : '–'}</dd>
    <dt>${laterWords.excess}</dt>
    <dd>${nearest ? excessOf(nearest.excess) : '–'}</dd>
  </dl>`;
}

/** On which side that is. @param {number} f */
const sign = (f) =>
  say(f > 0 ? laterWords.isPositive : f < 0 ? laterWords.isNegative : laterWords.isZero);

/** Where f is nearly flat, the first step is too long beyond all measure. @param {number} excess */
const excessOf = (excess) =>
  excess > 10 ? say(laterWords.moreThan, { share: number('share', 10) }) : number('share', excess);
