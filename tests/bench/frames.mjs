// How the page feels: from navigation to the first answer, and from each stroke point to its answer
// drawn, while strokes are replayed with a real mouse.

import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Figure, launch } from '../browser/page.mjs';
import { dist, serve } from '../browser/server.mjs';
import { median } from './workload.js';

/** @typedef {{ label: number | string, strokes: number[][][] }} Drawing points [x, y], y down, in any unit */

const interval = 8; // milliseconds between points: a mouse of 125 Hz
const drawings = 20;

/** In the page, before all else: what the figure and the browser report goes into lists. */
const observe = () => {
  const seen = /** @type {any} */ (globalThis);
  seen.frames = [];
  seen.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      if (name === 'deepfool:frame') seen.frames.push({ startTime, duration });
    }
  }).observe({ type: 'measure', buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
};

const percentile = (/** @type {number[]} */ values, /** @type {number} */ p) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))];

/**
 * Milliseconds from navigation to the first answer, in a fresh browser each time, and the bytes that
 * it took by then, as they come with gzip.
 */
export async function startUp() {
  const server = await serve();
  /** @type {number[]} */
  const all = [];
  /** @type {Record<string, number>} */
  let bytes = {};
  for (let i = 0; i < 7; ++i) {
    const chrome = await launch();
    const page = await chrome.newPage();
    await page.addInitScript(observe);
    /** @type {Record<string, number>} */
    const asked = {};
    let answered = false;
    page.on('request', (request) => {
      const file = request.url().slice(server.url.length) || 'index.html';
      if (!answered) asked[file] = gzipSync(readFileSync(dist + file), { level: 9 }).length;
    });
    await page.exposeFunction('answered', () => (answered = true));
    await page.goto(server.url, { waitUntil: 'commit' });
    await page.waitForFunction(() => {
      const seen = /** @type {any} */ (globalThis);
      if (seen.frames.length > 0) seen.answered();
      return seen.frames.length > 0;
    });
    all.push(
      await page.evaluate(() => {
        const [{ startTime, duration }] = /** @type {any} */ (globalThis).frames;
        return startTime + duration;
      }),
    );
    await chrome.close();
    bytes = {};
    for (const [file, size] of Object.entries(asked)) {
      const kind = extname(file).slice(1);
      bytes[kind] = (bytes[kind] ?? 0) + size;
    }
  }
  server.close();
  return { median: median(all), least: Math.min(...all), gzip: bytes };
}

/**
 * Points of a drawing in sides of the pad, in its middle, some pixels apart.
 *
 * @param {number[][][]} strokes
 */
function placed(strokes) {
  const xs = strokes.flat().map(([x]) => x);
  const ys = strokes.flat().map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = 0.6 / Math.max(width, height);
  return strokes.map((stroke) =>
    stroke.map(([x, y]) => [
      0.5 + scale * (x - left - width / 2),
      0.5 + scale * (y - top - height / 2),
    ]),
  );
}

/**
 * Replays drawings on the page, with the processor as it is and slowed down four times.
 *
 * @param {Drawing[]} all
 */
export async function frames(all) {
  const server = await serve();
  const chrome = await launch();
  const page = await chrome.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.addInitScript(observe);
  await page.goto(server.url);
  const figure = new Figure(page);
  await figure.settled();
  const client = await page.context().newCDPSession(page);
  /** @type {Record<string, object>} */
  const results = {};
  for (const [name, rate] of Object.entries({ plain: 1, 'slowed four times': 4 })) {
    await client.send('Emulation.setCPUThrottlingRate', { rate });
    await page.evaluate(() => {
      const seen = /** @type {any} */ (globalThis);
      seen.frames.length = seen.longTasks.length = 0;
    });
    let sent = 0;
    let kept = 0;
    for (const { strokes } of all.slice(0, drawings)) {
      const at = await figure.place();
      for (const [first, ...rest] of placed(strokes)) {
        await page.mouse.move(...at(first));
        await page.mouse.down();
        for (const point of rest) {
          const next = performance.now() + interval;
          await page.mouse.move(...at(point));
          await new Promise((resolve) => setTimeout(resolve, next - performance.now()));
        }
        await page.mouse.up();
        sent += 1 + rest.length;
      }
      await page.waitForTimeout(200);
      kept += (await figure.now()).strokes.reduce((n, stroke) => n + stroke.length / 2, 0);
      await page.evaluate(() => {
        const shown = /** @type {any} */ (document.querySelector('deepfool-digit'));
        shown.shadowRoot.querySelector('.clear')?.click();
      });
      await page.waitForTimeout(100);
    }
    const { durations, longTasks } = await page.evaluate(() => {
      const seen = /** @type {any} */ (globalThis);
      return {
        durations: seen.frames.map((/** @type {PerformanceEntry} */ { duration }) => duration),
        longTasks: seen.longTasks,
      };
    });
    results[name] = {
      frames: durations.length,
      median: median(durations),
      p95: percentile(durations, 0.95),
      longest: Math.max(...durations),
      longTasks: longTasks.length,
      pointsSent: sent,
      pointsKept: kept,
    };
  }
  await chrome.close();
  server.close();
  return results;
}
