// The native command `deepfool`: what it finds and writes. See command-errors.test.mjs for what it refuses.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  attack,
  deepfool,
  floatsFile,
  folder,
  imagesFile,
  labelsFile,
  model,
  parseFloats,
  predict,
  readLines,
  testDigits,
} from './support.mjs';

test('predict: one object an image, and the test error', (t) => {
  const out = join(folder(t), 'out.jsonl');
  const run = deepfool(...predict('--labels', labelsFile, '--out', out));
  assert.equal(run.status, 0, run.stderr);
  const lines = readLines(out);
  assert.equal(lines.length, 10000);
  const labels = readFileSync(labelsFile).subarray(8);
  let wrong = 0;
  lines.forEach((line, i) => {
    assert.deepEqual(Object.keys(line).sort(), ['index', 'label', 'logits', 'predicted']);
    assert.equal(line.index, i);
    assert.equal(line.label, labels[i]);
    assert.equal(line.logits.length, 10);
    assert.equal(line.predicted, line.logits.indexOf(Math.max(...line.logits)));
    wrong += Number(line.predicted !== line.label);
  });
  assert.match(run.stdout, new RegExp(`test error +${(wrong / 100).toFixed(2)} %`));
});

test('attack: the fields of each line, and the summary', (t) => {
  const out = join(folder(t), 'out.jsonl');
  const run = deepfool(...attack('--labels', labelsFile, '--count', '50', '--out', out));
  assert.equal(run.status, 0, run.stderr);
  assert.equal(run.stderr, '');
  const lines = readLines(out);
  assert.equal(lines.length, 50);
  const labels = readFileSync(labelsFile).subarray(8);
  const fields = [
    'index',
    'label',
    'predicted',
    'adversarial',
    'iterations',
    'status',
    'l2',
    'linf',
  ];
  let relative = 0;
  lines.forEach((line, i) => {
    for (const field of [...fields, 'relative_l2', 'logits']) assert.ok(field in line, field);
    assert.equal(line.index, i);
    assert.equal(line.label, labels[i]);
    assert.equal(line.status, 'flipped');
    assert.notEqual(line.adversarial, line.predicted);
    assert.ok(line.linf > 0 && line.linf <= line.l2);
    relative += line.relative_l2 / 50;
  });
  assert.match(run.stdout, new RegExp(`rho_adv +${relative.toFixed(4)}`));
  assert.match(run.stdout, /success +100.00 %/);
  assert.match(run.stdout, /test error +\d/);
  const plain = deepfool(...attack('--count', '5', '--out', out));
  assert.doesNotMatch(plain.stdout, /test error/);
  for (const line of readLines(out)) assert.equal(line.label, null);
});

test('evaluate: a row an image, of the same attacks, and the same summary', (t) => {
  const path = folder(t);
  const [out, csv] = [join(path, 'out.jsonl'), join(path, 'rows.csv')];
  const set = ['--labels', labelsFile, '--first', '5', '--count', '20', '--norm', 'linf'];
  const run = deepfool('evaluate', ...attack(...set, '--csv', csv).slice(1));
  assert.equal(run.status, 0, run.stderr);
  const [, head, ...rows] = readFileSync(csv, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const attacked = deepfool(...attack(...set, '--out', out));
  const lines = readLines(out);
  assert.equal(rows.length, 20);
  rows.forEach((row, i) => {
    head.forEach((name, k) => {
      if (name === 'relative_linf') return;
      const value = lines[i][name];
      assert.equal(typeof value === 'number' ? Number(row[k]) : row[k], value, name);
    });
    assert.ok(Number(row[head.indexOf('relative_linf')]) > 0);
  });
  const withoutTime = (/** @type {string} */ text) => text.replace(/^ms an image.*$/m, '');
  assert.equal(withoutTime(run.stdout), withoutTime(attacked.stdout));
});

test('--first and --count choose images, counted from the start of the file', (t) => {
  const path = folder(t);
  const [all, some] = [join(path, 'all.jsonl'), join(path, 'some.jsonl')];
  deepfool(...attack('--count', '30', '--out', all));
  const run = deepfool(...attack('--first', '20', '--count', '7', '--out', some));
  assert.match(run.stdout, /images +7\n/);
  assert.deepEqual(readLines(some), readLines(all).slice(20, 27));
  deepfool(...predict('--first', '9990', '--count', '100', '--out', some));
  assert.deepEqual(
    readLines(some).map(({ index }) => index),
    [9990, 9991, 9992, 9993, 9994, 9995, 9996, 9997, 9998, 9999],
  );
});

test('images as bytes and as float32 are the same images', (t) => {
  const path = folder(t);
  const [bytes, floats] = [join(path, 'bytes.jsonl'), join(path, 'floats.jsonl')];
  const images = join(path, 'images.idx');
  writeFileSync(
    images,
    floatsFile(
      [20, 28, 28],
      testDigits(20).flatMap((x) => [...x]),
    ),
  );
  deepfool(...attack('--count', '20', '--out', bytes));
  const run = deepfool('attack', '--model', model('softmax'), '--images', images, '--out', floats);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(readLines(floats), readLines(bytes));
});

for (const args of [[], ['--box', '0,1'], ['--norm', 'linf'], ['--norm', 'l1', '--box', '0,1']]) {
  test(`image plus perturbation flips, ${args.join(' ') || 'l2'}`, (t) => {
    const path = folder(t);
    const out = join(path, 'attack.jsonl');
    const idx = join(path, 'perturbations.idx');
    const first = 100;
    const count = 40;
    const run = deepfool(
      ...['attack', '--model', model('lenet'), '--images', imagesFile, '--out', out, ...args],
      ...['--first', String(first), '--count', String(count), '--perturbations', idx],
    );
    assert.equal(run.status, 0, run.stderr);
    const { dims, values } = parseFloats(readFileSync(idx));
    assert.deepEqual(dims, [count, 28, 28]);
    const digits = testDigits(first + count).slice(first);
    const images = digits.flatMap((x, i) => [...x.map((v, j) => v + values[784 * i + j])]);
    if (args.includes('--box')) assert.ok(images.every((v) => v >= 0 && v <= 1));
    const perturbed = join(path, 'perturbed.idx');
    writeFileSync(perturbed, floatsFile([count, 28, 28], images));
    const again = join(path, 'predict.jsonl');
    deepfool('predict', '--model', model('lenet'), '--images', perturbed, '--out', again);
    const attacks = readLines(out);
    readLines(again).forEach(({ predicted }, i) => {
      assert.equal(attacks[i].status, 'flipped');
      assert.equal(predicted, attacks[i].adversarial);
      assert.notEqual(predicted, attacks[i].predicted);
      const r = values.subarray(784 * i, 784 * (i + 1));
      assert.ok(Math.abs(Math.hypot(...r) - attacks[i].l2) <= 1e-6 * attacks[i].l2);
      assert.ok(Math.abs(Math.max(...r.map(Math.abs)) - attacks[i].linf) <= 1e-6);
    });
  });
}

test('--target: a class, or a rank', (t) => {
  const out = join(folder(t), 'out.jsonl');
  deepfool(...attack('--count', '20', '--target', '3', '--out', out));
  for (const { predicted, adversarial, status } of readLines(out)) {
    assert.equal(adversarial, 3);
    assert.equal(status, predicted === 3 ? 'already target' : 'flipped');
  }
  deepfool(...attack('--count', '20', '--target', 'rank:2', '--out', out));
  for (const { logits, adversarial } of readLines(out)) {
    const order = [...logits.keys()].sort((a, b) => logits[b] - logits[a]);
    assert.equal(adversarial, order[1]);
  }
});

test('--overshoot and --max-iterations', (t) => {
  const path = folder(t);
  const [little, much] = [join(path, 'little.jsonl'), join(path, 'much.jsonl')];
  deepfool(...attack('--count', '20', '--out', little));
  deepfool(...attack('--count', '20', '--overshoot', '0.53', '--out', much));
  const far = readLines(much);
  readLines(little).forEach(({ l2 }, i) => assert.ok(Math.abs(far[i].l2 / l2 - 1.5) < 1e-4));
  const lenet = ['attack', '--model', model('lenet'), '--images', imagesFile, '--count', '20'];
  deepfool(...lenet, '--max-iterations', '1', '--out', little);
  const statuses = readLines(little).map(({ status }) => status);
  assert.ok(statuses.includes('iteration limit'));
  for (const line of readLines(little)) assert.equal(line.iterations, 1);
});

for (const method of ['refine', 'ddn', 'fgsm', 'pgd', 'cw', 'lbfgs']) {
  test(`--method ${method}`, (t) => {
    const out = join(folder(t), 'out.jsonl');
    const run = deepfool(
      ...attack('--count', '10', '--method', method, '--box', '0,1', '--out', out),
    );
    assert.equal(run.status, 0, run.stderr);
    for (const { status, predicted, adversarial } of readLines(out)) {
      assert.equal(status, 'flipped');
      assert.notEqual(adversarial, predicted);
    }
  });
}

test('--method refine finds no larger norm than deepfool, and mostly a smaller one', (t) => {
  const path = folder(t);
  const [plain, refined] = [join(path, 'plain.jsonl'), join(path, 'refined.jsonl')];
  const lenet = ['attack', '--model', model('lenet'), '--images', imagesFile, '--count', '10'];
  deepfool(...lenet, '--out', plain);
  deepfool(...lenet, '--method', 'refine', '--out', refined);
  const before = readLines(plain);
  const after = readLines(refined);
  before.forEach(({ l2 }, i) => assert.ok(after[i].l2 <= l2));
  assert.ok(before.filter(({ l2 }, i) => after[i].l2 < 0.99 * l2).length >= 5);
});

test('--quantise: pictures of 8 bits that flip', (t) => {
  const path = folder(t);
  const [out, pictures] = [join(path, 'out.jsonl'), join(path, 'pictures.idx')];
  const run = deepfool(
    ...attack('--count', '20', '--quantise', pictures, '--box', '0,1', '--out', out),
  );
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /saved, flips +100.00 %/);
  const saved = readFileSync(pictures);
  assert.deepEqual([...saved.subarray(0, 4)], [0, 0, 8, 3]);
  assert.equal(saved.length, 16 + 20 * 784);
  const again = join(path, 'predict.jsonl');
  deepfool('predict', '--model', model('softmax'), '--images', pictures, '--out', again);
  const read = readLines(again);
  readLines(out).forEach(({ quantised, predicted }, i) => {
    assert.equal(quantised.flipped, true);
    assert.notEqual(quantised.adversarial, predicted);
    assert.equal(read[i].predicted, quantised.adversarial);
    assert.ok(quantised.levels >= 0);
    assert.equal(typeof quantised.boxed, 'boolean');
  });
});

test('--quantise: a picture that does not flip is told, with an exit code of its own', (t) => {
  const path = folder(t);
  const [constant, out, pictures] = ['constant.onnx', 'out', 'pictures'].map((name) =>
    join(path, name),
  );
  // softmax with weights of 0: its logits are its biases, whatever the image.
  const bytes = readFileSync(model('softmax'));
  const weights = Buffer.from([0x4a, 0x80, 0xf5, 0x01]); // raw_data of 4 * 784 * 10 bytes
  const start = bytes.indexOf(weights) + weights.length;
  assert.ok(start > weights.length);
  writeFileSync(constant, bytes.fill(0, start, start + 4 * 784 * 10));
  const run = deepfool(
    ...['attack', '--model', constant, '--images', imagesFile, '--count', '3'],
    ...['--quantise', pictures, '--out', out],
  );
  assert.equal(run.status, 1);
  assert.match(run.stdout, /saved, flips +0.00 %\nmean l2 saved +none flipped\n/);
  assert.equal(run.stderr, 'deepfool: 3 of 3 quantised pictures do not flip\n');
  assert.deepEqual(
    readLines(out).map(({ status }) => status),
    ['no gradient', 'no gradient', 'no gradient'],
  );
});

test('--path: from the input to where it flips', (t) => {
  const out = join(folder(t), 'out.jsonl');
  const lenet = ['attack', '--model', model('lenet'), '--images', imagesFile, '--count', '10'];
  const run = deepfool(...lenet, '--box', '0,1', '--path', 'yes', '--out', out);
  assert.equal(run.status, 0, run.stderr);
  for (const { path, iterations, logits, predicted, adversarial } of readLines(out)) {
    assert.equal(path.length, iterations + 1);
    assert.deepEqual(path[0].logits, logits);
    path.forEach((/** @type {any} */ point, /** @type {number} */ i) => {
      const best = point.logits.indexOf(Math.max(...point.logits));
      const last = i === iterations;
      assert.equal(best, last ? adversarial : predicted);
      assert.ok(last ? point.chosen === -1 : point.chosen !== predicted);
      assert.ok(last ? point.step === 0 : point.step > 0);
    });
  }
});

test('--norm P: the l_P norm of what is found', (t) => {
  const out = join(folder(t), 'out.jsonl');
  deepfool(...attack('--count', '5', '--norm', '3', '--out', out));
  for (const { lp, l2, linf } of readLines(out)) assert.ok(linf < lp && lp < l2);
});

test('common-epsilon: the epsilon at which the share asked for is misclassified', (t) => {
  const lenet = ['--model', model('lenet'), '--images', imagesFile, '--count', '100'];
  const search = deepfool('common-epsilon', ...lenet, '--share', '0.5');
  assert.equal(search.status, 0, search.stderr);
  const epsilon = Number(/epsilon +([\d.]+)/.exec(search.stdout)?.[1]);
  assert.ok(epsilon > 0.01 && epsilon < 0.5, search.stdout);
  // A little more misclassifies at least as many as were asked for, a good deal less fewer.
  const out = join(folder(t), 'out.jsonl');
  const flipped = (/** @type {number} */ size) => {
    deepfool('attack', ...lenet, '--method', 'fgsm', '--epsilon', String(size), '--out', out);
    return readLines(out).filter(({ status }) => status === 'flipped').length;
  };
  assert.ok(flipped(1.02 * epsilon) >= 50);
  assert.ok(flipped(0.7 * epsilon) < 50);
});

test('universal: one perturbation, no larger than asked for, that flips the share reported', (t) => {
  const path = folder(t);
  const idx = join(path, 'universal.idx');
  const run = deepfool(
    ...['universal', '--model', model('softmax'), '--images', imagesFile, '--count', '100'],
    ...['--radius', '3', '--perturbations', idx],
  );
  assert.equal(run.status, 0, run.stderr);
  const { dims, values } = parseFloats(readFileSync(idx));
  assert.deepEqual(dims, [1, 28, 28]);
  assert.ok(Math.hypot(...values) <= 3 * (1 + 1e-5));
  const moved = join(path, 'moved.idx');
  const images = testDigits(100).flatMap((x) => [...x.map((v, j) => v + values[j])]);
  writeFileSync(moved, floatsFile([100, 28, 28], images));
  const [before, after] = [join(path, 'before.jsonl'), join(path, 'after.jsonl')];
  deepfool(...predict('--count', '100', '--out', before));
  deepfool('predict', '--model', model('softmax'), '--images', moved, '--out', after);
  const labels = readLines(before);
  const flipped = readLines(after).filter(({ predicted }, i) => predicted !== labels[i].predicted);
  assert.match(run.stdout, new RegExp(`fooling rate +${flipped.length}.00 %`));
  assert.ok(flipped.length > 30);
});
