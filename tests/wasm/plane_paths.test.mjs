// The iterates that the figures show are those of the native command's --path: for classifiers of the plane that an ONNX
// file can say, and for digits.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { linearFile } from './onnx_files.mjs';
import {
  deepfool,
  floatsFile,
  folder,
  imagesFile,
  loadCore,
  model,
  parseFloats,
  readLines,
  testDigits,
} from './support.mjs';

/** @import { TestContext } from 'node:test' */

/** @type {Awaited<ReturnType<typeof loadCore>>} */
let core;
before(async () => {
  core = await loadCore();
});

/** Points of the figures' view. */
const points = [
  [-1.9, -0.4],
  [3.1, 2.2],
  [-0.6, -0.3],
  [0.4, 1.7],
  [2.2, -2.6],
  [-3.4, 2.8],
];

/**
 * An ONNX file of f(x) = W x + b on inputs of two numbers.
 *
 * @param {number[][]} rows of W
 * @param {number[]} bias
 */
const affineFile = (rows, bias) =>
  linearFile({
    dims: [1, 2],
    weights: Float32Array.from(rows.flat()),
    bias: Float32Array.from(bias),
  });

/**
 * The same attacks by the module and by the command.
 *
 * @param {TestContext} t
 * @param {number} id of the module's classifier
 * @param {Buffer} onnx the same one as a file
 * @param {{ norm?: number, overshoot?: number }} options
 */
function compare(t, id, onnx, { norm = 2, overshoot = 0.02 }) {
  const path = folder(t);
  const name = (/** @type {string} */ file) => join(path, file);
  writeFileSync(name('affine.onnx'), onnx);
  writeFileSync(name('points.idx'), floatsFile([points.length, 2], points.flat()));
  const run = deepfool(
    ...['attack', '--model', name('affine.onnx'), '--images', name('points.idx'), '--path', 'yes'],
    ...['--norm', norm === Infinity ? 'linf' : `l${norm}`, '--overshoot', String(overshoot)],
    ...['--out', name('out.jsonl'), '--perturbations', name('r.idx')],
  );
  assert.equal(run.status, 0, run.stderr);
  const { values: r } = parseFloats(readFileSync(name('r.idx')));
  const rows = readLines(name('out.jsonl'));
  assert.equal(rows.length, points.length);
  rows.forEach((row, i) => {
    const attack = core.attack(id, Float32Array.from(points[i]), { norm, overshoot, path: true });
    assert.equal(attack.status, row.status);
    assert.equal(attack.label, row.predicted);
    assert.equal(attack.adversarial, row.adversarial);
    assert.equal(attack.path.length, row.path.length);
    attack.path.forEach((/** @type {any} */ iterate, /** @type {number} */ j) => {
      assert.equal(iterate.chosen, row.path[j].chosen);
      // A millionth of a view of 8 units.
      assert.ok(Math.abs(iterate.step - row.path[j].step) < 8e-6, `${iterate.step}`);
    });
    for (const k of [0, 1]) assert.ok(Math.abs(attack.perturbation[k] - r[2 * i + k]) < 8e-6);
  });
}

test('a line: the straight figure’s step, in each norm', (t) => {
  const [x0, y0, x1, y1] = [1.9, 2.1, 0.3, -2.2];
  // f is positive on the left of the way from the first point to the second; its length does not matter.
  const w = [y0 - y1, x1 - x0];
  const b = -(w[0] * x0 + w[1] * y0);
  const { id } = core.planeClassifier('line', [x0, y0, x1, y1]);
  const onnx = affineFile([[0, 0], w], [0, b]);
  for (const norm of [2, 1, Infinity]) compare(t, id, onnx, { norm });
  compare(t, id, onnx, { overshoot: 0.3 });
  core.unload(id);
});

test('the nearest of five centres: the figure of many classes, as long as boundaries are straight', (t) => {
  const centres = [
    [-0.3, 0.2],
    [-2.9, 1.1],
    [1.6, 1.9],
    [2.5, -1.2],
    [-1.5, -2.3],
  ];
  const { id } = core.planeClassifier('centres', centres.flat());
  // |x|^2 - |x - c|^2
  const onnx = affineFile(
    centres.map(([u, v]) => [2 * u, 2 * v]),
    centres.map(([u, v]) => -(u * u + v * v)),
  );
  compare(t, id, onnx, {});
  core.unload(id);
});

test('digits: the points of the steps and of the plane through a digit', (t) => {
  const { id } = core.load(readFileSync(model('digits')));
  const count = 10;
  /** @type {[string[], object][]} */
  const cases = [
    [['--box', '0,1'], { box: [0, 1] }],
    [[], {}],
    [['--box', '0,1', '--target', '8'], { box: [0, 1], target: 8 }],
    [['--box', '0,1', '--norm', '1'], { box: [0, 1], norm: 1 }],
  ];
  for (const [flags, options] of cases) {
    const out = join(folder(t), 'out.jsonl');
    const run = deepfool(
      ...['attack', '--model', model('digits'), '--images', imagesFile, '--count', String(count)],
      ...['--path', 'yes', '--out', out, ...flags],
    );
    assert.equal(run.status, 0, run.stderr);
    const rows = readLines(out);
    testDigits(count).forEach((x, i) => {
      const attack = core.attack(id, x, { ...options, path: true });
      assert.equal(attack.iterations, rows[i].iterations);
      attack.path.forEach((/** @type {any} */ iterate, /** @type {number} */ j) => {
        const point = rows[i].path[j];
        assert.equal(iterate.chosen, point.chosen);
        // Both sum in float32 and in the same order, with other instructions for exp and the like.
        assert.ok(Math.abs(iterate.step - point.step) < 1e-4, `${iterate.step} ${point.step}`);
        iterate.logits.forEach((/** @type {number} */ f, /** @type {number} */ k) =>
          assert.ok(Math.abs(f - point.logits[k]) < 1e-3, `${f} ${point.logits[k]}`),
        );
      });
    });
  }
  core.unload(id);
});
