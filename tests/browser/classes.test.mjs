// The figure of many classes: cells, faces and steps against closed forms and the module in Node.

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

const centres = [-0.3, 0.2, -2.9, 1.1, 1.6, 1.9, 2.5, -1.2, -1.5, -2.3];
const steepness = [2.5, 0.6, 3, 0.9, 0.5];

/** @param {number[]} numbers */
const pairs = (numbers) =>
  Array.from({ length: numbers.length / 2 }, (_, i) => numbers.slice(2 * i, 2 * i + 2));

/** The centre that is nearest to a point, and its distance. @param {number[]} at @param {number[][]} from */
const nearestOf = (at, from) =>
  from.reduce((best, c, k) => (distance(at, c) < distance(at, from[best]) ? k : best), 0);

test('straight: regions are those of the nearest centre, at every sampled point', async () => {
  const { figure, problems, close } = await open('classes');
  const all = pairs(centres);
  // Nearer to a boundary than what is drawn may be wrong by, no class is claimed.
  const points = samples(2000).filter((at) => {
    const distances = all.map((c) => distance(at, c)).sort((a, b) => a - b);
    return distances[1] - distances[0] > 2 * tolerance;
  });
  assert.ok(points.length > 1990);
  assert.deepEqual(
    await figure.regionsAt(points),
    points.map((at) => nearestOf(at, all)),
  );
  assert.deepEqual(problems, []);
  await close();
});

test('straight: each face is the bisector of two centres, and the nearest is chosen', async () => {
  const { figure, close } = await open('classes');
  const all = pairs(centres);
  for (const point of [
    [-0.6, -0.3],
    [2.1, 0.4],
    [-3.2, -0.7],
  ]) {
    await figure.set({ point });
    const own = nearestOf(point, all);
    /** The distance to the bisector, and its nearest point. */
    const bisector = (/** @type {number} */ k) => {
      const length = distance(all[k], all[own]);
      const towards = all[k].map((c, i) => (c - all[own][i]) / length);
      const middle = all[k].map((c, i) => (c + all[own][i]) / 2);
      const away = towards.reduce((sum, t, i) => sum + t * (middle[i] - point[i]), 0);
      return { away, at: point.map((x, i) => x + away * towards[i]) };
    };
    const others = [0, 1, 2, 3, 4].filter((k) => k !== own);
    const { linearised, attack } = await figure.get('result');
    assert.equal(attack.label, own);
    others.forEach((k, i) => {
      assert.equal(linearised.faces[i].beyond, k);
      assert.ok(Math.abs(linearised.faces[i].distance - bisector(k).away) <= tolerance);
    });
    const nearest = others.reduce((a, b) => (bisector(b).away < bisector(a).away ? b : a));
    const drawn = await figure.drawn();
    const step = drawn.find(({ name }) => name === 'step');
    assert.ok(distance(step?.points[1] ?? [], bisector(nearest).at) <= tolerance);
    // Every corner of the cell that is not the view's is as far from two other centres as from its own.
    const cell = drawn.find(({ name }) => name === 'cell');
    for (const corner of cell?.points ?? []) {
      const inside = Math.abs(corner[0]) < 3.999 && Math.abs(corner[1]) < 2.999;
      const level = all.filter(
        (c) => Math.abs(distance(corner, c) - distance(corner, all[own])) <= tolerance,
      );
      assert.ok(level.length >= (inside ? 3 : 1), `${corner}`);
      assert.equal(
        all.filter((c) => distance(corner, c) < distance(corner, all[own]) - tolerance).length,
        0,
      );
    }
    const chosen = figure.locator.locator('tr.chosen');
    assert.match(
      (await chosen.innerText()).replace(/\s+/g, ' '),
      new RegExp(`^${'ABCDE'[nearest]} .*← nearest$`),
    );
  }
  await close();
});

test('curved: regions are those of predict, and the polygon moves with each step', async () => {
  const { figure, problems, close } = await open('classes', { curved: '', point: '3.2 -1.9' });
  const numbers = steepness.flatMap((a, k) => [centres[2 * k], centres[2 * k + 1], a]);
  const { id } = core.planeClassifier('steep centres', numbers);
  const label = (/** @type {number[]} */ at) => core.predict(id, Float32Array.from(at)).label;
  // As for curves: within a fifth of a cell of the grid, nothing is claimed.
  const points = samples(1500).filter((x) =>
    [0, 1, 2, 3, 4, 5, 6, 7].every(
      (i) =>
        label([
          x[0] + (0.2 / 15) * Math.cos((i * Math.PI) / 4),
          x[1] + (0.2 / 15) * Math.sin((i * Math.PI) / 4),
        ]) === label(x),
    ),
  );
  assert.ok(points.length > 1350, `${points.length}`);
  const found = await figure.regionsAt(points);
  assert.deepEqual(
    points.filter((x, i) => found[i] !== label(x)),
    [],
  );

  const { attack } = await figure.get('result');
  const expected = core.attack(id, Float32Array.of(3.2, -1.9), { path: true });
  assert.ok(expected.iterations >= 2, `${expected.iterations}`);
  assert.deepEqual(
    attack.path.map((/** @type {any} */ { perturbed }) => Object.values(perturbed)),
    expected.path.map(({ perturbed }) => Array.from(perturbed)),
  );
  /** @type {string[]} */
  const cells = [];
  for (let step = 0; step < expected.iterations; ++step) {
    await figure.set({ step });
    const at = Array.from(expected.path[step].perturbed);
    const drawn = await figure.drawn();
    cells.push(JSON.stringify(drawn.find(({ name }) => name === 'cell')?.points));
    // The nearest face's point by its closed form: f_k = -a_k |x - c_k|^2, linearised at x_i.
    const f = steepness.map((a, k) => -a * distance(at, pairs(centres)[k]) ** 2);
    const g = steepness.map((a, k) => at.map((x, i) => -2 * a * (x - centres[2 * k + i])));
    const own = expected.label;
    const steps = [0, 1, 2, 3, 4]
      .filter((k) => k !== own)
      .map((k) => {
        const w = g[k].map((each, i) => each - g[own][i]);
        const squared = w[0] ** 2 + w[1] ** 2;
        const gap = Math.abs(f[k] - f[own]);
        return { away: gap / Math.sqrt(squared), r: w.map((each) => (gap * each) / squared) };
      });
    const nearest = steps.reduce((a, b) => (b.away < a.away ? b : a));
    const way = drawn.find(({ name }) => name === 'step')?.points ?? [];
    const next = at.map((x, i) => x + nearest.r[i]);
    assert.ok(distance(way[step + 1], next) <= tolerance, `step ${step}`);
  }
  assert.equal(new Set(cells).size, cells.length);
  core.unload(id);
  assert.deepEqual(problems, []);
  await close();
});

test('mouse, finger and keys move the point and the centres', async () => {
  const { page, figure, problems, close } = await open('classes', {}, { hasTouch: true });
  await figure.drag([-0.6, -0.3], [1, 1]);
  assert.deepEqual(await figure.get('point'), [1, 1]);
  await figure.touch(centres.slice(2, 4), [-2, 2]);
  assert.deepEqual((await figure.get('centres')).slice(2, 4), [-2, 2]);
  await figure.handle('4').focus();
  await page.keyboard.press('ArrowLeft');
  assert.deepEqual((await figure.get('centres')).slice(8), [-1.6, -2.3]);
  await figure.locator.getByLabel('Curved boundaries').check();
  await figure.settled();
  assert.equal(await figure.locator.getAttribute('curved'), '');
  await figure.locator.getByRole('slider', { name: 'Step that is shown' }).focus();
  await page.keyboard.press('End');
  await figure.settled();
  assert.match(
    await figure.locator.locator('.sentence').innerText(),
    /^(One step|\d+ steps) and the overshoot/,
  );
  assert.deepEqual(problems, []);
  await close();
});

test('a hostile address shows the default', async () => {
  const { figure, problems, close } = await open('classes', {
    point: '[]',
    centres: '0 0 0',
    step: '1e99',
  });
  assert.deepEqual(await figure.get('point'), [-0.6, -0.3]);
  assert.deepEqual(await figure.get('centres'), centres);
  assert.equal(await figure.get('step'), 0);
  assert.deepEqual(problems, []);
  await close();
});
