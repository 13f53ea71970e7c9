import { html } from 'lit';
import { iterations } from './result_text.js';
import { usedNorm } from '../parts/attack_settings.js';
import { laterWords } from '../later_words.js';
import { say, words } from '../words.js';

/** @import { Figure } from '../figure.js' */
/** @import { Entry } from '../export/save_menu.js' */
/** @import { Settings } from '../parts/attack_settings.js' */
/** @import { AttackRunner } from './attack_runner.js' */

/**
 * @typedef {object} Savable
 * @property {Settings} settings
 * @property {() => Entry[][]} saveEntries what can be saved and copied, in groups
 * @property {() => void} prepareCopying is called before saveEntries()
 */

/**
 * The buttons of the digit figure's result, which make it smaller, save and copy it.
 *
 * @param {AttackRunner} runner
 * @param {Figure & Savable} figure
 */
export function actions(runner, figure) {
  const { shown, running } = runner;
  const { settings } = figure;
  const flipped = shown?.attack?.status === 'flipped';
  const refinable = settings.method === 'deepfool' && usedNorm(settings) === 2;
  const possible = flipped && refinable && shown.method !== 'refine';
  // Always the same button, never disabled, so that it keeps the focus.
  return html`<div class="buttons">
      <button
        type="button"
        class="button ${running ? 'stop' : 'refine'}"
        title=${running ? '' : refinable ? laterWords.refineTitle : laterWords.refineReason}
        aria-disabled=${!running && !possible}
        @click=${() => {
          if (running) runner.stopForVisitor();
          else if (possible) void runner.run('refine');
        }}
      >
        ${running ? laterWords.stop : laterWords.refine}
      </button>
      <deepfool-save-menu
        .disabled=${!flipped}
        .entries=${figure.saveEntries}
        @open=${() => figure.prepareCopying()}
        @note=${(/** @type {CustomEvent<string>} */ { detail }) => (figure.note = detail)}
        @problem=${(/** @type {CustomEvent<unknown>} */ { detail }) => runner.fail(detail)}
      ></deepfool-save-menu>
    </div>
    <div class="busy" ?hidden=${!running}></div>
    <p class="note" role="status" aria-live=${running ? 'off' : 'polite'}>
      ${note(runner, figure) || (flipped && !refinable ? laterWords.refineReason : '')}
    </p>`;
}

/**
 * @param {AttackRunner} runner
 * @param {Figure} figure
 */
function note({ running }, { note }) {
  if (!running) return note;
  const { method } = running;
  return say(method === 'refine' ? laterWords.refining : laterWords.running, {
    method: method === 'refine' ? '' : words.methods[method],
    iterations: iterations(running.iterations),
  });
}
