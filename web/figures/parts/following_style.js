import { css } from 'lit';
import { copyButtonsStyle } from '../export/copy_buttons.js';
import { taskStyle } from './task.js';
import { buttons, common, theme } from './theme.js';

/** What the figures have in common that follow the page's digit and tell of it in a sentence. */
export const followingStyle = [
  theme,
  common,
  buttons,
  copyButtonsStyle,
  taskStyle,
  css`
    .try {
      min-height: 2.8rem;
      margin-bottom: 0.9rem;
    }
    deepfool-pixel-view {
      aspect-ratio: 1;
      outline: 1px solid var(--line);
    }
    .sentence {
      font: 1.125rem/1.4 var(--serif);
      font-variant-numeric: tabular-nums;
      text-wrap: pretty;
    }
    .was {
      color: var(--before);
    }
    .becomes {
      color: var(--after);
    }
    /* What takes less than half a second needs no progress. */
    @keyframes wait {
      from {
        visibility: hidden;
      }
    }
    input[type='range'] {
      min-width: 0;
      height: 24px;
      margin: 0;
      accent-color: var(--before);
    }
  `,
];
