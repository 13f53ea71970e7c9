// The WebAssembly module through web/engine/core.js.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { createCore, finished } from '../../web/engine/core.js';
import { EngineError } from '../../web/engine/errors.js';
import {
  deepfool,
  file,
  folder,
  imagesFile,
  labelsFile,
  loadCore,
  model,
  models,
  readLines,
  testDigits,
} from './support.mjs';

/** @typedef {import('../../web/engine/core.js').Core} Core */

/** @type {Core} */
let core;
/** @type {Record<string, import('../../web/engine/types.js').ClassifierInfo>} */
const classifiers = {};

before(async () => {
  core = await loadCore();
  for (const name of models) classifiers[name] = core.load(readFileSync(model(name)));
});

/**
 * @param {number} got
 * @param {number} want
 * @param {number} relative
 * @param {string} what
 */
function near(got, want, relative, what) {
  assert.ok(Math.abs(got - want) <= relative * Math.abs(want), `${what}: ${got}, not ${want}`);
}

const largest = (/** @type {Float32Array} */ values) => values.indexOf(Math.max(...values));

for (const name of models) {
  test(`${name}: what its card says`, () => {
    const card = JSON.parse(readFileSync(file(`models/${name}.json`), 'utf8'));
    const info = classifiers[name];
    assert.deepEqual(info.shape, [1, 28, 28]);
    assert.equal(info.inputs, 784);
    assert.equal(info.classes, 10);
    assert.equal(info.parameters, card.parameters);
    assert.equal(info.multiplyAdds, card.multiply_adds);
    const { scale, input, logits } = card.test_vector;
    const pixels = Float32Array.from(input, (v) => Math.fround(v / scale));
    const prediction = core.predict(info.id, pixels);
    assert.equal(prediction.logits.length, 10);
    prediction.logits.forEach((f, k) => assert.ok(Math.abs(f - logits[k]) <= 1e-4));
    assert.equal(prediction.label, largest(prediction.logits));
    near(
      prediction.probabilities.reduce((sum, p) => sum + p),
      1,
      1e-5,
      'the sum of probabilities',
    );
    assert.equal(largest(prediction.probabilities), prediction.label);
  });

  const ways = [
    { norm: 2, box: null, args: ['--norm', 'l2'] },
    { norm: Infinity, box: [0, 1], args: ['--norm', 'linf', '--box', '0,1'] },
    { norm: 1, box: null, args: ['--norm', 'l1'] },
  ];
  for (const { norm, box, args } of ways) {
    test(`${name}: as the native command, l_${norm}${box ? ' in the box' : ''}`, (t) => {
      const out = join(folder(t), 'native.jsonl');
      const run = deepfool(
        ...['attack', '--model', model(name), '--images', imagesFile, '--count', '200'],
        ...['--out', out, ...args],
      );
      assert.equal(run.status, 0, run.stderr);
      const native = readLines(out);
      assert.equal(native.length, 200);
      testDigits(200).forEach((pixels, i) => {
        const result = core.attack(classifiers[name].id, pixels, {
          norm,
          box: /** @type {[number, number] | null} */ (box),
        });
        assert.equal(result.status, native[i].status, `status of digit ${i}`);
        assert.equal(result.label, native[i].predicted, `label of digit ${i}`);
        assert.equal(result.adversarial, native[i].adversarial, `new label of digit ${i}`);
        assert.equal(result.iterations, native[i].iterations, `iterations of digit ${i}`);
        near(result.l2, native[i].l2, 1e-4, `l_2 of digit ${i}`);
        near(result.linf, native[i].linf, 1e-4, `l_inf of digit ${i}`);
        near(result.l1, native[i].l1, 1e-4, `l_1 of digit ${i}`);
        near(result.relativeL2, native[i].relative_l2, 1e-4, `relative l_2 of digit ${i}`);
        result.logits.forEach((f, k) => near(f, native[i].logits[k], 1e-4, `logit ${k} of ${i}`));
      });
    });
  }
}

test('an attack: its pixels flip, and its numbers are those of its arrays', () => {
  const { id } = classifiers.lenet;
  for (const pixels of testDigits(20)) {
    const result = core.attack(id, pixels, { path: true });
    assert.equal(result.status, 'flipped');
    const again = core.predict(id, result.perturbed);
    assert.equal(again.label, result.adversarial);
    assert.notEqual(result.adversarial, result.label);
    assert.deepEqual(again.logits, result.adversarialLogits);
    assert.deepEqual(again.probabilities, result.adversarialProbabilities);
    assert.deepEqual(core.predict(id, pixels).logits, result.logits);
    assert.deepEqual(
      result.perturbed,
      pixels.map((x, i) => Math.fround(x + result.perturbation[i])),
    );
    near(result.l2, Math.hypot(...result.perturbation), 1e-6, 'l_2');
    near(result.linf, Math.max(...result.perturbation.map(Math.abs)), 1e-6, 'l_inf');
    near(result.relativeL2, result.l2 / Math.hypot(...pixels), 1e-6, 'relative l_2');
    assert.ok(result.milliseconds > 0);
    assert.equal(result.pullbacks, result.iterations);
    assert.ok(result.forwards > result.iterations && result.forwards <= 2 * result.iterations);
    assert.equal(result.path.length, result.iterations + 1);
    assert.deepEqual(result.path[0].perturbed, pixels);
    assert.deepEqual(result.path[result.iterations].perturbed, result.perturbed);
    assert.equal(result.path[result.iterations].chosen, -1);
  }
  assert.deepEqual(core.attack(id, testDigits(1)[0]).path, []);
});

test('options: target, candidates, overshoot, iteration limit, box', () => {
  const { id } = classifiers.digits;
  const [pixels] = testDigits(1);
  const { label, logits } = core.predict(id, pixels);
  const ranked = [...logits.keys()].sort((a, b) => logits[b] - logits[a]);
  const targeted = core.attack(id, pixels, { target: ranked[2] });
  assert.equal(targeted.status, 'flipped');
  assert.equal(targeted.adversarial, ranked[2]);
  assert.equal(core.attack(id, pixels, { target: label }).status, 'already target');
  const two = core.attack(id, pixels, { candidates: 2, path: true });
  for (const { chosen } of two.path) assert.ok(chosen === -1 || chosen === ranked[1]);
  const one = core.attack(id, pixels, { maxIterations: 1, overshoot: 0 });
  assert.equal(one.iterations, 1);
  const far = core.attack(id, pixels, { overshoot: 0.5 });
  assert.ok(far.l2 > core.attack(id, pixels).l2);
  const boxed = core.attack(id, pixels, { box: [0, 1] });
  assert.ok(boxed.perturbed.every((x) => x >= 0 && x <= 1));
});

test('an attack in steps is the attack', () => {
  const { id } = classifiers.lenet;
  const [first, second] = testDigits(2);
  const whole = core.attack(id, first);
  const run = core.beginAttack(id, first);
  let steps = 1;
  while (run.step()) {
    ++steps;
    core.predict(id, second); // other calls come between
  }
  const result = run.result();
  run.end();
  assert.equal(steps, whole.iterations);
  assert.deepEqual(result.perturbation, whole.perturbation);
});

for (const method of /** @type {const} */ (['refine', 'ddn', 'fgsm', 'pgd', 'cw', 'lbfgs'])) {
  test(`${method}: what it returns flips, inside the box`, () => {
    // No step of FGSM along the one sign, however long, flips the second digit for `digits`.
    const { id } = classifiers[method === 'fgsm' ? 'lenet' : 'digits'];
    for (const pixels of testDigits(3)) {
      const result = core.attack(id, pixels, { method, box: [0, 1] });
      assert.equal(result.status, 'flipped');
      assert.equal(core.predict(id, result.perturbed).label, result.adversarial);
      assert.notEqual(result.adversarial, result.label);
      assert.ok(result.perturbed.every((x) => x >= 0 && x <= 1));
      if (method === 'refine') assert.ok(result.l2 <= core.attack(id, pixels, { box: [0, 1] }).l2);
    }
  });
}

test('a quantised picture is of 8 bits, and flips', () => {
  const { id } = classifiers.lenet;
  for (const pixels of testDigits(10)) {
    const result = core.attack(id, pixels, { box: [0, 1] });
    const picture = core.quantise(id, pixels, result);
    assert.ok(picture.flipped);
    const bytes = Uint8ClampedArray.from(picture.pixels, (x) => 255 * x);
    const read = Float32Array.from(bytes, (b) => b / 255);
    assert.deepEqual(picture.pixels, read);
    const { label } = core.predict(id, read);
    assert.equal(label, picture.adversarial);
    assert.notEqual(label, result.label);
    near(picture.l2Before, result.l2, 1e-6, 'l_2 before');
    near(picture.l2, Math.hypot(...read.map((x, i) => x - pixels[i])), 1e-5, 'l_2 after');
  }
});

test('a universal perturbation flips the share that it reports', () => {
  const { id } = classifiers.softmax;
  const set = testDigits(50);
  const run = core.universal(id, set, { radius: 3, norm: 2, fooling: 0.8 });
  while (run.step());
  const result = run.result();
  run.end();
  const flipped = set.filter((x) => {
    const moved = x.map((v, i) => v + result.perturbation[i]);
    return core.predict(id, moved).label !== core.predict(id, x).label;
  });
  near(result.foolingRate, flipped.length / set.length, 1e-6, 'the fooling rate');
  assert.deepEqual(result.counts, finished(core.perturb(id, set, result.perturbation)).counts);
  assert.ok(result.foolingRate > 0.3);
  assert.ok(result.l2 <= 3 * (1 + 1e-5));
});

test("FGSM's common epsilon misclassifies the share asked for, and a smaller one does not", () => {
  const { id } = classifiers.softmax;
  const set = testDigits(60);
  const labels = readFileSync(labelsFile).subarray(8, 68);
  const search = (/** @type {object} */ options) => {
    const run = core.commonEpsilon(id, set, options);
    while (run.step());
    const result = run.result();
    run.end();
    return result;
  };
  // Images that are read wrongly count as misclassified from the start.
  const wrong = set.filter((x, i) => core.predict(id, x).label !== labels[i]).length;
  assert.ok(wrong > 0 && wrong < 10);
  for (const options of [{ labels }, { labels, share: 0.5 }, {}]) {
    const { epsilon, rho, rhoInf } = search(options);
    const flipped = set.filter((pixels, i) => {
      const { label } = core.predict(id, pixels);
      if (options.labels && label !== labels[i]) return true;
      const at = core.attack(id, pixels, { method: 'fgsm', epsilon: 1.01 * epsilon });
      return at.status === 'flipped';
    }).length;
    assert.ok(flipped >= (options.share ?? 0.9) * set.length, `${flipped} of ${set.length}`);
    assert.ok(rho && rhoInf);
    near(rhoInf, epsilon, 0.02, 'rho_inf'); // a digit's brightest pixel is 1, or nearly so
    assert.ok(rho > rhoInf);
  }
  const few = search({ share: (wrong - 0.5) / set.length, labels });
  assert.equal(few.epsilon, 0, 'a share that is wrong already needs nothing');
});

test('evaluations are joined by their rows; a mean over nothing is null', () => {
  const { id } = classifiers.softmax;
  const set = testDigits(20);
  const labels = [...readFileSync(labelsFile).subarray(8, 28)];
  set[3] = new Float32Array(784).fill(NaN);
  set[4] = new Float32Array(784);
  const evaluate = (/** @type {number} */ first, /** @type {number} */ end) => {
    const run = core.evaluate(id, set.slice(first, end), { labels: labels.slice(first, end) });
    while (run.step());
    const result = run.result();
    run.end();
    return result;
  };
  const whole = evaluate(0, 20);
  assert.equal(whole.rows.length, 20 * 10);
  assert.deepEqual([whole.count, whole.flipped, whole.notFinite, whole.zeroNorm], [20, 19, 1, 1]);
  assert.deepEqual(core.evaluated([evaluate(0, 3), evaluate(3, 4), evaluate(4, 20)]), whole);
  const { success, testError, rhoAdv, l2, iterations, rows } = evaluate(3, 4);
  assert.deepEqual(
    [success, testError, rhoAdv, l2, iterations],
    [null, null, null, null, null],
    'of NaN pixels alone',
  );
  assert.deepEqual([...rows.subarray(0, 2)], [labels[3], NaN]);
});

describe('options that cannot be are refused, not taken for others', () => {
  const [pixels] = testDigits(1);
  /** @type {[object, RegExp][]} */
  const cases = [
    [{ target: 2.5 }, /target: 2.5 is not a class: they are 0 to 9/],
    [{ target: 4294967298 }, /target/],
    [{ target: '3' }, /target: '3'/],
    [{ target: NaN }, /target/],
    [{ overshot: 0.02 }, /overshot: there is no such option; .*overshoot/],
    [{ overshoot: Infinity }, /overshoot: Infinity/],
    [{ overshoot: -0.1 }, /overshoot: -0.1 is not a number of at least 0/],
    [{ maxIterations: 1.5 }, /maxIterations: 1.5 is not a whole number of at least 1/],
    [{ maxIterations: 2 ** 31 }, /maxIterations/],
    [{ maxIterations: 0 }, /maxIterations/],
    [{ candidates: 1 }, /candidates/],
    [{ norm: '2' }, /norm: '2'/],
    [{ box: [0] }, /box: \[0\] is not \[lowest, highest\]/],
    [{ box: [0, NaN] }, /box/],
    [{ box: true }, /box/],
    [{ path: 1 }, /path: 1 is not true or false/],
    [{ epsilon: 0.1 }, /epsilon: deepfool does not take it/],
    [{ method: 'cw', overshoot: 0.1 }, /overshoot: cw does not take it/],
    [{ method: 'ddn', norm: 1 }, /norm: ddn goes with 2, not with p = 1/],
    [{ method: 'fgsm', norm: 2 }, /norm: fgsm goes with Infinity/],
  ];
  for (const [options, message] of cases) {
    test(JSON.stringify(options), () => {
      assert.throws(
        () => core.attack(classifiers.softmax.id, pixels, options),
        (error) =>
          error instanceof EngineError && error.code === 'options' && message.test(error.message),
      );
    });
  }
  test('null and undefined say nothing', () => {
    const usual = core.attack(classifiers.softmax.id, pixels);
    const nothing = { target: null, epsilon: null, norm: null, steps: undefined, box: null };
    const same = core.attack(classifiers.softmax.id, pixels, nothing);
    assert.deepEqual({ ...same, milliseconds: 0 }, { ...usual, milliseconds: 0 });
  });
});

describe('errors are Errors that say what is wrong', () => {
  const bytes = readFileSync(model('softmax'));
  const [pixels] = testDigits(1);
  /** @type {[string, () => unknown, RegExp][]} */
  const cases = [
    ['no bytes', () => core.load(new Uint8Array()), /no ONNX file/],
    ['a text', () => core.load(new TextEncoder().encode('<!DOCTYPE html>')), /no ONNX file/],
    ['half a file', () => core.load(bytes.subarray(0, bytes.length / 2)), /cut short/],
    ['no classifier', () => core.predict(99, pixels), /no classifier 99/],
    ['too few pixels', () => core.predict(classifiers.softmax.id, new Float32Array(3)), /784/],
    ['norm', () => core.attack(classifiers.softmax.id, pixels, { norm: 0.5 }), /norm/],
    ['target', () => core.attack(classifiers.softmax.id, pixels, { target: 10 }), /target/],
    ['box', () => core.attack(classifiers.softmax.id, pixels, { box: [1, 0] }), /box/],
    ['outside', () => core.attack(classifiers.softmax.id, pixels, { box: [0.1, 1] }), /lies/],
    [
      'method',
      () => core.attack(classifiers.softmax.id, pixels, { method: /** @type {any} */ ('magic') }),
      /magic/,
    ],
    ['p', () => core.attack(classifiers.softmax.id, pixels, { box: [0, 1], norm: 3 }), /box/],
    ['half a stroke', () => core.digitFromStrokes([Float32Array.of(1, 2, 3)]), /odd/],
    [
      'no radius',
      () => core.universal(classifiers.softmax.id, [], /** @type {any} */ ({})),
      /radius/,
    ],
    [
      'a radius of text',
      () => core.universal(classifiers.softmax.id, [], { radius: /** @type {any} */ ('3') }),
      /radius: '3'/,
    ],
    [
      'a share of 2',
      () => core.commonEpsilon(classifiers.softmax.id, [], { share: 2 }),
      /share: 2 is not a number above 0, up to 1/,
    ],
    ['empty set', () => core.evaluate(classifiers.softmax.id, []).step(), /set is empty/],
    ...[250, -1, -3, 7.9, NaN].map(
      (label) =>
        /** @type {[string, () => unknown, RegExp]} */ ([
          `label ${label}`,
          () => core.evaluate(classifiers.softmax.id, [pixels], { labels: [label] }).step(),
          /classes are 0 to 9/,
        ]),
    ),
  ];
  for (const [name, call, message] of cases) {
    test(name, () => {
      assert.throws(call, (error) => error instanceof Error && message.test(error.message));
      // It still works.
      assert.equal(core.attack(classifiers.softmax.id, pixels).status, 'flipped');
    });
  }
});

test('a damaged file gives an Error, and the module lives on', () => {
  const bytes = readFileSync(model('softmax'));
  const head = 400; // field lengths and shapes are here and at the end; between them lie weights
  let seed = 1;
  const random = (/** @type {number} */ n) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * n);
  };
  for (let round = 0; round < 3000; ++round) {
    const damaged = Uint8Array.from(bytes);
    for (let changes = random(5); changes >= 0; --changes) {
      const place = random(2 * head);
      damaged[place < head ? place : bytes.length - 1 - (place - head)] = random(256);
    }
    try {
      core.unload(core.load(damaged).id);
    } catch (error) {
      assert.ok(error instanceof Error && !(error instanceof WebAssembly.RuntimeError));
      assert.ok(error.message.length > 10);
    }
  }
  assert.equal(core.attack(classifiers.softmax.id, testDigits(1)[0]).status, 'flipped');
});

test('an input that is not finite is reported, not thrown', () => {
  const pixels = new Float32Array(784).fill(0.5);
  pixels[100] = NaN;
  const result = core.attack(classifiers.digits.id, pixels);
  assert.equal(result.status, 'not finite');
  assert.ok(result.perturbation.every((r) => r === 0));
});

test('memory: under 32 MiB with every model loaded, the same after 10,000 attacks as after 10', async () => {
  const core = await loadCore();
  // Most of them on the small ones, which take a tenth of the time; the first ten on all.
  const often = ['digits', 'softmax', 'digits', 'softmax', ...models];
  const ids = Object.fromEntries(
    models.map((name) => [name, core.load(readFileSync(model(name))).id]),
  );
  const digits = testDigits(100);
  const attack = (/** @type {number} */ i) =>
    core.attack(ids[often[i % often.length]], digits[i % 100], {
      box: i % 3 === 0 ? [0, 1] : null,
    });
  for (let i = 0; i < 10; ++i) attack(i);
  const before = core.heapBytes;
  assert.ok(before < 32 * 2 ** 20, `${before} bytes`);
  for (let i = 10; i < 10000; ++i) attack(i);
  assert.equal(core.heapBytes, before);
});

test('memory is given back: loading and unloading, failing to load, thrown errors', () => {
  const bytes = readFileSync(model('lenet'));
  const damaged = bytes.subarray(0, bytes.length - 100);
  const once = () => {
    const { id } = core.load(bytes);
    core.attack(id, new Float32Array(784).fill(0.3), { path: true });
    assert.throws(() => core.attack(id, new Float32Array(784), { norm: 0 }));
    core.unload(id);
    assert.throws(() => core.predict(id, new Float32Array(784)));
    assert.throws(() => core.load(damaged));
  };
  for (let i = 0; i < 3; ++i) once();
  const before = core.heapBytes;
  for (let i = 0; i < 60; ++i) once();
  assert.equal(core.heapBytes, before);
});

test('strokes and pictures become digits', () => {
  // A 7 drawn with the pen, in any unit.
  const seven = [Float32Array.of(0, 0, 50, 0, 100, 0, 80, 40, 60, 90, 45, 150)];
  const drawn = core.digitFromStrokes(seven);
  assert.equal(drawn.outcome, 'digit');
  assert.equal(drawn.pixels.length, 784);
  assert.equal(core.predict(classifiers.digits.id, drawn.pixels).label, 7);
  assert.equal(core.digitFromStrokes([]).outcome, 'empty');
  assert.equal(core.digitFromStrokes([Float32Array.of(1, 1, 9, 9)]).outcome, 'line');

  // A test digit, black on white, three times as large.
  const [pixels] = testDigits(1);
  const size = 84;
  const data = new Uint8ClampedArray(4 * size * size);
  for (let i = 0; i < size * size; ++i) {
    const y = Math.floor(i / size / 3);
    const x = Math.floor((i % size) / 3);
    data.fill(255 * (1 - pixels[28 * y + x]), 4 * i, 4 * i + 3);
    data[4 * i + 3] = 255;
  }
  const found = core.digitsFromPicture({ data, width: size, height: size });
  assert.equal(found.outcome, 'one');
  assert.equal(core.predict(classifiers.lenet.id, found.digits[0].pixels).label, 7);
  data.fill(255);
  assert.equal(core.digitsFromPicture({ data, width: size, height: size }).outcome, 'none');
});

test('the module generates no code: a page may forbid it', () => {
  const script = readFileSync(file('build/wasm/deepfool.js'), 'utf8');
  assert.doesNotMatch(script, /\beval\s*\(/);
  assert.doesNotMatch(script, /new\s+Function\b|\bFunction\s*\(/);
});

test('frames of a drawing: one attack object for all of them, and the memory stays', async () => {
  const { default: factory } = await import(file('build/wasm/deepfool.js'));
  let made = 0;
  const core = await createCore({
    wasmBinary: readFileSync(file('build/wasm/deepfool.wasm')),
    factory: async (options) => {
      const module = await factory(options);
      const classifier = module.load(readFileSync(model('digits')));
      const prototype = Object.getPrototypeOf(classifier);
      classifier.delete();
      const { attack } = prototype;
      prototype.attack = function (/** @type {object} */ options) {
        ++made;
        return attack.call(this, options);
      };
      return module;
    },
  });
  const { id } = core.load(readFileSync(model('digits')));
  const strokes = [Float32Array.of(20, 10, 60, 10, 40, 90), Float32Array.of(30, 50, 50, 50)];
  const frame = (/** @type {number} */ i, options = {}) => {
    strokes[0][4] = 40 + (i % 20);
    const { digit, run } = core.beginAttackOnStrokes(id, strokes, 3, options);
    assert.ok(run && digit.outcome === 'digit');
    return { digit, attack: finished(run) };
  };
  const { digit, attack } = frame(0);
  assert.deepEqual(digit, core.digitFromStrokes(strokes, 3));
  assert.deepEqual(
    { ...core.attack(id, digit.pixels), milliseconds: 0 },
    { ...attack, milliseconds: 0 },
  );
  const before = core.heapBytes;
  for (let i = 0; i < 2000; ++i) frame(i);
  assert.equal(made, 1);
  assert.equal(core.heapBytes, before);
  // Other options are another attack; one that is under way keeps its own.
  frame(0, { overshoot: 0.05 });
  assert.equal(made, 2);
  const first = core.beginAttack(id, digit.pixels, { overshoot: 0.05 });
  const second = core.attack(id, testDigits(1)[0], { overshoot: 0.05 });
  assert.equal(made, 3);
  while (first.step());
  assert.equal(first.result().l2, core.attack(id, digit.pixels, { overshoot: 0.05 }).l2);
  assert.equal(second.label, 7);
  // One that outlives its classifier goes on to its end.
  core.unload(id);
  assert.equal(first.result().status, 'flipped');
  first.end();
});

test('an attack that is ended twice does no harm to those that come later', () => {
  const { id } = core.load(readFileSync(model('softmax')));
  const [pixels, other] = testDigits(2);
  const first = core.beginAttack(id, pixels);
  while (first.step());
  const { l2 } = first.result();
  first.end();
  first.end();
  const second = core.beginAttack(id, pixels);
  first.end();
  const third = core.beginAttack(id, other);
  while (second.step());
  assert.equal(second.result().l2, l2);
  second.end();
  third.end();
  core.unload(id);
});

test('the measures of a perturbation are those of its elements', () => {
  const { id } = classifiers.digits;
  for (const pixels of testDigits(5)) {
    const { perturbation: r, perturbed, ...result } = core.attack(id, pixels);
    const count = (/** @type {(v: number) => boolean} */ which) => r.filter(which).length;
    assert.equal(
      result.increasedPixels,
      count((v) => v > 0),
    );
    assert.equal(
      result.decreasedPixels,
      count((v) => v < 0),
    );
    assert.equal(
      result.changedPixels,
      count((v) => v !== 0),
    );
    assert.equal(result.outsidePixels, perturbed.filter((v) => v < 0 || v > 1).length);
    assert.equal(result.largestIncrease, Math.max(...r));
    assert.equal(result.largestDecrease, Math.min(...r));
    const sums = new Array(9).fill(0);
    r.forEach((v, i) => {
      const [row, column] = [Math.floor(i / 28), i % 28];
      sums[3 * Math.floor((3 * row) / 28) + Math.floor((3 * column) / 28)] += Math.abs(v);
    });
    assert.equal(result.mostChangedNinth, sums.indexOf(Math.max(...sums)));
  }
});
