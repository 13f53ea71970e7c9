// MNIST's test digits, in MNIST's order, for evaluations.

import { digitsFile } from './digit_files.js';
import { loadOnce } from './load_once.js';
import { hasTestSet, testSetFile } from './test_set_file.js';
import { unzipped } from './unzipped.js';

/** @import { Pixels } from './types.js' */

/**
 * @typedef {object} TestSet
 * @property {number} count
 * @property {(i: number) => number} label the class of digit i
 * @property {(i: number) => Pixels} pixels of digit i
 */

/** Bytes of a digit: its class, and its pixels. */
const size = 785;

/** How many digits the small file has. */
const few = 200;

/** How many digits there are in this page. */
export const mostDigits = hasTestSet ? 10_000 : few;

/** The files that the digits are from, as MNIST has them, for reports. */
export const sources = {
  images: {
    file: 't10k-images-idx3-ubyte',
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  labels: {
    file: 't10k-labels-idx1-ubyte',
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
};

const small = loadOnce(async () => unzipped(await digitsFile()));

const large = loadOnce(async () => unzipped(await testSetFile()));

/**
 * The first digits; they are fetched once.
 *
 * @param {number} count up to `mostDigits`
 * @returns {Promise<TestSet>}
 */
export async function testSet(count) {
  const bytes = await (count <= few ? small() : large());
  return {
    count,
    label: (i) => bytes[size * i],
    pixels: (i) =>
      Float32Array.from(bytes.subarray(size * i + 1, size * (i + 1)), (byte) => byte / 255),
  };
}
