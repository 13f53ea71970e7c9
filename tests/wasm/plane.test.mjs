// Planes through a classifier's inputs, and what may happen to an input: the module's calls for the figures of planes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { loadCore, model, testDigits } from './support.mjs';

/** @type {Awaited<ReturnType<typeof loadCore>>} */
let core;
let id = 0;
const [x, a, b] = testDigits(3);
before(async () => {
  core = await loadCore();
  id = core.load(readFileSync(model('digits'))).id;
});

const joined = (/** @type {Float32Array[]} */ arrays) =>
  Float32Array.from(arrays.flatMap((array) => [...array]));
const dot = (/** @type {ArrayLike<number>} */ u, /** @type {ArrayLike<number>} */ v) =>
  Array.from(u).reduce((sum, value, i) => sum + value * v[i], 0);

function plane() {
  const basis = core.plane(id, 'planeThrough', [x, joined([a, b]), 2]);
  const [u, v] = [basis.slice(0, 784), basis.slice(784)];
  return { u, v, slice: core.slice(id, x, [u, v]).id };
}

test('the plane goes through three inputs', () => {
  const { u, v, slice } = plane();
  // Float32 rounds each of 784 elements.
  for (const [p, q, expected] of [
    [u, u, 1],
    [v, v, 1],
    [u, v, 0],
  ]) {
    assert.ok(Math.abs(dot(p, q) - Number(expected)) < 1e-6);
  }
  const { coordinates, distances } = core.plane(slice, 'placesOf', [joined([x, a, b])]);
  const away = (/** @type {Float32Array} */ y) => Math.hypot(...y.map((pixel, i) => pixel - x[i]));
  for (const distance of distances) assert.ok(distance < 1e-5, `${distance}`);
  assert.deepEqual([...coordinates.slice(0, 2)], [0, 0]);
  assert.ok(Math.abs(coordinates[2] - away(a)) < 1e-5 && Math.abs(coordinates[3]) < 1e-5);
  assert.ok(Math.abs(Math.hypot(coordinates[4], coordinates[5]) - away(b)) < 1e-5);
  const there = core.plane(slice, 'inputAt', [Float32Array.from(coordinates.slice(4, 6))]);
  there.forEach((/** @type {number} */ pixel, /** @type {number} */ i) =>
    assert.ok(Math.abs(pixel - b[i]) < 1e-5),
  );
  core.unload(slice);
});

test('every cell of a field has the class that is predicted for its input, and leads that say so', () => {
  const { slice } = plane();
  const grid = { left: -4, right: 14, bottom: -5, top: 12, columns: 24, rows: 24 };
  const run = core.field(slice, grid);
  while (run.step());
  const { classes, logits, leads } = run.result();
  run.end();
  const cells = 24 * 24;
  assert.equal(leads.length, 10 * cells);
  assert.ok(new Set(classes).size > 2);
  classes.forEach((label, i) => {
    const z = [
      grid.left + (18 * ((i % 24) + 0.5)) / 24,
      grid.top - (17 * (Math.floor(i / 24) + 0.5)) / 24,
    ];
    const input = core.plane(slice, 'inputAt', [Float32Array.from(z)]);
    assert.equal(core.predict(id, input).label, label);
    const f = logits.slice(10 * i, 10 * (i + 1));
    f.forEach((value, k) => {
      const others = Math.max(...f.filter((_, j) => j !== k));
      assert.equal(leads[k * cells + i], Math.fround(value - others));
    });
  });
  core.unload(slice);
});

test('only a slice has points and places', () => {
  assert.throws(() => core.plane(id, 'inputAt', [new Float32Array(2)]), { code: 'options' });
  const { slice } = plane();
  assert.throws(() => core.plane(slice, 'inputAt', [new Float32Array(3)]), { code: 'options' });
  assert.throws(() => core.plane(slice, 'linearBoundaries', [x, 10]), { code: 'options' });
  core.unload(slice);
});

test('a picture that is saved, moved, and with noise', () => {
  const saved = core.plane(id, 'altered', [x.map((v) => 1.2 * v - 0.1), 'bytes', 0, 0]);
  saved.forEach((/** @type {number} */ v, /** @type {number} */ i) => {
    const level = Math.round(255 * Math.min(Math.max(Math.fround(1.2 * x[i] - 0.1), 0), 1));
    assert.equal(v, Math.fround(level / 255));
  });
  const moved = core.plane(id, 'altered', [x, 'shift', 1, -2]);
  for (let row = 0; row < 28; ++row) {
    for (let column = 0; column < 28; ++column) {
      const from = row + 2 < 28 && column > 0 ? x[28 * (row + 2) + column - 1] : 0;
      assert.equal(moved[28 * row + column], from);
    }
  }
  const noise = (/** @type {number} */ seed) => core.plane(id, 'altered', [x, 'noise', 0.1, seed]);
  assert.deepEqual(noise(1), noise(1));
  assert.notDeepEqual(noise(1), noise(2));
  // Five standard errors of the deviation of 784 normal numbers.
  const deviation =
    Math.hypot(...noise(1).map((/** @type {number} */ v, /** @type {number} */ i) => v - x[i])) /
    28;
  assert.ok(Math.abs(deviation - 0.1) < 0.1 * (5 / Math.sqrt(2 * 784)), `${deviation}`);
  assert.throws(() => core.plane(id, 'altered', [x, 'burnt', 0, 0]), { code: 'options' });
});
