// A visitor who comes in by another way, or stays on another: nothing is lost, and what cannot be is said.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { quickSeven as seven } from './drawings.mjs';
import { Figure, browser, launch, problemsButLeaving } from './page.mjs';
import { png } from './png.mjs';
import { dist } from './server.mjs';

/** @import { AddressInfo } from 'node:net' */

const { open } = browser();

test('another language shows the same drawing, and going back does, too', async () => {
  const { figure, page, problems } = await open();
  await figure.draw(seven);
  const drawn = await figure.settled(({ strokes }) => strokes.length === 1);
  // Addresses have strokes in steps of 1/4095 of the pad's side.
  const points = (/** @type {number[][]} */ strokes) =>
    strokes.map((stroke) => stroke.map((x) => Math.round(4095 * x)));
  await page.getByRole('link', { name: '中文' }).click();
  await page.locator('html[lang=zh]').waitFor();
  const there = await figure.settled(({ sentence }) => /识别为/.test(sentence ?? ''));
  assert.deepEqual(points(there.strokes), points(drawn.strokes));
  await page.goBack();
  await page.locator('html[lang=en]').waitFor();
  const back = await figure.settled(({ sentence }) => /^Read as/.test(sentence ?? ''));
  assert.deepEqual(points(back.strokes), points(drawn.strokes));
  assert.deepEqual(problemsButLeaving(problems), []);
});

test('a file dropped anywhere on the page is taken', async () => {
  const { figure, page, problems } = await open();
  await page.evaluate(
    (text) => {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], 'digit.png', { type: 'image/png' }));
      const place = document.querySelector('article h2');
      for (const type of ['dragenter', 'dragover', 'drop']) {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        if (place?.dispatchEvent(event)) throw new Error(`the page lets ${type} go by`);
      }
    },
    png([0], 7).toString('base64'),
  );
  const { attack } = await figure.settled(({ attack }) => attack.label === 7);
  assert.equal(attack.status, 'flipped');
  assert.deepEqual(problems, []);
});

test('on a digit that was found a tap chooses, and a stroke draws', async () => {
  const { figure, page, problems } = await open();
  const buffer = png([0, 1, 3], 8);
  const file = { name: 'digits.png', mimeType: 'image/png', buffer };
  await page.locator('.upload input').setInputFiles(file);
  const buttons = page.locator('deepfool-digit-chooser button');
  await buttons.first().click();
  await figure.settled(({ attack }) => attack.label === 7);
  const box = await buttons.first().boundingBox();
  const pad = await figure.pad.boundingBox();
  assert.ok(box && pad);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 80, { steps: 10 });
  await page.mouse.up();
  const { strokes } = await figure.settled(({ strokes }) => strokes.length === 1);
  // From where it touched, to where it left.
  const at = strokes[0].map((value, i) => (i % 2 === 0 ? pad.x : pad.y) + value * pad.width);
  const ends = [...at.slice(0, 2), ...at.slice(-2)];
  for (const [i, value] of [x, y, x + 60, y + 80].entries()) {
    assert.ok(Math.abs(ends[i] - value) < 1, `${ends}`);
  }
  assert.equal(await buttons.count(), 0);
  assert.deepEqual(problems, []);
});

test('the menu says that nobody else reaches this machine', async () => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Save' }).click();
  const { host } = new URL(page.url());
  for (const name of ['Copy a link', 'Copy for a post', 'Copy as a frame']) {
    const entry = page.getByRole('button', { name });
    assert.match(await entry.innerText(), new RegExp(`readers cannot reach ${host}`));
  }
});

/** Serves the page under a policy. @param {string} policy */
async function serveUnder(policy) {
  /** @type {Record<string, string>} */
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    try {
      let content = readFileSync(join(dist, name));
      if (name.endsWith('.html')) {
        content = Buffer.from(String(content).replace(" 'wasm-unsafe-eval'", ''));
      }
      response.setHeader('Content-Type', types[extname(name)] ?? 'application/octet-stream');
      response.setHeader('Content-Security-Policy', policy);
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

test('under a policy without WebAssembly the page says so, and what to add', async () => {
  const site = await serveUnder("script-src 'self'; worker-src 'self'");
  const chrome = await launch();
  const page = await chrome.newPage({ locale: 'en' });
  await page.goto(site.url);
  const { sentence } = await new Figure(page).shows(({ sentence }) =>
    /policy/.test(sentence ?? ''),
  );
  assert.match(sentence ?? '', /forbids WebAssembly: .*script-src.*wasm-unsafe-eval/);
  await chrome.close();
  site.close();
});

test('opened from a disk, the page says which file to open', async () => {
  const chrome = await launch();
  for (const locale of ['en', 'zh']) {
    const page = await chrome.newPage({ locale });
    await page.goto(pathToFileURL(join(dist, 'index.html')).href);
    for (const lang of ['en', 'zh']) {
      const link = page.locator(`.from-disk[lang=${lang}] a`);
      await link.waitFor();
      assert.equal(await link.getAttribute('href'), './deepfool.html');
    }
  }
  await chrome.close();
});
