import { css } from 'lit';

/** A frame around a pixel of the grid, shown while the grid has the keyboard's focus. */
export const cursorStyle = css`
  .cursor {
    position: absolute;
    width: calc(100% / 28);
    height: calc(100% / 28);
    outline: 2px solid var(--after);
    outline-offset: 1px;
    box-shadow: 0 0 0 5px var(--paper);
    pointer-events: none;
    visibility: hidden;
  }
  :focus-visible ~ .cursor {
    visibility: visible;
  }
  .cursor.down {
    background: var(--after);
  }
`;
