import { css } from 'lit';

/** The fine-tuning figure: two plots side by side, a table, and the digit on each classifier. */
export const finetuningStyle = css`
  .tools,
  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem 1.25rem;
    margin: 0;
    padding: 0;
    border: 0;
    font-size: 0.875rem;
    color: var(--muted);
  }
  .epoch {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 0;
    cursor: auto;
  }
  .epoch input {
    position: static;
    width: 10rem;
    opacity: 1;
  }
  output {
    min-width: 1rem;
    color: var(--text);
    font-variant-numeric: tabular-nums;
  }
  .sentence {
    min-height: 4.8rem;
    margin: 0.75rem 0;
  }
  .plots {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 1.5rem 2rem;
  }
  figure {
    margin: 0;
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
  .scroll {
    margin-top: 1rem;
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.25rem 1.2rem 0.25rem 0;
    text-align: left;
    vertical-align: top;
    border-bottom: 1px solid var(--line);
  }
  th {
    font-weight: 400;
    color: var(--muted);
  }
  tbody th {
    min-width: 8rem;
    color: var(--text);
  }
  td,
  thead th {
    white-space: nowrap;
  }
  td span,
  .note {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .note {
    margin: 0.4rem 0 0;
  }
  .look {
    width: 30px;
    height: 4px;
    margin-right: 0.4rem;
    vertical-align: middle;
  }
  .ask {
    margin: 1rem 0 0;
  }
  .heading {
    margin-top: 1.25rem;
  }
  .verdict {
    min-height: 1.6rem;
    margin: 0 0 0.6rem;
    font: 1.125rem/1.4 var(--serif);
    font-variant-numeric: tabular-nums;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 1.25rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  h3 {
    min-height: 2.5rem;
    margin: 0 0 0.4rem;
    font: 600 0.875rem/1.4 var(--font);
  }
  .pictures {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.4rem;
  }
  .cards p {
    margin: 0.4rem 0 0;
    font-variant-numeric: tabular-nums;
  }
  .size {
    min-height: 1.6rem;
  }
  .bracket {
    min-height: 5.4rem;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .was,
  .becomes {
    font-weight: 650;
  }
  @container (max-width: 56rem) {
    .sentence {
      min-height: 6.4rem;
    }
    .bracket {
      min-height: 7.5rem;
    }
  }
  @container (max-width: 36rem) {
    .plots {
      grid-template-columns: minmax(0, 1fr);
    }
    .sentence {
      min-height: 8rem;
    }
    .cards {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container (max-width: 25rem) {
    .sentence {
      min-height: 11.1rem;
    }
  }
  @container (max-width: 18rem) {
    .sentence {
      min-height: 14.2rem;
    }
  }
  /* In two lines, where it is longer than one. */
  @container (max-width: 21rem) {
    .button {
      white-space: normal;
      line-height: 1.3;
    }
  }
`;
