// Installs what is missing: node_modules with npm, and the toolchain with Debian's apt-get.
// Uses nothing but Node itself, since it runs before anything is installed.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem, modified, runInTerminal } from './run.mjs';

/**
 * A tool and how to get it. A tool is told by what it can do, not by who packaged it.
 *
 * @typedef {object} Tool
 * @property {string} what its name for people
 * @property {() => boolean} found
 * @property {string[]} debian packages
 * @property {string} brew formula or cask; '' where macOS has it
 */

/** Where Debian puts the themes of WordPress. */
const wordPressThemes = '/var/lib/wordpress/wp-content/themes/';

/** @type {Record<string, Tool>} */
export const tools = {
  compiler: {
    what: 'a C++17 compiler',
    found: () => Boolean(onPath('c++') ?? onPath('g++') ?? onPath('clang++')),
    debian: ['g++'],
    brew: '',
  },
  cmake: {
    what: 'CMake 3.21 or newer',
    found: () => atLeast(version('cmake'), [3, 21]),
    debian: ['cmake'],
    brew: 'cmake',
  },
  ninja: {
    what: 'Ninja',
    found: () => Boolean(onPath('ninja')),
    debian: ['ninja-build'],
    brew: 'ninja',
  },
  emscripten: {
    what: 'Emscripten 3.1.6 or newer',
    found: () => atLeast(version('emcc'), [3, 1, 6]),
    debian: ['emscripten'],
    brew: 'emscripten',
  },
  eigen: {
    what: 'Eigen 3.4',
    found: () => hasHeader('eigen3/Eigen/Core'),
    debian: ['libeigen3-dev'],
    brew: 'eigen@3',
  },
  lbfgspp: {
    what: 'LBFGSpp',
    found: () => hasHeader('LBFGSB.h'),
    debian: ['liblbfgspp-dev'],
    brew: 'lbfgspp',
  },
  protozero: {
    what: 'protozero',
    found: () => hasHeader('protozero/pbf_reader.hpp'),
    debian: ['libprotozero-dev'],
    brew: 'protozero',
  },
  json: {
    what: 'nlohmann/json',
    found: () => hasHeader('nlohmann/json.hpp'),
    debian: ['nlohmann-json3-dev'],
    brew: 'nlohmann-json',
  },
  catch2: {
    what: 'Catch2',
    found: () => hasHeader('catch2/catch.hpp') || hasHeader('catch2/catch_all.hpp'),
    debian: ['catch2'],
    brew: 'catch2',
  },
  chromium: {
    what: 'Chromium',
    found: () => chromium() !== undefined,
    debian: ['chromium'],
    brew: '--cask google-chrome',
  },
  firefox: {
    what: 'Firefox',
    found: () => firefox() !== undefined,
    debian: ['firefox-esr'],
    brew: '--cask firefox',
  },
  webkit: {
    what: 'WebKitGTK with its MiniBrowser and driver, on Linux',
    found: () => miniBrowser() !== undefined && Boolean(onPath('WebKitWebDriver')),
    debian: ['webkit2gtk-driver'],
    brew: '',
  },
  xvfb: {
    what: 'Xvfb, on Linux',
    found: () => Boolean(onPath('xvfb-run') && onPath('xauth')),
    debian: ['xvfb', 'xauth'],
    brew: '',
  },
  fuzzer: {
    what: "Clang with libFuzzer's runtime, 14 or newer",
    found: () => linksFuzzers(),
    debian: ['clang', 'libclang-rt-14-dev'],
    brew: 'llvm',
  },
  jekyll: {
    what: 'Jekyll, with kramdown and the theme minima',
    found: () =>
      Boolean(onPath('jekyll')) && spawnSync('ruby', ['-e', 'gem "minima"']).status === 0,
    debian: ['jekyll', 'jekyll-theme-minima'],
    brew: '',
  },
  hugo: {
    what: 'Hugo',
    found: () => Boolean(onPath('hugo')),
    debian: ['hugo'],
    brew: 'hugo',
  },
  wordpress: {
    what: 'WordPress in /usr/share, with its themes, and PHP',
    found: () =>
      Boolean(onPath('php')) &&
      ['one', 'two', 'three'].every((year) => existsSync(`${wordPressThemes}twentytwenty${year}`)),
    debian: [
      ...['wordpress', 'php-cli', 'wordpress-theme-twentytwentyone'],
      ...['wordpress-theme-twentytwentytwo', 'wordpress-theme-twentytwentythree'],
    ],
    brew: '',
  },
  parallel: {
    what: 'GNU parallel',
    found: () => Boolean(onPath('parallel')),
    debian: ['parallel'],
    brew: 'parallel',
  },
  nbconvert: {
    what: 'nbconvert',
    found: () => Boolean(onPath('jupyter-nbconvert')),
    debian: ['jupyter-nbconvert'],
    brew: 'jupyterlab',
  },
  'clang-format': {
    what: 'clang-format',
    found: () => Boolean(onPath('clang-format')),
    debian: ['clang-format'],
    brew: 'clang-format',
  },
  'clang-tidy': {
    what: 'clang-tidy',
    found: () => Boolean(onPath('clang-tidy')),
    debian: ['clang-tidy'],
    brew: 'llvm',
  },
};

/** Installs the packages of package-lock.json where they are missing or older than it. */
export function ensureNodeModules() {
  if (!atLeast(process.versions.node.split('.').map(Number), [20, 19])) {
    throw new Problem(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
  }
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return;
  console.log('Installing the packages of package-lock.json with npm ...');
  if (runInTerminal('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']) !== 0) {
    throw new Problem(
      'npm ci failed: see its message above. Once it is put right, run this again.',
    );
  }
}

/**
 * Installs the tools that are missing, or says in one message how to.
 *
 * @param {string[]} names keys of `tools`
 */
export function ensureTools(names) {
  const missing = () => names.map((name) => tools[name]).filter((tool) => !tool.found());
  const before = missing();
  if (before.length === 0) return;
  const refusal = installWithApt(before.flatMap((tool) => tool.debian));
  const after = missing();
  if (after.length > 0) throw new Problem(howToInstall(after, refusal));
}

/**
 * @param {Tool[]} missing
 * @param {string} [why] why they could not be installed from here
 * @returns {string} what is missing and how to get it on each system
 */
function howToInstall(missing, why = '') {
  const debian = missing.flatMap((tool) => tool.debian).join(' ');
  const formulae = missing
    .map((tool) => tool.brew)
    .filter((name) => name && !name.startsWith('--'));
  const casks = missing.map((tool) => tool.brew).filter((name) => name.startsWith('--'));
  const brew = [
    ...(missing.includes(tools.compiler) ? ['xcode-select --install'] : []),
    ...(formulae.length > 0 ? [`brew install ${formulae.join(' ')}`] : []),
    ...casks.map((name) => `brew install ${name}`),
  ].join(' && ');
  const names = missing.map((tool) => tool.what).join(', ');
  return [
    `Missing: ${names}.${why && ` ${why}`}`,
    'Install it, and run this command again:',
    `  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install --no-install-recommends ${debian}`,
    `  macOS:           ${brew || 'cannot be had there'}`,
    '  Windows:         wsl --install -d Debian, and in it Node 20.19 or newer and the line for Debian',
  ].join('\n');
}

/** @returns {string | undefined} the path of a Chromium (CHROMIUM_PATH names another) */
export function chromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const mac = ['Chromium', 'Google Chrome'].map(
    (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
  );
  return onPath('chromium') ?? onPath('google-chrome') ?? mac.find((path) => existsSync(path));
}

/** @returns {string | undefined} the path of a Firefox (FIREFOX_PATH names another) */
export function firefox() {
  if (process.env.FIREFOX_PATH) return process.env.FIREFOX_PATH;
  const mac = '/Applications/Firefox.app/Contents/MacOS/firefox';
  return onPath('firefox-esr') ?? onPath('firefox') ?? (existsSync(mac) ? mac : undefined);
}

/** @returns {string | undefined} the path of WebKitGTK's browser, which is on no PATH */
export function miniBrowser() {
  const libraries = ['/usr/lib', '/usr/libexec'].flatMap((folder) => [
    folder,
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ]);
  return libraries
    .flatMap((library) =>
      ['6.0', '4.1', '4.0'].flatMap((version) => [
        join(library, `webkit2gtk-${version}`, 'MiniBrowser'),
        join(library, `webkitgtk-${version}`, 'MiniBrowser'),
      ]),
    )
    .find((path) => existsSync(path));
}

/**
 * @param {string[]} packages
 * @returns {string} why they could not be installed, or ''
 */
function installWithApt(packages) {
  if (!onPath('apt-get')) return 'There is no apt-get here to install it with.';
  const asRoot = process.getuid?.() === 0 ? [] : sudo();
  if (!asRoot) return 'Installing it needs root, or a sudo that works.';
  const apt = (/** @type {string[]} */ ...args) => {
    const command = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return runInTerminal(command[0], command.slice(1));
  };
  console.log(`Installing ${packages.join(' ')} with apt-get ...`);
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  apt('update', ...wait);
  const code = apt('install', '-y', '--no-install-recommends', ...wait, ...packages);
  return code === 0 ? '' : 'apt-get could not install it: see its message above.';
}

/** @returns {string[] | undefined} how to become root: without a question where nobody can answer */
function sudo() {
  if (!onPath('sudo')) return undefined;
  if (spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) return ['sudo', '-n'];
  return process.stdin.isTTY ? ['sudo'] : undefined;
}

/** @returns {boolean} whether Clang is there, and its sanitizers' runtime, too */
function linksFuzzers() {
  const input = 'extern "C" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }';
  const flags = ['-fsanitize=fuzzer,address,undefined', '-x', 'c++', '-', '-o', '/dev/null'];
  return spawnSync('clang++', flags, { input, stdio: 'pipe' }).status === 0;
}

/**
 * @param {string} program
 * @returns {string | undefined} where PATH has it
 */
function onPath(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    });
}

/**
 * @param {string} header
 * @returns {boolean} whether it lies where a compiler or CMake would look
 */
function hasHeader(header) {
  const prefixes = (process.env.CMAKE_PREFIX_PATH ?? '').split(delimiter).filter(Boolean);
  const brewed = ['/opt/homebrew', '/usr/local'].flatMap((brew) => [brew, `${brew}/opt/eigen@3`]);
  return [...prefixes, '/usr', ...brewed].some((prefix) =>
    existsSync(join(prefix, 'include', header)),
  );
}

/**
 * @param {string} program
 * @returns {number[]} the first version number that `program --version` prints, or none
 */
function version(program) {
  if (!onPath(program)) return [];
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return (/\d+(\.\d+)+/.exec(stdout)?.[0] ?? '').split('.').filter(Boolean).map(Number);
}

/**
 * @param {number[]} found
 * @param {number[]} wanted
 */
function atLeast(found, wanted) {
  if (found.length === 0) return false;
  const differs = wanted.findIndex((part, i) => (found[i] ?? 0) !== part);
  return differs === -1 || (found[differs] ?? 0) > wanted[differs];
}
