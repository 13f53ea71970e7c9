// One change for all digits, as a visitor finds it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser } from './page.mjs';
import { labelOf, pixelsOf } from './png.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { UniversalFigure } from '../../web/figures/universal/universal_figure.js' */

const { open } = browser();

/** @param {Page} page */
const parts = (page) => {
  const figure = page.locator('deepfool-universal');
  return {
    figure,
    find: figure.getByRole('button', { name: 'Find one change for all' }),
    stop: figure.getByRole('button', { name: 'Stop' }),
    sentence: figure.locator('.sentence'),
    flipped: figure.locator('li'),
  };
};

/**
 * What is shown, once it is.
 *
 * @param {Page} page
 */
async function found(page) {
  const result = await page.waitForFunction(() => {
    const figure = /** @type {UniversalFigure} */ (document.querySelector('deepfool-universal'));
    if (!figure.result) return null;
    const { perturbation, foolingRate, l2, epochs, ...set } = figure.result;
    return {
      perturbation: [...perturbation],
      foolingRate,
      l2,
      epochs,
      flipped: set.flipped,
      digits: set.perturbed.map((perturbed, i) => ({
        perturbed: [...perturbed],
        label: set.labels[i],
        adversarial: set.adversarial[i],
      })),
    };
  });
  const value = await result.jsonValue();
  if (!value) throw new Error('there is no result');
  return value;
}

test('one change flips as many test digits as it says', async () => {
  const { page, problems } = await open();
  const { figure, find, sentence, flipped } = parts(page);
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('radio', { name: 'softmax' }).check();
  await find.click();
  const { perturbation, foolingRate, l2, flipped: count, digits } = await found(page);

  assert.ok(Math.abs(l2 - Math.hypot(...perturbation)) < 1e-5 * l2);
  assert.ok(l2 <= 4 * (1 + 1e-6));
  assert.equal(digits.length, 200);
  digits.forEach(({ perturbed }, i) => {
    const sum = pixelsOf(i).map((pixel, j) => Math.fround(pixel + perturbation[j]));
    assert.deepEqual(perturbed, sum);
  });
  // The linear classifier errs in 8 of 100 digits: its labels are mostly the true ones.
  const right = digits.filter(({ label }, i) => label === labelOf(i)).length;
  assert.ok(right > 170 && right < 200, `${right} of 200`);

  const others = digits.filter(({ label, adversarial }) => label !== adversarial);
  assert.equal(count, others.length);
  assert.equal(foolingRate, others.length / 200);
  assert.ok(foolingRate > 0.7, `${foolingRate}`);
  assert.match(await sentence.innerText(), new RegExp(`^One change makes ${others.length} of 200`));
  assert.deepEqual(
    (await flipped.allInnerTexts()).map((text) => text.trim()),
    others.slice(0, 20).map(({ label, adversarial }) => `${label} → ${adversarial}`),
  );

  // What was found with other settings does not stay.
  await figure.getByRole('slider').fill('1');
  assert.equal(await flipped.count(), 0);
  assert.equal(await figure.getAttribute('length'), '1');
  await find.click();
  const short = await found(page);
  assert.ok(short.l2 <= 1 + 1e-6);
  assert.ok(short.foolingRate < foolingRate);
  assert.deepEqual(problems, []);
});

test('it can be stopped while its files are on their way', async () => {
  const { page } = await open({ options: { serviceWorkers: 'block' } });
  const { figure, find, stop, sentence } = parts(page);
  await figure.scrollIntoViewIfNeeded();
  await page.route(/lenet-[^/]*\.onnx/, () => {});
  await figure.getByRole('radio', { name: 'lenet' }).check();
  await find.click();
  await stop.click();
  await find.waitFor();
  assert.equal((await sentence.innerText()).trim(), '');
});

test('it can be stopped, and keeps the best so far', async () => {
  const { figure: digit, page, problems } = await open();
  const { figure, find, stop, sentence } = parts(page);
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('radio', { name: 'lenet' }).check();
  await find.click();
  await sentence.getByText(/Pass ([2-9]|10):/).waitFor(); // a busy machine may skip the second

  // Drawing goes on meanwhile.
  await digit.draw([
    [
      [0.5, 0.15],
      [0.45, 0.5],
      [0.5, 0.85],
    ],
  ]);
  const { attack } = await digit.settled(({ strokes }) => strokes.length === 1);
  assert.equal(attack.label, 1);

  await stop.click();
  const { epochs, foolingRate, digits } = await found(page);
  assert.ok(epochs >= 1 && epochs < 10, `${epochs} passes`);
  const others = digits.filter(({ label, adversarial }) => label !== adversarial);
  assert.equal(foolingRate, others.length / 200);
  assert.ok(await find.isVisible());
  assert.deepEqual(problems, []);
});
