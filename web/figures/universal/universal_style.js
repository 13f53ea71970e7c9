import { css } from 'lit';

/** The universal figure: the change beside the digits that it flips, or above them where there is little room. */
export const universalStyle = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem 1.5rem;
    margin-top: 0.75rem;
    font-size: 0.875rem;
  }
  label {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    color: var(--muted);
  }
  input {
    width: 9rem;
    accent-color: var(--before);
  }
  output {
    min-width: 5.5rem;
    color: var(--text);
    font-variant-numeric: tabular-nums;
  }
  .sentence {
    min-height: 3.5rem;
    margin: 1rem 0 0;
    font: 1.25rem/1.3 var(--serif);
    font-variant-numeric: tabular-nums;
  }
  .cost {
    display: block;
    margin-top: 0.3rem;
    font: 0.875rem/1.4 var(--font);
    color: var(--muted);
  }
  .result {
    display: grid;
    grid-template-columns: 10rem minmax(0, 1fr);
    gap: 1.5rem;
    margin-top: 1rem;
  }
  deepfool-pixel-view {
    outline: 1px solid var(--line);
  }
  .change deepfool-pixel-view {
    margin-bottom: 0.6rem;
  }
  ol {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(3.5rem, 1fr));
    align-content: start;
    gap: 0.6rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    font-size: 0.8125rem;
    text-align: center;
    color: var(--muted);
  }
  li span {
    display: block;
    margin-top: 0.15rem;
  }
  .was {
    color: var(--before);
  }
  .becomes {
    color: var(--after);
  }
  @container (max-width: 30rem) {
    .result {
      grid-template-columns: minmax(0, 1fr);
    }
    .change {
      width: 10rem;
    }
    label {
      width: 100%;
    }
    input {
      flex: 1;
      min-width: 0;
    }
  }
`;
