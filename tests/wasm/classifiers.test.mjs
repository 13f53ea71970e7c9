// Classifiers that are no networks, and gradients of any: through web/engine/core.js, against closed forms and
// finite differences.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { finished } from '../../web/engine/core.js';
import { EngineError } from '../../web/engine/errors.js';
import { loadCore, model, testDigits } from './support.mjs';

/** @typedef {import('../../web/engine/core.js').Core} Core */

/** @type {Core} */
let core;

before(async () => {
  core = await loadCore();
});

const dot = (/** @type {ArrayLike<number>} */ a, /** @type {ArrayLike<number>} */ b) =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);

/**
 * @param {number} got
 * @param {number} want
 * @param {number} tolerance  absolute
 */
const near = (got, want, tolerance) =>
  assert.ok(Math.abs(got - want) <= tolerance, `${got}, not ${want}`);

const W = [
  [1, -2, 0.5],
  [0.25, 1, -1],
  [-1, 0.5, 2],
];
const b = [0.5, -0.25, 0.125];
const x = Float32Array.of(0.75, 0.25, 0.5);
const logits = W.map((row, k) => dot(row, x) + b[k]); // 0.75, 0.0625... all exact in float32

describe('affine', () => {
  test('logits, Jacobian, gradient', () => {
    const { id, classes, inputs, shape } = core.affine({ weights: W.flat(), bias: b });
    assert.deepEqual([classes, inputs, shape], [3, 3, [1, 1, 3]]);
    assert.deepEqual([...core.logits(id, x)], logits);
    assert.deepEqual([...core.jacobian(id, x)], W.flat());
    assert.deepEqual([...core.jacobian(id, x, [2, 0])], [...W[2], ...W[0]]);
    const weights = [2, -1, 0.5];
    const gradient = [0, 1, 2].map((i) =>
      dot(
        weights,
        W.map((row) => row[i]),
      ),
    );
    assert.deepEqual([...core.gradient(id, x, weights)], gradient);
    core.unload(id);
  });

  test('DeepFool is the distance to the nearest boundary, and a step of 1 + eta', () => {
    const { id } = core.affine({ weights: W.flat(), bias: b });
    const label = logits.indexOf(Math.max(...logits));
    for (const norm of [1, 2, Infinity]) {
      const dual = (/** @type {number[]} */ w) =>
        norm === 2
          ? Math.hypot(...w)
          : norm === 1
            ? Math.max(...w.map(Math.abs))
            : w.reduce((sum, v) => sum + Math.abs(v), 0);
      const distances = W.map((row, k) =>
        k === label
          ? Infinity
          : Math.abs(logits[k] - logits[label]) / dual(row.map((v, i) => v - W[label][i])),
      );
      const result = core.attack(id, x, { norm, overshoot: 0.05 });
      assert.equal(result.status, 'flipped');
      assert.equal(result.iterations, 1);
      assert.equal(result.adversarial, distances.indexOf(Math.min(...distances)));
      near(result.lp, 1.05 * Math.min(...distances), 1e-6);
    }
    core.unload(id);
  });
});

test('binary: two classes by the sign of w x + b', () => {
  const { id, classes } = core.binary({ weights: [3, 4], bias: -2 });
  assert.equal(classes, 2);
  const x = Float32Array.of(1, 1);
  assert.deepEqual([...core.logits(id, x)], [0, 5]);
  assert.deepEqual([...core.jacobian(id, x)], [0, 0, 3, 4]);
  // The distance of a point from a line: f / ||w||.
  const result = core.attack(id, x, { overshoot: 0 });
  near(result.l2, 1, 1e-6);
  assert.deepEqual([result.label, core.predict(id, Float32Array.of(0, 0)).label], [1, 0]);
  core.unload(id);
});

describe('planar', () => {
  // Logits 0 and |x|^2 - 1: inside or outside of the unit circle.
  const circle = /** @type {import('../../web/engine/types.js').Quadratic[]} */ ([
    { A: [0, 0, 0], b: [0, 0], c: 0 },
    { A: [1, 0, 1], b: [0, 0], c: -1 },
  ]);

  test('logits and Jacobian', () => {
    const { id, inputs, classes } = core.planar([
      ...circle,
      { A: [0.5, -0.25, 2], b: [1, -1], c: 0.5 },
    ]);
    assert.deepEqual([inputs, classes], [2, 3]);
    const x = Float32Array.of(2, -1);
    // 0.5 * 4 - 2 * 0.25 * (2 * -1) + 2 * 1 + 2 + 1 + 0.5
    assert.deepEqual([...core.logits(id, x)], [0, 4, 8.5]);
    // 2 A x + b
    assert.deepEqual([...core.jacobian(id, x)], [0, 0, 4, -2, 3.5, -6]);
    core.unload(id);
  });

  test('DeepFool goes to the circle along the radius', () => {
    const { id } = core.planar(circle);
    const eta = 1e-4;
    const go = (/** @type {number} */ x, /** @type {number} */ y) => {
      const { status, l2, perturbation } = core.attack(id, Float32Array.of(x, y), {
        overshoot: eta,
      });
      assert.equal(status, 'flipped');
      near(perturbation[0] * y, perturbation[1] * x, 1e-6);
      return l2;
    };
    // From outside its steps are Newton's for sqrt(1): rho becomes (rho + 1 / rho) / 2, ever nearer to 1.
    near(go(1.2, 1.6), 1, 2e-3);
    // From inside the first one goes beyond: |f| / ||grad f|| = (1 - rho^2) / (2 rho).
    near(go(0.3, 0.4), ((1 + eta) * (1 - 0.25)) / (2 * 0.5), 1e-6);
    core.unload(id);
  });
});

describe('a slice of another classifier, z -> f(x0 + U z)', () => {
  const U = [
    [0.5, 0, 1],
    [-1, 0.25, 0],
  ];

  test('of an affine one: W x0 + b + W U z', () => {
    const affine = core.affine({ weights: W.flat(), bias: b });
    const slice = core.slice(affine.id, x, U);
    assert.deepEqual([slice.inputs, slice.classes], [2, 3]);
    const z = Float32Array.of(0.5, -0.25);
    const WU = W.map((row) => U.map((direction) => dot(row, direction)));
    assert.deepEqual([...core.jacobian(slice.id, z)], WU.flat());
    assert.deepEqual(
      [...core.logits(slice.id, z)],
      logits.map((f, k) => f + dot(WU[k], z)),
    );
    // It outlives the other one.
    core.unload(affine.id);
    assert.deepEqual([...core.logits(slice.id, Float32Array.of(0, 0))], logits);
    assert.equal(core.attack(slice.id, Float32Array.of(0, 0)).status, 'flipped');
    core.unload(slice.id);
  });

  test('of a network: DeepFool in the plane through x0 and its own perturbation finds that again', () => {
    const { id } = core.load(readFileSync(model('softmax')));
    const [digit] = testDigits(1);
    const whole = core.attack(id, digit);
    const towards = whole.perturbation.map((r) => r / whole.l2);
    const across = new Float32Array(784);
    across[towards.findIndex((v) => v === 0)] = 1;
    const slice = core.slice(id, digit, [towards, across]);
    const run = core.beginAttack(slice.id, Float32Array.of(0, 0));
    core.predict(id, testDigits(2)[1]); // the other one is used in between
    const { perturbation, adversarial } = finished(run);
    assert.equal(adversarial, whole.adversarial);
    near(perturbation[0], whole.l2, 0.02 * whole.l2);
    core.unload(slice.id);
    core.unload(id);
  });

  test('sizes', () => {
    const { id } = core.affine({ weights: W.flat(), bias: b });
    assert.throws(() => core.slice(id, x, []), /directions/);
    assert.throws(() => core.slice(id, x, [[1, 2]]), /directions: one has 2/);
    assert.throws(() => core.slice(id, Float32Array.of(1), U), /3/);
    assert.throws(() => core.slice(id, x, [[1, NaN, 0]]), /finite/);
    core.unload(id);
  });
});

test('a field: what predict() says at the centre of each cell', () => {
  const { id } = core.planar([
    { A: [0, 0, 0], b: [0, 0], c: 0 },
    { A: [1, 0, 1], b: [0, 0], c: -1 },
  ]);
  const grid = { left: -2, right: 2, top: 1.5, bottom: -1.5, columns: 8, rows: 6 };
  const large = core.field(id, { ...grid, columns: 80, rows: 60 });
  assert.ok(large.step());
  assert.equal(large.result().classes.indexOf(-1), 256, 'some cells a step');
  large.end();
  const { classes, logits } = finished(core.field(id, grid));
  assert.deepEqual([classes.length, logits.length], [48, 96]);
  for (let row = 0; row < 6; ++row) {
    for (let column = 0; column < 8; ++column) {
      const z = Float32Array.of(-1.75 + 0.5 * column, 1.25 - 0.5 * row);
      const inside = z[0] ** 2 + z[1] ** 2 < 1;
      const cell = 8 * row + column;
      assert.equal(classes[cell], inside ? 0 : 1);
      assert.deepEqual([...logits.subarray(2 * cell, 2 * cell + 2)], [...core.logits(id, z)]);
    }
  }
  assert.throws(() => core.field(id, { ...grid, columns: 2.5 }), /columns: 2.5/);
  assert.throws(() => core.field(id, { ...grid, left: 2 }), EngineError);
  assert.throws(() => core.field(id, { ...grid, rows: 1e9 }), EngineError);
  core.unload(id);
});

describe('what is no classifier is refused', () => {
  /** @type {[string, () => unknown, RegExp][]} */
  const cases = [
    ['one class', () => core.affine({ weights: [1, 2], bias: [0] }), /Affine/],
    ['no weights', () => core.affine({ weights: [], bias: [0, 0] }), /weights/],
    ['too many weights', () => core.affine({ weights: [1, 2, 3], bias: [0, 0] }), /weights/],
    ['no bias', () => core.affine({ weights: [1, 2], bias: [] }), /weights/],
    ['an empty binary one', () => core.binary({ weights: [], bias: 0 }), /weights/],
    ['one logit of the plane', () => core.planar([{ A: [1, 0, 1], b: [0, 0], c: 0 }]), /Planar/],
    [
      'half a quadratic',
      () => core.planar(/** @type {any} */ ([{ A: [1, 0], b: [0, 0], c: 0 }])),
      /planar/,
    ],
  ];
  for (const [name, call, message] of cases) {
    test(name, () => {
      assert.throws(
        call,
        (error) =>
          error instanceof EngineError && error.code === 'options' && message.test(error.message),
      );
    });
  }
});

describe('gradients of a network', () => {
  const [digit] = testDigits(1);
  /** @type {Record<string, number>} */
  const ids = {};
  before(() => {
    for (const name of ['softmax', 'digits']) ids[name] = core.load(readFileSync(model(name))).id;
  });

  test('finite differences of the logits, along many directions', () => {
    // A texture: on the flat background of a digit, maxima of a pooling window are tied. In this one hardly a unit of
    // `digits` changes sides within h.
    const x = Float32Array.from({ length: 784 }, (_, i) => ((i * 31) % 101) / 100);
    // The linear one has no units that change sides within h: a larger h, and smaller rounding errors.
    for (const [name, h] of /** @type {[string, number][]} */ ([
      ['softmax', 1 / 256],
      ['digits', 1 / 1024],
    ])) {
      const J = core.jacobian(ids[name], x);
      assert.equal(J.length, 10 * 784);
      /** @type {number[]} */
      const errors = [];
      for (let direction = 0; direction < 20; ++direction) {
        // Few pixels, so that few units of the network change sides.
        const v = x.map((_, i) => (i % 37 === direction ? (i % 2 === 0 ? 1 : -1) : 0));
        const at = (/** @type {number} */ t) =>
          core.logits(
            ids[name],
            x.map((value, i) => value + t * v[i]),
          );
        const [ahead, behind] = [at(h), at(-h)];
        for (let k = 0; k < 10; ++k) {
          const slope = (ahead[k] - behind[k]) / (2 * h);
          const row = J.subarray(784 * k, 784 * (k + 1));
          errors.push(Math.abs(slope - dot(row, v)) / Math.max(1, Math.abs(slope)));
        }
      }
      // What remains is the rounding of float32 logits, over 2 h.
      const worst = Math.max(...errors);
      assert.ok(worst < 2e-3, `${name}: ${worst}`);
    }
  });

  test('some rows, and a combination of rows', () => {
    const J = core.jacobian(ids.digits, digit);
    const some = core.jacobian(ids.digits, digit, Int32Array.of(7, 2));
    assert.deepEqual(some.subarray(0, 784), J.subarray(7 * 784, 8 * 784));
    assert.deepEqual(some.subarray(784), J.subarray(2 * 784, 3 * 784));
    const weights = Array.from({ length: 10 }, (_, k) => (k - 4) / 3);
    const gradient = core.gradient(ids.digits, digit, weights);
    const size = Math.max(...J.map(Math.abs));
    for (let i = 0; i < 784; ++i) {
      const column = Array.from({ length: 10 }, (_, k) => J[784 * k + i]);
      near(gradient[i], dot(weights, column), 1e-5 * size);
    }
  });

  test('what has the wrong length or is no class is refused', () => {
    for (const [call, message] of /** @type {[() => unknown, RegExp][]} */ ([
      [() => core.gradient(ids.digits, digit, [1, 2]), /weights: 10 numbers/],
      [() => core.gradient(ids.digits, digit.subarray(1), new Array(10).fill(0)), /784/],
      [() => core.jacobian(ids.digits, digit, [10]), /classes: 10/],
      [() => core.jacobian(ids.digits, digit, [1.5]), /classes: 1.5/],
      [() => core.jacobian(ids.digits, digit, []), /classes/],
      [
        () => core.quantise(ids.digits, digit, { perturbation: digit.subarray(9), label: 7 }),
        /perturbation: 784/,
      ],
      [() => core.perturb(ids.digits, [digit], digit.subarray(9)), /perturbation: 784/],
    ])) {
      assert.throws(call, message);
    }
  });
});

test('a perturbation of a whole set: what becomes of each input, and how many of each class', () => {
  const { id } = core.load(readFileSync(model('softmax')));
  const set = testDigits(40);
  const { perturbation } = core.attack(id, set[0], { overshoot: 3 });
  const result = finished(core.perturb(id, set, perturbation));
  assert.equal(result.perturbed.length, 40);
  const counts = new Int32Array(100);
  set.forEach((x, i) => {
    const moved = x.map((v, j) => v + perturbation[j]);
    assert.deepEqual(result.perturbed[i], moved);
    assert.equal(result.labels[i], core.predict(id, x).label);
    assert.equal(result.adversarial[i], core.predict(id, moved).label);
    ++counts[10 * result.labels[i] + result.adversarial[i]];
  });
  assert.deepEqual(result.counts, counts);
  assert.ok(result.flipped > 0 && result.flipped < 40);
  assert.equal(
    result.flipped,
    set.filter((_, i) => result.labels[i] !== result.adversarial[i]).length,
  );
});

test('a set is handed over in steps, one input each: none of them takes long', () => {
  const { id } = core.load(readFileSync(model('softmax')));
  const run = core.universal(id, testDigits(10), { radius: 1 });
  for (let i = 0; i < 10; ++i) assert.ok(run.step());
  assert.deepEqual([run.result().done, run.result().total], [0, 200]);
  // The first input takes some steps of DeepFool.
  for (let i = 0; i < 60 && run.result().done === 0; ++i) run.step();
  assert.equal(run.result().done, 1);
  run.end();
});
