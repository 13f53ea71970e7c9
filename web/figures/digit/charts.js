// The probabilities before and after, and the norms between them: a template of the digit figure.

import { html } from 'lit';
import { normSymbol } from '../parts/norm_symbol.js';
import '../parts/probability_bars.js';
import { number, words } from '../words.js';
import { changed, withNumbers } from './shown.js';

/** @import { AttackResult } from '../../engine/types.js' */
/** @import { Shown, View } from './shown.js' */

/**
 * @param {Shown | null} shown
 * @param {View | null} view
 */
export function charts(shown, view) {
  const attack = shown?.attack;
  const finite = withNumbers(shown);
  const was = attack?.label ?? -1;
  const after = view?.after ?? (finite && changed(finite));
  const becomes = after && after.adversarial !== was ? after.adversarial : -1;
  return html`<div class="charts">
    <div>
      <p class="caption"><i>x</i></p>
      <deepfool-probability-bars
        .probabilities=${attack?.probabilities ?? null}
        .was=${was}
        .names=${shown?.classifier.own?.classNames}
        .becomes=${becomes}
        text=${words.before}
      ></deepfool-probability-bars>
    </div>
    ${norms(finite)}
    <div>
      <p class="caption"><i>x</i> + <i>r</i></p>
      <deepfool-probability-bars
        .probabilities=${after?.probabilities ?? null}
        .was=${was}
        .names=${shown?.classifier.own?.classNames}
        .becomes=${becomes}
        text=${words.after}
      ></deepfool-probability-bars>
    </div>
  </div>`;
}

/** @param {AttackResult | null} attack */
function norms(attack) {
  const value = (/** @type {number | undefined} */ value) =>
    value === undefined ? '' : number('number', value);
  return html`<dl>
    <dt>${normSymbol('r', '2')}</dt>
    <dd>${value(attack?.l2)}</dd>
    <dt>${normSymbol('r', '2')} / ${normSymbol('x', '2')}</dt>
    <dd>${attack ? number('share', attack.relativeL2) : ''}</dd>
    <dt>${normSymbol('r', '∞')}</dt>
    <dd>${value(attack?.linf)}</dd>
    <dt>${normSymbol('r', '1')}</dt>
    <dd>${value(attack?.l1)}</dd>
  </dl>`;
}
