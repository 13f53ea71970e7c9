// DeepFool beside other attacks, on the digit of the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser } from './page.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { MethodsFigure } from '../../web/figures/methods/methods_figure.js' */

const { open } = browser();

/**
 * What is shown once every method has ended for these pixels.
 *
 * @param {Page} page
 * @param {number[]} pixels
 * @param {number} norm
 */
async function compared(page, pixels, norm) {
  const shown = await page.waitForFunction(
    ({ pixels, norm }) => {
      const figure = /** @type {MethodsFigure} */ (document.querySelector('deepfool-methods'));
      const result = figure.result;
      if (result?.norm !== norm || !result.pixels.every((pixel, i) => pixel === pixels[i])) return;
      if (!result.rows.every(({ attack }) => attack)) return;
      const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
      if (root.querySelector('[aria-busy=true]')) return;
      return {
        sentence: root.querySelector('.sentence')?.textContent ?? '',
        texts: [...root.querySelectorAll('li')].map((row) => row.innerText),
        rows: result.rows.map(({ method, attack }) => ({
          method,
          status: attack?.status ?? '',
          label: attack?.label ?? -1,
          adversarial: attack?.adversarial ?? -1,
          logits: [...(attack?.adversarialLogits ?? [])],
          perturbed: [...(attack?.perturbed ?? [])],
          pullbacks: attack?.pullbacks ?? 0,
        })),
      };
    },
    { pixels, norm },
    { timeout: 60_000 },
  );
  return /** @type {NonNullable<Awaited<ReturnType<typeof shown.jsonValue>>>} */ (
    await shown.jsonValue()
  );
}

test('each method flips the digit of the page, and the shortest is named', async () => {
  const { figure: digit, page, problems } = await open();
  const figure = page.locator('deepfool-methods');
  await digit.draw([
    [
      [0.3, 0.2],
      [0.7, 0.2],
      [0.45, 0.85],
    ],
  ]);
  const { pixels } = await digit.settled(({ strokes }) => strokes.length === 1);
  await figure.scrollIntoViewIfNeeded();
  const names = ['DeepFool', 'DeepFool, refined', 'DDN', 'FGSM', 'PGD', 'Carlini–Wagner', 'L-BFGS'];
  const inNorm = [
    { norm: 2, sizeOf: (/** @type {number[]} */ r) => Math.hypot(...r) },
    { norm: Infinity, sizeOf: (/** @type {number[]} */ r) => Math.max(...r.map(Math.abs)) },
    {
      norm: 1,
      sizeOf: (/** @type {number[]} */ r) => r.reduce((sum, value) => sum + Math.abs(value), 0),
    },
  ];
  for (const { norm, sizeOf } of inNorm) {
    if (norm === Infinity) await figure.getByRole('radio', { name: /largest pixel/ }).check();
    if (norm === 1) await figure.getByRole('radio', { name: /sum/ }).check();
    const { sentence, texts, rows } = await compared(page, pixels, norm);
    assert.deepEqual(
      texts.map((text) => text.split('\n')[0]),
      names,
    );
    const sizes = rows.map(({ method, status, label, adversarial, logits, perturbed }) => {
      assert.equal(status, 'flipped', method);
      assert.equal(label, 7);
      assert.equal(logits.indexOf(Math.max(...logits)), adversarial, method);
      assert.notEqual(adversarial, label, method);
      return sizeOf(perturbed.map((pixel, i) => pixel - pixels[i]));
    });
    sizes.forEach((size, i) => {
      // Three digits are shown.
      const shown = Number(/= ([\d.]+)/.exec(texts[i])?.[1]);
      assert.ok(Math.abs(shown - size) <= 0.0051 * size, `${names[i]}: ${shown}, not ${size}`);
      assert.match(texts[i], new RegExp(`${rows[i].pullbacks.toLocaleString('en')} backward`));
    });
    const least = names[sizes.indexOf(Math.min(...sizes))];
    if (least !== 'DeepFool') assert.match(sentence, new RegExp(`is by ${least}:`));
    else if (norm !== 1) assert.match(sentence, /^No method found a smaller/);
    // What cannot be kept small in l_1 is said: of each method, and of all of them.
    else assert.match(sentence, /only it can keep ℓ₁ small/);
    const own = texts.filter((text) => /Keeps ℓ.? small instead/u.test(text)).length;
    assert.equal(own, norm === 1 ? 6 : norm === 2 ? 1 : 4);
    // Refinement never ends above DeepFool.
    if (norm === 2) assert.ok(sizes[1] <= sizes[0]);
  }
  assert.deepEqual(problems, []);
});

test('the comparison can be stopped, and begun again', async () => {
  // With a large network, which is not through before Stop is pressed.
  const path = 'embed.html?figure=methods&digit=4&lang=en&classifier=lenet';
  const { page, problems } = await open({ path });
  const figure = page.locator('deepfool-methods');
  await figure.getByRole('button', { name: 'Stop', exact: true }).click();
  await figure.getByText('Stopped.').waitFor();
  const missing = () =>
    figure.evaluate((element) =>
      /** @type {MethodsFigure} */ (element).result?.rows.some(({ attack }) => !attack),
    );
  assert.equal(await missing(), true);
  await page.waitForTimeout(1000);
  assert.equal(await missing(), true);
  await figure.getByRole('button', { name: 'Try again' }).click();
  await page.waitForFunction(() =>
    /** @type {MethodsFigure} */ (document.querySelector('deepfool-methods')).result?.rows.every(
      ({ attack }) => attack,
    ),
  );
  assert.deepEqual(problems, []);
});

test('alone, it attacks the digit that its address names', async () => {
  const path = 'embed.html?figure=methods&digit=4&norm=inf';
  const { page, problems } = await open({ path });
  const rows = page.locator('deepfool-methods li');
  await rows
    .first()
    .getByText(/= [\d.]+/)
    .waitFor();
  assert.equal(await rows.count(), 7);
  assert.equal(await page.locator('deepfool-methods .was').first().innerText(), '4');
  assert.deepEqual(problems, []);
});

test('moved within its page while it compares, it goes on', async () => {
  const { figure: digit, page, problems } = await open();
  const { pixels } = await digit.settled(() => true);
  const figure = page.locator('deepfool-methods');
  await figure.scrollIntoViewIfNeeded();
  await figure.locator('[aria-busy=true]').first().waitFor();
  await figure.evaluate((element) => element.parentElement?.append(element));
  await figure.scrollIntoViewIfNeeded();
  const { rows } = await compared(page, [...pixels], 2);
  assert.ok(rows.every(({ status }) => status === 'flipped'));
  assert.deepEqual(problems, []);
});

test('the smallest change lies between what is proved and what was found', async () => {
  for (const [classifier, lang] of [
    ['fc500-150-10', 'en'],
    ['softmax', 'zh'],
  ]) {
    const path = `embed.html?figure=methods&digit=4&classifier=${classifier}&lang=${lang}`;
    const { page, problems } = await open({ path });
    const bracket = page.locator('deepfool-methods .bracket');
    await page.locator('deepfool-methods .bracket[aria-live=polite]').waitFor({ timeout: 60_000 });
    const shown = await page.evaluate(() => {
      const figure = /** @type {MethodsFigure} */ (document.querySelector('deepfool-methods'));
      const { certified, rows } = figure.result ?? { rows: [] };
      const sizes = rows.map(({ attack }) => (attack?.status === 'flipped' ? attack.l2 : Infinity));
      return { radius: certified?.radius ?? 0, least: Math.min(...sizes) };
    });
    const { radius, least } = shown;
    assert.ok(radius > 0.3 * least && radius <= least, JSON.stringify(shown));
    // Softmax is affine, so that in the box of pixels the bound is the truth, but for its last digits.
    if (classifier === 'softmax') assert.ok(radius > 0.98 * least, JSON.stringify(shown));
    const text = await bracket.innerText();
    const [, lower, upper] = /(\d\.\d+) ≤ ‖r‖₂ ≤ (\d\.\d+)/.exec(text) ?? [];
    assert.ok(Number(lower) <= radius && Number(lower) >= 0.98 * radius, text);
    assert.ok(Number(upper) >= least && Number(upper) <= 1.02 * least, text);
    assert.match(text, lang === 'zh' ? /已证明/ : /proved/);
    assert.deepEqual(problems, []);
  }
});

test('in ℓ₁ nothing is proved, and nothing is said', async () => {
  const { page } = await open({ path: 'embed.html?figure=methods&digit=4&norm=1' });
  await page.locator('deepfool-methods .sentence b').first().waitFor({ timeout: 60_000 });
  assert.equal(await page.locator('deepfool-methods .bracket').innerText(), '');
});
