// What the module makes of rows, held against the native command and against sums in JavaScript.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { finished } from '../../web/engine/core.js';
import { columns, csvOf, defaultSteps, jsonOf, sources } from '../../web/engine/report_files.js';
import { reportsOf } from '../../web/engine/reports.js';
import {
  deepfool,
  folder,
  imagesFile,
  labelsFile,
  loadCore,
  model,
  readLines,
  testDigits,
} from './support.mjs';

/** @import { Core } from '../../web/engine/core.js' */
/** @import { Evaluated, Reports } from '../../web/engine/reports.js' */

const count = 120;
const digits = testDigits(count);
const labels = [...readFileSync(labelsFile).subarray(8, 8 + count)];

/** @type {Core} */
let core;
/** By classifier: all digits, and those of even numbers. @type {Record<string, Evaluated>} */
const evaluated = {};

before(async () => {
  core = await loadCore();
  for (const name of ['softmax', 'lenet']) {
    const { id, classes } = core.load(readFileSync(model(name)));
    const { rows } = finished(core.evaluate(id, digits, { labels }));
    evaluated[name] = { classes, indices: Int32Array.from(digits, (_, i) => i), rows };
  }
});

/** @param {Evaluated[]} sets @param {object} [more] @returns {Reports} */
const reported = (sets, more) =>
  reportsOf(
    { sets },
    core.callModule('reports', { quantity: 'relative_l2', bins: 8, ends: 3, sets, ...more }),
  );

/** The command line of the same evaluation. @param {string} name @param {...string} more */
const evaluate = (name, ...more) =>
  deepfool(
    ...['evaluate', '--model', model(name), '--images', imagesFile, '--labels', labelsFile],
    ...['--count', String(count), ...more],
  );

/** Numbers that the native build and the module work out alike, but for rounding in norms. @param {unknown} value */
const rounded = (value) =>
  JSON.parse(JSON.stringify(value), (_, v) =>
    typeof v === 'number' && !Number.isInteger(v) ? Number(v.toPrecision(10)) : v,
  );

for (const name of ['softmax', 'lenet']) {
  test(`${name}: the report and the rows are the command's`, (t) => {
    const path = folder(t);
    const [json, csv] = [join(path, 'report.json'), join(path, 'rows.csv')];
    assert.equal(evaluate(name, '--json', json, '--csv', csv).status, 0);
    const theirs = JSON.parse(readFileSync(json, 'utf8'));
    const [{ report }] = reported([evaluated[name]]).sets;
    assert.deepEqual(rounded(JSON.parse(jsonOf(theirs.run, report))), rounded(theirs));
    assert.deepEqual({ images: theirs.run.images, labels: theirs.run.labels }, sources);

    const lines = (/** @type {string} */ text) => text.split('\n');
    const [, head, ...rows] = lines(readFileSync(csv, 'utf8'));
    const [, ourHead, ...ourRows] = lines(csvOf(theirs.run, evaluated[name]));
    assert.equal(head, columns.join());
    assert.equal(ourHead, head);
    const cells = (/** @type {string} */ row) =>
      row.split(',').map((cell) => (Number.isNaN(Number(cell)) ? cell : rounded(Number(cell))));
    assert.equal(rows.length, count + 1); // the last line ends
    assert.deepEqual(ourRows.map(cells), rows.map(cells));
  });
}

test('the order is that of the command, and each digit once', (t) => {
  for (const seed of [1, 2026]) {
    const rows = join(folder(t), 'rows.jsonl');
    assert.equal(evaluate('softmax', '--seed', String(seed), '--rows', rows).status, 0);
    const order = [...core.callModule('evaluationOrder', { count, seed })];
    assert.deepEqual(
      order,
      readLines(rows)
        .slice(1)
        .map(({ index }) => index),
    );
    assert.deepEqual(
      order.toSorted((a, b) => a - b),
      digits.map((_, i) => i),
    );
  }
});

test('distribution, ends and pairs are what the rows say', () => {
  const sets = [evaluated.lenet, evaluated.softmax];
  const { most, sets: each, pairs } = reported(sets);
  const values = sets.map(({ rows }) => digits.map((_, i) => rows[10 * i + 8]));
  assert.ok(sets.every(({ rows }) => digits.every((_, i) => rows[10 * i + 3] === 0))); // all flipped
  assert.equal(most, Math.max(...values.flat()));
  each.forEach(({ histogram, easiest, hardest }, k) => {
    const bins = new Array(8).fill(0);
    for (const value of values[k]) bins[Math.min(7, Math.floor((8 * value) / most))] += 1;
    assert.deepEqual(histogram, bins);
    const order = digits.map((_, i) => i).sort((a, b) => values[k][a] - values[k][b]);
    assert.deepEqual(easiest, order.slice(0, 3));
    assert.deepEqual(hardest, order.reverse().slice(0, 3));
  });

  const [pair] = pairs;
  const differences = digits.map((_, i) => values[0][i] - values[1][i]);
  const mean = differences.reduce((a, b) => a + b) / count;
  const squares = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (count - 1));
  // Student's t with 119 degrees of freedom, from tables.
  const half = (1.9801 * deviation) / Math.sqrt(count);
  const near = (/** @type {number | null} */ a, /** @type {number} */ b, within = 1e-9) =>
    assert.ok(Math.abs(Number(a) - b) <= within * Math.abs(b), `${a}, ${b}`);
  assert.equal(pair.difference.count, count);
  near(pair.difference.mean, mean);
  near(pair.difference.deviation, deviation);
  near(Number(pair.difference.high) - mean, half, 1e-4);
  near(mean - Number(pair.difference.low), half, 1e-4);
  assert.equal(pair.firstLarger, differences.filter((d) => d > 0).length);
  assert.equal(pair.secondLarger, differences.filter((d) => d < 0).length);
  const order = digits.map((_, i) => i).sort((a, b) => differences[a] - differences[b]);
  assert.deepEqual(pair.firstMost, order.slice(-3).reverse());
  assert.deepEqual(pair.secondMost, order.filter((i) => differences[i] < 0).slice(0, 3));
});

test('pairs are of the digits that both have; others are refused', () => {
  const even = digits.flatMap((_, i) => (i % 2 === 0 ? [i] : []));
  const { rows } = evaluated.softmax;
  const half = {
    classes: 10,
    indices: Int32Array.from(even),
    rows: Float64Array.from(even.flatMap((i) => [...rows.subarray(10 * i, 10 * i + 10)])),
  };
  const [pair] = reported([evaluated.lenet, half]).pairs;
  assert.equal(pair.difference.count, even.length);
  assert.ok([...pair.firstMost, ...pair.secondMost].every((i) => i % 2 === 0));
  const nothing = { classes: 0, indices: new Int32Array(), rows: new Float64Array() };
  const empty = reported([nothing, half]);
  assert.equal(empty.sets[0].report.summary.rho_adv.mean, null);
  assert.equal(empty.pairs[0].difference.count, 0);

  const refused = (/** @type {() => unknown} */ work, /** @type {RegExp} */ message) =>
    assert.throws(work, message);
  refused(() => reported([{ ...half, indices: new Int32Array(1) }]), /one a row/);
  refused(() => reported([{ ...half, indices: half.indices.toReversed() }]), /ascending/);
  refused(() => reported([{ ...half, classes: 4 }]), /no class/);
  refused(() => reported([half], { quantity: 'length' }), /length/);
  refused(() => core.callModule('evaluationOrder', { count: -1, seed: 1 }), /count/);
});

test('the steps that reports name are those that C++ takes', () => {
  const { methods } = JSON.parse(deepfool('options').stdout);
  const steps = methods.flatMap(
    (/** @type {{ name: string, steps: number | null }} */ { name, steps }) =>
      steps === null ? [] : [[name, steps]],
  );
  assert.deepEqual(Object.fromEntries(steps), defaultSteps);
});
