// The native command `deepfool` on images and labels that are not as usual: what is not an answer is
// counted apart, what cannot be is refused.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  deepfool,
  floatsFile,
  folder,
  model,
  parseFloats,
  readLines,
  testDigits,
} from './support.mjs';

const black = new Float32Array(784);
const withNaN = new Float32Array(784).fill(NaN, 300, 301);

/**
 * @param {string} path
 * @param {ArrayLike<number>[]} images
 * @param {number[]} [dims] of one
 */
function writeImages(path, images, dims = [28, 28]) {
  const values = images.flatMap((image) => Array.from(image));
  writeFileSync(path, floatsFile([images.length, ...dims], values));
}

/** The lines of a summary. @param {string} stdout @returns {Record<string, string>} */
const summary = (stdout) =>
  Object.fromEntries([...stdout.matchAll(/^(.{16}) (.*)$/gm)].map((m) => [m[1].trim(), m[2]]));

/** A classifier that reads digits, on images of its own. @param {string} images */
const softmax = (images) => ['--model', model('softmax'), '--images', images];

describe('an image with a NaN pixel is no answer, and a black one has no ratio', () => {
  const digits = testDigits(4);
  const set = [digits[0], withNaN, digits[1], black, digits[2]];
  const rest = [digits[0], digits[1], digits[2]];

  test('predict', (t) => {
    const path = folder(t);
    const [images, labels, out] = ['images', 'labels', 'out'].map((name) => join(path, name));
    writeImages(images, [digits[0], withNaN]);
    writeFileSync(labels, floatsFile([2], [7, 7]));
    const run = deepfool('predict', ...softmax(images), '--labels', labels, '--out', out);
    assert.equal(run.status, 0, run.stderr);
    const said = summary(run.stdout);
    assert.deepEqual(said, { images: '2', 'not finite': '1', 'test error': '0.00 %' });
    assert.deepEqual(
      readLines(out).map(({ predicted }) => predicted),
      [7, null],
    );
  });

  for (const method of ['deepfool', 'refine', 'ddn', 'fgsm', 'pgd', 'cw', 'lbfgs']) {
    test(`evaluate --method ${method}`, (t) => {
      const path = folder(t);
      const [images, alone, rows] = ['images', 'alone', 'rows'].map((name) => join(path, name));
      writeImages(images, set);
      writeImages(alone, rest);
      const words = ['--method', method, '--box', '0,1'];
      const run = deepfool('evaluate', ...softmax(images), ...words, '--csv', rows);
      assert.equal(run.status, 0, run.stderr);
      const said = summary(run.stdout);
      assert.equal(said.images, '5');
      assert.equal(said['not finite'], '1');
      assert.equal(said['zero norm'], '1');
      assert.equal(said.success, '100.00 %');
      const usual = summary(deepfool('evaluate', ...softmax(alone), ...words).stdout);
      assert.equal(said.rho_adv, usual.rho_adv);
      assert.equal(said.rho_adv_inf, usual.rho_adv_inf);
      assert.doesNotMatch(run.stdout, /nan/);
      const cells = readFileSync(rows, 'utf8')
        .split('\n')
        .map((line) => line.split(','));
      assert.deepEqual(cells[3].slice(0, 5), ['1', '', '', '', 'not finite']);
      assert.deepEqual(cells[5].slice(9), ['', '']);
    });
  }

  test('attack', (t) => {
    const path = folder(t);
    const [images, out] = ['images', 'out'].map((name) => join(path, name));
    writeImages(images, set);
    const run = deepfool('attack', ...softmax(images), '--out', out);
    assert.equal(run.status, 0, run.stderr);
    const lines = readLines(out);
    assert.equal(lines[1].status, 'not finite');
    assert.equal(lines[1].predicted, null);
    assert.equal(lines[1].adversarial, null);
    assert.equal(lines[3].relative_l2, null);
    assert.equal(lines[3].status, 'flipped');
  });

  test('common-epsilon and universal', (t) => {
    const path = folder(t);
    const [images, alone] = ['images', 'alone'].map((name) => join(path, name));
    writeImages(images, set);
    writeImages(alone, rest);
    const common = summary(deepfool('common-epsilon', ...softmax(images), '--share', '0.7').stdout);
    assert.equal(common.images, '5');
    assert.equal(common['not finite'], '1');
    assert.equal(common['zero norm'], '1');
    assert.ok(Number(common.epsilon) > 0 && Number(common.rho_fgsm) > 0);
    writeImages(images, [...rest, withNaN]);
    const radius = ['--radius', '5', '--fooling', '1'];
    const universal = summary(deepfool('universal', ...softmax(images), ...radius).stdout);
    assert.equal(universal['not finite'], '1');
    const usual = summary(deepfool('universal', ...softmax(alone), ...radius).stdout);
    assert.deepEqual(universal, { ...usual, images: '4', 'not finite': '1' });
  });
});

test('a mean over nothing says so', (t) => {
  const path = folder(t);
  const images = join(path, 'images');
  writeImages(images, [withNaN]);
  const nothing = deepfool('evaluate', ...softmax(images));
  assert.equal(nothing.status, 0, nothing.stderr);
  const said = summary(nothing.stdout);
  assert.equal(said.success, 'none attacked');
  for (const name of ['rho_adv', 'rho_adv_inf', 'mean l2', 'mean linf', 'mean l1']) {
    assert.equal(said[name], 'none flipped');
  }
  assert.equal(said['mean iterations'], 'none flipped');
  writeImages(images, [black]);
  const zero = summary(deepfool('evaluate', ...softmax(images)).stdout);
  assert.equal(zero.rho_adv, 'only images of norm 0 flipped');
  assert.ok(Number(zero['mean l2']) > 0);
});

test('an image that is already the target is no failure', (t) => {
  const path = folder(t);
  const images = join(path, 'images');
  writeImages(images, testDigits(4)); // 7, 2, 1, 0
  const run = deepfool('evaluate', ...softmax(images), '--target', '7');
  assert.equal(run.status, 0, run.stderr);
  const said = summary(run.stdout);
  assert.equal(said['already target'], '1');
  assert.equal(said.success, '100.00 %');
});

test('an empty set is refused', (t) => {
  const path = folder(t);
  const [images, out] = ['images', 'out'].map((name) => join(path, name));
  writeImages(images, []);
  for (const args of [
    ['predict', ...softmax(images), '--out', out],
    ['attack', ...softmax(images), '--out', out],
    ['evaluate', ...softmax(images)],
    ['common-epsilon', ...softmax(images)],
    ['universal', ...softmax(images), '--radius', '1'],
  ]) {
    const run = deepfool(...args);
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stderr, /images: it has no images/);
  }
  writeImages(images, testDigits(3));
  const behind = deepfool('evaluate', ...softmax(images), '--first', '3');
  assert.equal(behind.status, 2);
  assert.match(behind.stderr, /--first 3 lies behind the last of 3 images, which is 2/);
});

test('labels that are no class are refused', (t) => {
  const path = folder(t);
  const [images, labels, out] = ['images', 'labels', 'out'].map((name) => join(path, name));
  writeImages(images, testDigits(2));
  const words = [...softmax(images), '--labels', labels];
  for (const label of [250, -3, 7.9, NaN, Infinity, 10]) {
    writeFileSync(labels, floatsFile([2], [7, label]));
    for (const args of [
      ['predict', ...words, '--out', out],
      ['attack', ...words, '--out', out],
      ['evaluate', ...words],
      ['common-epsilon', ...words],
    ]) {
      const run = deepfool(...args);
      assert.equal(run.status, 1, run.stderr);
      assert.match(run.stderr, /labels: image 1: label \S+: the classes are 0 to 9/);
    }
    const first = deepfool('evaluate', ...words, '--count', '1');
    assert.equal(first.status, 0, 'the labels of other images do not matter');
  }
});

test('perturbations have the dimensions of the images', (t) => {
  const path = folder(t);
  const [images, r] = ['images', 'r'].map((name) => join(path, name));
  for (const dims of [[784], [28, 28], [1, 28, 28]]) {
    writeImages(images, testDigits(2), dims);
    const out = ['--out', '/dev/null', '--perturbations', r];
    const run = deepfool('attack', ...softmax(images), ...out);
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(parseFloats(readFileSync(r)).dims, [2, ...dims]);
    deepfool('universal', ...softmax(images), '--radius', '1', '--perturbations', r);
    assert.deepEqual(parseFloats(readFileSync(r)).dims, [1, ...dims]);
  }
});

test('pixels outside the range that an option asks for are refused, with the image', (t) => {
  const path = folder(t);
  const [images, out, pictures] = ['images', 'out', 'pictures'].map((name) => join(path, name));
  const [digit] = testDigits(1);
  const words = ['attack', ...softmax(images), '--out', out];
  for (const pixel of [255, -0.25, NaN, Infinity]) {
    writeImages(images, [digit, digit.with(5, pixel)]);
    const run = deepfool(...words, '--quantise', pictures);
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stderr, /image 1 has a pixel of \S+; with --quantise, .* from 0 to 1/);
    if (Number.isNaN(pixel)) continue;
    const boxed = deepfool(...words, '--box', '0,1');
    assert.equal(boxed.status, 1, boxed.stderr);
    assert.match(boxed.stderr, /image 1 has a pixel of \S+; with --box, .* from 0 to 1/);
  }
});
