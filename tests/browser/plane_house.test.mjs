// What all figures of the plane have to be: readable by all, of a height that stays, in every width and colour scheme.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { planeBrowser } from './plane.mjs';

const { open } = planeBrowser();

const axe = await readFile(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
);

const figures = ['straight', 'curved', 'classes'];

for (const name of figures) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`${name}: axe finds nothing in ${colorScheme}`, async () => {
      const { page, figure, close } = await open(
        name,
        { lang: colorScheme === 'light' ? 'en' : 'zh' },
        { colorScheme },
      );
      await figure.locator.locator('summary').click();
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        /** @type {any} */ (globalThis).axe.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        }),
      );
      assert.deepEqual(
        violations.map(
          (/** @type {{ id: string, nodes: { html: string }[] }} */ { id, nodes }) =>
            `${id}: ${nodes.map(({ html }) => html).join('; ')}`,
        ),
        [],
      );
      await close();
    });
  }

  test(`${name}: whatever is shown, its height stays, and it is never wider than its place`, async () => {
    for (const width of [280, 390, 700, 820, 1280]) {
      for (const lang of ['en', 'zh']) {
        const { page, figure, close } = await open(
          name,
          { lang },
          { viewport: { width, height: 1000 } },
        );
        await figure.locator.locator('.copies').waitFor();
        /** The height of its room, and what it needs of that. */
        const heights = () =>
          page.evaluate((tag) => {
            const figure = /** @type {Element} */ (document.querySelector(tag));
            const section = /** @type {Element} */ (figure.shadowRoot?.querySelector('section'));
            return [figure, section].map((box) => box.getBoundingClientRect().height);
          }, figure.tag);
        const [room] = await heights();
        for (const point of [
          [3.9, 2.9],
          [-3.87, -2.93],
          [0.01, 0.02],
          [-0.6, 1.11],
        ]) {
          for (const step of name === 'straight' ? [0] : [0, 1, 50]) {
            await figure.set(name === 'straight' ? { point } : { point, step });
            const [whole, used] = await heights();
            assert.equal(whole, room, `${width}, ${lang}, ${point}, ${step}`);
            assert.ok(used <= room, `${width}, ${lang}: ${used} of ${room}`);
            // The room kept before it wakes is hardly more than is needed; Chinese needs less.
            if (lang === 'en') assert.ok(room - used < 90, `${width}: ${used} of ${room}`);
          }
        }
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        await close();
      }
    }
  });
}
