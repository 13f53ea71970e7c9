import { css } from 'lit';

/** Colours of regions, one a class: the first two are those of the digit's figure, lighter. */
export const classColours = css`
  :host {
    --class-0: light-dark(oklch(0.91 0.05 300), oklch(0.36 0.08 300));
    --class-1: light-dark(oklch(0.92 0.06 65), oklch(0.38 0.07 60));
    --class-2: light-dark(oklch(0.92 0.05 170), oklch(0.36 0.05 175));
    --class-3: light-dark(oklch(0.91 0.05 240), oklch(0.37 0.07 245));
    --class-4: light-dark(oklch(0.91 0.06 10), oklch(0.38 0.08 10));
    --class-5: light-dark(oklch(0.94 0.07 110), oklch(0.4 0.07 110));
    --class-6: light-dark(oklch(0.88 0.05 205), oklch(0.32 0.05 205));
    --class-7: light-dark(oklch(0.87 0.07 340), oklch(0.33 0.07 340));
    --class-8: light-dark(oklch(0.88 0.07 140), oklch(0.33 0.06 140));
    --class-9: light-dark(oklch(0.86 0.03 280), oklch(0.3 0.03 280));
  }
`;

const classes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** A view of the plane, and the vocabulary of what is drawn in it. */
export const planeViewStyle = [
  classColours,
  css`
    :host {
      position: relative;
      aspect-ratio: 4 / 3;
      overflow: clip;
      background: var(--paper);
      color: var(--ink);
      outline: 1px solid var(--line);
      contain: layout style;
    }
    svg {
      position: absolute;
      inset: 0;
      display: block;
      width: 100%;
      height: 100%;
      overflow: hidden;
      font: 1rem/1 var(--serif);
      user-select: none;
      -webkit-user-select: none;
      -webkit-tap-highlight-color: transparent;
    }
    .axis {
      pointer-events: none;
      color: var(--muted);
      font: 0.6875rem var(--font);
    }
    .axis .domain {
      display: none;
    }
    path,
    polyline,
    line,
    circle,
    rect,
    polygon {
      fill: none;
      stroke: none;
    }
    .axis line {
      stroke: var(--muted);
    }
    /* The true boundary. */
    .boundary {
      stroke: var(--ink);
      stroke-width: 2.25;
      stroke-linejoin: round;
    }
    .outlined {
      stroke: var(--ink);
      stroke-width: 1.5;
      stroke-linejoin: round;
    }
    /* What belongs to a linearisation. */
    .cell {
      fill: color-mix(in srgb, var(--paper) 45%, transparent);
      stroke: var(--before);
      stroke-width: 2;
      stroke-linejoin: round;
    }
    .linear {
      stroke: var(--ink);
      stroke-width: 1.5;
      stroke-dasharray: 6 4;
    }
    .level {
      stroke: var(--muted);
      stroke-width: 1;
      opacity: 0.75;
    }
    .linear.level {
      stroke-dasharray: 2 4;
      opacity: 1;
    }
    .step {
      stroke: var(--before);
      stroke-width: 2.5;
      stroke-linecap: round;
    }
    .overshoot {
      stroke: var(--after);
      stroke-width: 3.5;
      stroke-linecap: round;
    }
    .ball {
      fill: color-mix(in srgb, var(--before) 14%, transparent);
      stroke: var(--before);
      stroke-width: 1.5;
    }
    .other {
      stroke: var(--muted);
      stroke-width: 1.25;
      fill: none;
      stroke-dasharray: 3 3;
    }
    .touch {
      stroke: var(--after);
      stroke-width: 5;
      stroke-linecap: round;
      opacity: 0.55;
    }
    .right-angle {
      stroke: var(--muted);
      stroke-width: 1;
    }
    .mark {
      fill: var(--paper);
      stroke: var(--before);
      stroke-width: 2;
    }
    .mark.now {
      fill: var(--before);
    }
    .mark.end {
      fill: var(--after);
      stroke: var(--paper);
      stroke-width: 1.5;
    }
    .mark.true {
      fill: none;
      stroke: var(--ink);
      stroke-width: 2;
    }
    .true-way {
      stroke: var(--ink);
      stroke-width: 1.25;
      stroke-dasharray: 1 4;
      stroke-linecap: round;
    }
    text.name {
      fill: var(--ink);
      font-style: italic;
      paint-order: stroke;
      stroke: var(--paper);
      stroke-width: 3px;
      stroke-linejoin: round;
    }
    text.region {
      font-size: 1.0625rem;
      stroke: none;
      text-anchor: middle;
      dominant-baseline: central;
    }
    text.sign {
      font-style: normal;
    }
    .handle {
      position: absolute;
      width: 2.25rem;
      height: 2.25rem;
      margin: -1.125rem 0 0 -1.125rem;
      border-radius: 50%;
      touch-action: none;
      cursor: grab;
      user-select: none;
      -webkit-user-select: none;
      -webkit-touch-callout: none;
    }
    .handle.upright {
      cursor: ns-resize;
    }
    .handle:active {
      cursor: grabbing;
      z-index: 1;
    }
    .handle:focus-visible {
      outline-offset: -5px;
      z-index: 1;
    }
    .dot,
    .label {
      translate: var(--right) var(--down);
    }
    .dot {
      position: absolute;
      inset: calc(50% - 0.4375rem);
      border: 2px solid var(--paper);
      border-radius: 50%;
      background: var(--before);
      box-shadow: 0 0 0 1px var(--before);
    }
    .handle:not([data-name='point']) .dot {
      background: var(--paper);
      border-color: var(--ink);
      box-shadow: none;
    }
    .handle.upright .dot {
      border-radius: 2px;
    }
    .handle:hover .dot {
      box-shadow: 0 0 0 3px color-mix(in srgb, var(--ink) 25%, transparent);
    }
    .label {
      position: absolute;
      left: calc(50% + 0.6rem);
      bottom: calc(50% + 0.35rem);
      font: italic 1.0625rem/1 var(--serif);
      color: var(--ink);
      text-shadow:
        0 0 3px var(--paper),
        0 0 3px var(--paper),
        0 0 2px var(--paper);
      pointer-events: none;
    }
    @media (pointer: coarse) {
      .handle {
        width: 2.75rem;
        height: 2.75rem;
        margin: -1.375rem 0 0 -1.375rem;
      }
    }
    @media (forced-colors: active) {
      :host {
        forced-color-adjust: auto;
      }
      svg [class*='class-'] {
        fill: Canvas;
      }
      .boundary,
      .outlined,
      .linear,
      .axis line {
        stroke: CanvasText;
      }
      .level,
      .other {
        stroke: GrayText;
      }
      .step,
      .cell,
      .ball,
      .overshoot,
      .mark {
        stroke: Highlight;
      }
      .mark.now,
      .mark.end {
        fill: Highlight;
      }
      text.name {
        fill: CanvasText;
        stroke: Canvas;
      }
      .dot {
        forced-color-adjust: none;
        background: Highlight;
        border-color: Canvas;
      }
      .handle:not([data-name='point']) .dot {
        background: Canvas;
        border-color: CanvasText;
      }
    }
  `,
  ...classes.map(
    (k) => css`
      .class-${k} {
        fill: var(--class-${k});
      }
    `,
  ),
];
