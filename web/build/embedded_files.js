import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Marks a module that is made of a file: Vite's own plugins leave such names alone. */
const prefix = '\0embedded:';

/**
 * Turns files into scripts: every bundler finds what a script imports, and not all find other files.
 *
 * - `x.wasm?gzip` exports `text`, the file gzipped and in base64
 * - `x.bin?base64` exports `text`, the file in base64
 * - `x.onnx?classifier` exports `model`, the file's bytes, and `card`, what x.json says
 *
 * @returns {import('vite').Plugin}
 */
export function embeddedFiles() {
  /** @type {Record<string, (path: string) => string>} */
  const kinds = {
    gzip: (path) => `export const text = '${gzipped(path)}';`,
    base64: (path) => `export const text = '${readFileSync(path, 'base64')}';`,
    classifier: (path) =>
      `const text = '${readFileSync(path, 'base64')}';\n` +
      'export const model = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));\n' +
      `export const card = ${readFileSync(path.replace(/\.onnx$/, '.json'), 'utf8').trim()};`,
  };
  return {
    name: 'embedded-files',
    enforce: 'pre',
    resolveId(source, importer) {
      const [path, kind] = source.split('?');
      if (!Object.hasOwn(kinds, kind ?? '')) return null;
      return `${prefix}${importer ? resolve(dirname(importer), path) : path}?${kind}`;
    },
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const [path, kind] = id.slice(prefix.length).split('?');
      return { code: kinds[kind](path), moduleType: 'js' };
    },
  };
}

/** @param {string} path */
export const gzipped = (path) => gzipSync(readFileSync(path), { level: 9 }).toString('base64');
