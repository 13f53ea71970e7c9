import { css } from 'lit';

export const ownStyle = css`
  :host {
    font-size: 0.875rem;
  }
  .panel {
    margin-top: 0.5rem;
    padding: 0.8rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: 2px;
  }
  .row,
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.25rem;
  }
  form {
    flex: 1;
    flex-wrap: nowrap;
    gap: 0.5rem;
    margin: 0;
  }
  label.button {
    position: relative;
  }
  .panel button {
    max-width: 100%;
    overflow-wrap: anywhere;
    white-space: normal;
  }
  label.button:has(:focus-visible) {
    outline: 2px solid var(--before);
    outline-offset: 2px;
  }
  input[type='file'] {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
    font-size: 0;
  }
  input:not([type]),
  select {
    font: inherit;
    min-height: 24px;
    padding: 0.3rem 0;
    color: var(--text);
    background: transparent;
    border: 0;
    border-bottom: 1px solid var(--line);
    border-radius: 0;
  }
  input:not([type]) {
    flex: 1;
    min-width: 4rem;
    max-width: 24rem;
  }
  input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  select {
    font-weight: 650;
    cursor: pointer;
  }
  option {
    background: var(--paper);
    color: var(--text);
    font-weight: 400;
  }
  .row > label:not(.button) {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-height: 24px;
    color: var(--muted);
  }
  .names {
    flex: 1;
  }
  .check {
    cursor: pointer;
  }
  .row > .check:has(:checked) {
    color: var(--text);
  }
  input[type='checkbox'] {
    width: 1em;
    height: 1em;
    margin: 0;
    accent-color: var(--before);
  }
  .about,
  .reads,
  .problem {
    margin: 0.6rem 0;
  }
  .about {
    font: italic 0.875rem/1.4 var(--serif);
    color: var(--muted);
  }
  .about:last-child {
    margin-bottom: 0;
  }
  .reads b {
    font-weight: 650;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1.5rem;
    margin: 0.6rem 0;
  }
  dl div {
    display: flex;
    gap: 0.5em;
    min-width: 0;
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .row + .row {
    margin-top: 0.6rem;
  }
`;
