import { css } from 'lit';

/** What is drawn on the plane, beside what all planes have: for the figure's own part of the view. */
export const regionStyle = [
  css`
    .areas path {
      vector-effect: non-scaling-stroke;
    }
    .filler {
      stroke-width: 6;
      stroke-linejoin: round;
    }
    .areas .boundary {
      stroke-width: 1.25;
    }
    .linear.chosen {
      stroke: var(--before);
      stroke-width: 2;
    }
    .other-linear {
      stroke-width: 1;
      stroke-dasharray: 2 4;
      opacity: 0.6;
    }
    .planar {
      stroke: var(--ink);
      stroke-width: 1.5;
      stroke-dasharray: 1 3.5;
      stroke-linecap: round;
    }
    .planar-mark,
    .third {
      stroke: var(--ink);
      stroke-width: 1.5;
    }
    text.region {
      font-size: 1.25rem;
      font-style: normal;
    }
    @media (forced-colors: active) {
      .filler {
        stroke: none;
      }
      .linear.chosen {
        stroke: Highlight;
      }
      .planar,
      .planar-mark,
      .third {
        stroke: CanvasText;
      }
    }
  `,
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(
    (k) => css`
      .filler-${k} {
        stroke: var(--class-${k});
      }
    `,
  ),
];

/** The figure around the plane. */
export const regionsStyle = css`
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 34rem) 12rem;
    gap: 1rem 1.5rem;
    align-items: start;
  }
  .plane {
    position: relative;
    aspect-ratio: 1;
  }
  deepfool-region-plane {
    position: absolute;
    inset: 0;
    aspect-ratio: 1;
    touch-action: pan-y;
    cursor: crosshair;
  }
  /* While the classifier is fetched. */
  progress {
    position: absolute;
    inset: 50% auto auto 50%;
    width: min(16rem, 60%);
    translate: -50% -50%;
    accent-color: var(--before);
    animation: wait 0s 0.5s backwards;
  }
  .tools {
    display: flex;
    gap: 0.3rem;
    margin-top: 0.5rem;
  }
  .tools .button {
    min-width: 2rem;
    min-height: 2rem;
    padding: 0 0.4rem;
    background: var(--paper);
  }
  .tools svg {
    display: block;
    width: 1rem;
    height: 1rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
  }
  .side {
    display: grid;
    gap: 0.9rem;
    font-size: 0.875rem;
  }
  .probe {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.4rem;
  }
  .caption,
  .hint {
    margin: 0;
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .read {
    min-height: 1.4em;
    margin: 0;
    font: 1.125rem/1.3 var(--serif);
  }
  table {
    width: 100%;
    table-layout: fixed;
    border-collapse: collapse;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    height: 1.5rem;
    padding: 0.15rem 0;
    font-weight: 400;
    text-align: right;
    border-bottom: 1px solid var(--line);
  }
  th:first-child,
  tbody th {
    text-align: left;
  }
  thead th {
    color: var(--muted);
  }
  label {
    display: grid;
    gap: 0.25rem;
    color: var(--muted);
  }
  select {
    min-height: 2rem;
    width: 100%;
    padding: 0.2rem 0.3rem;
    font: inherit;
    color: var(--text);
    background: var(--paper);
    border: 1px solid var(--line);
    border-radius: 2px;
  }
  input {
    width: 100%;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1.2rem;
    margin: 0.6rem 0 0;
    padding: 0;
    list-style: none;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .legend svg {
    width: 1.75rem;
    height: 0.75rem;
    margin-right: 0.35rem;
    vertical-align: -1px;
    overflow: visible;
  }
  .legend :is(path, circle) {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.5;
  }
  .legend :is(.chosen, .step, .iterate) {
    stroke: var(--before);
    stroke-width: 2;
  }
  .legend .chosen {
    stroke-dasharray: 6 4;
  }
  .legend .planar {
    stroke-dasharray: 1 3.5;
    stroke-linecap: round;
  }
  .legend .mark {
    fill: var(--paper);
  }
  .sentence {
    grid-column: 1 / -1;
    min-height: 7.9rem;
    margin: 0;
  }
  @container (min-width: 60rem) {
    .columns {
      grid-template-columns: 34rem 12rem minmax(0, 1fr);
    }
    .sentence {
      grid-column: auto;
      min-height: 0;
    }
  }
  @container (max-width: 36rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
      gap: 1rem;
    }
    .side {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      align-items: start;
    }
    .probe {
      grid-column: 1 / -1;
      grid-template-columns: 7rem minmax(0, 1fr);
      column-gap: 1rem;
    }
    .probe deepfool-pixel-view {
      grid-row: 1 / span 3;
    }
    .sentence {
      min-height: 9.5rem;
    }
  }
  @container (max-width: 31rem) {
    .sentence {
      min-height: 11rem;
    }
  }
  @container (max-width: 26rem) {
    .sentence {
      min-height: 12.7rem;
    }
    .side {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 22rem) {
    .sentence {
      min-height: 14.2rem;
    }
  }
  @container (max-width: 21rem) {
    .sentence {
      min-height: 15.8rem;
    }
  }
  @container (max-width: 18rem) {
    .sentence {
      min-height: 17.4rem;
    }
  }
`;
