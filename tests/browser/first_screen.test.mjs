// What a visitor sees without scrolling, and flips with one gesture.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser } from './page.mjs';

const { open } = browser();

for (const [width, height] of [
  [390, 844],
  [820, 1180],
]) {
  for (const locale of ['en-GB', 'zh-CN']) {
    test(`the pad, the sentence and the pictures are on the first screen: ${width} x ${height}, ${locale}`, async () => {
      const { page, figure, problems } = await open({
        options: { viewport: { width, height }, hasTouch: true, isMobile: true, locale },
        prepare: async (page) => {
          await page.addInitScript(() => {
            Reflect.set(globalThis, 'shifts', []);
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) {
                Reflect.get(globalThis, 'shifts').push(Reflect.get(entry, 'value'));
              }
            }).observe({ type: 'layout-shift', buffered: true });
          });
        },
      });
      const first = await figure.settled();
      await page.locator('deepfool-marked-slider').first().waitFor();
      await page.waitForTimeout(500);
      const seen = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (
          document.querySelector('deepfool-digit')?.shadowRoot
        );
        const selectors = [
          '.sentence .main',
          'deepfool-drawing-pad',
          '.equation > deepfool-pixel-view',
        ];
        return selectors.flatMap((selector) =>
          [...root.querySelectorAll(selector)].map((element) => {
            const { top, bottom, left, right } = element.getBoundingClientRect();
            return { selector, top, bottom, left, right };
          }),
        );
      });
      assert.equal(seen.length, 5);
      for (const { selector, top, bottom, left, right } of seen) {
        const isSeen = top >= 0 && bottom <= height && left >= 0 && right <= width;
        assert.ok(isSeen, `${selector}: ${left} to ${right}, ${top} to ${bottom}`);
      }
      assert.equal(await page.evaluate(() => scrollY), 0);

      assert.deepEqual(await page.evaluate('shifts'), []);

      // One stroke, where the pad is.
      await figure.touch([
        [
          [0.3, 0.2],
          [0.7, 0.2],
          [0.45, 0.85],
        ],
      ]);
      const { attack } = await figure.settled(({ strokes }) => strokes.length === 1);
      assert.equal(attack.status, 'flipped');
      assert.notDeepEqual(attack.perturbed, first.attack.perturbed);
      assert.equal(await page.evaluate(() => scrollY), 0);
      assert.deepEqual(problems, []);
    });
  }
}
