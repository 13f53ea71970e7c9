// DeepFool's steps one by one, as a visitor finds them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { loadCore, model } from '../wasm/support.mjs';
import { browser, show } from './page.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { RegionsFigure } from '../../web/figures/regions/regions_figure.js' */
/** @import { StepsFigure } from '../../web/figures/steps/steps_figure.js' */

const { open } = browser();

/** The module in Node: what the page's worker says is held to it. @type {Awaited<ReturnType<typeof loadCore>>} */
let core;
let id = 0;
before(async () => {
  core = await loadCore();
  id = core.load(readFileSync(model('digits'))).id;
});

/** What the figure shows, once it is. @param {Page} page */
async function shown(page) {
  await show(page, 'deepfool-steps');
  const handle = await page.waitForFunction(() => {
    const figure = /** @type {StepsFigure} */ (document.querySelector('deepfool-steps'));
    if (!figure?.result) return null;
    const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
    const { path, label, adversarial } = figure.result;
    return {
      label,
      adversarial,
      pixels: [...path[0].perturbed],
      box: figure.box,
      path: path.map(({ logits, chosen, step }) => ({ logits: [...logits], chosen, step })),
      cells: [...root.querySelectorAll('tbody tr')].map((row) =>
        [...row.children].map(({ textContent }) => textContent?.trim() ?? ''),
      ),
    };
  });
  const value = await handle.jsonValue();
  if (!value) throw new Error('there is no result');
  return value;
}

const digits = (/** @type {number} */ value, /** @type {Intl.NumberFormatOptions} */ format) =>
  new Intl.NumberFormat('en', format).format(value).replace('-', '−');

test('each point of the path is told with its logits, its nearest boundary and its step', async () => {
  const { page, problems } = await open();
  const { path, cells, pixels, label, adversarial, box } = await shown(page);
  const options = { box: /** @type {[number, number] | null} */ (box ? [0, 1] : null), path: true };
  const own = core.attack(id, Float32Array.from(pixels), options);
  assert.equal(own.label, label);
  assert.equal(own.adversarial, adversarial);
  assert.deepEqual(
    path,
    own.path.map(({ logits, chosen, step }) => ({ logits: [...logits], chosen, step })),
  );
  const last = path.length - 1;
  assert.deepEqual(
    cells,
    path.map(({ logits, chosen, step }, i) => [
      i === last ? 'x + r' : `x${String.fromCharCode(0x2080 + i)}`,
      chosen < 0 ? '–' : String(chosen),
      chosen < 0 ? '–' : digits(step, { maximumSignificantDigits: 3 }),
      ...logits.map((f) => digits(f, { minimumFractionDigits: 2, maximumFractionDigits: 2 })),
    ]),
  );
  assert.deepEqual(problems, []);
});

test('a click, a key and the range go from point to point, and the plane follows', async () => {
  const { page } = await open();
  const { path, adversarial } = await shown(page);
  const figure = page.locator('deepfool-steps');
  const sentence = figure.locator('.sentence');
  await figure.getByRole('button', { name: /^x₁/ }).click();
  assert.match(await sentence.innerText(), /^At x₁ the network reads/);
  assert.equal(await figure.getAttribute('step'), '1');
  const regions = page.locator('deepfool-regions');
  assert.equal(await regions.evaluate((plane) => /** @type {RegionsFigure} */ (plane).step), 1);

  // So does the first figure: as far along r as the point's inner product with r says.
  const along = await page.evaluate(() => {
    const figure = /** @type {StepsFigure} */ (document.querySelector('deepfool-steps'));
    const [x, point, ...more] = (figure.result?.path ?? []).map(({ perturbed }) => perturbed);
    const end = more.at(-1) ?? point;
    const dot = (/** @type {Float32Array} */ of) =>
      of.reduce((sum, value, i) => sum + (value - x[i]) * (end[i] - x[i]), 0);
    return dot(point) / dot(end);
  });
  await page.waitForFunction((along) => {
    const root = document.querySelector('deepfool-digit')?.shadowRoot;
    const slider = /** @type {any} */ (root?.querySelector('deepfool-marked-slider'));
    return Math.abs(slider.value - along) < 1e-5;
  }, along);

  const range = figure.getByRole('slider', { name: 'Point on the path' });
  await range.focus();
  await page.keyboard.press('End');
  assert.match(await sentence.innerText(), new RegExp(`^x \\+ r is read as ${adversarial}`));
  assert.equal(await range.inputValue(), String(path.length - 1));
  await page.keyboard.press('Home');
  assert.match(
    await sentence.innerText(),
    new RegExp(`^At x₀ .* boundary is that with ${path[0].chosen}`),
  );

  // And the other way round.
  await regions.scrollIntoViewIfNeeded();
  const slider = regions.locator('input[type=range]');
  if (await slider.isEnabled()) {
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await figure.getAttribute('step'), '1');
  }
});

test('a finger chooses a point', async () => {
  const { page } = await open({
    options: { hasTouch: true, viewport: { width: 390, height: 844 } },
  });
  await shown(page);
  const figure = page.locator('deepfool-steps');
  await figure.getByRole('button', { name: /^x \+ r/ }).tap();
  assert.match(await figure.locator('.sentence').innerText(), /^x \+ r is read as/);
});
