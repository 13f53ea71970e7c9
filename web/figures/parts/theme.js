import { css } from 'lit';

/**
 * The colours and fonts of a figure; a page sets the --deepfool-* properties to change them. Violet is
 * what was (the class read first, ink taken away), orange what comes (the class it becomes, ink
 * added): the ends of ColorBrewer's PuOr, which stay apart for every kind of colour blindness.
 */
export const theme = css`
  :host {
    --paper: var(--deepfool-paper, light-dark(#ffffff, #000000));
    --ink: var(--deepfool-ink, light-dark(#000000, #ffffff));
    --text: var(--deepfool-text, light-dark(#1b1b25, #ecebf2));
    --muted: var(--deepfool-muted, light-dark(#5c5b6b, #a3a2b3));
    --line: var(--deepfool-line, light-dark(#d6d4de, #34333f));
    --surface: var(--deepfool-surface, light-dark(#f0eff4, #1c1b24));
    --before: var(--deepfool-before, light-dark(#54318f, #b9a3f5));
    --after: var(--deepfool-after, light-dark(#b04f00, #ffa550));
    --bar: light-dark(#a9a7b5, #5f5d6e);
    --font: var(
      --deepfool-font,
      -apple-system,
      BlinkMacSystemFont,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'Noto Sans CJK SC',
      sans-serif
    );
    --serif: var(
      --deepfool-serif,
      'Iowan Old Style',
      'Palatino Linotype',
      Palatino,
      'URW Palladio L',
      'Noto Serif',
      'Noto Serif CJK SC',
      serif
    );
    container-type: inline-size;
    writing-mode: horizontal-tb;
  }
  /* All that is in a figure is in its section, where a post's styles of text (spacing, case, indents, ...) end. They
     cannot end at :host: there the post's own rules win. */
  section {
    all: initial;
    display: block;
    box-sizing: border-box;
    direction: ltr;
    unicode-bidi: isolate;
    color-scheme: inherit;
    visibility: inherit;
    pointer-events: inherit;
    forced-color-adjust: inherit;
    print-color-adjust: inherit;
    -webkit-locale: inherit;
    -webkit-text-size-adjust: 100%;
    font: 1rem/1.4 var(--font);
    color: var(--text);
  }
`;

/** What every element needs: display, visible focus, plain buttons, progress bars, text for screen readers only. */
export const common = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--before);
    outline-offset: 2px;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    touch-action: manipulation;
  }
  progress {
    display: block;
    width: 100%;
    height: 3px;
    margin-top: 0.75rem;
    appearance: none;
    border: 0;
    forced-color-adjust: none;
    background: var(--line);
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--before);
  }
  progress::-moz-progress-bar {
    background: var(--before);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Buttons with a border. */
export const buttons = css`
  .button {
    min-height: 24px;
    padding: 0.4rem 0.7rem;
    border: 1px solid var(--line);
    border-radius: 2px;
    white-space: nowrap;
    font-size: 0.875rem;
    cursor: pointer;
    transition: border-color 120ms;
  }
  .button:hover {
    border-color: var(--muted);
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    color: var(--muted);
    border-color: var(--line);
    opacity: 0.55;
    cursor: default;
  }
  .button[aria-pressed='true'] {
    color: var(--before);
    border-color: var(--before);
    box-shadow: 0 0 0 1px var(--before);
  }
`;
