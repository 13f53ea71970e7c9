// MNIST's test digits, in MNIST's order, for evaluations.

import { loadOnce } from './load_once.js';
import { digitsIn, few, firstDigits } from './test_digits.js';
import { hasTestSet, testSetFile } from './test_set_file.js';

/** @import { Digits } from './test_digits.js' */

/** @typedef {Digits & { count: number }} TestSet */

/** How many digits there are in this page. */
export const mostDigits = hasTestSet ? 10_000 : few;

const all = loadOnce(async () => digitsIn(await testSetFile()));

/**
 * The first digits; they are fetched once.
 *
 * @param {number} count up to `mostDigits`
 * @returns {Promise<TestSet>}
 */
export async function testSet(count) {
  return { count, ...(await (count <= few ? firstDigits() : all())) };
}
