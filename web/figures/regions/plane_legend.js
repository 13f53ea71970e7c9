import { html, svg } from 'lit';
import { laterWords } from '../later_words.js';

/** What the lines and marks of the plane stand for. */
export function planeLegend() {
  const entries = [
    { mark: svg`<path class="boundary" d="M0 6H28"></path>`, name: laterWords.trueBoundary },
    { mark: svg`<path class="linear chosen" d="M0 6H28"></path>`, name: laterWords.linearBoundary },
    {
      mark: svg`<path class="step" d="M0 6H28"></path><circle class="mark iterate" cx="14" cy="6" r="4"></circle>`,
      name: laterWords.pathOfDeepfool,
    },
    {
      mark: svg`<path class="planar" d="M0 6H28"></path><path class="mark planar-mark" d="M9 6L14 1L19 6L14 11Z"></path>`,
      name: laterWords.pathInPlane,
    },
  ];
  return html`<ul class="legend">
    ${entries.map(
      ({ mark, name }) =>
        html`<li><svg viewBox="0 0 28 12" aria-hidden="true">${mark}</svg>${name}</li>`,
    )}
  </ul>`;
}
