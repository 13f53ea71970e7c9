// x + r in pictures, and what stands below them: a template of the digit figure.

import { html, nothing } from 'lit';
import '../parts/pixel_view.js';
import '../parts/signed_scale.js';
import { number, say, words } from '../words.js';
import { changed, withNumbers } from './shown.js';

/** @import { AttackResult } from '../../engine/types.js' */
/** @import { Changed, Shown, View } from './shown.js' */

/** In the place of t = 0, which the extent is divided by. */
const tiny = 1e-9;

/**
 * @param {Shown | null} shown
 * @param {View | null} view
 */
export function equation(shown, view) {
  const { digit } = shown ?? {};
  const seen = digit && digit.outcome !== 'empty' ? digit.pixels : null;
  const attack = withNumbers(shown);
  const after = view?.after ?? (attack && changed(attack));
  // The value of the full colour, of the change as it is drawn: that of r, t times.
  const extent = (attack?.linf ?? 0) / (view?.factor ?? 1);
  const times = view && view.t !== 1 ? html`${number('number', view.t)} ` : nothing;
  return html`<div class="equation">
    <p class="caption x"><i>x</i>, ${words.seen}</p>
    <p class="caption r">${times}<i>r</i>, ${words.change}</p>
    <p class="caption perturbed"><i>x</i> + ${times}<i>r</i>, ${words.perturbed}</p>
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
      .extent=${view ? extent / (view.t || tiny) : extent}
      text=${attack ? changeText(attack) : words.nothing}
    ></deepfool-pixel-view>
    <span class="equals" aria-hidden="true">=</span>
    <deepfool-pixel-view
      class="perturbed"
      part="perturbed"
      .pixels=${after?.pixels ?? null}
      text=${attack && after ? perturbedText(attack, after) : words.nothing}
    ></deepfool-pixel-view>
    ${
      attack && attack.outsidePixels > 0
        ? html`<deepfool-outside-marks
            class="perturbed"
            .pixels=${view?.after.pixels ?? attack.perturbed}
          ></deepfool-outside-marks>`
        : nothing
    }
    ${attack && after ? legend(attack, after, extent) : nothing}
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

/**
 * @param {AttackResult} attack
 * @param {Changed} after
 */
function perturbedText({ label }, { adversarial, probabilities }) {
  return say(adversarial === label ? words.unchangedText : words.perturbedText, {
    label,
    adversarial,
    chance: number('chance', probabilities[adversarial]),
    before: number('chance', probabilities[label]),
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
 * @param {Changed} after
 * @param {number} extent
 */
function legend({ label, probabilities }, after, extent) {
  const { adversarial } = after;
  const flipped = adversarial !== label;
  return html`<p class="reading x">
      <b class="was">${label}</b> ${number('chance', probabilities[label])}
    </p>
    <deepfool-signed-scale class="r" .extent=${extent}></deepfool-signed-scale>
    <p class="reading perturbed">
      <b class=${flipped ? 'becomes' : 'was'}>${adversarial}</b>
      ${number('chance', after.probabilities[adversarial])}
    </p>`;
}
