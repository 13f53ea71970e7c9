// npm run lint: the static checks. npm run format puts right what clang-format and Prettier find.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configure, parts } from './build.mjs';
import { filesIn } from './files.mjs';
import { importCircles, longFiles } from './house.mjs';
import { Problem, modified, root, run, runAsScript, step } from './run.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';

/** A check passes with exit code 0; what it prints says why it did not. */
/** @typedef {{ name: string, check: () => Promise<{ code: number, output: string }> }} Check */

export const lintTools = ['clang-format', 'clang-tidy', ...parts.native.tools];

/** @type {Check[]} */
export const checks = [
  {
    name: 'clang-format',
    check: () => run('clang-format', ['--dry-run', '-Werror', ...cppFiles()], { quiet: true }),
  },
  { name: 'clang-tidy', check: tidy },
  { name: 'Prettier', check: () => npmBin('prettier', ['--check', '--log-level=warn', '.']) },
  {
    name: 'ESLint',
    check: () =>
      npmBin('eslint', [
        '-c',
        'web/eslint.config.js',
        '--max-warnings=0',
        'web',
        'tests',
        '.tools',
      ]),
  },
  { name: 'TypeScript', check: () => npmBin('tsc', ['-p', 'web']) },
  { name: 'no trace of one machine', check: traces },
  { name: 'no import circle in web', check: async () => found(await importCircles()) },
  { name: 'no file over 400 lines', check: async () => found(longFiles()) },
];

/** @returns {string[]} the C++ sources and headers */
export function cppFiles() {
  return ['src', 'tests'].flatMap((folder) => filesIn(folder, /\.(cpp|h)$/));
}

/**
 * @param {string} name a command of an npm package
 * @param {string[]} args
 */
export function npmBin(name, args) {
  return run(join(root, 'node_modules/.bin', name), args, { quiet: true });
}

/** clang-tidy on the sources, two at a time, and of them on those that changed since they passed. */
async function tidy() {
  configure('native');
  const common = ['.clang-tidy', ...filesIn('src', /\.h$/)].map((path) => modified(path));
  const passed = (/** @type {string} */ file) => join('build/tidy', `${file}.passed`);
  const queue = filesIn('src', /\.cpp$/)
    // What compiles only under Emscripten has no native command to be checked with.
    .filter((file) => !file.startsWith('src/bindings/'))
    .filter((file) => modified(passed(file)) < Math.max(modified(file), ...common));
  let code = 0;
  let output = '';
  const worker = async () => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      const result = await run('clang-tidy', ['--quiet', '-p', 'build/native', file], {
        quiet: true,
      });
      if (result.code === 0) {
        mkdirSync(join(root, passed(file), '..'), { recursive: true });
        writeFileSync(join(root, passed(file)), '');
      } else {
        code = result.code;
        output += result.output;
      }
    }
  };
  await Promise.all([worker(), worker()]);
  return { code, output };
}

/**
 * @param {string[]} places what a check has found
 * @returns {{ code: number, output: string }}
 */
function found(places) {
  return { code: places.length, output: places.join('\n') };
}

/** Nothing of the machine that it was made on: no registry in a lock file, no folder of a user. */
async function traces() {
  const places = [];
  for (const path of ['package-lock.json', ...filesIn('tests', /^package-lock\.json$/)]) {
    if (/"resolved": *"http/.test(readFileSync(join(root, path), 'utf8'))) {
      places.push(`${path}: names a registry; .npmrc says how to leave it out`);
    }
  }
  const text = /\.(js|mjs|cpp|h|py|json|md|txt|html|css|yml)$/;
  const folders = ['.ci', '.github', '.tools', 'models', 'src', 'tests', 'web'];
  for (const path of folders.flatMap((folder) => filesIn(folder, text))) {
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    lines.forEach((line, i) => {
      if (/\/(home|root|Users|work)\/\w/.test(line))
        places.push(`${path}:${i + 1}: ${line.trim()}`);
    });
  }
  return found(places);
}

/**
 * @param {string} [only] the name of one check
 * @returns {Promise<{ passed: number, failed: number, names: string[] }>} how many checks did, and which failed
 */
export async function lint(only) {
  const wanted = checks.filter(({ name }) => name === (only ?? name));
  if (wanted.length === 0) {
    throw new Problem(`There is no check '${only}': ${checks.map(({ name }) => name).join(', ')}.`);
  }
  let passed = 0;
  /** @type {string[]} */
  const names = [];
  for (const { name, check } of wanted) {
    const start = performance.now();
    const { code, output } = await check();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds} s)`);
    if (code === 0) passed += 1;
    else {
      names.push(name);
      console.log(output);
    }
  }
  return { passed, failed: names.length, names };
}

await runAsScript(import.meta.url, async () => {
  ensureNodeModules();
  ensureTools(lintTools);
  const { failed } = await step('Static checks', () => lint(process.argv[2]));
  process.exitCode = failed === 0 ? 0 : 1;
});
