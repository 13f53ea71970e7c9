// What becomes of a flip when its picture is saved, moved, made noisy or shown to others, as a visitor finds it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { loadCore, model, models } from '../wasm/support.mjs';
import { browser, show } from './page.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { SurvivalFigure } from '../../web/figures/survival/survival_figure.js' */

const { open } = browser();

/** The module in Node: what the page's worker says is held to it. @type {Awaited<ReturnType<typeof loadCore>>} */
let core;
/** @type {Record<string, number>} */
let ids = {};
before(async () => {
  core = await loadCore();
  ids = Object.fromEntries(models.map((name) => [name, core.load(readFileSync(model(name))).id]));
});

/**
 * What the figure shows, once it has asked so many classifiers with such a change.
 *
 * @param {Page} page
 * @param {{ classifiers?: number, further?: number }} [wanted]
 */
async function shown(page, { classifiers = 2, further = 1 } = {}) {
  await show(page, 'deepfool-survival');
  const handle = await page.waitForFunction(
    ({ classifiers, further }) => {
      const figure = /** @type {SurvivalFigure} */ (document.querySelector('deepfool-survival'));
      const { request, attacks, treatments } = figure?.result ?? {};
      if (!request || !attacks || request.names.length !== classifiers) return null;
      if (request.further !== further) return null;
      const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
      return {
        names: request.names,
        pixels: [...request.pixels],
        box: figure.box,
        perturbation: [...attacks[0].perturbation],
        attacks: attacks.map(({ label, adversarial, l2 }) => ({ label, adversarial, l2 })),
        treatments: (treatments ?? []).map(({ name, pictures, labels }) => ({
          name,
          pictures: pictures.map((picture) => [...picture]),
          labels,
        })),
        sentence: root.querySelector('.sentence')?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
        rows: [...root.querySelectorAll('tbody tr')].map((row) =>
          [...row.children].map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim()),
        ),
      };
    },
    { classifiers, further },
  );
  const value = await handle.jsonValue();
  if (!value) throw new Error('there is no result');
  return value;
}

test('each classifier reads each picture as the module does, and the pictures are what they say', async () => {
  const { page, problems } = await open();
  const { names, pixels, perturbation, attacks, treatments, sentence, rows, box } =
    await shown(page);
  assert.deepEqual(names, ['digits', 'softmax']);
  names.forEach((name, i) => {
    const options = { box: /** @type {[number, number] | null} */ (box ? [0, 1] : null) };
    const own = core.attack(ids[name], Float32Array.from(pixels), options);
    assert.deepEqual(attacks[i], { label: own.label, adversarial: own.adversarial, l2: own.l2 });
  });
  for (const { pictures, labels } of treatments) {
    names.forEach((name, i) =>
      assert.deepEqual(
        labels[i],
        pictures.map((picture) => core.predict(ids[name], Float32Array.from(picture)).label),
      ),
    );
  }
  const of = Object.fromEntries(treatments.map(({ name, pictures }) => [name, pictures]));
  const [changed] = of.none;
  changed.forEach((v, i) => assert.ok(Math.abs(v - pixels[i] - perturbation[i]) < 1e-6));
  assert.equal(treatments[0].labels[0][0], attacks[0].adversarial);
  const [bytes] = of.bytes;
  bytes.forEach((v, i) => {
    const clipped = Math.min(Math.max(changed[i], 0), 1);
    assert.ok(Math.abs(v - clipped) <= 0.5 / 255 + 1e-6);
    assert.ok(Math.abs(255 * v - Math.round(255 * v)) < 1e-4);
  });
  // A JPEG is near what was saved, and not the same.
  const [jpeg] = of.jpeg;
  const off = Math.hypot(...jpeg.map((v, i) => v - bytes[i])) / 28;
  assert.ok(off > 0 && off < 0.1, `${off}`);
  assert.equal(of.shift.length, 4);
  assert.deepEqual(of.shift[0].slice(1, 28), bytes.slice(0, 27));
  assert.equal(of.noise.length, 8);

  const after = treatments.slice(1).flatMap(({ labels }) => labels[0]);
  const stays = after.filter((label) => label !== attacks[0].label).length;
  assert.match(
    sentence,
    new RegExp(
      `^The change was made for digits, which read ${attacks[0].label}, and survives ${stays} of 14 tries`,
    ),
  );
  assert.deepEqual(rows[1].slice(0, 2), ['as it is', `${attacks[0].adversarial}stays`]);
  assert.deepEqual(problems, []);
});

test('with the keyboard the change goes further, and survives more', async () => {
  const { page } = await open();
  const first = await shown(page);
  const figure = page.locator('deepfool-survival');
  await figure.getByRole('slider').focus();
  await page.keyboard.press('End');
  const { pixels, perturbation, treatments, attacks } = await shown(page, { further: 3 });
  const [changed] = treatments[0].pictures;
  // float32: 3 |r| may be some units.
  changed.forEach((v, i) => assert.ok(Math.abs(v - pixels[i] - 3 * perturbation[i]) < 1e-5));
  const stays = (/** @type {typeof treatments} */ all) =>
    all
      .slice(1)
      .flatMap(({ labels }) => labels[0])
      .filter((label) => label !== attacks[0].label).length;
  assert.ok(stays(treatments) > stays(first.treatments));
});

test('all four classifiers are asked when a visitor asks, with a finger', async () => {
  const { page, problems } = await open({
    options: { hasTouch: true, viewport: { width: 390, height: 844 } },
  });
  await shown(page);
  await page
    .locator('deepfool-survival')
    .getByRole('button', { name: /^Ask all four/ })
    .tap();
  const { names, attacks } = await shown(page, { classifiers: 4 });
  assert.deepEqual([...names].sort(), [...models].sort());
  assert.ok(attacks.every(({ l2 }) => l2 > 0));
  assert.deepEqual(problems, []);
});

test('while classifiers arrive slowly their progress is seen, and a visitor can stop waiting', async () => {
  let isHeld = true;
  /** @type {(() => void)[]} */
  const held = [];
  const { page } = await open({
    prepare: async (page) => {
      await page.route(/\/assets\/lenet-.*\.onnx$/, async (route) => {
        if (isHeld) await new Promise((resolve) => held.push(() => resolve(null)));
        await route.continue();
      });
    },
  });
  await shown(page);
  const figure = page.locator('deepfool-survival');
  const ask = figure.getByRole('button', { name: /^Ask all four/ });
  await ask.click();
  const progress = figure.getByRole('progressbar', { name: 'The classifier' });
  await progress.waitFor();
  const share = await progress.evaluate(
    (element) => /** @type {HTMLProgressElement} */ (element).value,
  );
  // Two of the four are there, and lenet is not.
  assert.ok(share >= 0.5 && share <= 0.75, `${share}`);
  await figure.getByRole('button', { name: 'Stop' }).click();
  await progress.waitFor({ state: 'detached' });
  assert.deepEqual((await shown(page)).names, ['digits', 'softmax']);
  // The figure goes on without them.
  await figure.getByRole('slider').focus();
  await page.keyboard.press('End');
  await shown(page, { further: 3 });

  isHeld = false;
  held.forEach((goOn) => goOn());
  await ask.click();
  await shown(page, { classifiers: 4, further: 3 });
});
