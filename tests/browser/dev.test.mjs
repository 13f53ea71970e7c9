// npm run dev: the page from its sources, with the real module, reloaded when a source changes.

import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { createServer } from 'vite';
import { launch } from './page.mjs';

/** @typedef {import('../../web/figures/digit/digit_figure.js').DigitFigure} DigitFigure */

const web = fileURLToPath(new URL('../../web/', import.meta.url));

test('the page in development flips a digit, and reloads after a change', async () => {
  const server = await createServer({
    configFile: `${web}build/vite.config.js`,
    logLevel: 'warn',
    server: { port: 0, host: '127.0.0.1' },
  });
  await server.listen();
  const chrome = await launch();
  try {
    const page = await chrome.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    const flipped = () =>
      page.waitForFunction(() => {
        const figure = /** @type {DigitFigure | null} */ (document.querySelector('deepfool-digit'));
        return figure?.result?.attack?.status === 'flipped';
      });
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await flipped();

    const reloaded = page.waitForEvent('load');
    const now = new Date();
    utimesSync(`${web}pages/copy.js`, now, now);
    await reloaded;
    await flipped();
    assert.deepEqual(problems, []);
  } finally {
    await chrome.close();
    await server.close();
  }
});
