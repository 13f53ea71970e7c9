// Every figure in columns of a post, in both languages: nothing moves when it wakes and works, nothing is wider than its
// column, and the room that is kept for it is hardly more than it needs.

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

/** The narrowest ones, where tables wrap; a phone's; and those where figures have two columns. */
const widths = [272, 300, 334, 390, 480, 700, 944];

/** Pixels that may be left empty below a figure: five lines of its text, since a width's sentence may be short. */
const mostSpare = 110;

for (const lang of ['en', 'zh']) {
  for (const width of widths) {
    test(`a column of ${width} pixels, ${lang}`, async () => {
      const { page, problems } = await posts.open(
        `<script>
           globalThis.shifts = [];
           new PerformanceObserver((list) => {
             for (const { value, sources } of list.getEntries())
               shifts.push([value, ...sources.map(({ node, previousRect, currentRect }) =>
                 [node?.nodeName, JSON.stringify(previousRect), JSON.stringify(currentRect)].join(' '))]);
           }).observe({ type: 'layout-shift', buffered: true });
         </script>
         <style>body { margin: 0 4px } div { width: ${width}px }</style>
         <div>${names.map((name) => `<deepfool-${name} lang="${lang}" digit="7"></deepfool-${name}>`).join('')}</div>
         <p>After.</p>`,
        // All of them are on the screen at once.
        { viewport: { width: width + 8, height: 16000 } },
        `<link rel="stylesheet" href="${posts.site.url}deepfool.css">`,
      );
      for (const name of names) {
        await page.waitForFunction((name) => {
          const figure = /** @type {any} */ (document.querySelector(`deepfool-${name}`));
          if (!figure.shadowRoot?.childElementCount) return false;
          // These work when they are asked to.
          if (['robustness', 'universal'].includes(name)) return true;
          if (name !== 'methods') return figure.result;
          return figure.result?.rows.every((/** @type {any} */ { attack }) => attack);
        }, name);
      }
      await page.waitForTimeout(1500);
      const rooms = await page.evaluate(
        (names) =>
          names.map((name) => {
            const figure = /** @type {Element} */ (document.querySelector(`deepfool-${name}`));
            const { bottom } = figure.getBoundingClientRect();
            const inside = [...(figure.shadowRoot?.children ?? [])];
            const used = Math.max(...inside.map((part) => part.getBoundingClientRect().bottom));
            return { name, spare: bottom - used };
          }),
        names,
      );
      for (const { name, spare } of rooms) {
        assert.ok(spare < mostSpare, `${name}: ${spare} pixels are empty`);
      }
      assert.deepEqual(await page.evaluate('shifts'), []);
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(scrollWidth, width + 8);
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }
}
