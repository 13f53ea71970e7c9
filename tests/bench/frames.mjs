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

/** Longer than the first answer takes, in milliseconds. */
const patience = 3000;

/**
 * Milliseconds from navigation to the first answer, in a fresh browser each time, and the bytes that
 * had been asked for by then, as they come with gzip.
 */
export async function startUp() {
  const server = await serve();
  /** @type {number[]} */
  const all = [];
  /** @type {Record<string, number>} */
  let gzip = {};
  for (let i = 0; i < 11; ++i) {
    const chrome = await launch();
    const page = await chrome.newPage();
    await page.addInitScript(observe);
    /** @type {import('playwright-core').Request[]} */
    const requests = [];
    page.on('request', (request) => requests.push(request));
    await page.goto(server.url, { waitUntil: 'commit' });
    // Nothing is asked of the page meanwhile: it has the processor to itself.
    await page.waitForTimeout(patience);
    const { origin, answer } = await page.evaluate(() => {
      const [first] = /** @type {any} */ (globalThis).frames;
      return { origin: performance.timeOrigin, answer: first.startTime + first.duration };
    });
    await chrome.close();
    all.push(answer);
    gzip = {};
    for (const request of requests) {
      if (request.timing().startTime > origin + answer) continue;
      const file = request.url().slice(server.url.length) || 'index.html';
      const kind = extname(file).slice(1);
      const { length } = gzipSync(readFileSync(dist + file), { level: 9 });
      gzip[kind] = (gzip[kind] ?? 0) + length;
    }
  }
  server.close();
  return { median: median(all), least: Math.min(...all), gzip };
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
