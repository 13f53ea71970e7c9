// x + r in pictures, and what stands below them: a template of the digit figure.

import { html, nothing } from 'lit';
import '../parts/pixel_view.js';
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
      .pixels=${attack?.perturbed ?? null}
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
function changeText(attack) {
  if (attack.linf === 0) return words.noChangeText;
  return say(words.changeText, {
    added: attack.increasedPixels,
    taken: attack.decreasedPixels,
    high: number('signed', attack.largestIncrease),
    low: number('signed', attack.largestDecrease),
    place: words.places[attack.mostChangedNinth],
  });
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
