import { css, html } from 'lit';
import { laterWords } from '../later_words.js';

/**
 * What there is to try in a figure, and a question that it answers.
 *
 * @param {string} suggestion
 * @param {string} question
 */
export const task = (suggestion, question) =>
  html`<p class="try">
    <b>${laterWords.try}</b> ${suggestion} <b>${laterWords.question}</b> ${question}
  </p>`;

/** A figure that begins with a line and a task. */
export const taskStyle = css`
  section {
    padding-top: 1rem;
    border-top: 1px solid var(--line);
  }
  .try {
    margin: 0 0 0.75rem;
    font-size: 0.9375rem;
    color: var(--muted);
    text-wrap: pretty;
  }
  .try b {
    font-weight: 600;
    color: var(--text);
  }
`;
