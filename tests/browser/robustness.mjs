// The robustness figure of a page, and what a visitor does with it.

import { readFileSync } from 'node:fs';
import { show } from './page.mjs';

/** @import { Locator, Page } from 'playwright-core' */
/** @import { RobustnessFigure } from '../../web/figures/robustness/robustness_figure.js' */

/** @typedef {Record<string, number | string | null>} CsvRow */

export class Robustness {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.figure = page.locator('deepfool-robustness');
    /** What is done, and the time that is left. */
    this.progress = this.figure.locator('.progress');
    this.sentence = this.figure.locator('.sentence');
  }

  async show() {
    await show(this.page, 'deepfool-robustness');
    await this.button('Start').waitFor();
  }

  /** @param {string} name @returns {Locator} */
  button(name) {
    return this.figure.getByRole('button', { name, exact: true });
  }

  /** Settles when an evaluation has ended and its last numbers are shown. */
  async ended() {
    await this.button('Start').waitFor({ timeout: 300_000 });
    await this.sentence.getByText(/./).first().waitFor();
    await this.page.waitForFunction(() => {
      const { result } = /** @type {RobustnessFigure} */ (
        document.querySelector('deepfool-robustness')
      );
      const done = result?.reports.sets.reduce((n, { report }) => n + report.summary.images, 0);
      const said = document
        .querySelector('deepfool-robustness')
        ?.shadowRoot?.querySelector('.progress')?.textContent;
      return done === Number(said?.match(/^[\d,]+/)?.[0].replaceAll(',', ''));
    });
  }

  /** How many attacks are done. (Off the screen, a browser may not lay out the text.) */
  async done() {
    const text = await this.progress.textContent();
    return Number(text?.match(/^[\d,]+/)?.[0].replaceAll(',', ''));
  }

  /** What the reports say, copied out of the page. */
  result() {
    return this.page.evaluate(() => {
      const { result } = /** @type {RobustnessFigure} */ (
        document.querySelector('deepfool-robustness')
      );
      return result && { names: result.question.names, reports: result.reports };
    });
  }

  /** Saves what an entry of the menu says. @param {RegExp} entry @returns {Promise<Buffer>} */
  async save(entry) {
    const coming = this.page.waitForEvent('download');
    await this.button('Save').click();
    await this.figure.getByRole('button', { name: entry }).click();
    return readFileSync(await (await coming).path());
  }

  /** The cells of a table, row by row. @param {string} table its class */
  async cells(table) {
    const rows = await this.figure.locator(`table.${table} tbody tr`).all();
    return Promise.all(
      rows.map(async (row) =>
        (await row.locator('th, td').allInnerTexts()).map((text) => text.trim()),
      ),
    );
  }
}

/**
 * The rows of a CSV file.
 *
 * @param {string} text
 * @returns {{ run: any, rows: Record<string, any>[] }}
 */
export function parseCsv(text) {
  const [run, head, ...lines] = text.trimEnd().split('\n');
  const names = head.split(',');
  const value = (/** @type {string} */ cell) =>
    cell === '' ? null : Number.isNaN(Number(cell)) ? cell : Number(cell);
  return {
    run: JSON.parse(run.slice(2)),
    rows: lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, i) => [names[i], value(cell)])),
    ),
  };
}
