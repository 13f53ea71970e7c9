// npm test [-- --only tools,native,wasm,node,browser,package,lint]: installs what is missing, builds, runs every
// suite and ends with one line: 'N passed, N failed'.

import { parseArgs } from 'node:util';
import { buildWithCMake, parts } from './build.mjs';
import { filesIn, lint, lintTools } from './lint.mjs';
import { Problem, run, runAsScript, step } from './run.mjs';
import { chromium, ensureNodeModules, ensureTools } from './setup.mjs';

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ title: string, tools: string[], test: () => Promise<Count> }} Suite */

/** @type {Record<string, Suite>} */
const suites = {
  tools: {
    title: 'Build tools',
    tools: [],
    test: () => nodeTests('tests/tools'),
  },
  native: {
    title: 'C++ tests, native',
    tools: parts.native.tools,
    test: () => ctest('native'),
  },
  wasm: {
    title: 'C++ tests, WebAssembly',
    tools: parts.wasm.tools,
    test: () => ctest('wasm'),
  },
  node: {
    title: 'The module in Node',
    tools: [...parts.native.tools, ...parts.wasm.tools],
    test: async () => {
      buildWithCMake('native', ['deepfool']);
      buildWithCMake('wasm', ['deepfool_module']);
      return nodeTests('tests/wasm');
    },
  },
  browser: {
    title: 'The page in Chromium',
    tools: [...parts.wasm.tools, 'chromium'],
    test: async () => {
      buildWithCMake('wasm', ['deepfool_module']);
      parts.web.build();
      return nodeTests('tests/browser', { CHROMIUM_PATH: chromium() ?? '' });
    },
  },
  package: {
    title: 'The npm package',
    tools: [...parts.wasm.tools, 'chromium'],
    test: async () => {
      buildWithCMake('wasm', ['deepfool_module']);
      return nodeTests('tests/package', { CHROMIUM_PATH: chromium() ?? '' });
    },
  },
  lint: {
    title: 'Static checks',
    tools: lintTools,
    test: lint,
  },
};

/**
 * @param {'native' | 'wasm'} preset
 * @returns {Promise<Count>}
 */
async function ctest(preset) {
  buildWithCMake(preset);
  const args = ['--test-dir', `build/${preset}`, '--verbose', '--no-tests=error', '-j2'];
  const { code, output } = await run('ctest', args);
  const sum = (/** @type {RegExp} */ number) =>
    [...output.matchAll(number)].reduce((total, match) => total + Number(match[1] ?? match[2]), 0);
  // Catch2 closes with 'All tests passed (A assertions in N test cases)' or
  // 'test cases: N | P passed | F failed'.
  return counted(
    code,
    sum(/\(\d+ assertions? in (\d+) test cases?\)|test cases:.*? (\d+) passed/g),
    sum(/test cases:.*? (\d+) failed/g),
  );
}

/**
 * @param {string} folder with *.test.mjs in it
 * @param {Record<string, string>} [env]
 * @returns {Promise<Count>}
 */
async function nodeTests(folder, env) {
  const files = filesIn(folder, /\.test\.mjs$/);
  if (files.length === 0) return { passed: 0, failed: 0 };
  // One file at a time: two cores are few for a browser, and a test of speed wants one of them.
  const args = ['--test', '--test-reporter=spec', '--test-concurrency=1', ...files];
  const { code, output } = await run(process.execPath, args, { env });
  const number = (/** @type {string} */ name) =>
    Number(new RegExp(`^. ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return counted(code, number('pass'), number('fail') + number('cancelled'));
}

/**
 * A runner that fails without naming a failed test has failed all the same.
 *
 * @param {number} code the runner's exit code
 * @param {number} passed
 * @param {number} failed
 * @returns {Count}
 */
function counted(code, passed, failed) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

await runAsScript(import.meta.url, async () => {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const all = Object.keys(suites);
  const names = values.only?.flatMap((only) => only.split(',')) ?? all;
  const unknown = names.find((name) => !(name in suites));
  if (unknown) throw new Problem(`There is no suite '${unknown}': there are ${all.join(', ')}.`);

  ensureNodeModules();
  ensureTools([...new Set(names.flatMap((name) => suites[name].tools))]);

  const lines = [];
  const sum = { passed: 0, failed: 0 };
  for (const { title, test } of names.map((name) => suites[name])) {
    let count = await step(title, () => test().catch(broken));
    if (count.passed + count.failed === 0) {
      console.error(`${title}: not one test ran.`);
      count = { passed: 0, failed: 1 };
    }
    lines.push(`${title}: ${count.passed} passed, ${count.failed} failed`);
    sum.passed += count.passed;
    sum.failed += count.failed;
  }
  console.log(`\n${lines.join('\n')}\n\n${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
});

/**
 * A suite that could not be built has failed; the others still run.
 *
 * @param {unknown} error
 * @returns {Count}
 */
function broken(error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  return { passed: 0, failed: 1 };
}
