// The digit on each classifier: templates of the fine-tuning figure.

import { html, nothing } from 'lit';
import { laterWords } from '../later_words.js';
import { bracketText } from '../parts/bracket.js';
import { normSymbol } from '../parts/norm_symbol.js';
import '../parts/pixel_view.js';
import { number, say, words } from '../words.js';
import { compared } from './comparison.js';

/** @import { Found } from './comparison.js' */
/** @import { Variant } from './results.js' */

/**
 * @param {Found[]} found
 * @param {number} p of the norm, 2 or Infinity
 */
export function cards(found, p) {
  // One scale for all maps.
  const extent = Math.max(...found.map(({ attack }) => attack?.linf ?? 0)) || 1;
  return html`<ol class="cards">
    ${compared.map(({ variant }, i) => card(variant, found[i], p, extent))}
  </ol>`;
}

/**
 * @param {Variant} variant
 * @param {Found} found
 * @param {number} p
 * @param {number} extent the largest pixel of all changes
 */
function card(variant, { attack, certified, done }, p, extent) {
  const texts = laterWords.finetuning;
  const name = texts.variants[variant];
  const flipped = attack?.status === 'flipped' ? attack : null;
  const size = flipped ? (p === 2 ? flipped.l2 : flipped.linf) : NaN;
  const sign = p === 2 ? '2' : '∞';
  const norm = `‖r‖${p === 2 ? '₂' : '∞'}`;
  const { label = 0, adversarial = 0, iterations = 0 } = attack ?? {};
  const read =
    attack && !flipped
      ? say(words[/** @type {'no gradient'} */ (attack.status)], {
          label,
          adversarial,
          iterations,
          method: 'DeepFool',
        })
      : nothing;
  return html`<li aria-busy=${!done}>
    <h3>${name}</h3>
    <div class="pictures">
      <deepfool-pixel-view
        .pixels=${flipped?.perturbed ?? null}
        text=${flipped ? say(laterWords.methodsPerturbed, { label, adversarial }) : words.nothing}
      ></deepfool-pixel-view>
      <deepfool-pixel-view
        .pixels=${flipped?.perturbation ?? null}
        .extent=${extent}
        text=${flipped ? say(laterWords.methodsChange, { method: name }) : words.nothing}
      ></deepfool-pixel-view>
    </div>
    <p class="size">
      ${
        flipped
          ? html`<span class="was">${label}</span> →
              <span class="becomes">${adversarial}</span>
              ${normSymbol('r', sign)} = <b>${number('number', size)}</b>`
          : read
      }
    </p>
    <p class="bracket">${attack ? bracketText(certified, size, { norm, done }) : nothing}</p>
  </li>`;
}
