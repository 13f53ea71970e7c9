import { css } from 'lit';

/** A row a method: name, pictures, size; on a phone the name above the rest. */
export const methodsStyle = css`
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.1rem;
    margin: 0;
    padding: 0;
    border: 0;
    font-size: 0.875rem;
    color: var(--muted);
  }
  .lead {
    padding: 0.35rem 0;
  }
  .sentence {
    position: relative;
    min-height: 3.5rem;
    margin: 1rem 0 0.5rem;
    font: 1.25rem/1.3 var(--serif);
    font-variant-numeric: tabular-nums;
  }
  /* Below what it says, where it moves with nothing. */
  .sentence .button {
    position: absolute;
    bottom: 0;
    left: 0;
    font: 0.875rem/1.4 var(--font);
  }
  .bracket {
    min-height: 2.9rem;
    margin: 0 0 0.5rem;
    font-variant-numeric: tabular-nums;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 5rem 5rem 13rem;
    align-items: center;
    gap: 1rem;
    min-height: 7rem;
    padding: 0.75rem 0;
    border-top: 1px solid var(--line);
  }
  h3 {
    margin: 0;
    font: 600 1rem/1.3 var(--font);
  }
  p {
    margin: 0.15rem 0 0;
  }
  .name p,
  .cost,
  .pending {
    font-size: 0.8125rem;
    color: var(--muted);
  }
  /* Chinese units stay in one line. */
  .cost {
    word-break: keep-all;
  }
  .pending {
    grid-column: 2 / -1;
    margin: 0;
  }
  deepfool-pixel-view {
    outline: 1px solid var(--line);
  }
  .size {
    min-height: 5rem;
    font-variant-numeric: tabular-nums;
  }
  .classes {
    float: right;
  }
  .was {
    color: var(--before);
    font-weight: 650;
  }
  .becomes {
    color: var(--after);
    font-weight: 650;
  }
  meter {
    display: block;
    width: 100%;
    height: 6px;
    margin: 0.4rem 0;
    appearance: none;
    border: 0;
    background: var(--line);
  }
  meter::-webkit-meter-bar {
    height: 6px;
    background: var(--line);
    border: 0;
    border-radius: 0;
  }
  meter::-webkit-meter-inner-element {
    display: block;
  }
  meter::-webkit-meter-optimum-value {
    background: var(--before);
    border-radius: 0;
  }
  meter::-moz-meter-bar {
    background: var(--before);
  }
  @container (max-width: 36rem) {
    .bracket {
      min-height: 4.4rem;
    }
    li {
      grid-template-columns: 5rem 5rem minmax(0, 1fr);
      grid-template-rows: auto 1fr;
      gap: 0.6rem 0.9rem;
      min-height: 0;
    }
    /* As high as what is found. */
    .size,
    .pending {
      min-height: 5.1rem;
    }
    .name,
    .pending {
      grid-column: 1 / -1;
    }
  }
  @container (max-width: 25rem) {
    li {
      grid-template-columns: 4.5rem 4.5rem minmax(0, 1fr);
    }
    .classes {
      float: none;
      display: block;
    }
    .size,
    .pending {
      min-height: 6.5rem;
    }
  }
  @container (max-width: 27rem) {
    .bracket {
      min-height: 5.8rem;
    }
    .sentence {
      min-height: 4.9rem;
    }
  }
  @container (max-width: 21.5rem) {
    .bracket {
      min-height: 7.3rem;
    }
    .sentence {
      min-height: 6.5rem;
    }
    .size,
    .pending {
      min-height: 8.8rem;
    }
  }
  @container (max-width: 18.6rem) {
    .bracket {
      min-height: 8.7rem;
    }
    .size,
    .pending {
      min-height: 10.1rem;
    }
  }
`;
