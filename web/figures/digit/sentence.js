import { html } from 'lit';
import { outcome } from './result_text.js';
import { number, say, words } from '../words.js';

/** @import { Asker, Flip } from './attack_runner.js' */
/** @import { Source } from './digit_source.js' */

/**
 * The sentence of the digit figure: what was read and what it becomes, or why there is nothing to tell.
 *
 * @param {Flip} flip
 * @param {Asker} figure
 * @param {Source} source
 */
export function sentence(flip, figure, source) {
  const { problem, shown, share, running } = flip;
  if (problem) {
    return html`<p class="sentence problem">
      ${words.error[problem.code]}
      <button type="button" class="button retry" title=${problem.message} @click=${figure.retry}>
        ${words.retry}
      </button>
    </p>`;
  }
  if (source.kind === 'picture' && source.chosen < 0) {
    const { outcome, digits } = source.found;
    return html`<p class="sentence">${say(words[outcome], { count: digits.length })}</p>`;
  }
  if (shown?.attack) {
    return html`<p class="sentence">${outcome(shown, shown.attack, figure.settings, running)}</p>`;
  }
  if (!flip.classifier) {
    return html`<p class="sentence">
      ${share < 1 ? say(words.loading, { share: number('progress', share) }) : words.starting}
      <progress max="1" aria-label=${words.loadingOf} .value=${share}></progress>
    </p>`;
  }
  return html`<p class="sentence">${shown?.digit.outcome === 'dot' ? words.dot : words.start}</p>`;
}
