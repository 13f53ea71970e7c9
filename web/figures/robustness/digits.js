// Digits of the test set as pictures that can be pressed: templates of the robustness figure.

import { html, nothing } from 'lit';
import { titleOf } from '../../engine/classifier_title.js';
import { pixelsToText } from '../input/drawing_text.js';
import { laterWords } from '../later_words.js';
import { methods, normAttribute } from '../parts/attack_settings.js';
import '../parts/pixel_view.js';
import { number, pieces, say } from '../words.js';
import { interval, measured } from './tables.js';

/** @import { Pair } from '../../engine/reports.js' */
/** @import { Pixels } from '../../engine/types.js' */
/** @import { Answer } from './evaluation_runner.js' */
/** @import { Measure } from './measures.js' */

/** The page's digit figure, if it has one. @returns {HTMLElement | null} */
const leader = () => document.querySelector('deepfool-digit');

/** Where a row has its numbers (EvaluationResult in engine/types.js). */
const places = { predicted: 1, adversarial: 2, l1: 5, l2: 6, linf: 7 };
const relativePlaces = { relative_l2: 8, relative_linf: 9 };

/**
 * What a row says of a digit.
 *
 * @param {Answer} answer
 * @param {number} which classifier
 * @param {number} index of the digit
 */
function rowOf({ evaluated, question, set }, which, index) {
  const { indices, rows } = evaluated[which];
  const row = rows.subarray(10 * indices.indexOf(index));
  const place = { ...places, ...relativePlaces }[question.quantity];
  return {
    label: set.label(index),
    predicted: row[places.predicted],
    adversarial: row[places.adversarial],
    value: row[place],
  };
}

/** Pictures are made once: a new array would be drawn again. @type {WeakMap<object, Map<number, Pixels>>} */
const pictures = new WeakMap();

/** @param {Answer} answer @param {number} index */
function pixelsOf({ set }, index) {
  const known = pictures.get(set) ?? new Map();
  pictures.set(set, known);
  if (!known.has(index)) known.set(index, set.pixels(index));
  return /** @type {Pixels} */ (known.get(index));
}

/**
 * Shows a digit in the page's digit figure, with the classifier and the attack of the evaluation.
 *
 * @param {Answer} answer
 * @param {number} which classifier
 * @param {number} index
 */
function show({ question, set }, which, index) {
  const figure = leader();
  if (!figure) return;
  const { method = 'deepfool', norm, box } = question.options;
  const attributes = {
    classifier: question.names[which],
    ...(methods.some((name) => name === method) && { method }),
    norm: normAttribute.toAttribute(norm ?? 2),
    box: box ? '' : 'off',
    pixels: pixelsToText(set.pixels(index)),
  };
  for (const name of ['strokes', 'digit']) figure.removeAttribute(name);
  for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
}

/**
 * @param {object} of
 * @param {Answer} of.answer
 * @param {number} of.which classifier
 * @param {number[]} of.indices
 * @param {Measure} of.measure
 * @param {string} of.text what these digits are
 * @param {number} of.room for how many there is room
 * @param {() => void} of.shown is called when the page shows one of them
 */
export function digitRow({ answer, which, indices, measure, text, room, shown }) {
  const texts = laterWords.robustness;
  return html`<ol class="digits" aria-label=${text}>
    ${Array.from({ length: Math.max(room, indices.length) }, (_, place) => {
      const index = indices[place];
      if (index === undefined) return html`<li><span class="room"></span><span>&nbsp;</span></li>`;
      const { label, predicted, adversarial, value } = rowOf(answer, which, index);
      const size = measured(value, measure);
      const what = say(texts.digit, { label, number: index, predicted, adversarial, size });
      const view = html`<deepfool-pixel-view
        .pixels=${pixelsOf(answer, index)}
        text=${leader() ? '' : what}
        aria-hidden=${leader() ? 'true' : nothing}
      ></deepfool-pixel-view>`;
      const press = () => {
        show(answer, which, index);
        shown();
      };
      return html`<li>
        ${
          leader()
            ? html`<button type="button" title=${what} aria-label=${what} @click=${press}>
                ${view}
              </button>`
            : view
        }
        <span aria-hidden="true"
          ><b class="was">${predicted}</b> → <b class="becomes">${adversarial}</b></span
        >
        <span aria-hidden="true">${size}</span>
      </li>`;
    })}
  </ol>`;
}

/** How many digits a pair shows for each side. */
const pairDigits = 5;

/**
 * Two classifiers on the same digits.
 *
 * @param {Answer} answer
 * @param {Pair} pair
 * @param {Measure} measure
 * @param {() => void} shown
 */
export function pairItem(answer, pair, measure, shown) {
  const texts = laterWords.robustness;
  const { difference } = pair;
  if (difference.mean === null) return nothing;
  // The more robust one first.
  const isTurned = difference.mean < 0;
  const [better, worse] = (isTurned ? [pair.second, pair.first] : [pair.first, pair.second]).map(
    (i) => titleOf(answer.question.names[i]),
  );
  const sign = isTurned ? -1 : 1;
  const turned = (/** @type {number | null} */ value) => (value === null ? null : sign * value);
  const [low, high] = isTurned
    ? [turned(difference.high), turned(difference.low)]
    : [difference.low, difference.high];
  const against = isTurned ? pair.firstLarger : pair.secondLarger;
  const indices = isTurned ? pair.firstMost : pair.secondMost;
  const isSure = low !== null && low > 0;
  return html`<li class="pair">
    <p>
      ${pieces(isSure ? texts.pair : texts.pairUnsure, {
        better: html`<b>${better}</b>`,
        worse: html`<b>${worse}</b>`,
        difference: html`<b>${measured(turned(difference.mean), measure)}</b>`,
        interval: interval({ ...difference, low, high }, measure),
        larger: number('integer', isTurned ? pair.secondLarger : pair.firstLarger),
        all: number('integer', difference.count),
      })}
    </p>
    ${
      against > 0
        ? html`<p>
              ${say(texts.otherWay, { count: against, number: number('integer', against), worse })}
            </p>
            ${digitRow({
              answer,
              which: isTurned ? pair.first : pair.second,
              indices: indices.slice(0, pairDigits),
              measure,
              text: say(texts.otherWayDigits, { worse }),
              room: 0,
              shown,
            })}`
        : html`<p>${say(texts.noOtherWay, { worse })}</p>`
    }
  </li>`;
}
