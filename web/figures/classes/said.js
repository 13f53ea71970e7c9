// What the figure of many classes says, in a sentence and in a table of the cell's faces.

import { html, mathml, nothing } from 'lit';
import { laterWords } from '../later_words.js';
import { number, pieces, say } from '../words.js';

/** @import { Answer, Question } from './classes_figure.js' */

/** @param {number} k */
export const nameOfClass = (k) => String.fromCharCode(65 + k);

/** @param {Answer} answer */
export function sentenceOf({ attack, step, linearised }) {
  const { status, iterations, label, adversarial } = attack;
  const values = {
    label: nameOfClass(label),
    adversarial: nameOfClass(adversarial),
    step: number('integer', step),
    last: number('integer', iterations),
    count: iterations,
    length: number('number', attack.l2),
  };
  const isFlat = !linearised.faces.some(({ distance }) => Number.isFinite(distance));
  if (status === 'at boundary' && !isFlat) return say(laterWords.betweenClasses, values);
  if (status === 'no gradient' || isFlat) return laterWords.sameClasses;
  if (step < iterations) {
    const { beyond, distance } = linearised.faces[linearised.nearest];
    return say(laterWords.classesStep, {
      ...values,
      nearest: nameOfClass(beyond),
      distance: number('number', distance),
    });
  }
  return say(status === 'flipped' ? laterWords.classesEnd : laterWords.classesStays, values);
}

/** @param {{ question: Question, answer: Answer } | null} shown */
export function facesOf(shown) {
  const { attack, linearised } = shown?.answer ?? {};
  const faces = linearised?.faces ?? Array.from({ length: 4 }, () => null);
  const label = attack ? nameOfClass(attack.label) : '–';
  return html`<table class="faces ${shown ? '' : 'empty'}">
    <caption>
      ${pieces(laterWords.facesOf, { label: html`<span class="letter">${label}</span>` })}
    </caption>
    <thead>
      <tr>
        <th scope="col">
          <math><mi>k</mi></math
          ><span class="hidden">${laterWords.classColumn}</span>
        </th>
        <th scope="col"><math>${gap}</math><span class="hidden">${laterWords.gapColumn}</span></th>
        <th scope="col">
          <math>${slope}</math><span class="hidden">${laterWords.slopeColumn}</span>
        </th>
        <th scope="col">
          <math><mfrac>${gap}${slope}</mfrac></math
          ><span class="hidden">${laterWords.distanceColumn}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      ${faces.map((face, i) => {
        const isFinite = face !== null && Number.isFinite(face.distance);
        // Before there is one, the room of its line is kept.
        const isNearest = face ? isFinite && i === linearised?.nearest : i === 0;
        return html`<tr class=${isNearest ? 'chosen' : ''}>
          <th scope="row">${face ? nameOfClass(face.beyond) : '–'}</th>
          <td>${face ? number('number', face.gap) : '–'}</td>
          <td>${face ? number('number', face.dual) : '–'}</td>
          <td>
            ${isFinite ? number('number', face.distance) : '–'}
            ${isNearest ? html`<span class="nearest">${laterWords.isNearest}</span>` : nothing}
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** |f'_k| */
const gap = mathml`<mrow
  ><mo>|</mo><msub><mi>f</mi><mi>k</mi></msub
  ><mo>−</mo><msub><mi>f</mi><mi>c</mi></msub
  ><mo>|</mo></mrow
>`;

/** ||w_k|| */
const slope = mathml`<mrow
  ><mo>‖</mo><mo>∇</mo><msub><mi>f</mi><mi>k</mi></msub
  ><mo>−</mo><mo>∇</mo><msub><mi>f</mi><mi>c</mi></msub
  ><mo>‖</mo></mrow
>`;
