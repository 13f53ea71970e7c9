// npm test: installs what is missing, builds, runs the suites and ends with one line: 'N passed, N failed'.
// npm run test:all runs the slow ones, too: debug, native-slow, fuzz, browser-slow, firefox, webkit,
// bundlers and lighthouse.
//
// Suites run in turn. Browsers and npm leave much of two cores idle: what measures no time and is mere
// computing gets it, in the background, at the lowest priority, and prints when it has ended.
//
//   npm test -- --only native,wasm         these suites (their names are below)
//   npm test -- --only native "a name*"    of C++ tests, those that this filter of Catch2's names: a name,
//                                          with * for any letters, or a [tag]
//   npm test -- --only node module         of tests in Node, those in files with this in their name; if
//                                          there is no such file, the tests that this regular expression
//                                          names; of static checks, the one of this name
//   npm test -- --watch --only ...         again after each change of a file, until Ctrl-C

import { mkdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildWithCMake, parts } from './build.mjs';
import { filesIn } from './files.mjs';
import { lint, lintTools } from './lint.mjs';
import { Problem, root, run, runAsScript, startInBackground, step } from './run.mjs';
import { chromium, ensureNodeModules, ensureTools, firefox, miniBrowser } from './setup.mjs';

/** @typedef {{ passed: number, failed: number, names?: string[] }} Count  names: of the tests that failed */

/** @typedef {Count & { title: string }} Result of a suite */

/**
 * @typedef {object} Suite
 * @property {string} title
 * @property {boolean} [slow] runs in test:all only
 * @property {boolean} [background] runs beside the others, at the lowest priority
 * @property {boolean} [alone] measures times: runs when nothing else does, at the end
 * @property {string[]} tools
 * @property {(name?: string) => Promise<Count>} test all, or what the name names
 */

/** Tests in Node that do not take minutes. */
const quick = /(?<!\.slow|\.alone)\.test\.mjs$/;

/** The scenarios that have to work in every browser engine; by themselves they run in Chromium. */
const everyEngine = 'tests/browser/engines.test.mjs';

/** @type {Record<string, Suite>} */
const suites = {
  tools: {
    title: 'Build tools',
    tools: [],
    test: (name) => nodeTests(filesIn('tests/tools', quick), name),
  },
  native: {
    title: 'C++ tests, native',
    tools: parts.native.tools,
    test: (name) => cppTests('native', 'fast', name),
  },
  debug: {
    title: 'C++ tests, with assertions and sanitizers',
    slow: true,
    background: true,
    tools: parts.native.tools,
    test: (name) => cppTests('debug', 'fast', name),
  },
  'native-slow': {
    title: 'C++ tests that take minutes',
    slow: true,
    background: true,
    tools: parts.native.tools,
    test: (name) => cppTests('native', 'slow', name),
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
    test: (name) => cppTests('wasm', 'fast', name),
  },
  node: {
    title: 'The module in Node',
    tools: [...parts.native.tools, ...parts.wasm.tools, 'parallel'],
    test: async (name) => {
      buildWithCMake('native', ['deepfool']);
      buildWithCMake('wasm', ['deepfool_module']);
      return nodeTests(filesIn('tests/wasm', quick), name);
    },
  },
  browser: {
    title: 'The page in Chromium',
    tools: [...parts.native.tools, ...parts.wasm.tools, 'chromium'],
    test: (name) => inBrowsers(filesIn('tests/browser', quick), name),
  },
  'browser-slow': {
    title: 'The page in Chromium: tests that take minutes',
    slow: true,
    tools: [
      ...[...parts.native.tools, ...parts.wasm.tools],
      ...['chromium', 'jekyll', 'hugo', 'wordpress', 'nbconvert'],
    ],
    test: (name) => inBrowsers(filesIn('tests/browser', /\.slow\.test\.mjs$/), name),
  },
  firefox: {
    title: 'The page in Firefox',
    slow: true,
    tools: [...parts.wasm.tools, 'firefox'],
    test: (name) => inBrowsers([everyEngine], name, { ENGINE: 'firefox' }),
  },
  webkit: {
    title: 'The page in WebKit',
    slow: true,
    tools: [...parts.wasm.tools, 'webkit', 'xvfb'],
    test: (name) => inBrowsers([everyEngine], name, { ENGINE: 'webkit' }),
  },
  package: {
    title: 'The npm package',
    tools: [...parts.wasm.tools, 'chromium'],
    test: async (name) => {
      buildWithCMake('wasm', ['deepfool_module']);
      return nodeTests(filesIn('tests/package', quick), name, browsers());
    },
  },
  bundlers: {
    title: 'The npm package in bundlers and frameworks',
    slow: true,
    tools: [...parts.wasm.tools, 'chromium'],
    test: async (name) => {
      buildWithCMake('wasm', ['deepfool_module']);
      return nodeTests(filesIn('tests/package', /\.slow\.test\.mjs$/), name, browsers());
    },
  },
  lighthouse: {
    title: 'Lighthouse',
    slow: true,
    alone: true,
    tools: [...parts.wasm.tools, 'chromium'],
    test: (name) => inBrowsers(filesIn('tests/browser', /\.alone\.test\.mjs$/), name),
  },
  lint: {
    title: 'Static checks',
    background: true,
    tools: lintTools,
    test: lint,
  },
};

/**
 * @param {'native' | 'debug' | 'wasm'} preset
 * @param {'fast' | 'slow'} label
 * @param {string} [name] a filter of Catch2's, instead of the label
 * @returns {Promise<Count>}
 */
async function cppTests(preset, label, name) {
  // In the other trees there is something else to build that suites use.
  buildWithCMake(preset, preset === 'debug' ? ['unit_tests'] : []);
  const folder = ['--test-dir', `build/${preset}`];
  const all = ['ctest', ...folder, '--verbose', '--no-tests=error', '-j2', '-L', label];
  const program =
    preset === 'wasm'
      ? [process.execPath, '--no-experimental-fetch', 'build/wasm/unit_tests.cjs']
      : [`build/${preset}/unit_tests`];
  const [command, ...args] = name === undefined ? all : [...program, name];
  const { code, output } = await run(command, args);
  const sum = (/** @type {RegExp} */ number) =>
    [...output.matchAll(number)].reduce((total, match) => total + Number(match[1] ?? match[2]), 0);
  // Catch2 closes with 'All tests passed (A assertions in N test cases)' or
  // 'test cases: N | P passed | F failed'.
  return counted(
    code,
    sum(/\(\d+ assertions? in (\d+) test cases?\)|test cases:.*? (\d+) passed/g),
    sum(/test cases:.*? (\d+) failed/g),
    namesIn(output.split('The following tests FAILED:')[1], /^\s*\d+ - (.+) \(\w+\)/gm),
  );
}

/**
 * A minute of libFuzzer for each of tests/fuzz; what it finds interesting stays in build/fuzz/corpus.
 *
 * @param {string} [fuzzer] the only one to run
 * @returns {Promise<Count>}
 */
async function fuzz(fuzzer) {
  buildWithCMake('fuzz');
  const codes = await Promise.all(
    ['onnx_fuzz', 'digit_fuzz']
      .filter((name) => name === (fuzzer ?? name))
      .map(async (name) => {
        const corpus = `build/fuzz/corpus/${name}`;
        mkdirSync(corpus, { recursive: true });
        if (name === 'onnx_fuzz') await run('build/fuzz/onnx_seeds', [corpus]);
        const { code } = await run(`build/fuzz/${name}`, [
          ...['-max_total_time=60', '-timeout=20', '-rss_limit_mb=2048', '-max_len=8192'],
          ...[
            `-artifact_prefix=build/fuzz/${name}-`,
            '-print_final_stats=1',
            '-verbosity=0',
            corpus,
          ],
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
 * @param {string} [name]
 * @param {Record<string, string>} [env]
 * @returns {Promise<Count>}
 */
async function inBrowsers(files, name, env) {
  // What the page works out is held against the command.
  if (files.some((file) => !file.includes('engines'))) buildWithCMake('native', ['deepfool']);
  buildWithCMake('wasm', ['deepfool_module']);
  parts.web.build();
  return nodeTests(files, name, { ...browsers(), ...env });
}

/**
 * @param {string[]} files
 * @param {string} [name] of a file, or of tests
 * @param {Record<string, string>} [env]
 * @returns {Promise<Count>}
 */
async function nodeTests(files, name, env) {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const named = name === undefined ? files : files.filter((file) => file.includes(name));
  const which = named.length > 0 ? named : [`--test-name-pattern=${name}`, ...files];
  // One file at a time: two cores are few for a browser, and a test of speed wants one of them.
  const args = ['--test', '--test-reporter=spec', '--test-concurrency=1', ...which];
  const { code, output } = await run(process.execPath, args, { env });
  const number = (/** @type {string} */ name) =>
    Number(new RegExp(`^. ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return counted(
    code,
    number('pass'),
    number('fail') + number('cancelled'),
    namesIn(output.split('failing tests:')[1], /^✖ (.+) \([\d.]+ms\)$/gm),
  );
}

/**
 * A runner that fails without naming a failed test has failed all the same.
 *
 * @param {number} code the runner's exit code
 * @param {number} passed
 * @param {number} failed
 * @param {string[]} names of what failed
 * @returns {Count}
 */
function counted(code, passed, failed, names) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, names };
}

/** @param {string | undefined} list a runner's, of what failed @param {RegExp} pattern */
const namesIn = (list = '', pattern) => [...list.matchAll(pattern)].map(([, name]) => name);

/**
 * Runs suites, prints their counts and sets the exit code.
 *
 * @param {string[]} names of suites
 * @param {string} [name] of tests in them
 */
async function runSuites(names, name) {
  // What runs in the background uses what `native` has built.
  const background = names.includes('native') ? names.filter((it) => suites[it].background) : [];
  const others = names.filter((it) => !background.includes(it));
  const alone = others.filter((it) => suites[it].alone);
  const first = others.slice(0, others.indexOf('native') + 1);
  const then = others.filter((it) => !first.includes(it) && !alone.includes(it));

  const results = await inTurn(first, name);
  const inBackground = background.length > 0 ? runInBackground(background) : [];
  results.push(...(await inTurn(then, name)), ...(await inBackground));
  results.push(...(await inTurn(alone, name)));

  // In the background: whoever started this prints them.
  if (process.send) return void process.send(results);
  const lines = results.flatMap(({ title, passed, failed, names = [] }) => [
    `${title}: ${passed} passed, ${failed} failed`,
    ...names.map((test) => `  failed: ${test}`),
  ]);
  const sum = (/** @type {'passed' | 'failed'} */ what) =>
    results.reduce((total, result) => total + result[what], 0);
  console.log(`\n${lines.join('\n')}\n\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}

/**
 * @param {string[]} names of suites
 * @param {string} [name] of tests in them
 * @returns {Promise<Result[]>}
 */
async function inTurn(names, name) {
  const results = [];
  for (const { title, test } of names.map((suite) => suites[suite])) {
    let count = await step(title, () => test(name).catch(broken));
    if (count.passed + count.failed === 0) {
      console.error(`${title}: not one test ran.`);
      count = { passed: 0, failed: 1 };
    }
    results.push({ title, ...count });
  }
  return results;
}

/**
 * Runs suites by this same script in a process of lowest priority, and prints its output when it has
 * ended.
 *
 * @param {string[]} names of suites
 * @returns {Promise<Result[]>}
 */
async function runInBackground(names) {
  const log = 'build/background.txt';
  console.log(`\nIn the background from now on: ${names.join(', ')} (${log})`);
  const results = await startInBackground('.tools/test.mjs', ['--only', names.join()], log);
  process.stdout.write(readFileSync(join(root, log)));
  if (Array.isArray(results)) return results;
  return names.map((name) => ({ title: suites[name].title, passed: 0, failed: 1 }));
}

/**
 * Does some work now and after each change of a file, until the program is ended.
 *
 * @param {() => Promise<void>} work
 */
async function atEachChange(work) {
  let changed = true;
  let wake = () => {};
  for (const folder of ['src', 'web', 'tests', 'models']) {
    watch(join(root, folder), { recursive: true }, () => {
      changed = true;
      wake();
    });
  }
  for (;;) {
    if (!changed) await new Promise((resolve) => (wake = () => resolve(undefined)));
    await setTimeout(200); // an editor may write a file in several steps
    changed = false;
    await work();
    console.log('\nWaiting for a change ...');
  }
}

await runAsScript(import.meta.url, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true },
      all: { type: 'boolean' },
      watch: { type: 'boolean' },
    },
  });
  const all = Object.keys(suites);
  const usual = all.filter((name) => values.all || !suites[name].slow);
  const names = values.only?.flatMap((only) => only.split(',')) ?? usual;
  const unknown = names.find((name) => !(name in suites));
  if (unknown) throw new Problem(`There is no suite '${unknown}': there are ${all.join(', ')}.`);
  const [name, another] = positionals;
  if (another !== undefined || (name !== undefined && names.length !== 1)) {
    throw new Problem('Tests are named by one name in one suite: --only native "a name*"');
  }

  ensureNodeModules();
  ensureTools([...new Set(names.flatMap((suite) => suites[suite].tools))]);
  const work = () => runSuites(names, name);
  await (values.watch ? atEachChange(work) : work());
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
