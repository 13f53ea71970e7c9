// The digit figure, used as a visitor uses it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { loadCore, model, models } from '../wasm/support.mjs';
import { seven, three } from './drawings.mjs';
import { browser } from './page.mjs';
import { labelOf, pixelsOf, png } from './png.mjs';

/** @import { Core } from '../../web/engine/core.js' */
/** @import { Flip } from './page.mjs' */

const { open } = browser();

/** The same module, outside the browser. @type {Core} */
let core;
/** The classifiers in it, by name. @type {Record<string, number>} */
let loaded;

before(async () => {
  core = await loadCore();
  loaded = Object.fromEntries(
    models.map((name) => [name, core.load(readFileSync(model(name))).id]),
  );
});

/** @param {number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);

/**
 * What is shown is a flip, and every part of the figure tells the same of it.
 *
 * @param {Flip} shown
 */
function flipped({
  classifier,
  attack,
  pixels,
  sentence,
  was,
  becomes,
  bars,
  seen,
  changed,
  perturbation,
}) {
  const { picture } = attack;
  assert.ok(picture);
  assert.equal(attack.status, 'flipped');
  assert.notEqual(attack.label, attack.adversarial);
  assert.equal(was, String(attack.label));
  assert.equal(becomes, String(picture.adversarial));

  for (const probabilities of [attack.probabilities, picture.probabilities]) {
    assert.ok(Math.abs(sum(probabilities) - 1) < 1e-5, `the sum is ${sum(probabilities)}`);
  }
  const likeliest = (/** @type {number[]} */ of) => of.indexOf(Math.max(...of));
  assert.equal(likeliest(attack.probabilities), attack.label);
  assert.equal(likeliest(attack.adversarialProbabilities), attack.adversarial);
  assert.equal(likeliest(picture.probabilities), picture.adversarial);
  const percent = (/** @type {number} */ value) => `${(100 * value).toFixed(1)}%`;
  assert.deepEqual(bars, [attack.probabilities.map(percent), picture.probabilities.map(percent)]);

  const l2 = Math.hypot(...attack.perturbation);
  assert.ok(l2 > 0);
  assert.ok(Math.abs(attack.l2 - l2) < 1e-4 * l2);
  assert.ok(Math.abs(attack.relativeL2 - l2 / Math.hypot(...pixels)) < 1e-4 * attack.relativeL2);
  attack.perturbed.forEach((pixel, i) => {
    assert.ok(Math.abs(pixel - pixels[i] - attack.perturbation[i]) < 1e-6);
  });
  assert.match(sentence ?? '', new RegExp(`\\b${percentOf(attack.relativeL2)}`));
  assert.match(sentence ?? '', new RegExp(`\\b${attack.iterations} iterations?\\b`));
  assert.match(sentence ?? '', /\d ms\.$/);

  // Ink is dark: the colours of the canvases against the pixels they stand for.
  const mismatch = (/** @type {number[]} */ image, /** @type {number[]} */ values) =>
    Math.max(
      ...values.map((value, i) =>
        Math.abs(255 - 255 * Math.min(Math.max(value, 0), 1) - image[4 * i]),
      ),
    );
  assert.ok(mismatch(seen, pixels) <= 1);
  // What is drawn is the picture of 8 bits, to the bit, and the network reads the new class in it.
  const drawn = Float32Array.from({ length: 784 }, (_, i) => (255 - changed[4 * i]) / 255);
  assert.deepEqual([...drawn], picture.pixels);
  assert.equal(core.predict(loaded[classifier ?? ''], drawn).label, picture.adversarial);
  assert.notEqual(picture.adversarial, attack.label);
  const largest = attack.perturbation.indexOf(Math.max(...attack.perturbation));
  const [red, , blue] = perturbation.slice(4 * largest);
  assert.ok(red > blue, 'ink that is added is orange');
  const smallest = attack.perturbation.indexOf(Math.min(...attack.perturbation));
  const [red2, , blue2] = perturbation.slice(4 * smallest);
  assert.ok(blue2 > red2, 'ink that is taken is violet');
}

/** @param {number} share with two significant digits */
const percentOf = (share) => `${Number((100 * share).toPrecision(2))}%`;

test('shows a test digit flipped before anything is drawn', async () => {
  const { figure, problems } = await open();
  const shown = await figure.settled();
  flipped(shown);
  assert.equal(shown.attack.label, 3);
  assert.equal(shown.classifier, 'digits');
  assert.deepEqual(problems, []);
});

test('a digit drawn with the mouse flips', async () => {
  const { figure, problems } = await open();
  await figure.draw(seven);
  const shown = await figure.settled(
    ({ strokes, attack }) => strokes.length > 0 && attack.label === 7,
  );
  flipped(shown);
  assert.equal(shown.outcome, 'digit');
  assert.equal(shown.strokes.length, 1);
  assert.deepEqual(problems, []);
});

test('a digit drawn with a finger flips, and the page stays where it is', async () => {
  const { figure, page, problems } = await open({
    options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  await figure.place();
  const scrolled = await page.evaluate(() => scrollY);
  await figure.touch(three);
  const shown = await figure.settled(
    ({ strokes, attack }) => strokes.length > 0 && attack.label === 3,
  );
  flipped(shown);
  assert.equal(await page.evaluate(() => scrollY), scrolled);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  assert.deepEqual(problems, []);
});

test('the strokes have every point of the pointer', async () => {
  const { figure, page } = await open();
  const points = await page.evaluate(() => {
    const canvas = /** @type {DigitFigureElement} */ (
      document.querySelector('deepfool-digit')
    ).shadowRoot
      ?.querySelector('deepfool-drawing-pad')
      ?.shadowRoot?.querySelector('canvas');
    if (!canvas) throw new Error('there is no pad');
    const { left, top, width } = canvas.getBoundingClientRect();
    canvas.setPointerCapture = () => {};
    /** @type {(type: string, i: number, coalesced?: PointerEvent[]) => PointerEvent} */
    const event = (type, i, coalesced = []) =>
      new PointerEvent(type, {
        clientX: left + (i / 100) * width,
        clientY: top + 0.5 * width,
        pointerId: 1,
        coalescedEvents: coalesced,
      });
    // Chromium tells of each move twice: at once, and before the next frame.
    const moves = 'onpointerrawupdate' in globalThis ? 'pointerrawupdate' : 'pointermove';
    canvas.dispatchEvent(event('pointerdown', 10));
    for (let i = 11; i < 90; i += 3) {
      const coalesced = [i, i + 1, i + 2].map((j) => event(moves, j));
      canvas.dispatchEvent(event(moves, i + 2, coalesced));
      if (moves !== 'pointermove') canvas.dispatchEvent(event('pointermove', i + 2, coalesced));
    }
    canvas.dispatchEvent(event('pointerup', 90));
    return Array.from({ length: 82 }, (_, i) => (10 + i) / 100);
  });
  const { strokes } = await figure.settled(({ outcome }) => outcome === 'line');
  const xs = strokes[0].filter((_, i) => i % 2 === 0);
  assert.equal(xs.length, points.length);
  xs.forEach((x, i) => assert.ok(Math.abs(x - points[i]) < 1e-3));
});

test('only the newest drawing is worked on', async () => {
  const { figure, page, problems } = await open();
  // A stroke that grows 300 times without the page coming to draw a frame in between.
  const results = await page.evaluate(async () => {
    const figure = /** @type {DigitFigureElement} */ (document.querySelector('deepfool-digit'));
    let results = 0;
    figure.addEventListener('deepfool-result', () => ++results);
    const spiral = Array.from({ length: 300 }, (_, i) => [
      0.5 + 0.3 * Math.cos(i / 40),
      0.5 + 0.3 * Math.sin(i / 40),
    ]);
    for (let i = 2; i <= 300; ++i) {
      figure.strokes = [Float32Array.from(spiral.slice(0, i).flat())];
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return results;
  });
  assert.ok(results >= 1 && results <= 3, `${results} of 299 were shown`);
  const last = await figure.settled();
  assert.equal(last.strokes[0].length, 600);

  // What is shown is that of the last stroke, as a fresh figure reads it.
  const { figure: other } = await open();
  await other.page.evaluate((strokes) => {
    const figure = /** @type {DigitFigureElement} */ (document.querySelector('deepfool-digit'));
    figure.strokes = strokes.map((stroke) => Float32Array.from(stroke));
  }, last.strokes);
  const fresh = await other.settled(({ strokes }) => strokes.length > 0);
  assert.deepEqual(fresh.pixels, last.pixels);
  assert.deepEqual(fresh.attack.perturbed, last.attack.perturbed);
  assert.deepEqual(problems, []);
});

test('nothing stale is shown after clearing in mid-attack', async () => {
  const { figure, page } = await open();
  await page.evaluate(() => {
    const figure = /** @type {DigitFigureElement} */ (document.querySelector('deepfool-digit'));
    figure.strokes = [Float32Array.of(0.2, 0.2, 0.8, 0.2, 0.4, 0.9)];
    const clear = figure.shadowRoot?.querySelector('.clear');
    /** @type {HTMLButtonElement} */ (clear).disabled = false;
    /** @type {HTMLButtonElement} */ (clear).click();
  });
  const shown = await figure.shows(({ pixels }) => pixels === null);
  assert.equal(shown.attack, null);
  assert.match(shown.sentence ?? '', /Draw a digit/);
});

test('undo and clear', async () => {
  const { figure, page } = await open();
  const undo = page.getByRole('button', { name: 'Undo' });
  const clear = page.getByRole('button', { name: 'Clear' });
  assert.ok(await undo.isDisabled());

  await figure.draw(seven);
  const one = await figure.settled(({ strokes }) => strokes.length === 1);
  await figure.draw([
    [
      [0.38, 0.52],
      [0.7, 0.52],
    ],
  ]);
  const two = await figure.settled(({ strokes }) => strokes.length === 2);
  assert.notDeepEqual(two.pixels, one.pixels);

  await undo.click();
  const again = await figure.settled(({ strokes }) => strokes.length === 1);
  assert.deepEqual(again.pixels, one.pixels);

  await clear.click();
  const cleared = await figure.shows(({ strokes }) => strokes.length === 0);
  assert.equal(cleared.pixels, null);
  assert.ok(await clear.isDisabled());

  await undo.click();
  assert.deepEqual((await figure.settled()).pixels, one.pixels);
  await page.keyboard.press('Control+z');
  const empty = await figure.shows(({ strokes }) => strokes.length === 0);
  assert.equal(empty.pixels, null);
  assert.ok(await undo.isDisabled());
});

test('a test digit of the strip', async () => {
  const { figure, page, problems } = await open();
  await figure.draw(three);
  await figure.settled(({ strokes }) => strokes.length === 1);
  const button = page.getByRole('button', { name: /^Test digit 5/ }).first();
  const index = Number(/number (\d+)/.exec((await button.getAttribute('aria-label')) ?? '')?.[1]);
  assert.equal(labelOf(index), 5);
  await button.click();
  const shown = await figure.settled(({ strokes }) => strokes.length === 0);
  flipped(shown);
  assert.deepEqual(shown.pixels, pixelsOf(index));
  assert.equal(await button.getAttribute('aria-pressed'), 'true');

  // The drawing is still there, one step back.
  await page.getByRole('button', { name: 'Undo' }).click();
  await figure.settled(({ strokes }) => strokes.length === 1);
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  assert.deepEqual(problems, []);
});

test('each classifier, with its test error', async () => {
  const { figure, page, problems } = await open();
  for (const name of ['lenet', 'fc500-150-10', 'softmax', 'digits']) {
    await page.locator('deepfool-digit').getByRole('radio', { name, exact: true }).check();
    const shown = await figure.settled(({ classifier }) => classifier === name);
    flipped(shown);
    assert.equal(shown.attack.label, 3);
    if (name === 'softmax') assert.equal(shown.attack.iterations, 1);
    assert.match(
      await page.locator('deepfool-digit .facts').innerText(),
      /^[\d,]+ parameters · \d(\.\d+)?% test error$/,
    );
  }
  assert.deepEqual(problems, []);
});

test('a dot, a line, and nothing', async () => {
  const { figure, page } = await open();
  await figure.draw([[[0.5, 0.5]]]);
  const dot = await figure.shows(({ outcome }) => outcome === 'dot');
  assert.equal(dot.attack, null);
  assert.match(dot.sentence ?? '', /^A dot/);

  await page.getByRole('button', { name: 'Clear' }).click();
  await figure.draw([
    [
      [0.5, 0.15],
      [0.5, 0.5],
      [0.5, 0.85],
    ],
  ]);
  const line = await figure.settled(({ outcome }) => outcome === 'line');
  assert.match(line.sentence ?? '', /^A line, read as/);
  assert.equal(line.attack.label, 1);
});

/** Ways for a picture to come. */
const file = (/** @type {Buffer} */ buffer, name = 'digit.png', mimeType = 'image/png') => ({
  name,
  mimeType,
  buffer,
});

/** @typedef {import('../../web/figures/digit/digit_figure.js').DigitFigure} DigitFigureElement */

/**
 * @param {import('playwright-core').Page} page
 * @param {'drop' | 'paste'} how
 * @param {Buffer} content
 */
async function hand(page, how, content) {
  await page.evaluate(
    ([how, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], 'digit.png', { type: 'image/png' }));
      if (how === 'paste') {
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
        );
        return;
      }
      const figure = document.querySelector('deepfool-digit')?.shadowRoot?.querySelector('.figure');
      for (const type of ['dragenter', 'dragover', 'drop']) {
        figure?.dispatchEvent(
          new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
      }
    },
    [how, content.toString('base64')],
  );
}

test('a picture, chosen, dropped and pasted', async () => {
  // The first 7 of the test set, seven times its size.
  const content = png([0], 7);
  assert.equal(labelOf(0), 7);
  for (const how of /** @type {const} */ (['choose', 'drop', 'paste'])) {
    const { figure, page, problems } = await open();
    if (how === 'choose') await page.locator('.upload input').setInputFiles(file(content));
    else await hand(page, how, content);
    const shown = await figure.settled(({ attack }) => attack.label === 7);
    flipped(shown);
    assert.equal(await page.locator('deepfool-digit-chooser button').count(), 1);
    assert.deepEqual(problems, []);
  }
});

test('a picture larger than the module takes is reduced first', async () => {
  const { figure, page } = await open();
  await page.locator('.upload input').setInputFiles(file(png([0], 50)));
  const shown = await figure.settled(({ attack }) => attack.label === 7);
  flipped(shown);
  const canvas = page.locator('deepfool-digit-chooser canvas');
  assert.deepEqual(
    [await canvas.getAttribute('width'), await canvas.getAttribute('height')],
    ['1024', '1024'],
  );
});

test('of several digits in a picture the visitor chooses one', async () => {
  const { figure, page, problems } = await open();
  const indices = [0, 1, 3];
  await page.locator('.upload input').setInputFiles(file(png(indices, 8)));
  const asked = await figure.shows(({ sentence }) => /3 digits/.test(sentence ?? ''));
  assert.equal(asked.attack, null);
  const boxes = page.locator('deepfool-digit-chooser button');
  assert.equal(await boxes.count(), 3);
  for (const [i, index] of indices.entries()) {
    await boxes.nth(i).click();
    const shown = await figure.settled(({ attack }) => attack.label === labelOf(index));
    flipped(shown);
    assert.equal(await boxes.nth(i).getAttribute('aria-pressed'), 'true');
  }

  // Drawing goes on where the picture was.
  await figure.draw([
    [
      [0.3, 0.85],
      [0.5, 0.93],
      [0.8, 0.88],
      [0.75, 0.97],
    ],
  ]);
  await figure.settled(({ strokes }) => strokes.length === 1);
  assert.equal(await boxes.count(), 0);
  assert.deepEqual(problems, []);
});

test('a picture without a digit, and a file that is no picture', async () => {
  const { figure, page } = await open();
  await figure.draw(seven);
  const drawn = await figure.settled(({ attack }) => attack.label === 7);

  await page.locator('.upload input').setInputFiles(file(Buffer.from('%PDF-1.7'), 'a.pdf'));
  const refused = await figure.shows(({ sentence }) => /cannot be read/.test(sentence ?? ''));
  assert.equal(refused.attack, null);
  const status = page.locator('deepfool-digit .figure > [role=status]');
  await status.getByText('cannot be read').waitFor();
  // Nothing of what was there seems to be this file; the ink comes back.
  assert.deepEqual(refused.strokes, []);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual((await figure.settled()).pixels, drawn.pixels);

  // After a picture that was read, too; and to try again is to try that file again.
  await page.locator('.upload input').setInputFiles(file(png([0], 20)));
  await figure.settled(({ strokes }) => strokes.length === 0);
  await page.locator('.upload input').setInputFiles(file(Buffer.from('%PDF-1.7'), 'a.pdf'));
  await figure.shows(({ sentence }) => /cannot be read/.test(sentence ?? ''));
  assert.equal(await page.locator('deepfool-digit-chooser').count(), 0);
  const tried = page.evaluate(
    () =>
      new Promise((resolve) => {
        const decode = createImageBitmap;
        Reflect.set(globalThis, 'createImageBitmap', (/** @type {Blob} */ picture) => {
          resolve(/** @type {File} */ (picture).name);
          return decode(picture);
        });
      }),
  );
  await page.getByRole('button', { name: 'Try again' }).click();
  assert.equal(await tried, 'a.pdf');
  await figure.shows(({ sentence }) => /cannot be read/.test(sentence ?? ''));

  // Who goes on drawing has no more of it.
  await figure.draw(seven);
  const anew = await figure.settled();
  assert.match(anew.sentence ?? '', /^Read as 7/);

  // Test digits that are all paper: an index beyond the last image has no bytes, so no ink.
  await page.locator('.upload input').setInputFiles(file(png([10_000], 4)));
  const none = await figure.shows(({ sentence }) => /No digit/.test(sentence ?? ''));
  assert.equal(none.attack, null);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual((await figure.settled()).pixels, anew.pixels);
});

test('a picture that is chosen before the test digits come is not lost to them', async () => {
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((resolve) => (release = () => resolve(null)));
  const { figure, page } = await open({
    ready: false,
    options: { serviceWorkers: 'block' },
    prepare: async (page) => {
      // Both on their way: the digits come while the picture is being opened.
      await page.route(/gallery-/, async (route) => {
        await held;
        await route.continue();
      });
      await page.route(/assets\/digit_chooser-/, async (route) => {
        release();
        await page.waitForResponse(/gallery-/);
        await page.waitForTimeout(300);
        await route.continue();
      });
    },
  });
  await page.locator('.upload input').setInputFiles(file(png([0], 7)));
  const { attack } = await figure.settled();
  assert.equal(attack.label, 7);
});
