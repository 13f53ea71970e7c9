// How robust classifiers are, as a visitor finds out, held against the native command and against the rows.

import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  deepfool,
  file,
  folder,
  imagesFile,
  labelsFile,
  model,
  readLines,
} from '../wasm/support.mjs';
import { faults } from './axe.mjs';
import { browser, show } from './page.mjs';
import { pixelsOf } from './png.mjs';
import { Robustness, parseCsv } from './robustness.mjs';

const { open } = browser();

/** @param {Record<string, string | number>} attributes */
async function opened(attributes, how = {}) {
  const query = new URLSearchParams(
    Object.entries(attributes).map(([name, value]) => [`robustness.${name}`, String(value)]),
  );
  const visit = await open({ ...how, path: `./#${query}`, ready: true });
  const figure = new Robustness(visit.page);
  await figure.show();
  return { ...visit, digit: visit.figure, figure };
}

/**
 * What the native command says of the first digits.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} name of the classifier
 * @param {number} count
 * @param {...string} more
 */
function native(t, name, count, ...more) {
  const path = folder(t);
  const [json, csv, rows] = ['report.json', 'rows.csv', 'rows.jsonl'].map((each) =>
    join(path, each),
  );
  const run = deepfool(
    ...['evaluate', '--model', model(name), '--images', imagesFile, '--labels', labelsFile],
    ...['--count', String(count), '--json', json, '--csv', csv, '--rows', rows, ...more],
  );
  assert.equal(run.status, 0, run.stderr);
  return {
    report: JSON.parse(readFileSync(json, 'utf8')),
    csv: parseCsv(readFileSync(csv, 'utf8')),
    order: readLines(rows)
      .slice(1)
      .map(({ index }) => index),
  };
}

const mean = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0) / values.length;

/** @param {number[]} values */
function deviation(values) {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - center) ** 2, 0) / (values.length - 1));
}

/** @param {number} a @param {number} b @param {number} within */
const near = (a, b, within) => assert.ok(Math.abs(a - b) <= within, `${a}, ${b}`);

test('lenet: what the command says, paused and resumed, and what is shown is what the rows say', async (t) => {
  const count = 300;
  const { digit, figure, page, problems } = await opened({
    ...{ classifiers: 'lenet', count, box: 'off' },
  });
  await figure.button('Start').click();
  await page.waitForFunction(
    () =>
      (Number(
        document
          .querySelector('deepfool-robustness')
          ?.shadowRoot?.querySelector('.progress')
          ?.textContent?.match(/^\d+/)?.[0],
      ) || 0) > 0,
  );
  await figure.button('Pause').click();
  // What was under way may end.
  await page.waitForTimeout(1500);
  const paused = await figure.done();
  assert.match(await figure.progress.innerText(), /paused$/);
  await page.waitForTimeout(1000);
  assert.equal(await figure.done(), paused);
  assert.ok(paused < count, 'it was over before it was paused');
  await figure.button('Go on').click();
  await figure.ended();
  assert.equal(await figure.done(), count);

  const theirs = native(t, 'lenet', count);
  const ours = JSON.parse(String(await figure.save(/^Report of lenet/)));
  const schema = JSON.parse(readFileSync(file('src/cli/report.schema.json'), 'utf8'));
  const validate = new Ajv({ allErrors: true }).compile(schema);
  assert.ok(validate(ours), JSON.stringify(validate.errors));
  assert.deepEqual(ours.run, theirs.report.run);
  near(ours.summary.rho_adv.mean, theirs.report.summary.rho_adv.mean, 1e-4);
  near(ours.summary.rho_adv.low, theirs.report.summary.rho_adv.low, 1e-4);
  assert.deepEqual(ours.flips, theirs.report.flips);
  assert.deepEqual(ours.summary.test_error, theirs.report.summary.test_error);

  const { run, rows } = parseCsv(String(await figure.save(/^Rows of lenet/)));
  assert.deepEqual(run, ours.run);
  assert.equal(rows.length, count);
  rows.forEach((row, i) => {
    const { index, label, predicted, adversarial, status, iterations } = theirs.csv.rows[i];
    const exact = { index, label, predicted, adversarial, status, iterations };
    for (const [name, value] of Object.entries(exact)) assert.equal(row[name], value, name);
    near(row.relative_l2, theirs.csv.rows[i].relative_l2, 1e-6);
  });

  // What is on the screen, worked out from the rows that were saved.
  const flipped = rows.filter(({ status }) => status === 'flipped');
  const values = flipped.map(({ relative_l2 }) => relative_l2);
  const half = (1.96793 * deviation(values)) / Math.sqrt(count); // Student's t, 299 degrees of freedom
  assert.equal(values.length, count);
  const four = (/** @type {number} */ value) => value.toFixed(4);
  const [[name, shownMean, interval, error, success, iterations, digits]] =
    await figure.cells('summary');
  const wrong = rows.filter(({ label, predicted }) => label !== predicted).length;
  assert.deepEqual(
    [name, shownMean, error, success, iterations, digits],
    [
      ...['lenet', four(mean(values)), `${Number(((100 * wrong) / count).toFixed(2))}%`, '100%'],
      ...[mean(flipped.map(({ iterations }) => iterations)).toFixed(2), String(count)],
    ],
  );
  const [low, high] = interval.split(' to ').map(Number);
  near(low, mean(values) - half, 6e-5);
  near(high, mean(values) + half, 6e-5);
  assert.match(await figure.sentence.innerText(), new RegExp(four(mean(values))));

  const classes = await figure.cells('classes');
  const flips = await figure.cells('flips');
  for (let k = 0; k < 10; ++k) {
    const own = flipped.filter(({ predicted }) => predicted === k);
    assert.deepEqual(classes[k].slice(0, 3), [
      String(k),
      String(own.length),
      four(mean(own.map(({ relative_l2 }) => relative_l2))),
    ]);
    assert.deepEqual(
      flips[k].slice(1),
      Array.from({ length: 10 }, (_, to) =>
        to === k ? '–' : String(own.filter(({ adversarial }) => adversarial === to).length),
      ),
    );
  }
  const curve = await figure.figure
    .locator('details tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
  const most = Math.max(...flipped.map(({ l2 }) => l2));
  curve.forEach(([, kept, accuracy], i) => {
    const left = rows.filter(({ l2 }) => l2 > (i === 10 ? most : (most * i) / 10));
    const right = left.filter(({ label, predicted }) => label === predicted);
    const rate = (/** @type {number} */ n) => `${Number(((100 * n) / count).toFixed(2))}%`;
    assert.deepEqual([kept?.trim(), accuracy?.trim()], [rate(left.length), rate(right.length)]);
  });

  // The easiest digit, pressed, is the page's.
  const [easiest] = flipped.toSorted((a, b) => a.relative_l2 - b.relative_l2);
  const button = figure.figure.locator('.digits button').first();
  assert.equal(
    await button.getAttribute('aria-label'),
    `Test digit ${easiest.label}, number ${easiest.index}: ${easiest.predicted} becomes ` +
      `${easiest.adversarial}, ${four(easiest.relative_l2)}`,
  );
  await button.press('Enter');
  // It sleeps off the screen.
  await show(page, 'deepfool-digit');
  const top = await digit.settled(
    ({ classifier, attack }) =>
      classifier === 'lenet' && Math.abs(attack.l2 - easiest.l2) < 1e-4 * easiest.l2,
  );
  const bytes = (/** @type {ArrayLike<number>} */ of) =>
    Array.from(of, (value) => Math.round(255 * value));
  assert.deepEqual(bytes(top.pixels), digitBytes(easiest.index));
  assert.equal(top.attack.adversarial, easiest.adversarial);
  assert.deepEqual(problems, []);
});

/** The pixels of a test digit. @param {number} index */
function digitBytes(index) {
  const start = 16 + 784 * index;
  return [...readFileSync(imagesFile).subarray(start, start + 784)];
}

test('it can be ended, and what it has is right and the first of the order', async (t) => {
  const count = 1000;
  const { page, figure, problems } = await opened({
    ...{ classifiers: 'softmax', method: 'ddn', count, seed: 7 },
  });
  await figure.button('Start').click();
  await figure.figure.locator('.digits button').first().waitFor();
  await figure.button('End').click();
  await figure.ended();
  const done = await figure.done();
  assert.ok(done > 0 && done < count, `${done} of ${count}`);
  assert.match(await figure.progress.innerText(), /ended$/);
  const { run, rows } = parseCsv(String(await figure.save(/^Rows of softmax/)));
  assert.equal(run.count, count);
  assert.equal(rows.length, done);
  const theirs = native(t, 'softmax', count, ...['--method', 'deepfool', '--seed', '7']);
  // Parts that were under way when it ended may be missing between those that are there.
  const first = new Set(theirs.order.slice(0, done + 64 * 8));
  assert.ok(rows.every(({ index }) => first.has(index)));
  assert.equal(run.options.steps, 1000);
  assert.deepEqual(run.options.box, [0, 1]);

  // The same again, from the beginning.
  await figure.button('Start').click();
  await page.waitForFunction(() =>
    document
      .querySelector('deepfool-robustness')
      ?.shadowRoot?.querySelector('.progress')
      ?.textContent?.includes('left'),
  );
  await figure.button('End').click();
  assert.deepEqual(problems, []);
});

test('two classifiers on the same digits, digit by digit', async () => {
  const { page, figure, problems } = await opened({ count: 200 });
  await figure.button('Start').click();
  await figure.ended();
  const files = [];
  for (const name of ['digits', 'softmax']) {
    await figure.figure.locator('.looks').getByLabel(name).check();
    files.push(parseCsv(String(await figure.save(new RegExp(`^Rows of ${name}`)))).rows);
  }
  const [a, b] = files;
  const differences = a.map((row, i) => row.relative_l2 - b[i].relative_l2);
  assert.ok([...a, ...b].every(({ status }) => status === 'flipped'));
  const four = (/** @type {number} */ value) => value.toFixed(4);
  const larger = differences.filter((d) => d > 0).length;
  const text = await figure.figure.locator('.pair p').first().innerText();
  assert.match(
    text,
    new RegExp(`^digits is more robust than softmax: by ${four(mean(differences))} `),
  );
  assert.match(text, new RegExp(`on ${larger} of 200 digits`));
  const half = (1.97196 * deviation(differences)) / Math.sqrt(200); // Student's t, 199 degrees
  const [, low, high] = /\(([\d.]+) to ([\d.]+)\)/.exec(text) ?? [];
  near(Number(low), mean(differences) - half, 6e-5);
  near(Number(high), mean(differences) + half, 6e-5);
  const other = differences.filter((d) => d < 0).length;
  assert.equal(
    await figure.figure.locator('.pair .digits button').count(),
    Math.min(other, 5),
    `${other} the other way round`,
  );
  assert.match(
    await figure.sentence.innerText(),
    /^The most robust is digits: .* The least is softmax/,
  );
  const svg = String(await figure.save(/^Accuracy .*SVG$/));
  assert.match(svg, /^<svg /);
  assert.doesNotMatch(svg, /class=|var\(/);
  const png = await figure.save(/^How much the digits take .*PNG$/);
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.ok(png.readUInt32BE(16) > 300);
  assert.deepEqual(pixelsOf(0).length, 784);

  // What was asked for is in the address, and other questions forget the answer.
  await figure.figure.getByLabel('softmax').first().uncheck();
  await page.waitForFunction(() => location.hash.includes('robustness.classifiers=digits'));
  assert.equal(await figure.figure.locator('table').count(), 0);
  assert.deepEqual(problems, []);
});

test('it stands still off the screen', async () => {
  const { page, figure } = await opened({ classifiers: 'digits', method: 'ddn', count: 200 });
  await figure.button('Start').click();
  await figure.figure.locator('.digits button').first().waitFor();
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await page.waitForTimeout(1500);
  const before = await figure.done();
  assert.ok(before > 0);
  await page.waitForTimeout(1000);
  assert.equal(await figure.done(), before);
  await show(page, 'deepfool-robustness');
  await page.waitForFunction(
    (before) =>
      Number(
        document
          .querySelector('deepfool-robustness')
          ?.shadowRoot?.querySelector('.progress')
          ?.textContent?.match(/^\d+/)?.[0],
      ) > before,
    before,
  );
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const lang of ['en', 'zh']) {
    test(`axe finds nothing, and nothing is too wide: ${colorScheme}, ${lang}`, async () => {
      for (const width of [390, 1920]) {
        const { page } = await open({
          options: { colorScheme, reducedMotion: 'reduce', viewport: { width, height: 900 } },
          path: `embed.html?figure=robustness&lang=${lang}&count=60`,
        });
        const figure = page.locator('deepfool-robustness');
        await figure.locator('.actions button').first().click();
        await figure.locator('table.flips').waitFor();
        await figure.locator('deepfool-save-menu button:enabled').waitFor();
        await figure.locator('details summary').click();
        assert.deepEqual(await faults(page), [], `${width}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        await page.context().close();
      }
    });
  }
}
