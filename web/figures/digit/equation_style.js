import { css } from 'lit';

/** x + r in pictures, and what stands below them, where there is little room. */
export const equationStyle = css`
  .equation {
    margin-top: 0.25rem;
    display: grid;
    grid-template-columns: minmax(0, 1fr) 1.5rem minmax(0, 1fr) 1.5rem minmax(0, 1fr);
    grid-template-rows: auto auto minmax(3.75rem, auto);
    gap: 0.35rem 0;
  }
  .equation > .caption {
    grid-row: 1;
    align-self: end;
  }
  .equation > deepfool-pixel-view,
  .equation > deepfool-outside-marks,
  .equation > span {
    grid-row: 2;
  }
  .equation > .reading,
  .equation > deepfool-signed-scale {
    grid-row: 3;
  }
  .equation > .x {
    grid-column: 1;
  }
  .equation > .r {
    grid-column: 3;
  }
  .equation > .perturbed {
    grid-column: 5;
  }
  .plus {
    grid-column: 2;
  }
  .equals {
    grid-column: 4;
  }
  .plus,
  .equals {
    place-self: center;
    font: 1.25rem/1 var(--serif);
    color: var(--muted);
  }
  .reading {
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
    color: var(--muted);
  }
  .reading b {
    margin-right: 0.35rem;
    font: 600 2rem/1 var(--serif);
  }
  .equation > deepfool-signed-scale {
    padding-top: 0.2rem;
  }
`;
