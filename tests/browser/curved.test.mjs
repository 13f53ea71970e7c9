// The figure of a curved boundary: iterates, linearisations and the nearest point against closed forms, fine searches
// and the attack of the module in Node.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadCore } from '../wasm/support.mjs';
import { distance, planeBrowser, samples, tolerance } from './plane.mjs';

/** @import { Core } from '../../web/engine/core.js' */

const { open } = planeBrowser();

/** @type {Core} */
let core;

before(async () => {
  core = await loadCore();
});

/** f and its gradient, as the header of src/classifier/curve.h writes them. @type {Record<string, (x: number[]) => { f: number, g: number[] }>} */
const functions = {
  bump: ([u, v]) => {
    const t = (u - 0.6) / 0.9;
    const hill = 0.95 * Math.exp(-t * t);
    const d = 1.2 - hill - v;
    const outer = 1 + 0.44 * d;
    return { f: d + 0.22 * d * d, g: [(outer * hill * 2 * t) / 0.9, -outer] };
  },
  ellipse: ([u, v]) => ({
    f: (u / 2.4) ** 2 + (v / 1.5) ** 2 - 1,
    g: [(2 * u) / 2.4 ** 2, (2 * v) / 1.5 ** 2],
  }),
  wave: ([u, v]) => ({ f: Math.sin(1.4 * u) - v, g: [1.4 * Math.cos(1.4 * u), -1] }),
  hyperbola: ([u, v]) => ({ f: u * v - 0.8, g: [v, u] }),
};

/** Points of each boundary, near enough to one another that a search can go on from the nearest. @type {Record<string, (t: number) => number[]>} */
const boundaries = {
  bump: (t) => [t, 1.2 - 0.95 * Math.exp(-(((t - 0.6) / 0.9) ** 2))],
  ellipse: (t) => [2.4 * Math.cos(t), 1.5 * Math.sin(t)],
  wave: (t) => [t, Math.sin(1.4 * t)],
};

/**
 * The least distance to a boundary, by a fine search: 100,000 points, then by thirds around the nearest.
 *
 * @param {(t: number) => number[]} at
 * @param {number[]} from
 */
function fineSearch(at, from) {
  const step = 2e-4;
  let best = -10;
  for (let t = -10; t <= 10; t += step) {
    if (distance(at(t), from) < distance(at(best), from)) best = t;
  }
  let [a, b] = [best - step, best + step];
  for (let i = 0; i < 60; ++i) {
    const third = (b - a) / 3;
    if (distance(at(a + third), from) < distance(at(b - third), from)) b -= third;
    else a += third;
  }
  return at((a + b) / 2);
}

const starts = [
  [-0.6, -1.4],
  [2.1, 2.3],
  [-3.1, 0.7],
];

test('the iterates are those of Algorithm 1, and those of the attack in Node', async () => {
  const { figure, problems, close } = await open('curved');
  for (const [curve, functionOf] of Object.entries(functions)) {
    for (const point of starts) {
      await figure.set({ curve, point, step: 50, overshoot: 0.02 });
      const { attack } = await figure.get('result');
      /** @type {number[][]} */
      const path = attack.path.map((/** @type {any} */ { perturbed }) => Object.values(perturbed));
      const { id } = core.planeClassifier(curve, []);
      const expected = core.attack(id, Float32Array.from(point), { path: true });
      core.unload(id);
      assert.deepEqual(
        path,
        expected.path.map(({ perturbed }) => Array.from(perturbed)),
      );
      // x_{i+1} = x_i - f(x_i) grad f(x_i) / ||grad f(x_i)||^2, in double. The module's numbers are float32.
      for (let i = 0; i + 2 < path.length; ++i) {
        const { f, g } = functionOf(path[i]);
        const squared = g[0] ** 2 + g[1] ** 2;
        const next = path[i].map((x, j) => x - (f * g[j]) / squared);
        assert.ok(distance(path[i + 1], next) <= tolerance, `${curve}, ${point}, step ${i}`);
      }
      const drawn = await figure.drawn();
      const way = drawn.find(({ name }) => name === 'step');
      path.slice(0, -1).forEach((x, i) => {
        assert.ok(distance(way?.points[i] ?? [], x) <= tolerance);
      });
      const end = drawn.find(({ name }) => name === 'mark end');
      assert.ok(distance(end?.points[0] ?? [], path.at(-1) ?? []) <= tolerance);
    }
  }
  assert.deepEqual(problems, []);
  await close();
});

test('the linearisation is drawn where it is 0, and where it is a share of f', async () => {
  const { figure, close } = await open('curved');
  for (const [curve, functionOf] of Object.entries(functions)) {
    for (const step of [0, 1]) {
      await figure.set({ curve, point: starts[0], step });
      const { attack, step: shown } = await figure.get('result');
      if (shown === attack.iterations) continue;
      const at = /** @type {number[]} */ (Object.values(attack.path[shown].perturbed));
      const { f, g } = functionOf(at);
      const length = Math.hypot(g[0], g[1]);
      /** How far a point is from where the linearised f is a value. */
      const off = (/** @type {number[]} */ z, /** @type {number} */ value) =>
        Math.abs(f + g[0] * (z[0] - at[0]) + g[1] * (z[1] - at[1]) - value) / length;
      const drawn = await figure.drawn();
      for (const z of drawn.find(({ name }) => name === 'linear')?.points ?? []) {
        assert.ok(off(z, 0) <= tolerance, `${curve}, step ${step}`);
      }
      const levels = drawn.filter(({ name }) => name === 'linear level');
      assert.ok(levels.length >= 1);
      for (const { points } of levels) {
        const shares = [1, 0.75, 0.5, 0.25];
        const nearest = Math.min(
          ...shares.map((share) => Math.max(...points.map((z) => off(z, share * f)))),
        );
        assert.ok(nearest <= tolerance, `${curve}, step ${step}`);
      }
    }
  }
  await close();
});

test('the nearest point is that of a fine search, and the excess is what it says', async () => {
  const { figure, close } = await open('curved');
  for (const [curve, at] of Object.entries(boundaries)) {
    for (const point of starts) {
      await figure.set({ curve, point, step: 50 });
      const expected = fineSearch(at, point);
      const mark = (await figure.drawn()).find(({ name }) => name === 'mark true');
      const found = mark?.points[0] ?? [];
      assert.ok(
        Math.abs(distance(found, point) - distance(expected, point)) <= tolerance,
        `${curve}, ${point}`,
      );
      // A hundredth of a pixel: along the boundary the distance hardly changes.
      assert.ok(distance(found, expected) <= 1e-4, `${curve}, ${point}: ${found}, ${expected}`);
      const { attack, nearest } = await figure.get('result');
      assert.ok(
        Math.abs(nearest.excess - (attack.l2 / distance(expected, point) - 1)) <= 1e-5,
        `${curve}, ${point}`,
      );
      assert.ok(nearest.excess > -1e-5);
    }
  }
  await close();
});

test('the regions are those of predict, at every sampled point', async () => {
  const { figure, close } = await open('curved');
  const heights = [1, -1.5, 0.5, 2, -0.5];
  for (const curve of ['bump', 'ellipse', 'wave', 'hyperbola', 'bent']) {
    await figure.set({ curve, heights });
    const { id } = core.planeClassifier(curve, curve === 'bent' ? heights : []);
    // Between the cells of its grid a boundary is interpolated: within a fifth of a cell of it, a third of a
    // pixel on a phone, nothing is claimed.
    const apart = (/** @type {number[]} */ x) => {
      const near = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [
        x[0] + (0.2 / 15) * Math.cos((i * Math.PI) / 4),
        x[1] + (0.2 / 15) * Math.sin((i * Math.PI) / 4),
      ]);
      const labels = [x, ...near].map((at) => core.predict(id, Float32Array.from(at)).label);
      return labels.every((label) => label === labels[0]);
    };
    const points = samples(1500).filter(apart);
    assert.ok(points.length > 1400, `${curve}: ${points.length}`);
    const found = await figure.regionsAt(points);
    const wrong = points.filter(
      (x, i) => found[i] !== core.predict(id, Float32Array.from(x)).label,
    );
    assert.deepEqual(wrong, [], curve);
    core.unload(id);
  }
  await close();
});

test('steps forth, back and played; the sentence says the sign at the end', async () => {
  const { page, figure, problems, close } = await open('curved');
  const sentence = figure.locator.locator('.sentence');
  const last = (await figure.get('result')).attack.iterations;
  assert.ok(last >= 2);
  assert.match(await sentence.innerText(), new RegExp(`^Step 0 of ${last}`));
  const on = figure.locator.getByRole('button', { name: 'Step', exact: true });
  await on.focus();
  for (let i = 0; i < last; ++i) {
    await page.keyboard.press('Enter');
    await figure.settled();
  }
  assert.equal(await figure.get('step'), last);
  assert.match(await sentence.innerText(), /and the point is across: f is −/);
  assert.equal(await on.getAttribute('aria-disabled'), 'true');
  await page.keyboard.press('Enter');
  assert.equal(await figure.get('step'), last);
  await figure.locator.getByRole('button', { name: 'Back' }).click();
  await figure.settled();
  assert.equal(await figure.get('step'), last - 1);
  await figure.set({ step: 0 });
  await figure.locator.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(
    ([tag, last]) => /** @type {any} */ (document.querySelector(String(tag))).step === last,
    [figure.tag, last],
  );
  assert.deepEqual(problems, []);
  await close();
});

test('without an overshoot it says what is left of f', async () => {
  const { figure, close } = await open('curved', { overshoot: '0', step: '50' });
  const { attack } = await figure.get('result');
  assert.equal(attack.status, 'flipped');
  assert.ok(Math.abs(attack.adversarialLogits[1]) < 1e-3);
  assert.match(await figure.locator.locator('.sentence').innerText(), /Without an overshoot/);
  await close();
});

test('the reader bends the boundary, with mouse, finger and keys', async () => {
  const { page, figure, problems, close } = await open(
    'curved',
    { curve: 'bent', heights: '0 0 0 0 0', point: '-1 -2' },
    { hasTouch: true },
  );
  await figure.drag([0, 0], [1, 1.5]);
  assert.deepEqual(await figure.get('heights'), [0, 0, 1.5, 0, 0]);
  await figure.touch([1.75, 0], [1.75, -1]);
  assert.deepEqual(await figure.get('heights'), [0, 0, 1.5, -1, 0]);
  await figure.handle('0').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await figure.get('heights'), [0.1, 0, 1.5, -1, 0]);
  await figure.settled();
  const at = await figure.regionsAt([
    [-3.5, 0.05],
    [-3.5, 0.15],
  ]);
  assert.deepEqual(at, [1, 0]);
  assert.equal(await figure.locator.getAttribute('heights'), '0.1 0 1.5 -1 0');
  assert.deepEqual(problems, []);
  await close();
});

test('a hostile address shows the default', async () => {
  const { figure, problems, close } = await open('curved', {
    curve: 'constructor',
    heights: '1 2 3',
    point: '0',
    step: '-3',
    overshoot: 'x',
  });
  assert.equal(await figure.get('curve'), 'bump');
  assert.deepEqual(await figure.get('heights'), [-0.4, 0.9, 0.3, 1.6, 0.8]);
  assert.deepEqual(await figure.get('point'), [-0.6, -1.4]);
  assert.equal(await figure.get('step'), 0);
  assert.equal(await figure.get('overshoot'), 0.02);
  assert.deepEqual(problems, []);
  await close();
});
