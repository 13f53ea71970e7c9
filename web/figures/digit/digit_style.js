import { css } from 'lit';

/** The digit figure: one column where there is little room, then two, then the pad beside all else. */
export const digitStyle = css`
  p {
    margin: 0;
  }
  i {
    font-family: var(--serif);
    font-size: 1.08em;
  }
  .figure {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }
  .figure:focus {
    outline: none;
  }
  .caption {
    font-size: 0.8125rem;
    line-height: 1.3;
    color: var(--muted);
  }

  .input {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.7rem;
  }
  /* Out of the flow, so that nothing moves when the sentence above changes its length. */
  progress {
    position: absolute;
    bottom: 0.75rem;
    max-width: 16rem;
  }
  deepfool-drawing-pad,
  .equation > deepfool-pixel-view {
    outline: 1px solid var(--line);
  }
  .ghost {
    opacity: 0.22;
  }
  deepfool-pixel-editor,
  deepfool-digit-chooser {
    position: absolute;
    inset: 0 0 auto;
    aspect-ratio: 1;
  }
  deepfool-digit-chooser {
    pointer-events: none;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .tools .button {
    padding-inline: min(0.7rem, 2.4cqi);
  }
  .tools .upload {
    margin-left: auto;
  }
  .tools label:has(:focus-visible) {
    outline: 2px solid var(--before);
    outline-offset: 2px;
  }
  .tools input {
    position: absolute;
    width: 1px;
    height: 1px;
    opacity: 0;
  }
  .camera {
    display: none;
  }
  @media (pointer: coarse) {
    .camera {
      display: block;
      margin-left: auto;
    }
    .camera + .upload {
      margin-left: 0;
    }
  }

  .output {
    min-width: 0;
  }
  .sentence {
    position: relative;
    min-height: 5.8rem;
    font: 1.25rem/1.25 var(--serif);
    contain: layout style;
  }
  .sentence b {
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }
  .was {
    color: var(--before);
  }
  .becomes {
    color: var(--after);
  }
  /* Room for what is said of pixels beyond black and white. */
  .sentence.long {
    min-height: 9.4rem;
  }
  .outside,
  .cost,
  .remark {
    display: block;
    margin-top: 0.25rem;
    font: 0.875rem/1.35 var(--font);
    font-variant-numeric: tabular-nums;
    color: var(--muted);
  }
  .remark {
    color: var(--text);
  }
  .problem {
    color: var(--after);
  }
  .retry {
    display: block;
    margin-top: 0.5rem;
    font: 0.875rem/1.4 var(--font);
    color: var(--text);
  }

  /* Fetched after the first flip, but its room is kept from the start. */
  .explorer {
    display: grid;
    grid-template-columns: 3fr 2fr;
    gap: 0 1.5rem;
    min-height: 3.55rem;
  }
  /* What is said of its marks may go on below the other slider. */
  .explorer > :first-child {
    --below: calc(100% / 0.6 + 1.5rem);
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 1.25rem 1.5rem;
    align-content: start;
  }
  dl {
    grid-row: 2;
    grid-column: 1 / -1;
    display: grid;
    grid-template: auto auto / 1fr 1.5fr 1fr auto;
    grid-auto-flow: column;
    gap: 0.2rem;
    margin: 0;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
  dt {
    color: var(--muted);
    white-space: nowrap;
  }
  dd {
    margin: 0;
    min-height: 1.4em;
  }

  /* Fetched after the first flip, but its room is kept from the start. */
  .actions {
    position: relative;
    min-width: 0;
    min-height: 3.86rem;
    font-size: 0.875rem;
  }
  .buttons {
    position: relative;
    display: flex;
    gap: 0.5rem;
    min-height: 2.1rem;
  }
  .refine,
  .stop {
    flex: 1 1 auto;
    max-width: 9.5rem;
  }
  .busy {
    position: absolute;
    inset: auto 0 auto;
    height: 2px;
    margin-top: 0.3rem;
    overflow: hidden;
    forced-color-adjust: none;
    background: var(--line);
  }
  .busy::after {
    content: '';
    display: block;
    width: 30%;
    height: 100%;
    background: var(--before);
    animation: pass 1.1s ease-in-out infinite alternate;
  }
  @keyframes pass {
    to {
      translate: 233%;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .busy::after {
      animation: none;
      width: 100%;
    }
  }
  /* Fetched after the first flip, but its room is kept from the start. */
  deepfool-attack-controls {
    display: block;
    min-height: 1.85rem;
    margin-top: -0.75rem;
  }

  .note {
    margin-top: 0.65rem;
    min-height: 1.3em;
    font-size: 0.8125rem;
    line-height: 1.3;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }

  .drop {
    position: absolute;
    inset: -0.5rem;
    display: grid;
    place-items: center;
    font: italic 1.5rem/1 var(--serif);
    color: var(--before);
    background: color-mix(in srgb, var(--paper) 88%, transparent);
    outline: 2px dashed var(--before);
    pointer-events: none;
  }
  [hidden] {
    display: none;
  }

  @container (max-width: 22rem) {
    .sentence {
      min-height: 6.8rem;
    }
    .sentence.long {
      min-height: 11.6rem;
    }
  }

  @container (max-width: 20rem) {
    .equation {
      grid-template-rows: 4.6rem auto 5rem;
    }
  }

  @container (max-width: 36rem) {
    .figure {
      gap: 1rem;
    }
    .equation > .caption {
      font-size: 0.75rem;
      line-height: 1.25;
    }
  }

  @container (min-width: 36rem) and (max-width: 56rem) {
    .figure {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      column-gap: 2rem;
    }
    deepfool-classifier-picker,
    deepfool-attack-controls,
    .output,
    .actions {
      grid-column: 1 / -1;
    }
    .charts {
      grid-area: 2 / 2;
    }
    .equation {
      max-width: 44rem;
    }
    dl {
      grid-template: none / 1fr auto;
      grid-auto-flow: row;
    }
    dd {
      text-align: right;
    }
  }

  @container (min-width: 56rem) {
    .figure {
      grid-template-columns: 22.75rem minmax(0, 1fr);
      grid-template-rows: auto 1fr;
      gap: 1.5rem 3.5rem;
    }
    deepfool-classifier-picker,
    deepfool-attack-controls {
      grid-column: 1 / -1;
    }
    deepfool-attack-controls {
      min-height: 4.8rem;
    }
    .input {
      grid-area: 1 / 1 / 3 / 2;
    }
    .output {
      grid-area: 1 / 2;
    }
    /* Below the norms, which leave room between the two charts. */
    .actions {
      grid-area: 2 / 2;
      width: calc((100% - 2 * 2.5rem) / 3);
      place-self: start center;
      margin-top: 6.25rem;
    }
    .charts {
      grid-area: 2 / 2;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 2.5rem;
      margin-top: -0.75rem;
    }
    .charts .caption {
      display: none;
    }
    .sentence {
      font-size: clamp(1.5rem, 2.75cqi, 1.875rem);
      line-height: 1.2;
      min-height: 4.7rem;
    }
    .sentence.long {
      min-height: 7.2rem;
    }
    /* In two lines. */
    @container (max-width: 66rem) {
      .sentence {
        min-height: 5.4rem;
      }
    }
    .equation {
      margin-top: 0.25rem;
      grid-template-columns: minmax(0, 1fr) 2.5rem minmax(0, 1fr) 2.5rem minmax(0, 1fr);
    }
    .plus,
    .equals {
      font-size: 1.75rem;
    }
    dl {
      grid-area: auto;
      grid-template: none / 1fr auto;
      grid-auto-flow: row;
      align-content: start;
      gap: 0.3rem 1rem;
    }
    dd {
      text-align: right;
    }
  }
`;
