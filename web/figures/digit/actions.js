import { html } from 'lit';
import { iterations } from './result_text.js';
import { usedNorm } from '../parts/attack_settings.js';
import { say, words } from '../words.js';

/** @import { Flip } from './attack_runner.js' */
/** @import { Present } from '../export/save_menu.js' */
/** @import { Settings } from '../parts/attack_settings.js' */

/**
 * What can be done with a result of the digit figure: made smaller, and taken along.
 *
 * @param {Flip} flip
 * @param {Settings} settings
 * @param {() => Present} present
 */
export function actions(flip, settings, present) {
  const { shown, running } = flip;
  const flipped = shown?.attack?.status === 'flipped';
  const refinable = settings.method === 'deepfool' && usedNorm(settings) === 2;
  const possible = flipped && refinable && shown.method !== 'refine';
  // One button, which keeps the focus whatever it does and whether it can.
  return html`<div class="actions">
    <div class="buttons">
      <button
        type="button"
        class="button ${running ? 'stop' : 'refine'}"
        title=${running ? '' : refinable ? words.refineTitle : words.refineReason}
        aria-disabled=${!running && !possible}
        @click=${() => {
          if (running) flip.halt();
          else if (possible) void flip.work('refine');
        }}
      >
        ${running ? words.stop : words.refine}
      </button>
      <deepfool-save
        .disabled=${!flipped}
        .present=${present}
        @note=${(/** @type {CustomEvent<string>} */ { detail }) => flip.say(detail)}
        @problem=${(/** @type {CustomEvent<unknown>} */ { detail }) => flip.fail(detail)}
      ></deepfool-save>
    </div>
    <div class="busy" ?hidden=${!running}></div>
    <p class="note" role="status" aria-live=${running ? 'off' : 'polite'}>
      ${note(flip) || (flipped && !refinable ? words.refineReason : '')}
    </p>
  </div>`;
}

/** @param {Flip} flip */
function note({ running, note }) {
  if (!running) return note;
  const { method } = running;
  return say(method === 'refine' ? words.refining : words.running, {
    method: method === 'refine' ? '' : words.methods[method],
    iterations: iterations(running.iterations),
  });
}
