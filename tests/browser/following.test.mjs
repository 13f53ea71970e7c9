// The figures that follow the page's digit, in posts and for everybody: nothing moves, nothing overflows, axe finds nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults } from './axe.mjs';
import { openPosts } from './posts.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Posts } from './posts.mjs' */

/** @type {Posts} */
let posts;
before(async () => {
  posts = await openPosts();
});
after(() => posts.close());

const names = ['regions', 'steps', 'survival', 'finetuning'];

/** Waits until each figure shows what is asked for. @param {Page} page */
async function wait(page) {
  for (const name of names) {
    await page.waitForFunction((tag) => {
      const { result } = /** @type {any} */ (document.querySelector(tag)) ?? {};
      return result && (result.regions?.columns ?? 88) === 88;
    }, `deepfool-${name}`);
  }
  await page.waitForTimeout(300);
}

const figures = names.map((name) => `<deepfool-${name} digit="7"></deepfool-${name}>`).join('');

for (const width of [320, 390, 620, 820, 1280]) {
  test(`nothing moves when the figures wake, and nothing is wider than ${width} pixels`, async () => {
    const { page, problems } = await posts.open(
      `<script>
         globalThis.shifts = [];
         new PerformanceObserver((list) => {
           for (const { value } of list.getEntries()) shifts.push(value);
         }).observe({ type: 'layout-shift', buffered: true });
       </script>
       <h1>Before</h1>${figures}<p>After.</p>`,
      { viewport: { width, height: 6200 } },
      `<link rel="stylesheet" href="${posts.site.url}deepfool.css">`,
    );
    await wait(page);
    assert.deepEqual(await page.evaluate('shifts'), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    // The room kept is no more than is needed.
    const rooms = await page.evaluate(
      (names) =>
        names.map((name) => {
          const figure = /** @type {Element} */ (document.querySelector(`deepfool-${name}`));
          const inside = /** @type {Element} */ (figure.shadowRoot?.querySelector('section'));
          const used = inside.getBoundingClientRect().height;
          return { name, used, spare: figure.getBoundingClientRect().height - used };
        }),
      names,
    );
    for (const { name, used, spare } of rooms) {
      assert.ok(spare >= 0 && spare < 130, `${name}: ${spare} beside ${used}`);
    }
    assert.deepEqual(problems, []);
    await page.context().close();
  });
}

for (const [what, options] of /** @type {const} */ ([
  ['in light', { colorScheme: 'light' }],
  ['in dark, on a phone', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ['in forced colours', { forcedColors: 'active', reducedMotion: 'reduce' }],
])) {
  test(`axe finds nothing: ${what}`, async () => {
    const context = await posts.chrome.newContext(options);
    for (const name of names) {
      for (const lang of ['en', 'zh']) {
        const page = await context.newPage();
        await page.goto(`${posts.site.url}embed.html?figure=${name}&digit=7&lang=${lang}`);
        await page.waitForFunction(
          (tag) => /** @type {any} */ (document.querySelector(tag))?.result,
          `deepfool-${name}`,
        );
        await page.waitForTimeout(1200);
        assert.deepEqual(await faults(page), [], `${name}, ${lang}`);
        // Whatever is pressed is at least 24 pixels high and wide.
        const small = await page.evaluate((tag) => {
          /** @param {ParentNode} root @returns {Element[]} */
          const all = (root) =>
            [...root.querySelectorAll('*')].flatMap((element) => [
              element,
              ...(element.shadowRoot ? all(element.shadowRoot) : []),
            ]);
          const root = /** @type {ShadowRoot} */ (document.querySelector(tag)?.shadowRoot);
          return all(root)
            .filter((element) => element.matches('button, select, input, [role=slider]'))
            .map((element) => element.getBoundingClientRect())
            .filter(({ width, height }) => width > 0 && (width < 24 || height < 24)).length;
        }, `deepfool-${name}`);
        assert.equal(small, 0, name);
        await page.close();
      }
    }
    await context.close();
  });
}

test('an address that makes no sense shows the defaults', async () => {
  const wrong = new URLSearchParams({
    ...{ view: '1,2,-3', point: '<b>,1e999', third: 'class-99', step: '-1.5', further: '1e9' },
    ...{
      classifier: '__proto__',
      norm: 'none',
      overshoot: '7',
      digit: '77',
      pixels: '!',
      lang: 'en',
    },
  });
  for (const [name, defaults] of Object.entries({
    regions: { view: null, point: null, third: 'next', step: 0, classifier: 'digits', norm: 2 },
    steps: { step: 0, classifier: 'digits', norm: 2, overshoot: 0.02 },
    survival: { further: 1, classifier: 'digits', norm: 2, overshoot: 0.02 },
  })) {
    const page = await posts.chrome.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${posts.site.url}embed.html?figure=${name}&${wrong}`);
    await page.waitForFunction(
      (tag) => /** @type {any} */ (document.querySelector(tag))?.result,
      `deepfool-${name}`,
    );
    const shown = await page.evaluate(
      ({ tag, keys }) => {
        const figure = /** @type {any} */ (document.querySelector(tag));
        return Object.fromEntries(keys.map((key) => [key, figure[key]]));
      },
      { tag: `deepfool-${name}`, keys: Object.keys(defaults) },
    );
    assert.deepEqual(shown, defaults, name);
    assert.deepEqual(problems, []);
    await page.close();
  }
});
