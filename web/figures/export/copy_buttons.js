// The ways to copy a figure, as a row of buttons below it.

import { css, html, nothing } from 'lit';

/** @import { Figure } from '../figure.js' */

/** @param {Figure} figure */
export function copyButtons(figure) {
  const forms = figure.copyForms;
  if (forms.length === 0) return nothing;
  return html`<div class="copies">
    ${forms.map(
      ({ form, name, explanation }) =>
        html`<button
          type="button"
          class="button"
          title=${explanation}
          @click=${async () => (figure.note = await figure.copy(form))}
        >
          ${name}
        </button>`,
    )}
    <span role="status">${figure.note}</span>
  </div>`;
}

export const copyButtonsStyle = css`
  .copies {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-top: 1.25rem;
    font-size: 0.875rem;
    color: var(--muted);
  }
`;
