// The sliders below the pictures: along the change and past it, and the change amplified for the eye.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { loadCore, model } from '../wasm/support.mjs';
import { browser } from './page.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Core } from '../../web/engine/core.js' */

const { open } = browser();

/** The same module, outside the browser. @type {Core} */
let core;
let digits = 0;

before(async () => {
  core = await loadCore();
  digits = core.load(readFileSync(model('digits'))).id;
});

/** The palette has 511 shades: a value is off by up to a quarter of a level, and then rounded to one of 8 bits. */
const tolerance = 0.76;

/** @param {Page} page */
const sliders = (page) => ({
  along: page.getByRole('slider', { name: 'how far along r' }),
  amplify: page.getByRole('slider', { name: 'amplify' }),
});

/** What the third picture shows, and what stands below it. @param {Page} page */
const changed = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('deepfool-digit')?.shadowRoot;
    const canvas = root?.querySelector('[part=perturbed]')?.shadowRoot?.querySelector('canvas');
    const { data } = canvas?.getContext('2d')?.getImageData(0, 0, 28, 28) ?? { data: [] };
    return {
      bytes: Array.from({ length: 784 }, (_, i) => 255 - data[4 * i]),
      reading: root?.querySelector('.reading.perturbed')?.textContent?.replace(/\s+/g, ' ').trim(),
      mark: root?.querySelector('deepfool-marked-slider')?.shadowRoot?.querySelector('#marks')
        ?.textContent,
      alt: root
        ?.querySelector('[part=perturbed]')
        ?.shadowRoot?.querySelector('canvas')
        ?.getAttribute('aria-label'),
    };
  });

/**
 * Moves a slider with keys, as anybody can.
 *
 * @param {import('playwright-core').Locator} slider
 * @param {string} key
 * @param {number} [times]
 */
async function press(slider, key, times = 1) {
  for (let i = 0; i < times; ++i) await slider.press(key);
}

test('from the digit through the boundary to past it', async () => {
  const { figure, page, problems } = await open();
  const { attack, pixels } = await figure.settled();
  const { along } = sliders(page);
  await along.waitFor();
  assert.equal(await along.inputValue(), '1');
  await page.waitForFunction(
    () =>
      document
        .querySelector('deepfool-digit')
        ?.shadowRoot?.querySelector('deepfool-marked-slider')
        ?.shadowRoot?.querySelector('#marks')?.textContent,
  );
  const { mark } = await changed(page);
  assert.match(mark ?? '', /^3 becomes 8 at × [\d.]+$/);

  const r = Float32Array.from(attack.perturbation);
  const x = Float32Array.from(pixels);
  /** x + t r in the box, worked out here. @param {number} t */
  const pointAt = (t) =>
    Float32Array.from(x, (value, i) => Math.min(Math.max(value + t * r[i], 0), 1));
  const labelAt = (/** @type {number} */ t) => core.predict(digits, pointAt(t)).label;
  // The place is told with three digits: on its sides, the class is the old and the new one.
  const place = Number(/[\d.]+$/.exec(mark ?? '')?.[0]);
  assert.equal(labelAt(place - 0.006), 3);
  assert.equal(labelAt(place + 0.006), 8);

  // 0: the digit itself; 0.5; 1.5; 2: the picture, the reading and the text follow.
  for (const [key, times, t] of /** @type {[string, number, number][]} */ ([
    ['Home', 1, 0],
    ['ArrowRight', 20, 0.5],
    ['ArrowRight', 40, 1.5],
    ['End', 1, 2],
  ])) {
    await press(along, key, times);
    assert.equal(Number(await along.inputValue()), t);
    const { label, probabilities } = core.predict(digits, pointAt(t));
    const chance = `${(100 * probabilities[label]).toFixed(1)}%`;
    await page.waitForFunction(
      ([text]) =>
        document
          .querySelector('deepfool-digit')
          ?.shadowRoot?.querySelector('.reading.perturbed')
          ?.textContent?.replace(/\s+/g, ' ')
          .trim() === text,
      [`${label} ${chance}`],
    );
    const { bytes, alt } = await changed(page);
    pointAt(t).forEach((value, i) =>
      assert.ok(Math.abs(255 * value - bytes[i]) < tolerance, `${t}`),
    );
    assert.match(alt ?? '', new RegExp(`read as ${label}, ${chance} sure`));
    assert.equal(
      await along.getAttribute('aria-valuetext'),
      `${t} times the change: read as ${label}, ${chance} sure`,
    );
  }

  // Another digit begins at its own result.
  await page
    .getByRole('button', { name: /^Test digit 7/ })
    .first()
    .click();
  const seven = await figure.settled((shown) => shown.attack.label === 7);
  assert.equal(await along.inputValue(), '1');
  const { bytes } = await changed(page);
  assert.deepEqual(
    bytes,
    seven.attack.picture?.pixels.map((value) => Math.round(255 * value)),
  );
  assert.deepEqual(problems, []);
});

test('amplified: the pictures show more, and what is read stays', async () => {
  const { figure, page, problems } = await open();
  const { attack, pixels } = await figure.settled();
  const { amplify } = sliders(page);
  await amplify.waitFor();
  const colours = (await figure.now()).perturbation;
  await press(amplify, 'ArrowRight', 2);
  const r = attack.perturbation;
  const amplified = pixels.map((value, i) => 255 * Math.min(Math.max(value + 3 * r[i], 0), 1));
  // Each press changes the picture.
  await page.waitForFunction(
    ({ amplified, tolerance }) => {
      const root = document.querySelector('deepfool-digit')?.shadowRoot;
      const canvas = root?.querySelector('[part=perturbed]')?.shadowRoot?.querySelector('canvas');
      const { data } = canvas?.getContext('2d')?.getImageData(0, 0, 28, 28) ?? { data: [] };
      return amplified.every((value, i) => Math.abs(value - (255 - data[4 * i])) < tolerance);
    },
    { amplified: [...amplified], tolerance },
  );
  const after = await changed(page);
  assert.equal(after.reading?.split(' ')[0], '8');
  assert.notDeepEqual((await figure.now()).perturbation, colours);
  assert.match(
    (await amplify.getAttribute('aria-valuetext')) ?? '',
    /3 times the change; what is read stays/,
  );
  assert.deepEqual(problems, []);
});

test('the sliders can be dragged with a finger', async () => {
  const { figure, page } = await open({
    options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  await figure.settled();
  const { along } = sliders(page);
  const box = await along.boundingBox();
  assert.ok(box && box.height >= 24);
  await page.touchscreen.tap(box.x + box.width - 13, box.y + box.height / 2);
  await page.waitForFunction(
    () =>
      Number(
        document
          .querySelector('deepfool-digit')
          ?.shadowRoot?.querySelector('deepfool-marked-slider')
          ?.shadowRoot?.querySelector('input')?.value,
      ) > 1.9,
  );
});
