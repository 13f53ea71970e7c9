// How soon the plane through a network's inputs is there: from another digit to the first, coarse picture of its regions,
// and to the last one.

import { launch } from '../browser/page.mjs';
import { serve } from '../browser/server.mjs';
import { median } from './workload.js';

/** The test digits of the gallery, each of them several times. */
const rounds = 5;

/**
 * @param {string} [classifier]
 * @returns {Promise<{ classifier: string, first: number, full: number, worstFirst: number, worstFull: number }>}
 *   milliseconds: medians, and the longest
 */
export async function plane(classifier = 'digits') {
  const server = await serve();
  const chrome = await launch();
  const page = await chrome.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.goto(`${server.url}embed.html?figure=regions&digit=7&classifier=${classifier}`);
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector('deepfool-regions'))?.result,
  );
  const times = await page.evaluate(async (rounds) => {
    const figure = /** @type {any} */ (document.querySelector('deepfool-regions'));
    const frame = () => new Promise(requestAnimationFrame);
    /** @param {() => boolean} isThere */
    const until = async (isThere) => {
      while (!isThere()) await frame();
    };
    const isFull = () => figure.result?.regions.columns === 88;
    const all = [];
    for (let i = 0; i < 10 * rounds; ++i) {
      await until(isFull);
      const before = figure.result.attack;
      const start = performance.now();
      figure.digit = i % 10;
      figure.setAttribute('digit', String(i % 10));
      await until(() => figure.result.attack !== before);
      await frame();
      const first = performance.now() - start;
      await until(isFull);
      await frame();
      all.push({ first, full: performance.now() - start });
    }
    // Until it is optimised.
    return all.slice(10);
  }, rounds);
  await chrome.close();
  server.close();
  const first = times.map((time) => time.first);
  const full = times.map((time) => time.full);
  return {
    classifier,
    first: median(first),
    full: median(full),
    worstFirst: Math.max(...first),
    worstFull: Math.max(...full),
  };
}
