// The page's address has the state of all figures: loading it again, going back and its links show the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laterFigures } from '../../web/locales/zh.js';
import { browser, problemsButLeaving, show } from './page.mjs';

/** @import { Page } from 'playwright-core' */

const { open } = browser();

/** Properties of a figure. @param {Page} page @param {string} name @param {string[]} keys */
const read = (page, name, keys) =>
  page.evaluate(
    ([tag, keys]) => {
      const figure = /** @type {any} */ (document.querySelector(/** @type {string} */ (tag)));
      return Object.fromEntries(/** @type {string[]} */ (keys).map((key) => [key, figure[key]]));
    },
    [`deepfool-${name}`, keys],
  );

/** The state in the address. @param {Page} page */
const written = (page) => new URLSearchParams(new URL(page.url()).hash.slice(1));

/**
 * Waits for the address.
 *
 * @param {Page} page
 * @param {(state: URLSearchParams) => boolean} condition
 */
async function waitFor(page, condition) {
  for (let i = 0; i < 100; ++i) {
    if (condition(written(page))) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`the address is ${page.url()} for good`);
}

/** Scrolls to a figure and waits for it. @param {Page} page @param {string} name */
async function wake(page, name) {
  await show(page, `deepfool-${name}`);
  await page.waitForFunction(
    (tag) => /** @type {any} */ (document.querySelector(tag))?.result,
    `deepfool-${name}`,
  );
}

test('each figure’s state comes back when the page is loaded again', async () => {
  const { page, figure, problems } = await open();
  // As long as nothing is changed, the address stays as it is.
  assert.equal(new URL(page.url()).hash, '');
  await wake(page, 'straight');
  const straight = page.locator('deepfool-straight');
  await straight.getByRole('radio', { name: 'ℓ₁' }).check();
  await straight.locator('.handle[data-name=point]').press('ArrowLeft');
  await wake(page, 'curved');
  await page.locator('deepfool-curved select').selectOption('wave');
  await page.locator('deepfool-curved').getByRole('button', { name: 'Step', exact: true }).click();
  await wake(page, 'regions');
  await page.locator('deepfool-regions select').selectOption('random');
  await page.locator('deepfool-regions').getByRole('button', { name: 'Closer' }).click();
  await wake(page, 'methods');
  await page.locator('deepfool-methods').getByRole('radio', { name: 'ℓ₁' }).check();
  await wake(page, 'survival');
  await page.locator('deepfool-survival').getByRole('slider').press('ArrowRight');
  await show(page, 'deepfool-universal');
  await page.locator('deepfool-universal').getByRole('slider').press('ArrowLeft');
  await waitFor(page, (state) => state.has('universal.length'));
  const state = Object.fromEntries(written(page));
  const { 'regions.view': view, 'survival.further': further, ...rest } = state;
  assert.match(view, /^[-\d.]+,[-\d.]+,[\d.]+$/);
  assert.ok(Number(further) > 1);
  assert.deepEqual(rest, {
    digit: '3',
    'straight.norm': '1',
    'straight.point': '-2 -0.4',
    'curved.curve': 'wave',
    'curved.step': '1',
    'regions.third': 'random',
    'methods.norm': '1',
    'universal.length': '3.5',
  });

  await page.reload();
  await figure.settled();
  // What sleeps keeps its state in the address while other figures change.
  await page.evaluate(() => scrollTo(0, 0));
  await page
    .getByRole('button', { name: /^Test digit 7/ })
    .first()
    .click();
  await waitFor(page, (now) => now.get('digit') === '7');
  assert.deepEqual(Object.fromEntries(written(page)), { ...state, digit: '7' });
  for (const name of ['straight', 'curved', 'regions', 'methods', 'survival']) {
    await wake(page, name);
  }
  await show(page, 'deepfool-universal');
  assert.deepEqual(await read(page, 'straight', ['norm', 'point']), {
    norm: '1',
    point: [-2, -0.4],
  });
  assert.deepEqual(await read(page, 'curved', ['curve', 'step']), { curve: 'wave', step: 1 });
  assert.deepEqual(await read(page, 'regions', ['third', 'view']), { third: 'random', view });
  assert.deepEqual(await read(page, 'methods', ['norm']), { norm: 1 });
  assert.deepEqual(await read(page, 'survival', ['further']), { further: Number(further) });
  assert.deepEqual(await read(page, 'universal', ['length']), { length: 3.5 });
  // They show the page's digit.
  const { result } = await read(page, 'digit', ['result']);
  for (const name of ['regions', 'survival']) {
    const { _pixels } = await read(page, name, ['_pixels']);
    assert.deepEqual(_pixels, result.digit.pixels, name);
  }
  assert.deepEqual(Object.fromEntries(written(page)), { ...state, digit: '7' });
  assert.deepEqual(problemsButLeaving(problems), []);
});

test('back undoes what was chosen; a drag leaves no trace in the history', async () => {
  const { page, figure, problems } = await open();
  const entries = () => page.evaluate(() => history.length);
  const before = await entries();
  const digit = (/** @type {number} */ label) =>
    page
      .getByRole('button', { name: new RegExp(`^Test digit ${label}`) })
      .first()
      .click();
  await digit(5);
  await waitFor(page, (state) => state.get('digit') === '5');
  await page.getByRole('radio', { name: 'softmax' }).first().check();
  await figure.settled(({ classifier }) => classifier === 'softmax');
  await waitFor(page, (state) => state.get('classifier') === 'softmax');
  assert.equal(await entries(), before + 2);

  await wake(page, 'straight');
  const point = page.locator('deepfool-straight').locator('.handle[data-name=point]');
  const box = await point.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 60, { steps: 30 });
  await page.mouse.up();
  const { point: there } = await read(page, 'straight', ['point']);
  await waitFor(page, (state) => state.get('straight.point') === there.join(' '));
  assert.equal(await entries(), before + 2);

  await page.goBack();
  await figure.settled(({ classifier }) => classifier === 'digits');
  assert.deepEqual(await read(page, 'digit', ['classifier']), { classifier: 'digits' });
  await page.goBack();
  const { attack } = await figure.settled(({ attack }) => attack.label === 3);
  assert.equal(attack.label, 3);
  assert.equal(new URL(page.url()).hash, '');
  // What was set meanwhile is as it was then.
  assert.deepEqual(await read(page, 'straight', ['point']), { point: [-1.9, -0.4] });

  await page.goForward();
  await figure.settled(({ attack, classifier }) => attack.label === 5 && classifier === 'digits');
  await page.goForward();
  await figure.settled(({ classifier }) => classifier === 'softmax');
  assert.deepEqual(await read(page, 'straight', ['point']), { point: there });

  // A drawing comes after a choice; going back brings the digit.
  await page.evaluate(() => scrollTo(0, 0));
  await figure.draw([
    [
      [0.3, 0.2],
      [0.7, 0.2],
      [0.45, 0.85],
    ],
  ]);
  await figure.settled(({ strokes }) => strokes.length === 1);
  await waitFor(page, (state) => state.has('strokes'));
  await page.goBack();
  const again = await figure.settled(({ strokes }) => strokes.length === 0);
  assert.equal(again.attack.label, 5);
  await page.goForward();
  await figure.settled(({ strokes }) => strokes.length === 1);
  assert.deepEqual(problemsButLeaving(problems), []);
});

test('a link that is copied is the page’s address: what all figures show, and nothing of it for the server', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const { page, figure, problems } = await open({ options: { permissions, locale: 'zh' } });
  await figure.draw([
    [
      [0.5, 0.2],
      [0.5, 0.8],
    ],
  ]);
  const { attack } = await figure.settled(({ strokes }) => strokes.length === 1);
  await wake(page, 'straight');
  await page.locator('deepfool-straight').getByRole('radio', { name: 'ℓ₁' }).check();
  await waitFor(page, (state) => state.get('straight.norm') === '1' && state.has('strokes'));
  const menu = page.locator('deepfool-save-menu');
  await menu.locator('button').first().click();
  await menu.getByRole('button', { name: laterFigures.copyLink }).click();
  await page.getByText(laterFigures.copiedLink).waitFor();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  assert.deepEqual([...link.searchParams], [['lang', 'zh']]);
  assert.equal(link.hash, new URL(page.url()).hash);

  await page.goto('about:blank');
  await page.goto(link.href);
  const again = await figure.settled(({ strokes }) => strokes.length === 1);
  assert.deepEqual(again.attack.perturbed, attack.perturbed);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh');
  await wake(page, 'straight');
  assert.deepEqual(await read(page, 'straight', ['norm']), { norm: '1' });
  // One to a figure alone, too.
  await page
    .locator('deepfool-straight')
    .getByRole('button', { name: laterFigures.copyLink })
    .click();
  await page.locator('deepfool-straight').getByText(laterFigures.copiedLink).waitFor();
  const alone = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(alone, /\/embed\.html\?figure=straight&lang=zh#norm=1$/);
  await page.goto(alone);
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector('deepfool-straight'))?.result,
  );
  assert.deepEqual(await read(page, 'straight', ['norm']), { norm: '1' });
  assert.deepEqual(problemsButLeaving(problems), []);
});

test('no drawing goes to the server', async () => {
  const { page, figure } = await open();
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await figure.draw([
    [
      [0.5, 0.2],
      [0.5, 0.8],
    ],
  ]);
  const { strokes } = await figure.settled(({ strokes }) => strokes.length === 1);
  const text = await page.evaluate(() => {
    const { state } = /** @type {any} */ (document.querySelector('deepfool-digit'));
    return state.strokes;
  });
  await waitFor(page, (state) => state.get('strokes') === text);
  await page.reload();
  const after = await figure.settled(({ strokes }) => strokes.length === 1);
  assert.equal(after.strokes[0].length, strokes[0].length);
  await page.getByRole('link', { name: '中文' }).click();
  await page.locator('html[lang=zh]').waitFor();
  await figure.settled(({ strokes }) => strokes.length === 1);
  assert.ok(asked.length > 3);
  // A fragment is no part of a request.
  for (const url of asked) assert.doesNotMatch(url.split('#')[0], /strokes|pixels/);
});

test('a hostile or malformed address shows the defaults', async () => {
  const hostile = new URLSearchParams({
    ...{ digit: '77', classifier: '__proto__', norm: 'x', overshoot: '1e9', target: '-1' },
    ...{ 'straight.point': '<b>', 'straight.norm': '7', 'straight.onclick': 'alert(1)' },
    ...{ 'straight.overshoot': 'NaN', 'straight.line': '1 2 3', 'straight.style': 'color: red' },
    ...{ 'regions.third': 'class-99', 'regions.view': '1,2,-3', 'regions.classifier': 'evil' },
    ...{ 'constructor.digit': '1', 'a.b.c': '', 'universal.length': '1e9', '.': '=' },
  });
  for (const path of [`?${hostile}`, `#${hostile}`, `?${hostile}&%E0%A4%A`, '#straight.point=%']) {
    const { page, figure, problems } = await open({ path, ready: false });
    const { attack } = await figure.settled();
    assert.equal(attack.label, 3);
    await wake(page, 'straight');
    await wake(page, 'regions');
    await show(page, 'deepfool-universal');
    await page.waitForFunction(() => customElements.get('deepfool-universal'));
    assert.deepEqual(await read(page, 'digit', ['classifier', 'norm', 'overshoot', 'target']), {
      ...{ classifier: 'digits', norm: 2, overshoot: 0.02, target: null },
    });
    assert.deepEqual(await read(page, 'straight', ['point', 'norm', 'overshoot', 'line']), {
      ...{ point: [-1.9, -0.4], norm: '2', overshoot: 0.02, line: [1.9, 2.1, 0.3, -2.2] },
    });
    assert.deepEqual(await read(page, 'regions', ['third', 'view', 'classifier']), {
      ...{ third: 'next', view: null, classifier: 'digits' },
    });
    assert.deepEqual(await read(page, 'universal', ['length']), { length: 4 });
    const names = await page
      .locator('deepfool-straight')
      .evaluate((element) => element.getAttributeNames());
    assert.ok(!names.includes('onclick') && !names.includes('style'), String(names));
    // What is copied of it makes sense.
    const { state } = await read(page, 'straight', ['state']);
    assert.doesNotMatch(JSON.stringify(state), /<b>|NaN|1 2 3|"7"/);
    assert.deepEqual(problemsButLeaving(problems), []);
    await page.context().close();
  }
});

test('the links for teachers set the figures', async () => {
  const { page, problems } = await open();
  for (const [id, name, keys] of /** @type {const} */ ([
    ['straight', 'straight', { norm: '1' }],
    ['curved', 'curved', { overshoot: 0, step: 50 }],
  ])) {
    const href = await page.locator(`.teachers a[href*="#${id}"]`).getAttribute('href');
    await page.goto(new URL(href ?? '', page.url()).href);
    await page.waitForFunction(
      (tag) => /** @type {any} */ (document.querySelector(tag))?.result,
      `deepfool-${name}`,
    );
    assert.deepEqual(await read(page, name, Object.keys(keys)), keys);
    // It is what the visitor sees.
    const box = await page.locator(`#${id}`).boundingBox();
    assert.ok(box && box.y > -50 && box.y < 800, `${box?.y}`);
  }
  assert.deepEqual(
    problems.filter((problem) => !/^failed/.test(problem)),
    [],
  );
});

test('what writes the address comes after the first flip', async () => {
  const { page } = await open({
    prepare: async (page) => {
      await page.addInitScript(() => {
        addEventListener(
          'deepfool-result',
          () => Object.assign(globalThis, { flipped: performance.now() }),
          { once: true },
        );
      });
    },
  });
  const entry = await page.waitForFunction(() => {
    const all = performance.getEntriesByType('resource');
    return all.find(({ name }) => /\/page_state-/.test(name))?.startTime;
  });
  const flipped = await page.evaluate(() => /** @type {any} */ (globalThis).flipped);
  assert.ok(Number(await entry.jsonValue()) > flipped);
});
