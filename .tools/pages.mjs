// npm run pages: makes dist/, a folder for any static host, with the page, deepfool.js for posts,
// embed.html for frames, deepfool.html (the page in one file) and the library's reference; and says
// whether they keep within their sizes.

import { copyFileSync, cpSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWithCMake, parts } from './build.mjs';
import { writeManifest } from './elements.mjs';
import { stage, staging } from './package.mjs';
import { Problem, root, runAsScript, step } from './run.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';

/**
 * @typedef {object} Budget
 * @property {string} what
 * @property {RegExp[]} files in dist/; what scripts import comes along
 * @property {boolean} zipped whether their sizes are those after gzip
 * @property {number} most bytes
 */

const loader = [/^deepfool\.js$/];
const script = [
  ...loader,
  ...[/^assets\/digit_figure-.*\.js$/, /^assets\/en-.*\.js$/, /^assets\/worker-/],
];
/** A figure's scripts, with what follows by itself once it is live. */
const figure = [
  ...script,
  ...[/^assets\/deepfool\.first-.*\.wasm$/, /^assets\/gallery-/],
  /^assets\/(attack_controls|saving|copy_forms)-.*\.js$/,
];
/** Comes when a setting needs it, or when the universal figure is near the screen. */
const rest = [/^assets\/deepfool\.rest-.*\.wasm$/, /^assets\/universal_figure-.*\.js$/];
const classifier = [/^assets\/digits-.*\.onnx$/, /^assets\/digits-.*\.json$/];

/** @type {Budget[]} */
export const budgets = [
  { what: 'a post, before its figure is needed', files: loader, zipped: true, most: 6e3 },
  { what: 'a figure and its engine', files: figure, zipped: true, most: 130e3 },
  {
    what: 'the JavaScript to the first flip, on the page',
    files: [...script, /^assets\/index-.*\.js$/],
    zipped: true,
    most: 60e3,
  },
  {
    what: 'the page, its classifier, and what may follow',
    files: [...figure, ...rest, ...classifier, /^index\.html$/, /^assets\/index-.*\.(js|css)$/],
    zipped: true,
    // Half of it is the rest of the module, which all figures and all kinds of ONNX files share.
    most: 480e3,
  },
  {
    what: 'deepfool.html, with all figures',
    files: [/^deepfool\.html$/],
    zipped: false,
    most: 1.8e6,
  },
];

/**
 * @param {Budget} budget
 * @returns {number} bytes
 */
export function size({ files, zipped }) {
  const dist = join(root, 'dist');
  const all = readdirSync(dist, { recursive: true }).map(String);
  /** @type {Set<string>} */
  const counted = new Set();
  /** @param {string} name */
  const count = (name) => {
    if (counted.has(name)) return;
    counted.add(name);
    if (!name.endsWith('.js')) return;
    // Static imports only: import(...) has a bracket.
    const imports = /(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g;
    for (const [, path] of readFileSync(join(dist, name), 'utf8').matchAll(imports)) {
      count(join(dirname(name), path));
    }
  };
  for (const wanted of files) {
    const found = all.filter((name) => wanted.test(name));
    if (found.length === 0) throw new Problem(`dist/ has no ${wanted}.`);
    found.forEach(count);
  }
  return [...counted]
    .map((name) => readFileSync(join(dist, name)))
    .reduce((sum, file) => sum + (zipped ? gzipSync(file) : file).length, 0);
}

/**
 * Adds to dist/ what is generated from comments, the library's reference and the figures' manifest, and the
 * licences.
 */
export async function describe() {
  await stage();
  cpSync(join(root, staging, 'reference'), join(root, 'dist/api'), { recursive: true });
  writeManifest('dist/custom-elements.json', 'deepfool.js');
  for (const name of ['LICENSE', 'LICENSE-APACHE', 'THIRD-PARTY.md']) {
    copyFileSync(join(root, staging, name), join(root, 'dist', name));
  }
}

await runAsScript(import.meta.url, async () => {
  ensureNodeModules();
  ensureTools(parts.wasm.tools);
  await step('Build the module', () => buildWithCMake('wasm', ['deepfool_module']));
  await step('Build the pages', parts.web.build);
  await step('Write the reference', describe);
  for (const budget of budgets) {
    const bytes = size(budget);
    const kb = (/** @type {number} */ n) => (n / 1000).toFixed(1);
    console.log(
      `${bytes > budget.most ? '✖' : '✔'} ${budget.what}: ${kb(bytes)} kB of ${kb(budget.most)}` +
        (budget.zipped ? ', gzip' : ''),
    );
  }
});
