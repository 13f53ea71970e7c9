import { css } from 'lit';

/** The survival figure: the pictures in a row, and a table of what each classifier reads. */
export const survivalStyle = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.6rem 1.5rem;
    font-size: 0.875rem;
  }
  label {
    display: flex;
    flex: 1 1 16rem;
    align-items: center;
    gap: 0.75rem;
    color: var(--muted);
  }
  input {
    flex: 1;
    max-width: 14rem;
  }
  output {
    min-width: 3.5rem;
    color: var(--text);
    font-variant-numeric: tabular-nums;
  }
  .asking {
    position: relative;
  }
  /* The button's words may change: it keeps its place. */
  progress {
    position: absolute;
    top: 100%;
    left: 0;
    width: 100%;
    height: 0.4rem;
    accent-color: var(--before);
    animation: wait 0s 0.5s backwards;
  }
  .pictures {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: 0.6rem;
    align-content: start;
    min-height: 9rem;
    max-width: 44rem;
    margin: 1rem 0 0;
    padding: 0;
    list-style: none;
    font-size: 0.8125rem;
    line-height: 1.3;
    text-wrap: balance;
    color: var(--muted);
  }
  .pictures i {
    font: italic 1rem/1.2 var(--serif);
    color: var(--text);
  }
  deepfool-pixel-view {
    margin-bottom: 0.3rem;
  }
  .scroll {
    min-height: 21rem;
    margin-top: 0.75rem;
    overflow-x: auto;
  }
  /* Fixed columns: nothing moves when the answers come. */
  table {
    width: 100%;
    table-layout: fixed;
    border-collapse: collapse;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding-bottom: 0.3rem;
    text-align: left;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  th,
  td {
    padding: 0.3rem 0.5rem;
    text-align: left;
    vertical-align: top;
    border-bottom: 1px solid var(--line);
  }
  th {
    font-weight: 400;
    color: var(--muted);
  }
  thead th {
    color: var(--text);
    font-weight: 600;
  }
  th i {
    font: italic 1rem/1 var(--serif);
    color: var(--text);
  }
  td span,
  thead span {
    margin-left: 0.5rem;
    font-size: 0.8125rem;
    font-weight: 400;
    color: var(--muted);
  }
  thead span {
    display: block;
    margin-left: 0;
  }
  .stays,
  .stays span {
    color: var(--after);
  }
  .stays {
    font-weight: 650;
  }
  .gone,
  .gone span {
    color: var(--before);
  }
  tfoot td,
  tfoot th {
    border-bottom: 0;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .sentence {
    min-height: 4.8rem;
    margin: 0.75rem 0 0;
  }
  code {
    font:
      0.9em ui-monospace,
      monospace;
  }
  @container (max-width: 36rem) {
    .pictures {
      grid-template-columns: repeat(3, minmax(0, 1fr));
      min-height: 19rem;
    }
    th,
    td {
      padding: 0.3rem 0.25rem;
    }
    td span {
      display: block;
      margin-left: 0;
    }
    .sentence {
      min-height: 8rem;
    }
  }
  @container (min-width: 56rem) {
    section {
      display: grid;
      grid-template-columns: minmax(0, 44rem) minmax(0, 1fr);
      column-gap: 2rem;
    }
    section > * {
      grid-column: 1 / -1;
    }
    .pictures,
    .scroll {
      grid-column: 1;
    }
    .sentence {
      grid-column: 2;
      grid-row: 3 / 5;
      margin-top: 1rem;
    }
  }
`;
