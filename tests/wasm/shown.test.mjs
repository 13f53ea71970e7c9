// What a figure asks of the module to show: the picture of 8 bits of an attack's result, and the line through it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { finished } from '../../web/engine/core.js';
import { lineValues } from '../../web/engine/line.js';
import { page as en } from '../../web/locales/en.js';
import { page as zh } from '../../web/locales/zh.js';
import { loadCore, model, models, testDigits } from './support.mjs';

/** @import { LineOptions, PointsOnLine } from '../../web/engine/types.js' */

const core = await loadCore();

const round = (/** @type {number} */ value) => Math.fround(Math.round(255 * value) / 255);

for (const name of models) {
  test(`the picture of an attack in the box flips, and has 256 shades: ${name}`, () => {
    const { id } = core.load(readFileSync(model(name)));
    for (const norm of [1, 2, Infinity]) {
      for (const x of testDigits(20)) {
        const { label, picture } = finished(core.beginAttack(id, x, { norm, box: [0, 1] }, true));
        assert.ok(picture?.flipped);
        const { pixels, adversarial, probabilities, lp } = picture;
        assert.deepEqual([...pixels], Array.from(pixels, round));
        const read = core.predict(id, pixels);
        assert.notEqual(read.label, label);
        assert.equal(read.label, adversarial);
        assert.deepEqual(probabilities, read.probabilities);
        const change = Array.from(pixels, (value, i) => Math.abs(value - x[i]));
        const size =
          norm === 1
            ? change.reduce((sum, each) => sum + each, 0)
            : norm === 2
              ? Math.hypot(...change)
              : Math.max(...change);
        // Sums of 784 terms in float64, of differences in float32.
        assert.ok(Math.abs(lp - size) < 1e-6 * size);
      }
    }
    core.unload(id);
  });
}

test('rounding alone undoes as many changes as the page says', () => {
  const { id } = core.load(readFileSync(model('digits')));
  for (const [norm, share] of [
    [2, '23%'],
    [Infinity, '33%'],
  ]) {
    let undone = 0;
    for (const x of testDigits(1000)) {
      const { label, perturbed } = core.attack(id, x, { norm: Number(norm), box: [0, 1] });
      if (core.predict(id, Float32Array.from(perturbed, round)).label === label) ++undone;
    }
    assert.equal(`${Math.round(undone / 10)}%`, share);
    for (const { survival1 } of [en, zh]) assert.ok(survival1.includes(String(share)));
  }
  core.unload(id);
});

test('without the box the picture is clipped, and read as what it is', () => {
  const { id } = core.load(readFileSync(model('digits')));
  let lost = 0;
  for (const x of testDigits(50)) {
    const result = finished(core.beginAttack(id, x, {}, true));
    const { perturbed, outsidePixels, label, picture } = result;
    if (outsidePixels === 0) continue;
    assert.ok(picture);
    picture.pixels.forEach((value, i) => {
      const clipped = Math.min(Math.max(perturbed[i], 0), 1);
      // x + r in float64 there and in float32 here may round to neighbouring shades.
      assert.ok(Math.abs(255 * (value - clipped)) < 0.501);
    });
    assert.equal(core.predict(id, picture.pixels).label, picture.adversarial);
    if (picture.adversarial === label) ++lost;
  }
  assert.ok(lost > 40, `${lost} of 50 are lost`);
});

test('while nothing is found there is no picture, and a result that was not asked for one has none', () => {
  const { id } = core.load(readFileSync(model('digits')));
  const [x] = testDigits(1);
  assert.equal('picture' in core.attack(id, x), false);
  const run = core.beginAttack(id, x, { box: [0, 1], maxIterations: 5 }, true);
  if (run.result().status !== 'flipped') assert.equal(run.result().picture, undefined);
  assert.ok(finished(run).picture);
});

/**
 * @param {number} id
 * @param {Float32Array} x
 * @param {Float32Array} r
 * @param {LineOptions} [options]
 * @returns {PointsOnLine}
 */
const line = (id, x, r, options) => core.plane(id, 'line', lineValues(x, r, options));

test('a line: its points, and where the class changes', () => {
  // f = (0, 4 x0 - 1, 8 x0 - 6): class 0 until 1 / 4, class 1 until 5 / 4, then class 2.
  const { id } = core.affine({ weights: [0, 0, 4, 0, 8, 0], bias: [0, -1, -6] });
  const [x, r] = [Float32Array.of(0, 0.5), Float32Array.of(1, 0.5)];
  const { points, flips } = line(id, x, r, { at: [0, 0.5, 2], end: 2, samples: 20 });
  assert.deepEqual(
    points.map(({ pixels, label }) => [[...pixels], label]),
    [
      [[0, 0.5], 0],
      [[0.5, 0.75], 1],
      [[2, 1.5], 2],
    ],
  );
  assert.deepEqual(
    flips.map(({ from, to }) => [from, to]),
    [
      [0, 1],
      [1, 2],
    ],
  );
  // Points are float32, so that t is only as exact as these.
  assert.ok(Math.abs(flips[0].t - 0.25) < 1e-6 && Math.abs(flips[1].t - 1.25) < 1e-6);
  const clipped = line(id, x, r, { at: [2], boxed: true });
  assert.deepEqual([...clipped.points[0].pixels], [1, 1]);
  assert.deepEqual(clipped.flips, []);
  assert.throws(() => line(id, x, Float32Array.of(1)), /perturbation/);
  assert.throws(() => line(id, x, r, { at: [NaN] }), /finite/);
});
