// README says of fine-tuning what was measured: the tables of models/fine_tuning.json, whose means and spreads are those of
// its runs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { committed, fineTuningTables, summaryOf } from '../../.tools/fine_tuning.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** @typedef {{ epoch: number, rho_adv: number, test_error: number, rho_adv_images: number, flipped: number }} Row */

/** @type {{ classifier: string, variant: string, seed: number, epochs: Row[] }[]} */
const runs = JSON.parse(readFileSync(`${root}${committed}`, 'utf8')).runs;

/** How far sums in another order may differ. */
const rounding = 1e-12;

test('README has the tables of fine-tuning', async () => {
  const tables = fineTuningTables(summaryOf(committed));
  const expected = await prettier.format(tables, { parser: 'markdown', printWidth: 100 });
  const readme = readFileSync(`${root}README.md`, 'utf8');
  for (const table of expected.trim().split('\n\n')) {
    assert.ok(readme.includes(table), `README.md should have\n\n${expected}`);
  }
});

test('means and spreads are those of the runs', () => {
  const summary = summaryOf(committed);
  let compared = 0;
  for (const [name, variants] of Object.entries(summary)) {
    for (const [variant, epochs] of Object.entries(variants)) {
      const own = runs.filter((run) => run.classifier === name && run.variant === variant);
      assert.equal(new Set(own.map(({ seed }) => seed)).size, own.length);
      epochs.forEach((measured, i) => {
        for (const what of /** @type {const} */ (['rho_adv', 'test_error'])) {
          const values = own.map(({ epochs }) => epochs[i][what]);
          const mean = values.reduce((sum, value) => sum + value) / values.length;
          const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
          assert.ok(Math.abs(measured[`${what}_mean`] - mean) < rounding);
          if (values.length === 1) assert.equal(measured[`${what}_spread`], null);
          else {
            const spread = Math.sqrt(squares / (values.length - 1));
            assert.ok(Math.abs(Number(measured[`${what}_spread`]) - spread) < rounding);
          }
          ++compared;
        }
        assert.equal(measured.seeds, own.length);
        assert.ok(own.every(({ epochs }) => epochs[i].epoch === measured.epoch));
      });
    }
  }
  assert.ok(compared > 100, `${compared} means`);
  // Nothing is left out: a digit that DeepFool does not flip would make rho_adv a mean of others.
  assert.ok(runs.every(({ epochs }) => epochs.every((row) => row.flipped === row.rho_adv_images)));
});

test('DeepFool’s perturbations make it more robust in every seed, and longer ones less', () => {
  const change = (/** @type {string} */ variant) =>
    runs
      .filter((run) => run.classifier === 'fc500-150-10' && run.variant === variant)
      .map(({ epochs }) => (epochs.at(-1)?.rho_adv ?? NaN) / epochs[0].rho_adv);
  for (const variant of ['deepfool', 'deepfool-rate-20th']) {
    assert.ok(change(variant).length >= 3);
    assert.ok(change(variant).every((ratio) => ratio > 1));
  }
  for (const variant of ['deepfool-2', 'deepfool-3', 'deepfool-10', 'fgsm', 'clean']) {
    assert.ok(change(variant).length >= 3);
    assert.ok(change(variant).every((ratio) => ratio < 1));
  }
});
