// A post with every figure: each is fetched and works only when it comes near, and nothing moves while one reads.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { names } from '../../web/figures/names.js';
import { openPosts } from './posts.mjs';

/** @import { Posts } from './posts.mjs' */

/** @type {Posts} */
let posts;
before(async () => {
  posts = await openPosts();
});
after(() => posts.close());

/** Every figure, and the first one again. */
const figures = [...names, names[0]];

/** How far away a figure is fetched, in pixels (web/pages/watch_figures.js). */
const margin = 600;

for (const width of [390, 1280]) {
  test(`figures wake one by one as they come near: ${width} pixels`, async () => {
    const text = '<p style="height: 1600px">Text.</p>';
    const { page, problems } = await posts.open(
      `<script>
         globalThis.shifts = [];
         new PerformanceObserver((list) => {
           for (const { value, sources } of list.getEntries())
             shifts.push([value, ...sources.map(({ node, previousRect, currentRect }) =>
               [node?.nodeName, node?.id, JSON.stringify(previousRect), JSON.stringify(currentRect)].join(' '))]);
         }).observe({ type: 'layout-shift', buffered: true });
       </script>
       ${figures.map((name, i) => `${text}<deepfool-${name} id="f${i}" digit="${(2 * i) % 10}"><p>Later.</p></deepfool-${name}>`).join('')}
       ${text}`,
      { viewport: { width, height: 800 } },
      `<link rel="stylesheet" href="${posts.site.url}deepfool.css">`,
    );
    /** Which of them run, and how far below the screen each begins. */
    const state = () =>
      page.evaluate(
        (count) =>
          Array.from({ length: count }, (_, i) => {
            const figure = /** @type {any} */ (document.getElementById(`f${i}`));
            const { top } = figure.getBoundingClientRect();
            return { runs: Boolean(figure.shadowRoot), below: top - innerHeight };
          }),
        figures.length,
      );
    await page.waitForTimeout(1500);
    assert.deepEqual(
      (await state()).map(({ runs }) => runs),
      figures.map(() => false),
    );
    for (let i = 0; i < figures.length; ++i) {
      await page.evaluate((id) => {
        const { top } = /** @type {Element} */ (
          document.getElementById(id)
        ).getBoundingClientRect();
        scrollBy({ top: top - 200, behavior: 'instant' });
      }, `f${i}`);
      await page.waitForFunction((id) => {
        const figure = /** @type {any} */ (document.getElementById(id));
        // These work when they are asked to.
        const isAsked = ['deepfool-robustness', 'deepfool-universal'].includes(figure.localName);
        return isAsked ? figure.shadowRoot : figure.result;
      }, `f${i}`);
      const all = await state();
      all.slice(i + 1, figures.length - 1).forEach(({ runs, below }) => {
        if (runs) assert.ok(below < margin, `one that is ${below} below the screen runs`);
      });
      assert.ok(all.slice(0, i + 1).every(({ runs }) => runs));
    }
    // Back up through all of them.
    for (let i = figures.length - 1; i >= 0; --i) {
      await page.evaluate(
        (id) => document.getElementById(id)?.scrollIntoView({ behavior: 'instant' }),
        `f${i}`,
      );
      await page.waitForTimeout(150);
    }
    assert.deepEqual(await page.evaluate('shifts'), []);
    assert.deepEqual(problems, []);
    await page.context().close();
  });
}
