// The native command `deepfool`: an evaluation in parts, and the report that joins them.

import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deepfool, file, folder, imagesFile, labelsFile, model, readLines } from './support.mjs';

const count = 90;

/** The command line of an evaluation. @param {...string} more */
const evaluate = (...more) => [
  ...['evaluate', '--model', model('fc500-150-10'), '--images', imagesFile],
  ...['--labels', labelsFile, '--first', '10', '--count', String(count), ...more],
];

/** @param {string[]} args */
function succeed(args) {
  const run = deepfool(...args);
  assert.equal(run.status, 0, run.stderr);
  assert.equal(run.stderr, '');
  return run.stdout;
}

/** @param {string[]} args @param {RegExp} message */
function refused(args, message) {
  const run = deepfool(...args);
  assert.notEqual(run.status, 0);
  assert.match(run.stderr, message);
}

/** Rows of a file, in the images' order. @param {string} path */
const rowsOf = (path) =>
  readLines(path)
    .slice(1)
    .sort((a, b) => a.index - b.index);

for (const args of [[], ['--method', 'refine', '--box', '0,1'], ['--target', 'rank:3']]) {
  test(`shards joined are one run to the last bit: ${args.join(' ') || 'deepfool'}`, (t) => {
    const path = folder(t);
    const at = (/** @type {string} */ name) => join(path, name);
    const whole = succeed([
      ...evaluate(...args, '--rows', at('whole.jsonl')),
      ...['--json', at('whole.json'), '--csv', at('whole.csv')],
    ]);
    const shards = ['1/3', '2/3', '3/3'].map((shard, i) => {
      const rows = at(`shard${i}.jsonl`);
      succeed(evaluate(...args, '--shard', shard, '--jobs', String(i + 1), '--rows', rows));
      return rows;
    });
    const joined = succeed([
      ...['report', ...shards.reverse()],
      ...['--json', at('joined.json'), '--csv', at('joined.csv')],
    ]);
    for (const kind of ['json', 'csv']) {
      assert.ok(readFileSync(at(`whole.${kind}`)).equals(readFileSync(at(`joined.${kind}`))));
    }
    assert.ok(joined.startsWith(whole.replace(/^ms an image.*\n/m, '')), joined);
    assert.deepEqual(shards.flatMap(rowsOf).length, count);
    assert.deepEqual(
      shards.flatMap(rowsOf).sort((a, b) => a.index - b.index),
      rowsOf(at('whole.jsonl')),
    );
  });
}

test('threads change nothing', (t) => {
  const path = folder(t);
  const [one, two] = [join(path, 'one.json'), join(path, 'two.json')];
  succeed(evaluate('--json', one));
  succeed(evaluate('--jobs', '4', '--json', two));
  assert.ok(readFileSync(one).equals(readFileSync(two)));
});

test('the report fits its schema, and is what its rows say', (t) => {
  const path = folder(t);
  const [json, rows] = [join(path, 'report.json'), join(path, 'rows.jsonl')];
  succeed(evaluate('--json', json, '--rows', rows));
  const report = JSON.parse(readFileSync(json, 'utf8'));
  const schema = JSON.parse(readFileSync(file('src/cli/report.schema.json'), 'utf8'));
  const validate = new Ajv({ allErrors: true }).compile(schema);
  assert.ok(validate(report), JSON.stringify(validate.errors));

  const all = rowsOf(rows);
  const flipped = all.filter(({ status }) => status === 'flipped');
  const mean = (/** @type {number[]} */ values) =>
    values.reduce((a, b) => a + b, 0) / values.length;
  const { summary, by_predicted_class: classes, flips, curves, run } = report;
  for (const [name, column] of [
    ['rho_adv', 'relative_l2'],
    ['rho_adv_inf', 'relative_linf'],
    ['l1', 'l1'],
    ['l2', 'l2'],
    ['linf', 'linf'],
    ['iterations', 'iterations'],
  ]) {
    assert.equal(summary[name].mean, mean(flipped.map((row) => row[column])), name);
    const values = flipped.map((row) => row[column]);
    const center = mean(values);
    const deviation = Math.sqrt(
      values.reduce((sum, v) => sum + (v - center) ** 2, 0) / (values.length - 1),
    );
    assert.ok(Math.abs(summary[name].deviation / deviation - 1) < 1e-9, name);
    // Student's t with 89 degrees of freedom, from tables.
    const half = (1.98698 * deviation) / Math.sqrt(values.length);
    assert.equal(values.length, 90);
    assert.ok(Math.abs((summary[name].high - center) / half - 1) < 1e-5, name);
    assert.ok(Math.abs((center - summary[name].low) / half - 1) < 1e-5, name);
  }
  for (let k = 0; k < 10; ++k) {
    const own = flipped.filter(({ predicted }) => predicted === k);
    assert.equal(classes[k].images, own.length);
    if (own.length > 0) {
      const of = mean(own.map(({ relative_l2 }) => relative_l2));
      assert.equal(classes[k].rho_adv.mean, of);
    }
    for (let j = 0; j < 10; ++j) {
      assert.equal(flips[k][j], own.filter(({ adversarial }) => adversarial === j).length);
    }
  }
  for (const [name, points] of Object.entries(curves)) {
    assert.equal(points.length, 101);
    for (const { size, kept, accuracy } of points) {
      const left = all.filter((row) => row[name] > size);
      assert.equal(kept, left.length / all.length);
      const right = left.filter(({ label, predicted }) => label === predicted);
      assert.equal(accuracy, right.length / all.length);
    }
  }
  const sha256 = (/** @type {string} */ of) =>
    createHash('sha256').update(readFileSync(of)).digest('hex');
  assert.deepEqual(run, {
    method: 'deepfool',
    options: {
      ...{ norm: 2, box: null, target: null, candidates: null, overshoot: 0.02 },
      maxIterations: 50,
    },
    model: { file: 'fc500-150-10.onnx', sha256: sha256(model('fc500-150-10')) },
    images: { file: 't10k-images-idx3-ubyte', sha256: sha256(imagesFile) },
    labels: { file: 't10k-labels-idx1-ubyte', sha256: sha256(labelsFile) },
    ...{ classes: 10, first: 10, count, seed: 1 },
  });
});

test('SHA-256 of files of all lengths around a block', (t) => {
  const path = folder(t);
  const [images, labels, rows] = ['images', 'labels', 'rows'].map((name) => join(path, name));
  for (const length of [9, 55, 56, 63, 64, 65, 127, 128]) {
    const size = length - 8; // the labels' file has a head of 8 bytes, and a byte for each
    writeFileSync(labels, Buffer.from([0, 0, 8, 1, 0, 0, 0, size, ...new Uint8Array(size)]));
    const head = Buffer.from([0, 0, 8, 3, 0, 0, 0, size, 0, 0, 0, 28, 0, 0, 0, 28]);
    const pixels = readFileSync(imagesFile).subarray(16, 16 + 784 * size);
    writeFileSync(images, Buffer.concat([head, pixels]));
    const softmax = ['evaluate', '--model', model('softmax'), '--images', images];
    succeed([...softmax, '--count', '1', '--labels', labels, '--rows', rows]);
    const hash = createHash('sha256').update(readFileSync(labels)).digest('hex');
    assert.equal(readLines(rows)[0].run.labels.sha256, hash, `${length} bytes`);
  }
});

test('rows come in a random order that the seed chooses, and each part of them counts', (t) => {
  const path = folder(t);
  const [a, b, part] = ['a', 'b', 'part'].map((name) => join(path, `${name}.jsonl`));
  succeed(evaluate('--rows', a));
  succeed(evaluate('--rows', b, '--seed', '2'));
  const order = (/** @type {string} */ of) =>
    readLines(of)
      .slice(1)
      .map(({ index }) => index);
  assert.notDeepEqual(order(a), order(b));
  assert.notDeepEqual(
    order(a),
    [...order(a)].sort((x, y) => x - y),
  );
  // A process that was ended left 30 rows, and half of another.
  const lines = readFileSync(a, 'utf8').split('\n');
  writeFileSync(part, `${lines.slice(0, 31).join('\n')}\n${lines[31].slice(0, 40)}`);
  const said = succeed(['report', part]);
  assert.match(said, /^images +30 of 90$/m);
  const values = lines.slice(1, 31).map((line) => JSON.parse(line).relative_l2);
  const mean = values.reduce((x, y) => x + y, 0) / 30;
  assert.match(said, new RegExp(`^rho_adv +${mean.toFixed(4)} \\(`, 'm'));
  // The same rows again count once.
  assert.match(succeed(['report', part, a]), /^images +90$/m);
  refused(['report', a, b], /b\.jsonl.*seed differs/);
});

test('--resume goes on where a process was ended', (t) => {
  const path = folder(t);
  const [rows, whole, cut] = ['rows', 'whole', 'cut'].map((name) => join(path, `${name}.jsonl`));
  const [one, resumed] = [join(path, 'one.json'), join(path, 'resumed.json')];
  succeed(evaluate('--rows', whole, '--json', one));
  const text = readFileSync(whole, 'utf8');
  for (const length of [0, 10, text.indexOf('\n') + 1, 5000, text.length - 1, text.length]) {
    writeFileSync(rows, text.slice(0, length));
    succeed(evaluate('--rows', rows, '--resume', 'yes', '--json', resumed));
    assert.equal(readFileSync(rows, 'utf8'), text, `${length} bytes`);
    assert.ok(readFileSync(one).equals(readFileSync(resumed)));
  }
  succeed(evaluate('--rows', cut, '--resume', 'yes'));
  assert.equal(readFileSync(cut, 'utf8'), text);
  refused(evaluate('--rows', rows, '--resume', 'yes', '--seed', '2'), /seed differs/);
  refused(evaluate('--rows', rows, '--resume', 'yes', '--norm', 'linf'), /norm differs/);
  assert.equal(readFileSync(rows, 'utf8'), text);
  refused(evaluate('--resume', 'yes'), /goes with --rows/);
});

test('what is no row, or not of the run, is refused', (t) => {
  const path = folder(t);
  const [rows, bad] = [join(path, 'rows.jsonl'), join(path, 'bad.jsonl')];
  succeed(evaluate('--rows', rows));
  const lines = readFileSync(rows, 'utf8').trimEnd().split('\n');
  const write = (/** @type {string[]} */ ...of) => writeFileSync(bad, `${of.join('\n')}\n`);
  write('');
  refused(['report', bad], /line 1 is no row/);
  writeFileSync(bad, '');
  refused(['report', bad], /has no rows/);
  write('{"format":"other"}');
  refused(['report', bad], /has no rows/);
  write(lines[0].replace('"version":1', '"version":2'), lines[1]);
  refused(['report', bad], /another version/);
  write(lines[0], '{"index":3}');
  refused(['report', bad], /line 2 is no row/);
  write(lines[0], lines[1].replace(/"predicted":\d/, '"predicted":10'));
  refused(['report', bad], /line 2 names no class/);
  write(lines[0], lines[1].replace(/"l2":/, '"l2":9'));
  refused(['report', rows, bad], /is not that of another file/);
  refused(['report'], /no file is given/);
  refused(['report', join(path, 'none')], /cannot be opened/);
  refused(['report', rows, '--json', rows], /is the same file as/);
  for (const shard of ['0/3', '4/3', '1', 'x/2', '1/']) {
    refused(evaluate('--shard', shard), /give a part and how many/);
  }
  refused(evaluate('--jobs', '0'), /give a whole number/);
});

test("README's recipe for GNU parallel, on this machine", (t) => {
  const path = folder(t);
  for (const name of ['build', 'models', 'node_modules']) symlinkSync(file(name), join(path, name));
  const [recipe] =
    /^ {4}parallel (.|\n)*?\n(?=\n)/m.exec(readFileSync(file('README.md'), 'utf8')) ?? [];
  assert.ok(recipe);
  const here = recipe
    .replace('--sshloginfile hosts', '--sshlogin 2/:')
    .replace('lenet.onnx', 'lenet.onnx --count 64');
  assert.notEqual(here, recipe);
  const run = spawnSync('sh', ['-ec', here], { cwd: path, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /^images +64$/m);
  const one = join(path, 'one.json');
  const set = ['--model', model('lenet'), '--images', imagesFile, '--labels', labelsFile];
  succeed(['evaluate', ...set, '--count', '64', '--json', one]);
  assert.ok(readFileSync(one).equals(readFileSync(join(path, 'lenet.json'))));
});
