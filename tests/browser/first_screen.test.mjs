// What a visitor sees without scrolling, and flips with one gesture.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digits } from './drawings.mjs';
import { browser } from './page.mjs';

/** @import { Page } from 'playwright-core' */

const { open } = browser();

/** Collects layout shifts, those right after input too: on a slow phone they come later and count. @param {Page} page */
const collectShifts = async (page) => {
  await page.addInitScript(() => {
    Reflect.set(globalThis, 'shifts', []);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        Reflect.get(globalThis, 'shifts').push(Reflect.get(entry, 'value'));
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
};

for (const [width, height] of [
  [390, 844],
  [820, 1180],
]) {
  for (const locale of ['en-GB', 'zh-CN']) {
    test(`the pad, the sentence and the pictures are on the first screen: ${width} x ${height}, ${locale}`, async () => {
      const { page, figure, problems } = await open({
        options: { viewport: { width, height }, hasTouch: true, isMobile: true, locale },
        prepare: collectShifts,
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

for (const locale of ['en-GB', 'zh-CN']) {
  test(`nothing moves while any digit is drawn on a phone: ${locale}`, async () => {
    const { page, figure, problems } = await open({
      options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale },
      prepare: collectShifts,
    });
    await page.locator('deepfool-marked-slider').first().waitFor();
    for (const [digit, strokes] of digits.entries()) {
      await figure.touch(strokes);
      await figure.settled((shown) => shown.strokes.length === strokes.length);
      /** @type {number[]} */
      const shifts = await page.evaluate(() => Reflect.get(globalThis, 'shifts').splice(0));
      // What is left are the numbers below the pictures, whose ends stay where they are: 0.0012 at most.
      const sum = shifts.reduce((all, value) => all + value, 0);
      assert.ok(sum < 0.002, `${digit}: ${shifts}`);
      await page.locator('deepfool-digit .clear').click();
      await figure.shows((shown) => shown.strokes.length === 0);
    }
    assert.deepEqual(problems, []);
    await page.context().close();
  });
}
