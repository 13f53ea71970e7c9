import { css } from 'lit';

/** The steps' figure: the points as a row of pictures, the one that is told of, and all logits as a table. */
export const stepsStyle = css`
  /* One row, however many there are: what is below stays where it is. */
  .points {
    display: flex;
    gap: 0.6rem;
    min-height: 14.9rem;
    margin: 0 -2px;
    padding: 2px;
    overflow-x: auto;
    list-style: none;
  }
  .points li {
    flex: none;
    width: 8.5rem;
  }
  .points button {
    position: relative;
    display: block;
    width: 100%;
    padding: 0.4rem;
    border: 1px solid transparent;
    border-radius: 2px;
    text-align: left;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .points button:hover {
    border-color: var(--line);
  }
  .points button[aria-pressed='true'] {
    border-color: var(--before);
    box-shadow: 0 0 0 1px var(--before);
  }
  @media (forced-colors: active) {
    .points button[aria-pressed='true'] {
      outline: 3px solid Highlight;
    }
  }
  .name {
    display: flex;
    justify-content: space-between;
    margin-bottom: 0.3rem;
  }
  .name i {
    font: italic 1rem/1.2 var(--serif);
    color: var(--text);
  }
  deepfool-logit-bars {
    margin-top: 0.5rem;
  }
  .scrub {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin-top: 0.9rem;
    font-size: 0.875rem;
    color: var(--muted);
  }
  .scrub input {
    flex: 1;
    max-width: 20rem;
  }
  .scrub output {
    min-width: 6rem;
    color: var(--text);
  }
  .sentence {
    min-height: 4.3rem;
    margin: 0.6rem 0 0;
    line-height: 1.35;
  }
  .scroll {
    height: 11.5rem;
    margin-top: 0.75rem;
    overflow: auto;
  }
  /* Fixed columns: nothing moves when the numbers come. */
  table {
    width: 100%;
    min-width: 39rem;
    table-layout: fixed;
    border-collapse: collapse;
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding-bottom: 0.3rem;
    text-align: left;
    color: var(--muted);
  }
  th,
  td {
    padding: 0.3rem 0.3rem;
    text-align: right;
    white-space: nowrap;
    border-bottom: 1px solid var(--line);
  }
  th {
    font-weight: 400;
    color: var(--muted);
  }
  th:nth-child(2),
  th:nth-child(3) {
    width: 4.2rem;
  }
  th:first-child {
    text-align: left;
  }
  tbody th {
    font: italic 1rem/1 var(--serif);
    color: var(--text);
  }
  tr.now {
    background: var(--surface);
  }
  td.was,
  td.becomes {
    font-weight: 650;
  }
  td.becomes {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  @container (max-width: 36rem) {
    .points li {
      width: 7rem;
    }
    .points {
      min-height: 12.9rem;
    }
    .sentence {
      min-height: 7.6rem;
    }
  }
  @container (min-width: 56rem) {
    section {
      display: grid;
      grid-template-columns: minmax(0, 37rem) minmax(0, 1fr);
      grid-template-rows: auto auto 1fr;
      column-gap: 2rem;
    }
    section > * {
      grid-column: 1 / -1;
    }
    .points {
      grid-column: 1;
      grid-row: 2 / 4;
    }
    .scrub {
      grid-column: 2;
      grid-row: 2;
      margin-top: 0.4rem;
    }
    .sentence {
      grid-column: 2;
      grid-row: 3;
    }
  }
`;
