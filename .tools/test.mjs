// npm test [-- --only tools,native,wasm,node,browser,package,lint]: installs what is missing, builds, runs the
// suites and ends with one line: 'N passed, N failed'. npm run test:all runs the slow ones, too:
// native-slow, fuzz, browser-slow, firefox, webkit and bundlers.

import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildWithCMake, parts } from './build.mjs';
import { filesIn, lint, lintTools } from './lint.mjs';
import { Problem, run, runAsScript, step } from './run.mjs';
import { chromium, ensureNodeModules, ensureTools, firefox, miniBrowser } from './setup.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * @typedef {object} Suite
 * @property {string} title
 * @property {boolean} [slow] runs in test:all only
 * @property {string[]} tools
 * @property {() => Promise<Count>} test
 */

/** Tests in Node that do not take minutes. */
const quick = /(?<!\.slow)\.test\.mjs$/;

/** The scenarios that have to work in every browser engine; by themselves they run in Chromium. */
const everyEngine = 'tests/browser/engines.test.mjs';

/** @type {Record<string, Suite>} */
const suites = {
  tools: {
    title: 'Build tools',
    tools: [],
    test: () => nodeTests(filesIn('tests/tools', quick)),
  },
  native: {
    title: 'C++ tests, native',
    tools: parts.native.tools,
    test: () => ctest('native', '-j2'),
  },
  'native-slow': {
    title: 'C++ tests that take minutes',
    slow: true,
    tools: parts.native.tools,
    test: () => ctest('native', '-j2', '-C', 'Slow', '-R', 'slow'),
  },
  fuzz: {
    title: 'Fuzzers',
    slow: true,
    tools: ['fuzzer', ...parts.native.tools],
    test: fuzz,
  },
  wasm: {
    title: 'C++ tests, WebAssembly',
    tools: parts.wasm.tools,
    test: () => ctest('wasm', '-j2'),
  },
  node: {
    title: 'The module in Node',
    tools: [...parts.native.tools, ...parts.wasm.tools],
    test: async () => {
      buildWithCMake('native', ['deepfool']);
      buildWithCMake('wasm', ['deepfool_module']);
      return nodeTests(filesIn('tests/wasm', quick));
    },
  },
  browser: {
    title: 'The page in Chromium',
    tools: [...parts.wasm.tools, 'chromium'],
    test: () => inBrowsers(filesIn('tests/browser', quick)),
  },
  'browser-slow': {
    title: 'The page in Chromium: tests that take minutes',
    slow: true,
    tools: [...parts.wasm.tools, 'chromium', 'jekyll', 'hugo', 'nbconvert'],
    test: () => inBrowsers(filesIn('tests/browser', /\.slow\.test\.mjs$/)),
  },
  firefox: {
    title: 'The page in Firefox',
    slow: true,
    tools: [...parts.wasm.tools, 'firefox'],
    test: () => inBrowsers([everyEngine], { ENGINE: 'firefox' }),
  },
  webkit: {
    title: 'The page in WebKit',
    slow: true,
    tools: [...parts.wasm.tools, 'webkit', 'xvfb'],
    test: () => inBrowsers([everyEngine], { ENGINE: 'webkit' }),
  },
  package: {
    title: 'The npm package',
    tools: [...parts.wasm.tools, 'chromium'],
    test: async () => {
      buildWithCMake('wasm', ['deepfool_module']);
      return nodeTests(filesIn('tests/package', quick), browsers());
    },
  },
  bundlers: {
    title: 'The npm package in bundlers and frameworks',
    slow: true,
    tools: [...parts.wasm.tools, 'chromium'],
    test: async () => {
      buildWithCMake('wasm', ['deepfool_module']);
      return nodeTests(filesIn('tests/package', /\.slow\.test\.mjs$/), browsers());
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
 * @param {...string} options
 * @returns {Promise<Count>}
 */
async function ctest(preset, ...options) {
  buildWithCMake(preset);
  const args = ['--test-dir', `build/${preset}`, '--verbose', '--no-tests=error', ...options];
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
 * A minute of libFuzzer for each of tests/fuzz; what it finds interesting stays in build/fuzz/corpus.
 *
 * @returns {Promise<Count>}
 */
async function fuzz() {
  buildWithCMake('fuzz');
  const codes = await Promise.all(
    ['onnx_fuzz', 'digit_fuzz'].map(async (name) => {
      const corpus = `build/fuzz/corpus/${name}`;
      mkdirSync(corpus, { recursive: true });
      if (name === 'onnx_fuzz') await run('build/fuzz/onnx_seeds', [corpus]);
      const { code } = await run(`build/fuzz/${name}`, [
        ...['-max_total_time=60', '-timeout=20', '-rss_limit_mb=2048', '-max_len=8192'],
        ...[`-artifact_prefix=build/fuzz/${name}-`, '-print_final_stats=1', '-verbosity=0', corpus],
      ]);
      return code;
    }),
  );
  const failed = codes.filter((code) => code !== 0).length;
  return { passed: codes.length - failed, failed };
}

/** Where the browsers are, for the tests. */
function browsers() {
  return {
    CHROMIUM_PATH: chromium() ?? '',
    FIREFOX_PATH: firefox() ?? '',
    MINIBROWSER_PATH: miniBrowser() ?? '',
  };
}

/**
 * Runs tests of the built page.
 *
 * @param {string[]} files
 * @param {Record<string, string>} [env]
 * @returns {Promise<Count>}
 */
async function inBrowsers(files, env) {
  buildWithCMake('wasm', ['deepfool_module']);
  parts.web.build();
  return nodeTests(files, { ...browsers(), ...env });
}

/**
 * @param {string[]} files
 * @param {Record<string, string>} [env]
 * @returns {Promise<Count>}
 */
async function nodeTests(files, env) {
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
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, all: { type: 'boolean' } },
  });
  const all = Object.keys(suites);
  const usual = all.filter((name) => values.all || !suites[name].slow);
  const names = values.only?.flatMap((only) => only.split(',')) ?? usual;
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
