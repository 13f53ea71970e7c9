// What fine-tuning makes of a network: the curves are what was measured, and the digit is flipped as the engine flips it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { finished } from '../../web/engine/core.js';
import { file, loadCore, model } from '../wasm/support.mjs';
import { faults } from './axe.mjs';
import { browser, show } from './page.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { FinetuningFigure } from '../../web/figures/finetuning/finetuning_figure.js' */
/** @import { Measured } from '../../web/figures/finetuning/results.js' */

const { open } = browser();
const path = 'embed.html?figure=finetuning&lang=en';

/** @type {Record<string, Record<string, Measured[]>>} */
const summary = JSON.parse(readFileSync(file('models/fine_tuning.json'), 'utf8')).summary;
const measured = summary['fc500-150-10'];
/** In the order in which they are shown. */
const variants = [
  ...['deepfool', 'clean', 'deepfool-2', 'deepfool-3', 'deepfool-10', 'fgsm'],
  'deepfool-rate-20th',
];

/** What is compared, and the file of each. */
const files = [
  model('fc500-150-10'),
  ...['deepfool', 'deepfool-2', 'pgd'].map((name) =>
    file(`models/fine_tuned/fc500-150-10-${name}.onnx`),
  ),
];

/** Half of what two engines may differ by (tests/browser/engines.test.mjs). */
const tolerance = 5e-5;

/** @type {Awaited<ReturnType<typeof loadCore>>} */
let core;
before(async () => {
  core = await loadCore();
});

/**
 * What the figure shows of the digit, once all is found and proved.
 *
 * @param {Page} page
 * @param {number} [norm]
 */
async function compared(page, norm = 2) {
  const handle = await page.waitForFunction(
    (norm) => {
      const figure = /** @type {FinetuningFigure} */ (
        document.querySelector('deepfool-finetuning')
      );
      const { pixels = null, found = [], norm: now } = figure?.result ?? {};
      if (!pixels || now !== norm || found.length === 0) return null;
      if (!found.every(({ done }) => done)) return null;
      const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
      return {
        pixels: [...pixels],
        box: figure.box,
        found: found.map(({ attack, certified }) => ({
          label: attack?.label,
          adversarial: attack?.adversarial,
          l2: attack?.l2 ?? NaN,
          linf: attack?.linf ?? NaN,
          radius: certified?.radius ?? NaN,
        })),
        texts: [...root.querySelectorAll('.cards li')].map(
          ({ textContent }) => textContent?.replace(/\s+/g, ' ').trim() ?? '',
        ),
        verdict: root.querySelector('.verdict')?.textContent?.trim() ?? '',
      };
    },
    norm,
    { timeout: 60_000 },
  );
  const value = await handle.jsonValue();
  if (!value) throw new Error('there is no result');
  return value;
}

/** @param {Awaited<ReturnType<typeof compared>>} shown @param {number} norm */
function agrees({ pixels, box, found, texts, verdict }, norm) {
  const input = Float32Array.from(pixels);
  const given = { norm, box: /** @type {[number, number] | null} */ (box ? [0, 1] : null) };
  const sizes = files.map((path, i) => {
    const { id } = core.load(readFileSync(path));
    const method = norm === 2 ? 'refine' : 'pgd';
    const own = core.attack(id, input, { method, ...given });
    const proof = finished(core.search(id, 'search', ['certify', { input, ...given }]));
    const { label, adversarial, l2, linf, radius } = found[i];
    assert.deepEqual({ label, adversarial }, { label: own.label, adversarial: own.adversarial });
    assert.ok(Math.abs(l2 - own.l2) <= tolerance, `${path}: ${l2}, not ${own.l2}`);
    assert.ok(Math.abs(linf - own.linf) <= tolerance, `${path}: ${linf}, not ${own.linf}`);
    assert.ok(Math.abs(radius - proof.radius) <= tolerance, `${path}: ${radius}`);
    const size = norm === 2 ? l2 : linf;
    assert.ok(radius > 0 && radius < size, `${radius} < ${size}`);
    // The bounds on the screen have three digits, and are rounded so that they stay true.
    const [, lower, upper] =
      /(\d[\d.]*) ≤ ‖r‖.? ≤ (\d+(?:\.\d+)?)/u.exec(texts[i])?.map(Number) ?? [];
    assert.ok(lower <= radius && lower > 0.99 * radius, `${lower}, ${radius}`);
    assert.ok(upper >= size && upper < 1.01 * size, `${upper}, ${size}`);
    core.unload(id);
    return size;
  });
  const digits = (/** @type {number} */ value) => Number(value.toPrecision(3));
  const [most, least] = [Math.max(...sizes), Math.min(...sizes)].map(digits);
  assert.deepEqual(verdict.match(/\d+\.\d+/g)?.map(Number), [most, least]);
}

test('the points of the curves are what was measured', async () => {
  const { page, problems } = await open({ path, ready: false });
  await page.locator('deepfool-finetuning svg[role=img]').nth(1).waitFor();
  const plots = await page.locator('deepfool-tuning-plot').evaluateAll((plots) =>
    plots.map((plot) => {
      const root = /** @type {ShadowRoot} */ (plot.shadowRoot);
      return {
        text: root.querySelector('svg')?.getAttribute('aria-label') ?? '',
        ticks: ['.bottom', '.left'].map((side) =>
          [...root.querySelectorAll(`${side} .tick`)].map((tick) => ({
            at: tick.getAttribute('transform') ?? '',
            text: tick.textContent ?? '',
          })),
        ),
        lines: [...root.querySelectorAll('[data-look]')].map((line) => ({
          look: Number(line.getAttribute('data-look')),
          path: line.querySelector('.line')?.getAttribute('d') ?? '',
        })),
      };
    }),
  );
  assert.equal(plots.length, 2);
  plots.forEach(({ text, ticks, lines }, i) => {
    const isRate = i === 1;
    /** A scale by its first and last mark. @param {typeof ticks[0]} marks @param {number} axis */
    const scaleOf = (marks, axis) => {
      const of = (/** @type {typeof marks[0]} */ { at, text }) => {
        const value = Number(text.replace('%', ''));
        const place = Number(/\(([-\d.]+),([-\d.]+)\)/.exec(at)?.[axis + 1]);
        return axis === 1 && isRate ? [place, Math.log(value / 100)] : [place, value];
      };
      const [[p, v], [q, w]] = [of(marks[0]), of(marks[marks.length - 1])];
      return (/** @type {number} */ place) => v + ((place - p) / (q - p)) * (w - v);
    };
    const [x, y] = [scaleOf(ticks[0], 0), scaleOf(ticks[1], 1)];
    assert.deepEqual(
      lines.map(({ look }) => variants[look]),
      variants.filter((variant) => measured[variant]),
    );
    for (const { look, path } of lines) {
      const points = [...path.matchAll(/([-\d.]+),([-\d.]+)/g)].map(([, a, b]) => [
        Number(a),
        Number(b),
      ]);
      const epochs = measured[variants[look]];
      assert.equal(points.length, epochs.length);
      epochs.forEach(({ epoch, rho_adv_mean, test_error_mean }, k) => {
        const [at, value] = [x(points[k][0]), y(points[k][1])];
        assert.ok(Math.abs(at - epoch) < 0.02, `${at}, not ${epoch}`);
        // A pixel is a 200th of the axis or less; marks and points lie within half of one.
        const wanted = isRate ? Math.log(test_error_mean) : rho_adv_mean;
        const pixel = Math.abs(y(1) - y(0));
        assert.ok(Math.abs(value - wanted) <= pixel, `${variants[look]}: ${value}, not ${wanted}`);
      });
    }
    assert.match(text, /DeepFool’s perturbations: from /);
  });
  assert.deepEqual(problems, []);
});

test('with the keyboard each epoch is told of, and the address has it', async () => {
  const { page, problems } = await open();
  await show(page, 'deepfool-finetuning');
  const figure = page.locator('deepfool-finetuning');
  const slider = figure.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  for (let epoch = 0; epoch <= 5; ++epoch) {
    await figure.getByText(`After epoch ${epoch}:`).waitFor();
    const rows = await figure
      .locator('tbody tr')
      .evaluateAll((rows) => rows.slice(0, 7).map((row) => row.textContent ?? ''));
    const shown = rows.map((row) => row.match(/\d+(\.\d+)?(?=%| |\s|$)/g)?.map(Number) ?? []);
    variants.forEach((variant, i) => {
      const { rho_adv_mean, test_error_mean } = measured[variant][epoch];
      // Three digits of one are shown, two decimals of the other: within half of the last place.
      const place = 10 ** (Math.floor(Math.log10(rho_adv_mean)) - 2);
      const has = (/** @type {number} */ value, /** @type {number} */ half) =>
        shown[i].some((number) => Math.abs(number - value) <= half * (1 + 1e-9));
      assert.ok(has(rho_adv_mean, place / 2), `${variant}: ${rho_adv_mean} in ${rows[i]}`);
      const error = 100 * test_error_mean;
      assert.ok(has(error, 0.005), `${variant}: ${error} in ${rows[i]}`);
    });
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash.includes('finetuning.epoch=1'));
  assert.deepEqual(problems, []);
});

test('the visitor’s digit on each network, which is fetched when asked for', async () => {
  const { page, figure: pen, problems } = await open();
  /** @type {string[]} */
  const fetched = [];
  page.on('request', (request) => void fetched.push(request.url()));
  await pen.draw([
    [
      [0.3, 0.2],
      [0.7, 0.2],
      [0.45, 0.85],
    ],
  ]);
  const { pixels } = await pen.settled(({ strokes }) => strokes.length === 1);
  await show(page, 'deepfool-finetuning');
  const figure = page.locator('deepfool-finetuning');
  await figure.locator('table').waitFor();
  await page.waitForTimeout(500);
  assert.ok(fetched.every((url) => !/fc500/.test(url)));
  await figure.getByRole('button', { name: /^See your digit/ }).click();
  const shown = await compared(page);
  assert.deepEqual(shown.pixels, pixels);
  agrees(shown, 2);
  assert.equal(new Set(fetched.filter((url) => /fc500.*onnx$/.test(url))).size, 4);
  await page.waitForFunction(() => location.hash.includes('finetuning.compare='));
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(problems, []);
});

test('in the largest pixel and without the box, too; what makes no sense is the default', async () => {
  const { page, problems } = await open({
    path: `${path}#digit=5&norm=inf&box=off&compare&epoch=7&trained=nothing`,
    ready: false,
  });
  const shown = await compared(page, Infinity);
  assert.equal(shown.box, false);
  agrees(shown, Infinity);
  const settings = await page.locator('deepfool-finetuning').evaluate((element) => {
    const { epoch, trained } = /** @type {FinetuningFigure} */ (element);
    return { epoch, trained };
  });
  assert.deepEqual(settings, { epoch: 5, trained: 'fc500-150-10' });
  assert.deepEqual(problems, []);
});

test('off screen it stands still', async () => {
  const { page } = await open({ path: `${path}#digit=5`, ready: false });
  const figure = page.locator('deepfool-finetuning');
  await figure.locator('table').waitFor();
  await figure.evaluate((element) => {
    document.body.style.paddingTop = '5000px';
    scrollTo(0, 0);
    /** @type {FinetuningFigure} */ (element).compare = true;
  });
  const found = () =>
    figure.evaluate((element) =>
      /** @type {FinetuningFigure} */ (element).result.found.some(({ attack }) => attack),
    );
  await page.waitForTimeout(1500);
  assert.equal(await found(), false);
  await figure.evaluate((element) => element.scrollIntoView());
  agrees(await compared(page), 2);
});
