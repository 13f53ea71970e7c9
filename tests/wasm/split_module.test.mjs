// The module cut in two, as pages load it, against the module as a whole.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { finished } from '../../web/engine/core.js';
import { classifiersOfFirstPart } from '../../web/engine/first_part.js';
import { openSplitModule } from '../../web/engine/split_module.js';
import { file, loadCore, model, testDigits } from './support.mjs';

/** @import { Core } from '../../web/engine/core.js' */

const { default: factory } = await import(file('build/wasm/deepfool.js'));
const part = (/** @type {string} */ name) =>
  new WebAssembly.Module(readFileSync(file(`build/wasm/deepfool.${name}.wasm`)));

/** The module in parts; `fetched` says how the rest has come, if it has. */
async function inParts() {
  /** @type {string[]} */
  const fetched = [];
  const core = await openSplitModule({
    factory,
    first: Promise.resolve(part('first')),
    rest: async () => {
      fetched.push('in time');
      return part('rest');
    },
    restNow: () => {
      fetched.push('at once');
      return part('rest');
    },
  });
  return { core, fetched };
}

/** @param {any} result without the time, the one thing that may differ */
const timeless = ({ milliseconds: _, ...result }) => result;

/**
 * What a figure asks for at first.
 *
 * @param {Core} core
 * @param {number} id
 * @param {Float32Array} x
 */
const shownOf = (core, id, x) => timeless(finished(core.beginAttack(id, x, { box: [0, 1] }, true)));

const drawing = [Float32Array.of(20, 10, 60, 10, 40, 90)];

test('what a first flip takes is in the first part', async () => {
  const whole = await loadCore();
  const { core, fetched } = await inParts();
  for (const name of classifiersOfFirstPart) {
    const bytes = readFileSync(model(name));
    const [{ id }, { id: wholeId }] = [core.load(bytes), whole.load(bytes)];
    for (const x of testDigits(100)) {
      assert.deepEqual(core.predict(id, x), whole.predict(wholeId, x));
      assert.deepEqual(shownOf(core, id, x), shownOf(whole, wholeId, x));
    }
    const digit = core.digitFromStrokes(drawing, 5);
    assert.deepEqual(digit, whole.digitFromStrokes(drawing, 5));
    assert.equal(shownOf(core, id, digit.pixels).picture.flipped, true);
  }
  assert.deepEqual(fetched, []);
});

test('everything else is in the rest', async () => {
  const whole = await loadCore();
  const { core, fetched } = await inParts();
  const bytes = readFileSync(model('digits'));
  const [{ id }, { id: wholeId }] = [core.load(bytes), whole.load(bytes)];
  const before = shownOf(core, id, testDigits(1)[0]);
  await core.complete();
  await core.complete();
  assert.deepEqual(fetched, ['in time']);
  const [x] = testDigits(1);
  assert.deepEqual(shownOf(core, id, x), before);
  /** @type {import('../../web/engine/types.js').AttackOptions[]} */
  const all = [
    {},
    { norm: 1 },
    { norm: 3 },
    { norm: Infinity, box: [0, 1] },
    { target: 3 },
    { candidates: 3 },
    { method: 'refine' },
    { method: 'ddn', steps: 30 },
    { method: 'fgsm' },
    { method: 'pgd' },
    { method: 'cw', steps: 200, box: [0, 1] },
    { method: 'lbfgs', box: [0, 1] },
  ];
  for (const options of all) {
    const [ours, theirs] = [core.attack(id, x, options), whole.attack(wholeId, x, options)];
    assert.equal(ours.status, 'flipped');
    assert.deepEqual(timeless(ours), timeless(theirs), JSON.stringify(options));
  }
  assert.throws(() => core.load(new Uint8Array(10)), /ONNX/);
  assert.throws(() => core.attack(id, x, { norm: 0.5 }), /norm/);
  assert.deepEqual(fetched, ['in time']);
});

test('a call that comes too early brings the rest along', async () => {
  const { core, fetched } = await inParts();
  assert.throws(() => core.load(new Uint8Array(10)), /ONNX/);
  assert.deepEqual(fetched, ['at once']);
  const { id } = core.load(readFileSync(model('digits')));
  assert.equal(core.attack(id, testDigits(1)[0], { method: 'lbfgs' }).status, 'flipped');
  await core.complete();
  assert.equal(core.attack(id, testDigits(1)[0], { norm: 1 }).status, 'flipped');
});

test('a rest that does not come is asked for again', async () => {
  let times = 0;
  const core = await openSplitModule({
    factory,
    first: Promise.resolve(part('first')),
    rest: async () => {
      if (++times === 1) throw new Error('no network');
      return part('rest');
    },
    restNow: () => assert.fail(),
  });
  await assert.rejects(core.complete(), /no network/);
  await core.complete();
  const { id } = core.load(readFileSync(model('digits')));
  assert.equal(core.attack(id, testDigits(1)[0], { norm: 1 }).status, 'flipped');
  assert.equal(times, 2);
});
