// The fine-tuned classifiers: their files are what their cards say, and as robust.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deepfool, file, folder, imagesFile, labelsFile, loadCore } from './support.mjs';

/** How far the logits of float32 sums may be from the card's, which are of float64. */
const tolerance = 1e-4;

/** The images that the command does first: a sample of all. */
const shard = ['--shard', '1/10'];

const core = await loadCore();
const { runs } = JSON.parse(readFileSync(file('models/fine_tuning.json'), 'utf8'));

for (const variant of ['deepfool', 'deepfool-2', 'pgd']) {
  const path = file(`models/fine_tuned/fc500-150-10-${variant}`);
  const card = JSON.parse(readFileSync(`${path}.json`, 'utf8'));

  test(`${card.name}: the file computes what its card says`, () => {
    const bytes = readFileSync(`${path}.onnx`);
    assert.equal(createHash('sha256').update(bytes).digest('hex'), card.sha256);
    assert.equal(bytes.length, card.bytes);
    // Weights of 16 bits: about half of what the plain classifier's file has.
    assert.ok(bytes.length < 2.01 * card.parameters);
    const { id, parameters } = core.load(bytes);
    assert.equal(parameters, card.parameters);
    const { scale, input, logits } = card.test_vector;
    const ours = core.logits(
      id,
      Float32Array.from(input, (value) => value / scale),
    );
    assert.equal(logits.length, 10);
    logits.forEach((/** @type {number} */ logit, /** @type {number} */ k) =>
      assert.ok(Math.abs(ours[k] - logit) <= tolerance, `${k}: ${ours[k]}, not ${logit}`),
    );
    core.unload(id);
  });

  test(`${card.name}: it is as robust as its card and its run say`, (t) => {
    const json = join(folder(t), 'report.json');
    const run = deepfool(
      ...['evaluate', '--model', `${path}.onnx`, '--images', imagesFile, '--labels', labelsFile],
      ...shard,
      ...['--json', json],
    );
    assert.equal(run.status, 0, run.stderr);
    const { rho_adv: rho, test_error: error } = JSON.parse(readFileSync(json, 'utf8')).summary;
    // The card's numbers are of all digits, those here of a tenth: within four standard errors.
    assert.ok(Math.abs(rho.mean - card.rho_adv) < (4 * rho.deviation) / Math.sqrt(rho.count));
    const spread = Math.sqrt((card.test_error * (1 - card.test_error)) / error.count);
    assert.ok(Math.abs(error.mean - card.test_error) < 4 * spread);
    // Of all digits, rounding the weights has changed next to nothing.
    const own = runs.find(
      (/** @type {{ classifier: string, variant: string, seed: number }} */ run) =>
        run.classifier === 'fc500-150-10' &&
        run.variant === variant &&
        run.seed === card.training.seed,
    );
    const last = own.epochs.at(-1);
    assert.ok(Math.abs(last.rho_adv - card.rho_adv) < 1e-3 * card.rho_adv);
    assert.ok(Math.abs(last.test_error - card.test_error) <= 3e-4);
  });
}
