// The test digits that the build packed: one fetch for all who want them.

import { digitsFile } from './digit_files.js';
import { loadOnce } from './load_once.js';
import { unzipped } from './unzipped.js';

/** Bytes of a digit: its class, and its pixels. */
const size = 785;

/** @returns {Promise<{ label: number, pixels: Float32Array }[]>} */
export const testDigits = loadOnce(async () => {
  const bytes = await unzipped(await digitsFile());
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const [label, ...pixels] = bytes.subarray(size * i, size * (i + 1));
    return { label, pixels: Float32Array.from(pixels, (byte) => byte / 255) };
  });
});
