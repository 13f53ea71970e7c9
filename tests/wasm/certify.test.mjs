// Certified radii in the module: those of the native command, step by step.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { finished } from '../../web/engine/core.js';
import {
  deepfool,
  folder,
  imagesFile,
  loadCore,
  model,
  readLines,
  testDigits,
} from './support.mjs';

const core = await loadCore();

for (const name of ['softmax', 'fc500-150-10', 'digits']) {
  test(`the command certifies what the module does: ${name}`, (t) => {
    const json = join(folder(t), 'bounds.jsonl');
    const count = name === 'digits' ? 1 : 3;
    const { id } = core.load(readFileSync(model(name)));
    for (const [norm, box] of [
      ['l2', null],
      ['linf', [0, 1]],
    ]) {
      const run = deepfool(
        ...['certify', '--model', model(name), '--images', imagesFile, '--count', String(count)],
        ...['--norm', String(norm), '--seconds', '100', '--json', json],
        ...(box ? ['--box', '0,1'] : []),
      );
      assert.equal(run.status, 0, run.stderr);
      assert.match(run.stdout, /^mean lower +0\.\d+$/m);
      const rows = readLines(json);
      assert.equal(rows.length, count);
      testDigits(count).forEach((input, i) => {
        const { label, lower, upper } = rows[i];
        const given = { input, norm: norm === 'l2' ? 2 : Infinity, box };
        const search = core.search(id, 'search', ['certify', given]);
        assert.equal(search.result().radius, 0);
        const found = finished(search);
        assert.equal(found.label, label);
        assert.ok(found.radius > 0 && found.radius <= upper, `${found.radius}, ${upper}`);
        // Sums are taken in another order, and rounding is a millionth of the radius at most.
        assert.ok(Math.abs(found.radius - lower) <= 1e-6 * lower, `${found.radius}, ${lower}`);
      });
    }
    core.unload(id);
  });
}

test('what cannot be certified is refused', () => {
  const { id } = core.load(readFileSync(model('softmax')));
  const [input] = testDigits(1);
  const begin = (/** @type {object} */ options) =>
    core.search(id, 'search', ['certify', { input, norm: 2, box: null, ...options }]);
  assert.throws(() => begin({ norm: 1 }), /norms 2 and infinity/);
  assert.throws(() => begin({ box: [0, 0.5] }), /outside the box/);
  assert.throws(() => begin({ input: new Float32Array(3) }), /input/);
  assert.throws(() => core.search(id, 'search', ['other', {}]), /no search 'other'/);
  const affine = core.affine({ weights: Float32Array.of(1, 0, 0, 1), bias: Float32Array.of(0, 1) });
  const given = { input: Float32Array.of(0, 0), norm: 2, box: null };
  assert.throws(() => core.search(affine.id, 'search', ['certify', given]), /networks/);
});
