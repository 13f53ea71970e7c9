// A page that is used for long has no more in memory than at the start.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Figure, launch } from './page.mjs';
import { largePng } from './pictures.mjs';
import { serve } from './server.mjs';

/** @import { Browser, CDPSession } from 'playwright-core' */

/** @type {Browser} */
let chrome;
/** @type {import('./server.mjs').Site} */
let site;

before(async () => {
  site = await serve();
  // A frame as soon as the last one is done, instead of 60 a second.
  chrome = await launch({ args: ['--disable-frame-rate-limit', '--disable-gpu-vsync'] });
});

after(async () => {
  await chrome.close();
  site.close();
});

/**
 * What the page holds once all that can be given back is given back.
 *
 * @param {CDPSession} client
 */
async function held(client) {
  for (let i = 0; i < 3; ++i) {
    await client.send('HeapProfiler.collectGarbage');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const { metrics } = await client.send('Performance.getMetrics');
  const value = (/** @type {string} */ name) =>
    metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return {
    heap: value('JSHeapUsedSize') / 1e6,
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
    documents: value('Documents'),
  };
}

test('10,000 attacks', { timeout: 500_000 }, async () => {
  const context = await chrome.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  // The module's memory, to be looked at from here.
  await page.route(/assets\/worker-/, async (route) => {
    const response = await route.fetch();
    const note = `
      self.memories = [];
      WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
        construct(target, values) {
          const instance = new target(...values);
          for (const one of Object.values(instance.exports))
            if (one instanceof WebAssembly.Memory) self.memories.push(one);
          return instance;
        },
      });`;
    await route.fulfill({ response, body: note + (await response.text()) });
  });
  await page.goto(site.url);
  await new Figure(page).settled();
  const client = await context.newCDPSession(page);
  await client.send('Performance.enable');
  const worker = page.workers()[0];
  const moduleMemory = () =>
    worker.evaluate(() => {
      const { memories } = /** @type {any} */ (globalThis);
      return memories.map((/** @type {WebAssembly.Memory} */ { buffer }) => buffer.byteLength);
    });

  /** Draws a little differently each time, and waits for each result. @param {number} count */
  const attacks = (count) =>
    page.evaluate(async (count) => {
      const figure = /** @type {any} */ (document.querySelector('deepfool-digit'));
      let flipped = 0;
      for (let i = 0; i < count; ++i) {
        const result = new Promise((resolve) =>
          figure.addEventListener('deepfool-result', resolve, { once: true }),
        );
        const bend = 0.1 * Math.sin(i);
        figure.strokes = [Float32Array.of(0.3, 0.2, 0.7, 0.2, 0.5 + bend, 0.6, 0.42, 0.86)];
        await result;
        flipped += Number(figure.result?.attack?.status === 'flipped');
      }
      return flipped;
    }, count);

  // By then everything is compiled, and the pad's history is as long as it gets.
  await attacks(500);
  const before = await held(client);
  const memory = await moduleMemory();
  assert.equal(memory.length, 1);
  const flipped = await attacks(10_000);
  assert.ok(flipped > 9_900, `${flipped} flipped`);
  const after = await held(client);
  assert.ok(after.heap < before.heap + 0.5, `${before.heap} MB became ${after.heap}`);
  assert.equal(after.nodes, before.nodes);
  assert.equal(after.listeners, before.listeners);
  assert.equal(after.documents, before.documents);
  assert.deepEqual(await moduleMemory(), memory);
  await context.close();
});

test('the largest pictures, and their memory back', { timeout: 300_000 }, async () => {
  const context = await chrome.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(site.url);
  const figure = new Figure(page);
  await figure.settled();
  const browser = await chrome.newBrowserCDPSession();
  /** All of the browser's processes, in MB. */
  const resident = async () => {
    const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
    const sizes = processInfo.map(({ id }) => {
      try {
        const status = readFileSync(`/proc/${id}/status`, 'utf8');
        return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000;
      } catch {
        return 0;
      }
    });
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  /** @param {number} side */
  const upload = async (side) => {
    const start = Date.now();
    await page.locator('.upload input').setInputFiles({
      name: 'large.png',
      mimeType: 'image/png',
      buffer: largePng(side, side),
    });
    const { attack, sentence } = await figure.shows(
      ({ strokes, classifier, attack, sentence }) =>
        /cannot be read|memory/.test(sentence ?? '') ||
        (classifier !== null && strokes.length === 0 && attack?.label === 7),
    );
    console.log(`${side} x ${side}: ${attack?.label ?? sentence}, ${Date.now() - start} ms`);
    await figure.draw([
      [
        [0.5, 0.15],
        [0.5, 0.85],
      ],
    ]);
    const retry = page.locator('.retry');
    if (await retry.count()) await retry.click();
    await figure.settled(({ strokes }) => strokes.length > 0);
    return attack !== null;
  };
  assert.ok(await upload(4000));
  await upload(12_000);
  const before = await resident();
  for (let i = 0; i < 4; ++i) await upload(12_000);
  const client = await context.newCDPSession(page);
  let after = Infinity;
  // A decoded picture of 12,000 x 12,000 pixels is 576 MB.
  for (let i = 0; i < 20 && after > before + 200; ++i) {
    await client.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(500);
    after = await resident();
  }
  console.log(`${before} MB before, ${after} MB after`);
  assert.ok(after <= before + 200, `${before} MB became ${after}`);
  await context.close();
});
