// All 10,000 test digits in the browser, held against the native command.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deepfool, folder, imagesFile, labelsFile, model } from '../wasm/support.mjs';
import { browser } from './page.mjs';
import { Robustness } from './robustness.mjs';

const { open } = browser();

test('lenet over 10,000 digits: the rho_adv of the command', async (t) => {
  const { page, problems } = await open({
    path: './#robustness.classifiers=lenet&robustness.count=10000&robustness.box=off',
    ready: true,
  });
  const figure = new Robustness(page);
  await figure.show();
  await figure.button('Start').click();
  await figure.ended();
  assert.equal(await figure.done(), 10_000);
  const ours = JSON.parse(String(await figure.save(/^Report of lenet/)));

  const json = join(folder(t), 'report.json');
  const run = deepfool(
    ...['evaluate', '--model', model('lenet'), '--images', imagesFile, '--labels', labelsFile],
    ...['--jobs', '2', '--json', json],
  );
  assert.equal(run.status, 0, run.stderr);
  const theirs = JSON.parse(readFileSync(json, 'utf8'));
  assert.deepEqual(ours.run, theirs.run);
  for (const name of ['rho_adv', 'rho_adv_inf', 'l2']) {
    const [a, b] = [ours.summary[name], theirs.summary[name]];
    for (const of of ['mean', 'low', 'high']) assert.ok(Math.abs(a[of] - b[of]) < 1e-4, name);
  }
  assert.deepEqual(ours.summary.test_error, theirs.summary.test_error);
  assert.deepEqual(problems, []);
});
