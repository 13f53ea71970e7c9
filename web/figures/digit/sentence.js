import { html, nothing } from 'lit';
import { resultText } from './result_text.js';
import { optionsFor } from '../parts/attack_settings.js';
import { number, say, words } from '../words.js';

/** @import { Figure } from '../figure.js' */
/** @import { AttackRunner, Source } from './attack_runner.js' */
/** @import { DigitSource } from './digit_source.js' */

/**
 * The sentence of the digit figure: what was read and what it becomes, or why there is nothing to tell.
 *
 * @param {AttackRunner} runner
 * @param {Figure & Source} figure
 * @param {DigitSource} source
 * @param {string} remark on what was read
 */
export function sentence(runner, figure, source, remark) {
  const { problem, settings } = figure;
  // Always the same room while pixels may leave [0, 1]: nothing moves while the pen draws.
  const long = optionsFor(settings, settings.method).box ? '' : 'long';
  const { shown, loadedShare, running } = runner;
  if (problem) {
    return html`<p class="sentence problem">
      ${words.error[problem.code]}
      ${problem.code === 'model' ? html`<span class="cost" lang="en">${problem.message}</span>` : nothing}
      <button type="button" class="button retry" title=${problem.message} @click=${figure.retry}>
        ${words.retry}
      </button>
    </p>`;
  }
  if (source.kind === 'picture' && source.chosen < 0) {
    const { outcome, digits } = source.found;
    return html`<p class="sentence ${long}">${say(words[outcome], { count: digits.length })}</p>`;
  }
  if (shown?.attack) {
    return html`<p class="sentence ${long}">
      ${resultText(shown, shown.attack, running, remark)}
    </p>`;
  }
  if (!runner.classifier) {
    return html`<p class="sentence ${long}">
      ${loadedShare < 1 ? say(words.loading, { share: number('progress', loadedShare) }) : words.starting}
      <progress max="1" aria-label=${words.loadingOf} .value=${loadedShare}></progress>
    </p>`;
  }
  return html`<p class="sentence ${long}">
    ${shown?.digit.outcome === 'dot' ? words.dot : words.start}
  </p>`;
}
