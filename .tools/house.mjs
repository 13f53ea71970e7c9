// What the static checks want of the sources' files: no import circle, and none over 400 lines.

import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { filesIn } from './files.mjs';
import { root } from './run.mjs';

const longest = 400;

/**
 * @returns {string[]} the files of src/ and web/ that have too many lines. Not counted are web/locales/,
 *   which are lists of sentences.
 */
export function longFiles() {
  return ['src', 'web']
    .flatMap((folder) => filesIn(folder, /\.(cpp|h|js|mjs|ts|css|html)$/))
    .filter((path) => !path.startsWith('web/locales/'))
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > longest)
    .map(({ path, lines }) => `${path}: ${lines} lines; at most ${longest} are allowed`);
}

/** @returns {Promise<string[]>} the circles among the imports of web/, each as a chain of files */
export async function importCircles() {
  // Not at the top: npm may have to install it first.
  const { parseAst } = await import('vite');
  const files = filesIn('web', /\.m?js$/);
  const imports = new Map(files.map((path) => [path, importsOf(path, parseAst)]));
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const circles = [];
  const visit = (/** @type {string} */ path, /** @type {string[]} */ chain) => {
    const from = chain.indexOf(path);
    if (from >= 0) circles.push([...chain.slice(from), path].join(' -> '));
    if (from >= 0 || done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...chain, path]);
    done.add(path);
  };
  for (const path of files) visit(path, []);
  return circles;
}

/**
 * @param {string} path from the root
 * @param {(text: string) => unknown} parseAst
 * @returns {string[]} the files of the project that it imports or exports from, statically or by import()
 */
function importsOf(path, parseAst) {
  /** @type {string[]} */
  const found = [];
  JSON.stringify(parseAst(readFileSync(join(root, path), 'utf8')), (_, node) => {
    if (/^(Import|Export\w+)(Declaration|Expression)$/.test(node?.type)) {
      const name = node.source?.value;
      if (typeof name === 'string' && name.startsWith('.')) {
        found.push(relative(root, resolve(root, path, '..', name.replace(/\?.*/, ''))));
      }
    }
    return typeof node === 'bigint' ? String(node) : node;
  });
  return found;
}
