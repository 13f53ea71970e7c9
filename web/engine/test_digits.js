// The test digits that the build packed (web/build/test_digits.js): the first of them, one fetch for all who want them.

import { digitsFile } from './digit_files.js';
import { loadOnce } from './load_once.js';
import { unzipped } from './unzipped.js';

/** @import { Pixels } from './types.js' */

/**
 * @typedef {object} Digits
 * @property {(i: number) => number} label the class of digit i
 * @property {(i: number) => Pixels} pixels of digit i
 */

/** Bytes of a digit: its class, and its pixels. */
const size = 785;

/** How many digits there are. */
export const few = 200;

/**
 * @param {ArrayBuffer} file of packed digits
 * @returns {Promise<Digits>}
 */
export async function digitsIn(file) {
  const bytes = await unzipped(file);
  return {
    label: (i) => bytes[size * i],
    pixels: (i) =>
      Float32Array.from(bytes.subarray(size * i + 1, size * (i + 1)), (byte) => byte / 255),
  };
}

export const firstDigits = loadOnce(async () => digitsIn(await digitsFile()));

/** @returns {Promise<{ label: number, pixels: Pixels }[]>} */
export const testDigits = loadOnce(async () => {
  const { label, pixels } = await firstDigits();
  return Array.from({ length: few }, (_, i) => ({ label: label(i), pixels: pixels(i) }));
});
