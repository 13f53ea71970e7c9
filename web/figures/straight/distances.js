// The numbers of the figure of a straight boundary: f, w, and the distance in each norm.

import { html, mathml } from 'lit';
import { laterWords } from '../later_words.js';
import { number, say } from '../words.js';

/** @import { Answer, Norm, Question } from './straight_figure.js' */

const norms = /** @type {Norm[]} */ (['2', '1', 'inf']);

/** The norm that w is measured in, where r is measured in another. @type {Record<Norm, string>} */
const duals = { 2: '2', 1: '∞', inf: '1' };

/** @type {Record<Norm, string>} */
const signs = { 2: '2', 1: '1', inf: '∞' };

/** @param {string} of @param {string} p */
const normOf = (of, p) =>
  mathml`<msub
    ><mrow><mo>‖</mo><mi>${of}</mi><mo>‖</mo></mrow
    ><mn>${p}</mn></msub
  >`;

/** f(x0). */
const value = mathml`<mi>f</mi><mo stretchy="false">(</mo><msub><mi>x</mi><mn>0</mn></msub
  ><mo stretchy="false">)</mo>`;

/** @param {ArrayLike<number>} vector */
const vector = (vector) =>
  say(laterWords.vector, {
    x: number('coordinate', vector[0]),
    y: number('coordinate', vector[1]),
  });

/** @param {{ question: Question, answer: Answer } | null} shown */
export function distances(shown) {
  const { question, answer } = shown ?? {};
  const two = answer?.linearised[2];
  return html`<dl>
      <dt lang="en"><math>${value}</math></dt>
      <dd>${answer ? number('number', answer.attack.logits[1]) : '–'}</dd>
      <dt lang="en">
        <math><mi>w</mi></math>
      </dt>
      <dd>${two ? vector(two.gradients.slice(2)) : '–'}</dd>
    </dl>
    <table class="norms">
      <caption>
        ${laterWords.distanceAndStep}
      </caption>
      <tbody>
        ${norms.map((norm) => {
          const [seen] = answer?.linearised[norm].faces ?? [];
          // Where A and B are one point, there is no line.
          const face = Number.isFinite(seen?.distance) ? seen : null;
          return html`<tr class=${norm === question?.norm ? 'chosen' : ''}>
            <th scope="row">${laterWords.inNorm[norm]}</th>
            <td>
              <span lang="en"
                ><math
                  ><mfrac
                    ><mrow><mo>|</mo>${value}<mo>|</mo></mrow
                    >${normOf('w', duals[norm])}</mfrac
                  ><mrow class="length"><mo>=</mo>${normOf('r', signs[norm])}</mrow><mo>=</mo></math
                ></span
              >
              ${face ? number('number', face.distance) : '–'}
            </td>
            <td>
              <span lang="en"
                ><math><mi>r</mi><mo>=</mo></math></span
              >
              ${face ? vector(face.r) : '–'}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>`;
}
