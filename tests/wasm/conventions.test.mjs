// Classifiers that want their pictures in another way, through web/engine/core.js; and what a file says of itself.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { titleOf } from '../../web/engine/classifier_title.js';
import { finished } from '../../web/engine/core.js';
import { inspect } from '../../web/engine/inspect.js';
import { classNamesIn, describeOnnx } from '../../web/engine/onnx_description.js';
import { demandingFile, linearFile, softmaxWeights } from './onnx_files.mjs';
import { labelsFile, loadCore, model, testDigits } from './support.mjs';

/** @typedef {import('../../web/engine/types.js').Convention} Convention */

/** @type {import('../../web/engine/core.js').Core} */
let core;
/** @type {Awaited<ReturnType<typeof softmaxWeights>>} */
let softmax;
const count = 60;
const digits = testDigits(count);
const labels = Float64Array.from(readFileSync(labelsFile).subarray(8, 8 + count));
const samples = Float32Array.from(digits.flatMap((digit) => [...digit]));
/** @type {[number, number, number]} */
const shape = [1, 28, 28];

before(async () => {
  core = await loadCore();
  softmax = await softmaxWeights();
});

/** What these functions need of an engine. */
const asEngine = () =>
  /** @type {any} */ ({
    callModule: async (/** @type {string} */ name, /** @type {object} */ request) =>
      core.callModule(name, request),
  });

/** @param {number} id */
const found = (id) =>
  finished(core.search(id, 'search', ['conventions', { samples, labels, shape }]));

/** What classifiers want. @type {Parameters<typeof demandingFile>[1][]} */
const wanted = [
  {},
  { scale: 255 },
  { scale: 2, offset: -1 },
  { scale: 1 / 0.3081, offset: -0.1307 / 0.3081 },
  { inverted: true },
  { scale: 255, inverted: true, transposed: true },
  { scale: 2, offset: -1, dims: [1, 784] },
  { scale: 255, dims: [1, 28, 28, 1] },
  { scale: 2, offset: -1, channels: 3, channelsLast: true },
  { channels: 3, framed: 2, inverted: true },
];

for (const want of wanted) {
  test(`a classifier that wants ${JSON.stringify(want)} is found out, and flips as one that does not`, () => {
    const bytes = demandingFile(softmax, want);
    const plain = core.load(bytes);
    const { tried, best, ...numbers } = found(plain.id);
    assert.deepEqual(numbers, {
      samples: count,
      done: tried.length * count,
      total: tried.length * count,
    });
    assert.equal(tried.length, want.channels === 3 ? 32 : 16);
    const { convention, right } = tried[best];
    const { scale = 1, offset = 0, inverted = false, transposed = false } = want;
    const { channelsLast = false } = want;
    assert.deepEqual(convention, { scale, offset, inverted, transposed, channelsLast, shape });

    const own = core.load(readFileSync(model('softmax')));
    const reads = digits.map((digit) => core.predict(own.id, digit).label);
    assert.equal(right, reads.filter((label, i) => label === labels[i]).length);

    const presented = core.load(bytes, convention);
    assert.deepEqual(presented.shape, shape);
    assert.equal(presented.inputs, 784);
    assert.equal(presented.parameters, plain.parameters);
    for (const [i, digit] of digits.slice(0, 10).entries()) {
      const a = core.attack(presented.id, digit, { box: [0, 1] });
      const b = core.attack(own.id, digit, { box: [0, 1] });
      assert.equal(a.status, 'flipped');
      assert.deepEqual([a.label, a.adversarial], [b.label, b.adversarial], `digit ${i}`);
      // Weights are rounded to float32 anew.
      assert.ok(Math.abs(a.l2 - b.l2) <= 1e-3 * b.l2, `digit ${i}: ${a.l2}, not ${b.l2}`);
    }
    for (const { id } of [plain, own, presented]) core.unload(id);
  });
}

test('what makes no picture is refused with a reason', () => {
  const bytes = demandingFile(softmax, {});
  const wrong = (/** @type {Convention} */ convention, /** @type {RegExp} */ why) =>
    assert.throws(() => core.load(bytes, convention), why);
  wrong({ shape: [1, 32, 32] }, /does not fit into one of 1 x 28 x 28/);
  wrong({ shape: /** @type {any} */ ([28, 28]) }, /channels, height and width/);
  wrong({ scale: 0 }, /scale of 0/);
  wrong({ scale: [1, 2] }, /scale has 2 numbers/);
  wrong({ offset: NaN }, /not finite/);
  const weights = new Float32Array(2 * 50);
  const odd = linearFile({ dims: [1, 2, 5, 5], weights, bias: new Float32Array(2) });
  assert.throws(() => core.load(odd, {}), /takes 2 x 5 x 5 numbers; a picture has 1 or 3 channels/);
  const { id } = core.load(bytes);
  assert.throws(
    () =>
      core.search(id, 'search', ['conventions', { samples: samples.subarray(1), labels, shape }]),
    /samples/,
  );
  core.unload(id);
});

test('titles of classifiers', () => {
  for (const [name, title] of Object.entries({
    digits: 'digits',
    'fc500-150-10': 'fc500-150-10',
    'own:a\u202eb (2).onnx#scale=1': 'ab (2)',
    'https://example.org/a/net.onnx?v=1#inverted': 'net',
    'models/net.onnx': 'net',
    'models/net': 'net',
  })) {
    assert.equal(titleOf(name), title);
  }
});

test('what a classifier is', async () => {
  const file = demandingFile(softmax, { channels: 3, channelsLast: true, producer: 'keras' });
  /** @type {number[]} */
  const loaded = [];
  const engine = Object.assign(asEngine(), {
    loadClassifier: async (/** @type {Uint8Array} */ bytes) => {
      const info = core.load(bytes);
      loaded.push(info.id);
      return info;
    },
    unload: async (/** @type {{ id: number }} */ { id }) => {
      core.unload(id);
      loaded.splice(loaded.indexOf(id), 1);
    },
  });
  const { shape, operators, ...facts } = await inspect(engine, file);
  // The file has height, width and channels in this order.
  assert.deepEqual(
    [...shape].sort((a, b) => a - b),
    [3, 28, 28],
  );
  assert.deepEqual({ ...operators }, { Flatten: 1, Gemm: 1 });
  assert.deepEqual(facts, {
    classes: 10,
    parameters: 10 * (3 * 784 + 1),
    multiplyAdds: 10 * 3 * 784,
    bytes: file.length,
    producer: 'keras 1.0',
    opset: 13,
    classNames: [],
  });
  assert.deepEqual(loaded, []);
});

test('what a file says of itself', async () => {
  const file = demandingFile(softmax, {
    producer: 'py\u202etorch\n',
    metadata: { names: "{0: 'zero', 1: 'one'}", other: 'a' },
  });
  const engine = asEngine();
  assert.deepEqual(await describeOnnx(engine, file), {
    producer: 'py?torch? 1.0',
    opset: 13,
    operators: Object.assign(Object.create(null), { Flatten: 1, Gemm: 1 }),
    classNames: ['zero', 'one'],
  });
  for (const text of [
    '["a", "b c"]',
    "['a','b c']",
    'a, b c',
    ' a;b c ; ',
    'a\nb c\n',
    '{"0": "a", "1": "b c"}',
    "{0 : 'a', 1: 'b c',}",
  ]) {
    assert.deepEqual(await classNamesIn(engine, text), ['a', 'b c'], text);
  }
  assert.deepEqual(await classNamesIn(engine, '0, 1: b, 猫, a\u202eb'), ['0', 'b', '猫', 'a?b']);
  assert.deepEqual(await classNamesIn(engine, ' [] '), []);
  // 80 bytes are 26 of these characters and a part of another.
  assert.deepEqual(await classNamesIn(engine, '猫'.repeat(30)), [`${'猫'.repeat(26)}...`]);
  // Damaged files, of which each beginning is one.
  for (let size = 0; size < file.length; size += 97) {
    await assert.rejects(describeOnnx(engine, file.subarray(0, size)), { code: 'model' });
  }
});

test('weights in a file beside the model', async () => {
  const { weights, bias } = softmax;
  const [x] = digits;
  const inside = core.logits(core.load(linearFile({ dims: [1, 784], weights, bias })).id, x);
  const content = new Uint8Array(weights.buffer);
  const file = linearFile({ dims: [1, 784], weights, bias, location: 'weights/net.onnx.data' });
  for (const name of ['weights/net.onnx.data', 'net.onnx.data']) {
    const { id } = core.load(file, undefined, { other: new Uint8Array(3), [name]: content });
    assert.deepEqual(core.logits(id, x), inside);
    const { operators } = await describeOnnx(asEngine(), file, { [name]: content });
    assert.deepEqual({ ...operators }, { Flatten: 1, Gemm: 1 });
  }
  const missing = { code: 'model', message: /'weights\/net\.onnx\.data', which is not there/ };
  assert.throws(() => core.load(file, undefined, { other: content }), missing);
  await assert.rejects(describeOnnx(asEngine(), file), missing);
  assert.throws(() => core.load(file), { code: 'model', message: /lies in another file/ });
  assert.throws(() => core.load(file, undefined, { 'net.onnx.data': content.subarray(4) }), {
    code: 'model',
  });
  const outside = linearFile({ dims: [1, 784], weights, bias, location: '../net.onnx.data' });
  assert.throws(() => core.load(outside, undefined, { 'net.onnx.data': content }), {
    code: 'model',
    message: /not in the model's folder/,
  });
});
