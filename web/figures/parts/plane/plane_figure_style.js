import { css } from 'lit';
import { copyButtonsStyle } from '../../export/copy_buttons.js';
import { taskStyle } from '../task.js';
import { buttons, common, theme } from '../theme.js';

/** A figure of the plane: the view, and beside or below it controls and numbers. */
export const planeFigureStyle = [
  theme,
  common,
  buttons,
  copyButtonsStyle,
  taskStyle,
  css`
    .board {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1rem 1.5rem;
    }
    .side {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 0.75rem;
      font-size: 0.875rem;
    }
    .controls {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.6rem 1.25rem;
      min-height: 2rem;
    }
    .controls label {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      min-height: 24px;
      color: var(--muted);
    }
    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1rem;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      float: left;
      margin-right: 1rem;
      padding: 0;
      color: var(--muted);
      line-height: 24px;
    }
    fieldset label {
      color: var(--text);
    }
    input,
    select {
      font: inherit;
      accent-color: var(--before);
    }
    input[type='range'] {
      width: 8rem;
      min-height: 24px;
      margin: 0;
    }
    input[type='radio'],
    input[type='checkbox'] {
      width: 1rem;
      height: 1rem;
      margin: 0;
    }
    select,
    input[type='number'] {
      min-height: 2rem;
      padding: 0 0.4rem;
      color: var(--text);
      background: var(--paper);
      border: 1px solid var(--line);
      border-radius: 2px;
    }
    input[type='number'] {
      width: 4.5rem;
    }
    output {
      min-width: 2.75rem;
      color: var(--text);
      font-variant-numeric: tabular-nums;
    }
    .steps output {
      min-width: 4.5rem;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      font-variant-numeric: tabular-nums;
    }
    caption {
      padding-bottom: 0.25rem;
      text-align: start;
      color: var(--muted);
    }
    th,
    td {
      padding: 0.25rem 0.75rem 0.25rem 0;
      border-top: 1px solid var(--line);
      text-align: start;
      font-weight: 400;
      white-space: nowrap;
    }
    th {
      color: var(--muted);
    }
    tr.chosen :is(th, td) {
      color: var(--text);
      font-weight: 600;
    }
    .empty tbody {
      visibility: hidden;
    }
    /* Fixed columns, and letters of one width: nothing moves when the numbers come. */
    .faces {
      table-layout: fixed;
    }
    .faces th {
      width: 30%;
    }
    .faces th:first-child {
      width: 8%;
    }
    .faces th:nth-child(2) {
      width: 23%;
    }
    .faces th:last-child {
      width: 39%;
    }
    .faces td:last-child {
      padding-right: 0;
    }
    .letter {
      display: inline-block;
      width: 0.8em;
      text-align: center;
    }
    @container (min-width: 22rem) {
      table {
        table-layout: fixed;
      }
      .norms th {
        width: 8%;
      }
      .norms td:last-child {
        width: 38%;
        padding-right: 0;
      }
    }
    dl {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      gap: 0.2rem 0.75rem;
      margin: 0;
      font-variant-numeric: tabular-nums;
    }
    dt {
      color: var(--muted);
    }
    dd {
      margin: 0;
      white-space: nowrap;
    }
    math {
      font-size: 1.05em;
    }
    .sentence {
      min-height: 4lh;
      margin: 1rem 0 0;
      font: 1.125rem/1.35 var(--serif);
      font-variant-numeric: tabular-nums;
      text-wrap: pretty;
    }
    summary {
      display: inline-block;
      min-height: 24px;
      line-height: 24px;
      color: var(--muted);
      cursor: pointer;
    }
    summary::before {
      content: '▸ ';
    }
    [open] > summary::before {
      content: '▾ ';
    }
    .fields {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem 1.25rem;
      padding-top: 0.35rem;
    }
    .field {
      display: flex;
      align-items: center;
      gap: 0.4rem;
    }
    .field > span {
      font: italic 1rem var(--serif);
    }
    @container (max-width: 30rem) {
      .sentence {
        min-height: 6lh;
      }
    }
    @container (max-width: 26rem) {
      .norms {
        font-size: 0.8125rem;
      }
    }
    @container (max-width: 22rem) {
      .sentence {
        min-height: 7lh;
      }
      table {
        font-size: 0.8125rem;
      }
      th,
      td {
        padding-right: 0.4rem;
      }
      .norms td:last-child {
        white-space: normal;
      }
      .length {
        display: none;
      }
      .norms {
        table-layout: fixed;
      }
      .norms th {
        width: 1.75rem;
      }
      .norms td:nth-child(2) {
        width: 8.9rem;
      }
    }
    /* The step, and what is the nearest, in two lines. */
    @container (max-width: 20.6rem) {
      .nearest {
        display: block;
      }
      .norms tr {
        height: 2.85rem;
        vertical-align: top;
      }
    }
    @container (min-width: 52rem) {
      .sentence {
        min-height: 2lh;
      }
      .board {
        grid-template-columns: minmax(0, 3fr) minmax(22.5rem, 2fr);
      }
    }
  `,
];
