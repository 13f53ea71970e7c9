// Lighthouse on the built page, as a phone and as a desktop computer.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { serve } from './server.mjs';

const least = 0.98;

/** @type {import('./server.mjs').Site} */
let site;
/** The site with gzip, which every static host has. @type {import('node:http').Server} */
let zipped;

before(async () => {
  site = await serve();
  zipped = createServer(async ({ url = '' }, response) => {
    const from = await fetch(new URL(url, site.url));
    const headers = Object.fromEntries(
      [...from.headers].filter(([name]) => /^content-(type|security-policy)$/.test(name)),
    );
    response.writeHead(from.status, { ...headers, 'Content-Encoding': 'gzip' });
    response.end(gzipSync(new Uint8Array(await from.arrayBuffer())));
  });
  await new Promise((resolve) => zipped.listen(0, '127.0.0.1', () => resolve(null)));
});

after(() => {
  zipped.close();
  zipped.closeAllConnections();
  site.close();
});

/** @param {string[]} options */
async function report(...options) {
  const { port } = /** @type {import('node:net').AddressInfo} */ (zipped.address());
  const { pathname } = new URL(site.url);
  const flags = '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run';
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../../node_modules/lighthouse/cli/index.js', import.meta.url)),
      `http://127.0.0.1:${port}${pathname}`,
      ...['--output=json', '--quiet', `--chrome-flags=${flags}`, ...options],
    ],
    { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM_PATH || '/usr/bin/chromium' } },
  );
  let [text, errors] = ['', ''];
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0, errors);
  return JSON.parse(text);
}

for (const [device, ...options] of [['phone'], ['desktop', '--preset=desktop']]) {
  test(`Lighthouse, ${device}: at least 98 in each category`, async (t) => {
    // The middle of five runs, by the one category that varies: its times are measured. Three that agree
    // decide it.
    const performance = (/** @type {any} */ { categories }) => categories.performance.score;
    /** @type {any[]} */
    const [enough, tooLow] = [[], []];
    while (enough.length < 3 && tooLow.length < 3) {
      const run = await report(...options);
      (performance(run) >= least ? enough : tooLow).push(run);
    }
    const reports = [...tooLow, ...enough];
    const [{ categories, audits }] = enough.length === 3 ? enough : tooLow;
    const scores = Object.values(categories).map(({ title, score }) => `${title} ${100 * score}`);
    t.diagnostic(`${scores.join(', ')}; performance ${reports.map(performance).join(', ')}`);
    const lacking = Object.values(audits)
      .filter(({ score, weight }) => score !== null && score < 0.9 && weight !== 0)
      .map(({ id, title, displayValue = '' }) => `${id}: ${title} ${displayValue}`);
    for (const { title, score } of Object.values(categories)) {
      assert.ok(score >= least, `${title}: ${score}\n${lacking.join('\n')}`);
    }
  });
}
