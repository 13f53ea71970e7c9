// x + r in pictures, and what stands below them: a template of the digit figure.

import { html, nothing } from 'lit';
import { side } from '../parts/pixel_view.js';
import '../parts/signed_scale.js';
import { number, say, words } from '../words.js';
import { withNumbers } from './shown.js';

/** @import { AttackResult } from '../../engine/types.js' */
/** @import { Shown } from './shown.js' */

/** @param {Shown | null} shown */
export function equation(shown) {
  const { digit } = shown ?? {};
  const seen = digit && digit.outcome !== 'empty' ? digit.pixels : null;
  const attack = withNumbers(shown);
  const extent = attack?.linf ?? 0;
  return html`<div class="equation">
    <p class="caption x"><i>x</i>, ${words.seen}</p>
    <p class="caption r"><i>r</i>, ${words.change}</p>
    <p class="caption perturbed"><i>x</i> + <i>r</i>, ${words.perturbed}</p>
    <deepfool-pixel-view
      class="x"
      part="seen"
      .pixels=${seen}
      text=${seenText(seen !== null, attack)}
    ></deepfool-pixel-view>
    <span class="plus" aria-hidden="true">+</span>
    <deepfool-pixel-view
      class="r"
      part="perturbation"
      .pixels=${attack?.perturbation ?? null}
      .extent=${extent}
      text=${attack ? changeText(attack) : words.nothing}
    ></deepfool-pixel-view>
    <span class="equals" aria-hidden="true">=</span>
    <deepfool-pixel-view
      class="perturbed"
      part="perturbed"
      .pixels=${attack?.pixels ?? null}
      text=${attack ? perturbedText(attack) : words.nothing}
    ></deepfool-pixel-view>
    ${attack ? legend(attack, extent) : nothing}
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
function perturbedText({ label, adversarial, adversarialProbabilities }) {
  return say(adversarial === label ? words.unchangedText : words.perturbedText, {
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
    <deepfool-signed-scale class="r" .extent=${extent}></deepfool-signed-scale>
    <p class="reading perturbed">
      <b class=${flipped ? 'becomes' : 'was'}>${adversarial}</b>
      ${number('chance', adversarialProbabilities[adversarial])}
    </p>`;
}
