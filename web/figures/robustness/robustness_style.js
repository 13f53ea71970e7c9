import { css } from 'lit';

/** The robustness figure: what is asked, a table of the classifiers, plots side by side, and a closer look at one. */
export const robustnessStyle = css`
  .controls {
    display: grid;
    gap: 0.35rem;
    font-size: 0.875rem;
  }
  fieldset,
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem 1.25rem;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .lead {
    color: var(--muted);
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    min-height: 28px;
    max-width: 100%;
    overflow-wrap: anywhere;
    color: var(--muted);
  }
  label:has(input:checked) {
    color: var(--text);
  }
  input {
    flex: none;
    width: 1rem;
    height: 1rem;
    margin: 0;
    accent-color: var(--before);
  }
  select {
    min-height: 26px;
    max-width: 100%;
    padding: 0.15rem 0.2rem;
    font: inherit;
    font-weight: 650;
    color: var(--text);
    background: var(--paper);
    border: 1px solid var(--line);
    border-radius: 2px;
  }
  .note {
    margin: 0.4rem 0 0;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-top: 0.75rem;
    font-size: 0.875rem;
  }
  .progress {
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .actions progress {
    flex-basis: 100%;
    margin-top: 0.1rem;
  }
  .sentence {
    min-height: 3.3rem;
    margin: 0.75rem 0 0;
    font: 1.25rem/1.3 var(--serif);
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }
  .scroll {
    overflow-x: auto;
  }
  /* Whatever follows the sentence, which may fill its room. */
  .sentence + .scroll {
    margin-top: 0.75rem;
  }
  table {
    border-collapse: collapse;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  caption,
  figcaption,
  .heading {
    margin: 0;
    padding: 0 0 0.3rem;
    text-align: left;
    font: 600 0.875rem/1.4 var(--font);
    color: var(--text);
  }
  .heading {
    margin-top: 1.25rem;
  }
  th,
  td {
    padding: 0.25rem 0.6rem;
    text-align: right;
    vertical-align: top;
    border-bottom: 1px solid var(--line);
    white-space: nowrap;
  }
  th {
    font-weight: 400;
    color: var(--muted);
  }
  th:first-child {
    padding-left: 0;
    text-align: left;
  }
  .summary,
  .classes {
    width: 100%;
  }
  .summary tbody th {
    min-width: 7.5rem;
    color: var(--text);
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .look {
    width: 30px;
    height: 4px;
    margin-right: 0.4rem;
    vertical-align: middle;
  }
  .closer {
    margin-top: 1.25rem;
    min-height: 40rem;
  }
  .plots,
  .tables {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 1.5rem 2rem;
  }
  .tables {
    margin-top: 0.75rem;
  }
  figure {
    margin: 0;
  }
  .looks {
    margin-top: 1.25rem;
    font-size: 0.875rem;
  }
  details {
    margin-top: 0.5rem;
    font-size: 0.875rem;
  }
  details summary {
    min-height: 24px;
    color: var(--muted);
    cursor: pointer;
  }
  .interval {
    display: block;
    width: 7.5rem;
    height: 12px;
    margin-top: 0.2rem;
  }
  .interval line {
    stroke: var(--before);
    stroke-width: 1.5;
  }
  .interval circle {
    fill: var(--before);
  }
  .flips th,
  .flips td {
    min-width: 1.9rem;
    padding: 0.25rem 0.2rem;
  }
  .classes :is(th, td) {
    padding-inline: 0.35rem;
  }
  .classes :is(th:first-child, td:last-child) {
    padding-inline: 0;
  }
  .shade1 {
    background: color-mix(in srgb, var(--after) 6%, transparent);
  }
  .shade2 {
    background: color-mix(in srgb, var(--after) 13%, transparent);
  }
  .shade3 {
    background: color-mix(in srgb, var(--after) 20%, transparent);
  }
  .shade4 {
    background: color-mix(in srgb, var(--after) 27%, transparent);
  }
  .shade5 {
    background: color-mix(in srgb, var(--after) 34%, transparent);
  }
  .digits {
    display: grid;
    grid-template-columns: repeat(10, minmax(0, 1fr));
    gap: 0.6rem;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
    text-align: center;
    color: var(--muted);
  }
  .digits span {
    display: block;
  }
  .digits button,
  .room {
    display: block;
    width: 100%;
  }
  .room {
    aspect-ratio: 1;
  }
  .digits deepfool-pixel-view {
    aspect-ratio: 1;
    outline: 1px solid var(--line);
  }
  .digits button:hover deepfool-pixel-view {
    outline-color: var(--before);
  }
  .was {
    color: var(--before);
  }
  .becomes {
    color: var(--after);
  }
  .pairs {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr));
    gap: 1.25rem 2rem;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.9375rem;
  }
  .pair p {
    margin: 0 0 0.4rem;
    text-wrap: pretty;
  }
  .pair .digits {
    grid-template-columns: repeat(5, minmax(0, 4.5rem));
  }
  /* The menu is as wide as its room lets it be: from the right, or below where there is little. */
  .save {
    position: relative;
    display: flex;
    justify-content: flex-end;
    margin-top: 1.25rem;
  }
  @container (max-width: 60rem) {
    .interval {
      width: 4.5rem;
    }
  }
  @container (max-width: 44rem) {
    .plots,
    .tables {
      grid-template-columns: minmax(0, 1fr);
    }
    .digits {
      grid-template-columns: repeat(5, minmax(0, 1fr));
    }
    .save {
      justify-content: flex-start;
    }
  }
`;
