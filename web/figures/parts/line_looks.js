import { css } from 'lit';

/** How many looks a line can have. */
export const looks = 7;

/** The colour and the dashes of each line: colour alone does not tell them apart. */
export const lookStyle = css`
  .look0 {
    --look: var(--before);
  }
  .look1 {
    --look: var(--after);
    stroke-dasharray: 7 3;
  }
  .look2 {
    --look: light-dark(#00655c, #55c9b8);
    stroke-dasharray: 2 3;
  }
  .look3 {
    --look: var(--muted);
    stroke-dasharray: 9 3 2 3;
  }
  .look4 {
    --look: light-dark(#8a1c5b, #f08cc2);
    stroke-dasharray: 12 4;
  }
  .look5 {
    --look: light-dark(#6b5900, #d8c25a);
    stroke-dasharray: 4 2;
  }
  .look6 {
    --look: light-dark(#1d5fa8, #86b6f2);
    stroke-dasharray: 10 3 2 3 2 3;
  }
  .line {
    fill: none;
    stroke: var(--look);
    stroke-width: 2;
    stroke-linejoin: round;
  }
  @media (forced-colors: active) {
    .line {
      stroke: CanvasText;
    }
  }
`;
