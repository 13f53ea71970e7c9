// Number fields for points of the plane: a way to place them without dragging.

import { html, nothing } from 'lit';
import { laterWords } from '../../later_words.js';
import { say } from '../../words.js';
import { within } from './plane_scale.js';

/** @import { Handle } from './plane_view.js' */
/** @import { Point, View } from './plane_scale.js' */

/**
 * @param {Handle[]} handles
 * @param {View} view
 * @param {(name: string, point: Point) => void} moved is called with a point that the visitor has set
 */
export const pointFields = (handles, view, moved) =>
  html`<details class="coordinates">
    <summary>${laterWords.coordinates}</summary>
    <div class="fields">
      ${handles.map(({ name, at, label, upright }) => {
        const field = (
          /** @type {0 | 1} */ i,
          /** @type {number} */ min,
          /** @type {number} */ max,
        ) =>
          html`<input
            type="number"
            name="${name}-${i}"
            step="0.1"
            min=${min}
            max=${max}
            aria-label=${say(laterWords.coordinate, { point: label, axis: i + 1 })}
            .value=${String(at[i])}
            @change=${(/** @type {Event} */ event) => {
              const input = /** @type {HTMLInputElement} */ (event.target);
              const value = input.valueAsNumber;
              /** @type {Point} */
              const point = [...at];
              if (Number.isFinite(value)) point[i] = value;
              const [x, y] = within(point, view);
              input.value = String([x, y][i]);
              moved(name, [x, y]);
            }}
          />`;
        return html`<span class="field"
          ><span lang="en" aria-hidden="true">${label}</span>${
            upright ? nothing : field(0, view.left, view.right)
          }${field(1, view.bottom, view.top)}</span
        >`;
      })}
    </div>
  </details>`;
