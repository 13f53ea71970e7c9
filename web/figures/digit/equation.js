// x + r = y in pictures, and what stands below them: templates of the digit figure.

import { html, nothing } from 'lit';
import '../parts/probability_bars.js';
import { norm } from './result_text.js';
import { side } from '../parts/pixel_view.js';
import '../parts/signed_scale.js';
import { number, say, words } from '../words.js';

/** @import { AttackResult } from '../../engine/types.js' */
/** @import { Shown } from './attack_runner.js' */

/** @param {Shown | null} shown @returns {AttackResult | null} the attack, if it has numbers to show */
const finite = (shown) => (shown?.attack?.status === 'not finite' ? null : (shown?.attack ?? null));

/** @param {Shown | null} shown */
export function sum(shown) {
  const { digit } = shown ?? {};
  const seen = digit && digit.outcome !== 'empty' ? digit.pixels : null;
  const changed = finite(shown);
  const extent = changed?.linf ?? 0;
  return html`<div class="sum">
    <p class="caption x"><i>x</i>, ${words.seen}</p>
    <p class="caption r"><i>r</i>, ${words.change}</p>
    <p class="caption y"><i>x</i> + <i>r</i>, ${words.changed}</p>
    <deepfool-picture
      class="x"
      part="seen"
      .pixels=${seen}
      text=${seenText(seen !== null, changed)}
    ></deepfool-picture>
    <span class="plus" aria-hidden="true">+</span>
    <deepfool-picture
      class="r"
      part="perturbation"
      .pixels=${changed?.perturbation ?? null}
      .extent=${extent}
      text=${changed ? changeText(changed) : words.nothing}
    ></deepfool-picture>
    <span class="equals" aria-hidden="true">=</span>
    <deepfool-picture
      class="y"
      part="changed"
      .pixels=${changed?.pixels ?? null}
      text=${changed ? changedText(changed) : words.nothing}
    ></deepfool-picture>
    ${changed ? legend(changed, extent) : nothing}
  </div>`;
}

/**
 * @param {boolean} seen whether there is a picture
 * @param {AttackResult | null} attack
 */
function seenText(seen, attack) {
  if (!seen) return words.nothing;
  if (!attack) return words.seenUnread;
  const { label, probabilities } = attack;
  return say(words.seenText, { label, chance: number('chance', probabilities[label]) });
}

/** @param {AttackResult} attack */
function changedText({ label, adversarial, adversarialProbabilities }) {
  return say(adversarial === label ? words.unchangedText : words.changedText, {
    label,
    adversarial,
    chance: number('chance', adversarialProbabilities[adversarial]),
    before: number('chance', adversarialProbabilities[label]),
  });
}

/** @param {AttackResult} attack */
function changeText({ perturbation, linf }) {
  if (linf === 0) return words.noChangeText;
  let [added, taken, high, low] = [0, 0, 0, 0];
  for (const change of perturbation) {
    if (change > 0) added += 1;
    else if (change < 0) taken += 1;
    if (change > high) high = change;
    else if (change < low) low = change;
  }
  return say(words.changeText, {
    added,
    taken,
    high: number('signed', high),
    low: number('signed', low),
    place: words.places[mostIn(perturbation)],
  });
}

/** @param {number} pixel of a row or column */
const third = (pixel) => Math.floor((3 * pixel) / side);

/**
 * Which ninth of the picture has most of the change, counted by rows from the top left.
 *
 * @param {Float32Array} perturbation
 * @returns {number}
 */
function mostIn(perturbation) {
  const sums = new Array(9).fill(0);
  for (let i = 0; i < perturbation.length; ++i) {
    sums[3 * third(Math.floor(i / side)) + third(i % side)] += Math.abs(perturbation[i]);
  }
  return sums.indexOf(Math.max(...sums));
}

/**
 * What stands below each picture.
 *
 * @param {AttackResult} attack
 * @param {number} extent
 */
function legend(attack, extent) {
  const { label, adversarial, probabilities, adversarialProbabilities } = attack;
  const flipped = adversarial !== label;
  return html`<p class="reading x">
      <b class="was">${label}</b> ${number('chance', probabilities[label])}
    </p>
    <deepfool-scale class="r" .extent=${extent}></deepfool-scale>
    <p class="reading y">
      <b class=${flipped ? 'becomes' : 'was'}>${adversarial}</b>
      ${number('chance', adversarialProbabilities[adversarial])}
    </p>`;
}

/** The probabilities before and after, and the norms between them. @param {Shown | null} shown */
export function detail(shown) {
  const attack = shown?.attack;
  const changed = finite(shown);
  const was = attack?.label ?? -1;
  const becomes = attack?.status === 'flipped' ? attack.adversarial : -1;
  return html`<div class="detail">
    <div>
      <p class="caption"><i>x</i></p>
      <deepfool-bars
        .probabilities=${attack?.probabilities ?? null}
        .was=${was}
        .becomes=${becomes}
        text=${words.before}
      ></deepfool-bars>
    </div>
    ${norms(changed)}
    <div>
      <p class="caption"><i>x</i> + <i>r</i></p>
      <deepfool-bars
        .probabilities=${changed?.adversarialProbabilities ?? null}
        .was=${was}
        .becomes=${becomes}
        text=${words.after}
      ></deepfool-bars>
    </div>
  </div>`;
}

/** @param {AttackResult | null} attack */
function norms(attack) {
  const value = (/** @type {number | undefined} */ value) =>
    value === undefined ? '' : number('number', value);
  return html`<dl>
    <dt>${norm('r', '2')}</dt>
    <dd>${value(attack?.l2)}</dd>
    <dt>${norm('r', '2')} / ${norm('x', '2')}</dt>
    <dd>${attack ? number('share', attack.relativeL2) : ''}</dd>
    <dt>${norm('r', '∞')}</dt>
    <dd>${value(attack?.linf)}</dd>
    <dt>${norm('r', '1')}</dt>
    <dd>${value(attack?.l1)}</dd>
  </dl>`;
}
