// Classifiers of the plane through the module: what JavaScript gets of src/geometry, and what is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCore } from './support.mjs';

const core = await loadCore();

const view = [-4, 4, -3, 3];

test('a line, linearised: f, w, the face and its levels are the closed forms', () => {
  // 3 u + 4 v - 10, through (2, 1) and (-2, 4): positive on the left of the way back.
  const { id, classes, inputs } = core.planeClassifier('line', [2, 1, -2, 4]);
  assert.deepEqual([classes, inputs], [2, 2]);
  const f = core.logits(id, Float32Array.of(0, 0))[1];
  assert.equal(Math.abs(f), 10);
  const sign = Math.sign(f);
  const label = f > 0 ? 1 : 0;
  const seen = core.plane(id, 'linearised', [[0, 0], label, 2, view, [1, 0.5]]);
  assert.deepEqual([...seen.gradients], [0, 0, -3 * sign, -4 * sign]);
  assert.equal(seen.nearest, 0);
  const [face] = seen.faces;
  assert.equal(face.beyond, 1 - label);
  assert.deepEqual([face.gap, face.dual, face.distance], [10, 5, 2]);
  // Exact but for rounding in double.
  assert.ok(Math.hypot(face.nearest[0] - 1.2, face.nearest[1] - 1.6) < 1e-12);
  for (const [line, value] of [
    [face.line, 0],
    [face.levels[0], -10],
    [face.levels[1], -5],
  ]) {
    assert.ok(Math.abs(3 * line[0] + 4 * line[1] - 10 - value) < 1e-12);
    assert.ok(Math.abs(3 * line[2] + 4 * line[3] - 10 - value) < 1e-12);
  }
  const areas = seen.cells.map((/** @type {{ corners: Float64Array }} */ { corners: c }) => {
    let twice = 0;
    for (let i = 0; i < c.length; i += 2) {
      const j = (i + 2) % c.length;
      twice += c[i] * c[j + 1] - c[i + 1] * c[j];
    }
    return twice / 2;
  });
  assert.ok(Math.abs(areas[0] + areas[1] - 48) < 1e-9);
  core.unload(id);
});

test('the nearest boundary of an ellipse, and none where there is none', () => {
  const { id } = core.planeClassifier('ellipse', []);
  const found = core.plane(id, 'nearestBoundary', [[0, 3], 12, 3]);
  // A millionth of a view of 8 units.
  assert.ok(Math.abs(found.distance - 1.5) < 8e-6);
  assert.ok(Math.hypot(found.point[0], found.point[1] - 1.5) < 1e-4);
  assert.ok(Math.abs(found.excess - 1) < 1e-5);
  assert.equal(core.plane(id, 'nearestBoundary', [[0, 3], 1, 3]), null);
  core.unload(id);
});

test('what makes no sense is refused, in words', () => {
  /** @type {[() => unknown, RegExp][]} */
  const refused = [
    [() => core.planeClassifier('line', [1, 2, 3]), /line: give two points/],
    [() => core.planeClassifier('circle', []), /there are bump, ellipse, wave/],
    [() => core.planeClassifier('bent', [1]), /two finite heights/],
    [() => core.planeClassifier('centres', [1, 2, 3]), /a number is missing/],
    [() => core.planeClassifier('centres', [1, 2]), /two rows or more/],
  ];
  for (const [work, message] of refused) {
    assert.throws(work, (error) => {
      assert.equal(/** @type {{ code: string }} */ (error).code, 'options');
      assert.match(String(error), message);
      return true;
    });
  }
  const { id } = core.planeClassifier('wave', []);
  for (const [values, message] of /** @type {[unknown[], RegExp][]} */ ([
    [[[0], 0, 2, view, []], /a point has two numbers/],
    [[[0, 0], 7, 2, view, []], /label: it is no class/],
    [[[0, 0], 0, 3, view, []], /p is 1, 2 or infinity/],
    [[[0, 0], 0, 2, [1, 0, 0, 1], []], /left is below right/],
  ])) {
    assert.throws(() => core.plane(id, 'linearised', values), message);
  }
  assert.throws(() => core.plane(id, 'nearestBoundary', [[0, 0], 0, 1]), /radius is above 0/);
  core.unload(id);
});
