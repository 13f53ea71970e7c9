// How the digit is flipped: what a visitor can set, make smaller and save.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { createCore } from '../../web/engine/core.js';
import { browser } from './page.mjs';
import { greyOf } from './png.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Core } from '../../web/engine/core.js' */
/** @import { DigitFigure } from '../../web/figures/digit/digit_figure.js' */

const { open } = browser();

/** The same module, outside the browser. @type {Core} */
let core;
let digits = 0;

before(async () => {
  const file = (/** @type {string} */ path) => readFile(new URL(`../../${path}`, import.meta.url));
  const wasmBinary = await file('build/wasm/deepfool.wasm');
  const built = new URL('../../build/wasm/deepfool.js', import.meta.url);
  const { default: factory } = await import(built.href);
  core = await createCore({ factory, wasmBinary });
  digits = core.load(await file('models/digits.onnx')).id;
});

/**
 * @param {Page} page
 * @param {Record<string, string | null>} attributes null: taken away
 */
const setAttributes = (page, attributes) =>
  page.evaluate((attributes) => {
    const figure = /** @type {Element} */ (document.querySelector('deepfool-digit'));
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) figure.removeAttribute(name);
      else figure.setAttribute(name, value);
    }
  }, attributes);

/** @param {Page} page */
const attributesOf = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [.../** @type {Element} */ (document.querySelector('deepfool-digit')).attributes].map(
        ({ name, value }) => [name, value],
      ),
    ),
  );

/** @param {Page} page */
const select = (page) => ({
  method: page.getByLabel('Flipped by'),
  target: page.getByLabel('into'),
  norm: page.getByLabel('least in'),
});

test('the norm: the one chosen is the smallest, and is told of', async () => {
  const { figure, page, problems } = await open();
  const two = await figure.settled();
  assert.deepEqual(await attributesOf(page), { digit: '3' });

  await select(page).norm.selectOption('Infinity');
  const inf = await figure.settled(({ attack }) => attack.linf < two.attack.linf);
  assert.equal((await attributesOf(page)).norm, 'inf');
  assert.equal(inf.attack.status, 'flipped');
  const percent = Number((100 * inf.attack.linf).toPrecision(2));
  assert.match(inf.sentence ?? '', new RegExp(`each pixel by up to ${percent}% makes it`));
  assert.match(inf.sentence ?? '', new RegExp(`= ${Number(inf.attack.linf.toPrecision(3))} \\(`));

  await select(page).norm.selectOption('1');
  const one = await figure.settled(({ attack }) => attack.l1 < two.attack.l1);
  const pixels = one.attack.perturbation.filter((change) => change !== 0).length;
  const most = Number((100 * one.attack.linf).toPrecision(2));
  assert.match(
    one.sentence ?? '',
    new RegExp(`Changing ${pixels} pixels? by (up to )?${most}% makes it`),
  );
  assert.match(one.sentence ?? '', new RegExp(`= ${Number(one.attack.l1.toPrecision(3))} \\(`));

  await select(page).norm.selectOption('p');
  assert.equal((await attributesOf(page)).norm, '3');
  const three = await figure.settled(
    ({ attack }) => attack.linf < two.attack.linf && attack.l2 > two.attack.l2,
  );
  const expected = core.attack(digits, Float32Array.from(three.pixels), { norm: 3 });
  assert.ok(Math.abs(three.attack.lp - expected.lp) < 1e-5 * expected.lp);
  const cubed = expected.perturbation.reduce((sum, change) => sum + Math.abs(change) ** 3, 0);
  assert.ok(Math.abs(expected.lp - Math.cbrt(cubed)) < 1e-5 * expected.lp);
  assert.match(three.sentence ?? '', new RegExp(`= ${Number(three.attack.lp.toPrecision(3))};`));

  // A p that is none is taken back; one that is two is that.
  const p = page.getByLabel('p =');
  await p.fill('0.5');
  await p.blur();
  assert.equal(await p.inputValue(), '3');
  await p.fill('2');
  await p.blur();
  const again = await figure.settled(({ attack }) => attack.l2 === two.attack.l2);
  assert.deepEqual(again.attack.perturbation, two.attack.perturbation);
  assert.deepEqual(problems, []);
});

test('the box: no pixel leaves it, and for another norm it says why not', async () => {
  const { figure, page, problems } = await open();
  const outside = (/** @type {number[]} */ pixels) => pixels.filter((v) => v < 0 || v > 1).length;
  const boxed = await figure.settled();
  assert.equal(boxed.attack.status, 'flipped');
  assert.equal(outside(boxed.attack.perturbed), 0);

  // Without it: the sentence counts what no screen can show, the picture marks it, and what is left is read.
  const box = page.getByLabel('pixels stay between 0 and 1');
  await box.uncheck();
  const { attack, sentence, changed } = await figure.settled(
    ({ attack }) => outside(attack.perturbed) > 0,
  );
  assert.equal((await attributesOf(page)).box, 'off');
  const drawn = Float32Array.from({ length: 784 }, (_, i) => (255 - changed[4 * i]) / 255);
  const { label } = core.predict(digits, drawn);
  const count = outside(attack.perturbed);
  assert.match(sentence ?? '', new RegExp(`${count} pixels? goe?s? beyond black or white`));
  assert.match(sentence ?? '', new RegExp(`clipped, as here, the picture is read as ${label}\\.`));
  const marked = await page.evaluate(() => {
    const marks = document
      .querySelector('deepfool-digit')
      ?.shadowRoot?.querySelector('deepfool-outside-marks')
      ?.shadowRoot?.querySelector('canvas');
    const data = marks?.getContext('2d')?.getImageData(0, 0, 336, 336).data ?? [];
    // The middle of each pixel, and its upper half, which only a plus has.
    const alpha = (/** @type {number} */ x, /** @type {number} */ y) => data[4 * (336 * y + x) + 3];
    return Array.from({ length: 784 }, (_, i) => {
      const [x, y] = [12 * (i % 28) + 6, 12 * Math.floor(i / 28) + 6];
      return alpha(x, y) === 0 ? 0 : alpha(x, y - 3) === 0 ? -1 : 1;
    });
  });
  assert.deepEqual(
    marked,
    attack.perturbed.map((v) => (v < 0 ? -1 : v > 1 ? 1 : 0)),
  );
  await box.check();
  await figure.settled(({ attack }) => outside(attack.perturbed) === 0);
  assert.equal((await attributesOf(page)).box ?? '', '');

  await setAttributes(page, { norm: '1.5' });
  await figure.settled(({ attack }) => outside(attack.perturbed) > 0);
  assert.ok(await box.isDisabled());
  assert.ok(await page.getByText('for ℓ₁, ℓ₂ and ℓ∞ only').isVisible());

  await setAttributes(page, { norm: 'inf' });
  await figure.settled(({ attack }) => outside(attack.perturbed) === 0);
  assert.ok(await box.isChecked());
  assert.deepEqual(problems, []);
});

test('the target: each class, and the one that it is already', async () => {
  const { figure, page, problems } = await open();
  for (let target = 0; target < 10; ++target) {
    await select(page).target.selectOption(String(target));
    if (target === 3) {
      const shown = await figure.settled(({ attack }) => attack.status === 'already target');
      assert.match(shown.sentence ?? '', /^Read as 3 already/);
      assert.equal(Math.max(...shown.attack.perturbation), 0);
      assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled());
      continue;
    }
    const { attack, becomes } = await figure.settled(({ attack }) => attack.adversarial === target);
    assert.equal(attack.status, 'flipped');
    assert.equal(becomes, String(target));
  }
  assert.equal((await attributesOf(page)).target, '9');
  assert.deepEqual(problems, []);
});

test('the overshoot: the same way, further', async () => {
  const { figure, page } = await open();
  const { attack } = await figure.settled();
  const overshoot = page.getByLabel('overshoot');
  await overshoot.fill('0.5');
  await overshoot.blur();
  const further = await figure.settled((shown) => shown.attack.l2 !== attack.l2);
  const expected = core.attack(digits, Float32Array.from(further.pixels), {
    overshoot: 0.5,
    box: [0, 1],
  });
  assert.equal(further.attack.iterations, expected.iterations);
  assert.ok(Math.abs(further.attack.l2 - expected.l2) < 1e-5 * expected.l2);
  assert.equal((await attributesOf(page)).overshoot, '0.5');
});

test('each method comes to a flip, and is compared with DeepFool', async () => {
  const { figure, page, problems } = await open();
  const names = {
    ddn: 'DDN',
    cw: 'Carlini–Wagner',
    lbfgs: 'L-BFGS',
    pgd: 'PGD',
    fgsm: 'FGSM',
  };
  for (const [method, name] of Object.entries(names)) {
    await select(page).method.selectOption(method);
    const shown = await figure.settled(({ sentence }) =>
      /DeepFool’s/.test(sentence?.split(`; ${name}, `)[1] ?? ''),
    );
    const { attack, deepfool, sentence } = shown;
    assert.equal(shown.method, method);
    assert.equal(attack.status, 'flipped');
    const { label } = core.predict(digits, Float32Array.from(attack.perturbed));
    assert.equal(label, attack.adversarial);
    if (method === 'fgsm') {
      // It has but one size of change, except where black or white ends it.
      const sizes = attack.perturbation
        .map(Math.abs)
        .filter((size, i) => size > 0 && attack.perturbed[i] > 0 && attack.perturbed[i] < 1);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) < 1e-6);
      assert.match(sentence ?? '', /each pixel by up to .* more than DeepFool’s/);
      assert.ok(await page.getByText('so it goes with ℓ∞ only').isVisible());
      continue;
    }
    const [size, other] = [attack.l2, deepfool ?? 0].map((value) => Number(value.toPrecision(3)));
    const side = size < other ? `less than DeepFool’s ${other}` : `more than DeepFool’s ${other}`;
    assert.ok(sentence?.includes(size === other ? 'the same as DeepFool’s' : side), sentence ?? '');
  }

  // Drawing shows what DeepFool finds; the method follows when the pen rests.
  const { attack } = await figure.settled();
  await figure.draw([
    [
      [0.5, 0.15],
      [0.45, 0.5],
      [0.5, 0.85],
    ],
  ]);
  const drawn = await figure.settled(
    ({ method, strokes }) => method === 'fgsm' && strokes.length > 0,
  );
  assert.notDeepEqual(drawn.attack.perturbation, attack.perturbation);
  assert.deepEqual(problems, []);
});

test('made smaller, and told by how much', async () => {
  const { figure, page, problems } = await open();
  const { attack } = await figure.settled();
  const button = page.getByRole('button', { name: 'Make it smaller' });
  await button.click();
  const refined = await figure.settled(({ method, sentence }) => {
    return method === 'refine' && /made smaller in 240 iterations/.test(sentence ?? '');
  });
  assert.ok(refined.attack.l2 < attack.l2);
  assert.ok(Math.abs(refined.attack.l2 - Math.hypot(...refined.attack.perturbation)) < 1e-5);
  assert.equal(refined.deepfool, attack.l2);
  const before = Number(attack.l2.toPrecision(3));
  assert.ok(refined.sentence?.includes(`less than DeepFool’s ${before}`), refined.sentence ?? '');
  const { label } = core.predict(digits, Float32Array.from(refined.attack.perturbed));
  assert.equal(label, refined.attack.adversarial);
  assert.notEqual(label, 3);
  assert.ok(await button.isDisabled());

  await select(page).norm.selectOption('Infinity');
  await figure.settled(({ method }) => method === 'deepfool');
  assert.ok(await button.isDisabled());
  assert.ok(await page.getByText('in ℓ₂ can be made smaller').isVisible());
  assert.deepEqual(problems, []);
});

test('a slow method can be stopped, by a button and by a stroke', async () => {
  const { figure, page, problems } = await open();
  await page.locator('deepfool-digit').getByRole('radio', { name: 'lenet' }).check();
  await figure.settled(({ classifier }) => classifier === 'lenet');
  await select(page).method.selectOption('cw');
  const stop = page.getByRole('button', { name: 'Stop' });
  await stop.click();
  const stopped = await figure.settled(({ note }) => /^Stopped after/.test(note ?? ''));
  const steps = Number(/after ([\d,]+) iteration/.exec(stopped.note ?? '')?.[1].replace(',', ''));
  assert.ok(steps < 1800, `stopped after ${steps} of 1,800`);
  await page.waitForTimeout(500);
  assert.deepEqual((await figure.now()).attack, stopped.attack);
  assert.equal(await stop.count(), 0);

  // Again, and a stroke in the midst of it.
  await select(page).target.selectOption('5');
  await stop.waitFor();
  const at = await figure.place();
  await page.mouse.move(...at([0.4, 0.2]));
  await page.mouse.down();
  await page.mouse.move(...at([0.6, 0.8]), { steps: 6 });
  await stop.waitFor({ state: 'detached' });
  const drawn = await figure.settled(({ strokes }) => strokes.length === 1);
  assert.equal(drawn.method, 'deepfool');
  // It does not begin while the pen is down.
  await page.waitForTimeout(600);
  assert.equal(await stop.count(), 0);
  await page.mouse.up();
  await stop.waitFor();
  assert.deepEqual(problems, []);
});

/**
 * @param {Page} page
 * @param {RegExp} what
 * @returns {Promise<{ name: string, content: Buffer }>}
 */
async function saved(page, what) {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: what }).click();
  const download = await coming;
  return {
    name: download.suggestedFilename(),
    content: await readFile(await download.path()),
  };
}

test('the menu closes where something else is pressed, and on Escape', async () => {
  const { page } = await open();
  const button = page.getByRole('button', { name: 'Save', exact: true });
  const entry = page.getByRole('button', { name: /^Large/ });
  const closings = [
    () => page.locator('h1').click(),
    () => page.locator('deepfool-probability-bars').first().click(),
    () => page.keyboard.press('Escape'),
    () => button.click(),
  ];
  for (const close of closings) {
    await button.click();
    await entry.waitFor();
    await close();
    await entry.waitFor({ state: 'hidden' });
  }
});

test('what is saved is still flipped', async () => {
  const { figure, page, problems } = await open();
  for (const index of [0, 1, 7]) {
    await page
      .getByRole('button', { name: new RegExp(`^Test digit ${index}`) })
      .first()
      .click();
    const { attack } = await figure.settled((shown) => shown.attack.label === index);
    const { name, content } = await saved(page, /^Picture/);
    assert.equal(name, `deepfool-${attack.label}-to-${attack.adversarial}.png`);
    const { width, height, grey } = greyOf(content);
    assert.deepEqual([width, height], [28, 28]);
    const pixels = Float32Array.from(grey, (byte) => byte / 255);
    assert.equal(core.predict(digits, pixels).label, attack.adversarial);
    const cost = Math.hypot(...pixels.map((pixel, i) => pixel - attack.perturbed[i]));
    assert.ok(cost > 0 && cost < 2 * attack.l2);

    // The note tells the price: the norm before, and that of what was saved.
    const { note, pixels: input } = await figure.settled(({ note }) => /^Saved/.test(note ?? ''));
    assert.match(note ?? '', new RegExp(`read as ${attack.adversarial}`));
    const [, from, to] = /grow from ([\d.]+) to ([\d.]+)\.$/.exec(note ?? '') ?? [];
    if (from) {
      const now = Math.hypot(...pixels.map((pixel, i) => pixel - input[i]));
      assert.equal(Number(from), Number(attack.l2.toPrecision(3)));
      assert.equal(Number(to), Number(now.toPrecision(3)));
    }

    const large = await saved(page, /^Large/);
    assert.match(large.name, /-large\.png$/);
    const picture = greyOf(large.content);
    assert.deepEqual([picture.width, picture.height], [560, 560]);
    picture.grey.forEach((value, i) => {
      const [x, y] = [Math.floor((i % 560) / 20), Math.floor(i / 560 / 20)];
      if (value !== 255 - grey[28 * y + x]) assert.fail(`pixel ${i} is ${value}`);
    });

    const numbers = JSON.parse((await saved(page, /^Numbers/)).content.toString());
    assert.deepEqual(numbers.saved.bytes, [...grey]);
    assert.deepEqual(numbers.input, input);
    assert.deepEqual(numbers.perturbation, attack.perturbation);
    assert.equal(numbers.classifier, 'digits');
    assert.deepEqual(numbers.options, {
      norm: '2',
      box: [0, 1],
      target: null,
      overshoot: 0.02,
    });
  }
  assert.deepEqual(problems, []);
});

test('attributes set the figure, and what cannot be is not taken', async () => {
  const { figure, page, problems } = await open();
  await page.evaluate(() => {
    const figure = /** @type {DigitFigure} */ (document.createElement('deepfool-digit'));
    const attributes = { digit: '7', norm: 'inf', box: '', target: '2', overshoot: '0.1' };
    for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
    document.querySelector('deepfool-digit')?.replaceWith(figure);
  });
  const { attack, pixels } = await figure.settled(({ attack }) => attack.label === 7);
  const expected = core.attack(digits, Float32Array.from(pixels), {
    norm: Infinity,
    box: [0, 1],
    target: 2,
    overshoot: 0.1,
  });
  assert.equal(attack.adversarial, 2);
  assert.ok(Math.abs(attack.linf - expected.linf) < 1e-5 * expected.linf);

  let changes = 0;
  await page.exposeFunction('changed', () => ++changes);
  await page.evaluate(() =>
    document.addEventListener('deepfool-change', () => Reflect.get(window, 'changed')()),
  );
  await setAttributes(page, {
    norm: 'few',
    target: '11',
    overshoot: '-1',
    method: 'magic',
    box: null,
  });
  const usual = core.attack(digits, Float32Array.from(pixels), { box: [0, 1] });
  const shown = await figure.settled(
    ({ attack }) => Math.abs(attack.l2 - usual.l2) < 1e-5 * usual.l2,
  );
  assert.equal(shown.attack.adversarial, usual.adversarial);
  assert.equal(changes, 0, 'only what the visitor changes is told');
  await select(page).target.selectOption('4');
  await figure.settled(({ attack }) => attack.adversarial === 4);
  assert.equal(changes, 1);
  assert.deepEqual(problems, []);
});

test('on a phone the options are behind a button that tells what is unusual', async () => {
  const { page, problems } = await open({
    options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  const { method, target } = select(page);
  assert.ok(!(await method.isVisible()));
  const toggle = page.getByRole('button', { name: /^Options/ });
  await toggle.click();
  await target.selectOption('8');
  await page.getByLabel('pixels stay between 0 and 1').uncheck();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await toggle.click();
  assert.ok(!(await method.isVisible()));
  assert.equal((await toggle.innerText()).trim(), 'Options: into 8, beyond black and white');
  assert.deepEqual(problems, []);
});

test('a p has all its digits, and few; a number out of range is not taken, and that is said', async () => {
  const { figure, page } = await open({ path: '?norm=1.0001&method=deepfool', ready: true });
  const cost = async () => (await figure.settled()).sentence ?? '';
  assert.match(await cost(), /‖r‖\s*1\.0001 =/);
  const settings = page.locator('deepfool-attack-controls');
  await settings.locator('[name=p]').fill('1e300');
  await settings.locator('[name=p]').press('Enter');
  await figure.settled(({ sentence }) => /1e300/.test(sentence ?? ''));
  assert.ok((await cost()).length < 300);
  const overshoot = settings.locator('[name=overshoot]');
  await overshoot.fill('7');
  await overshoot.press('Enter');
  const reason = settings.locator('.reason');
  await reason.getByText('This number has to be 0 to 1; it stays 0.02.').waitFor();
  assert.equal(await overshoot.inputValue(), '0.02');
  await overshoot.fill('0.1');
  await overshoot.press('Enter');
  await reason.getByText('has to be').waitFor({ state: 'detached' });
});
