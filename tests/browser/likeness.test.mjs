// Drawings that are no digits: the figure says so, and says nothing of the kind of digits.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laterFigures as en } from '../../web/locales/en.js';
import { laterFigures as zh } from '../../web/locales/zh.js';
import { three } from './drawings.mjs';
import { browser } from './page.mjs';

const { open } = browser();

const circle = (/** @type {number[]} */ [x, y, radius]) =>
  Array.from({ length: 25 }, (_, i) => [
    x + radius * Math.sin((2 * Math.PI * i) / 24),
    y - radius * Math.cos((2 * Math.PI * i) / 24),
  ]);

/** Strokes, in sides of the pad. @type {Record<string, number[][][]>} */
const others = {
  K: [
    [
      [0.3, 0.15],
      [0.3, 0.85],
    ],
    [
      [0.72, 0.15],
      [0.32, 0.52],
    ],
    [
      [0.42, 0.44],
      [0.74, 0.85],
    ],
  ],
  face: [
    circle([0.5, 0.5, 0.38]),
    circle([0.37, 0.4, 0.04]),
    circle([0.63, 0.4, 0.04]),
    [
      [0.33, 0.62],
      [0.42, 0.69],
      [0.5, 0.71],
      [0.58, 0.69],
      [0.67, 0.62],
    ],
  ],
};

/** @type {Record<number, number[][][]>} */
const digits = {
  0: [circle([0.5, 0.5, 0.35]).map(([x, y]) => [0.5 + 0.65 * (x - 0.5), y])],
  1: [
    [
      [0.4, 0.3],
      [0.52, 0.15],
      [0.52, 0.85],
    ],
  ],
  3: three,
  7: [
    [
      [0.28, 0.2],
      [0.72, 0.2],
      [0.52, 0.55],
      [0.42, 0.86],
    ],
    [
      [0.38, 0.52],
      [0.66, 0.52],
    ],
  ],
};

/** Longer than a drawing has to stand still, in milliseconds. */
const rest = 1000;

for (const [lang, words] of Object.entries({ en, zh })) {
  test(`a letter and a face are no digits (${lang})`, async () => {
    const { figure, page, problems } = await open({ options: { locale: lang } });
    for (const [name, strokes] of Object.entries(others)) {
      await page.locator('deepfool-digit .clear').click();
      await figure.draw(strokes);
      const shown = await figure.settled(({ sentence }) =>
        Boolean(sentence?.includes(words.noDigit)),
      );
      assert.ok(shown.was, name);
      await page.waitForFunction(
        (text) =>
          document
            .querySelector('deepfool-digit')
            ?.shadowRoot?.querySelector('.hidden[role=status]')
            ?.textContent?.includes(text),
        words.noDigit,
      );
    }
    assert.deepEqual(problems, []);
  });
}

test('nothing is said of digits, with a pen and from MNIST', async () => {
  const { figure, page, problems } = await open();
  for (const [label, strokes] of Object.entries(digits)) {
    await page.locator('deepfool-digit .clear').click({ timeout: 5000 });
    await figure.draw(strokes);
    await figure.settled(({ attack }) => attack.label === Number(label));
    await page.waitForTimeout(rest);
    const { sentence } = await figure.now();
    assert.ok(!sentence?.includes(en.noDigit), `${label}: ${sentence}`);
  }
  for (const label of Object.keys(digits)) {
    const button = page.getByRole('button', { name: new RegExp(`^Test digit ${label}`) }).first();
    await button.click();
    await figure.settled();
    await page.waitForTimeout(rest);
    const { sentence } = await figure.now();
    assert.ok(!sentence?.includes(en.noDigit), `a test digit: ${sentence}`);
  }
  assert.deepEqual(problems, []);
});

test('each classifier must pick one, of a file, too', async () => {
  const { figure, page, problems } = await open();
  const lines = others.K.map(
    ([[x0, y0], [x1, y1]]) =>
      `<line x1="${300 * x0}" y1="${300 * y0}" x2="${300 * x1}" y2="${300 * y1}"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><g stroke="black" stroke-width="20" stroke-linecap="round">${lines.join('')}</g></svg>`;
  await page
    .locator('.upload input')
    .setInputFiles({ name: 'K.svg', mimeType: '', buffer: Buffer.from(svg) });
  for (const name of ['digits', 'lenet', 'fc500-150-10', 'softmax']) {
    await page.locator('deepfool-digit').getByRole('radio', { name, exact: true }).check();
    await figure.settled(
      ({ classifier, sentence }) => classifier === name && Boolean(sentence?.includes(en.noDigit)),
    );
  }
  assert.deepEqual(problems, []);
});

test('its network is fetched after the first flip', async () => {
  /** @type {string[]} */
  const order = [];
  const { figure, page } = await open({
    ready: false,
    prepare: async (page) => {
      page.on('request', (request) => order.push(request.url()));
      await page.exposeFunction('flipped', () => order.push('flipped'));
      await page.addInitScript(
        "addEventListener('deepfool-result', () => globalThis.flipped(), { capture: true })",
      );
    },
  });
  await figure.draw(others.K);
  await figure.settled(({ sentence }) => Boolean(sentence?.includes(en.noDigit)));
  await page.context().close();
  const first = order.indexOf('flipped');
  const fetched = order.flatMap((name, i) => (/digit-or-not.*\.onnx/.test(name) ? [i] : []));
  assert.equal(fetched.length, 1);
  assert.ok(first >= 0 && first < fetched[0], order.join('\n'));
});
