import { html } from 'lit';
import { laterWords } from '../../later_words.js';
import { number } from '../../words.js';

/**
 * @param {number} overshoot
 * @param {number} most
 * @param {(overshoot: number) => void} chosen
 */
export const overshootSlider = (overshoot, most, chosen) =>
  html`<label
    >${laterWords.overshoot} <i lang="en">η</i
    ><input
      type="range"
      name="overshoot"
      min="0"
      max=${most}
      step="0.01"
      .value=${String(overshoot)}
      @input=${(/** @type {Event} */ event) =>
        chosen(/** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
    /><output>${number('share', overshoot)}</output></label
  >`;
