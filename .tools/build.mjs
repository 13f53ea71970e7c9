// npm run build [native] [wasm] [web]: builds the parts named (wasm and web if none is), and of
// them what has changed.

import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Problem, modified, root, runAsScript, runInTerminal, step } from './run.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';

/** @typedef {{ tools: string[], build: () => void }} Part */

const headers = ['eigen', 'lbfgspp', 'protozero', 'catch2'];

/** @type {Record<string, Part>} */
export const parts = {
  native: {
    tools: ['compiler', 'cmake', 'ninja', 'json', ...headers],
    build: () => buildWithCMake('native'),
  },
  wasm: {
    tools: ['emscripten', 'cmake', 'ninja', ...headers],
    build: () => buildWithCMake('wasm'),
  },
  web: {
    tools: [],
    build: buildPages,
  },
};

/** Vite's configuration for the page in files: it builds it, and serves its sources. */
export const viteConfig = 'web/build/vite.config.js';

/** Builds the folder dist/, and in it deepfool.html, the page in one file. */
function buildPages() {
  for (const config of [viteConfig, 'web/build/single.config.js']) {
    must(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', config]);
  }
  copyFileSync(join(root, 'build/single/index.html'), join(root, 'dist/deepfool.html'));
}

/**
 * Configures a preset of CMakePresets.json, in build/PRESET, unless that is done.
 *
 * @param {'native' | 'debug' | 'wasm' | 'fuzz'} preset
 */
export function configure(preset) {
  // Ninja itself sees a change of CMakeLists.txt, but not one of the presets.
  if (modified(`build/${preset}/build.ninja`) < modified('CMakePresets.json')) {
    must('cmake', ['--preset', preset, ...(preset === 'wasm' ? emscripten() : [])]);
  }
}

/**
 * @returns {string[]} what emcmake would tell CMake. It would also overrule the preset, with a Node
 *   that is not the one at hand and a flag that this one may refuse.
 */
function emscripten() {
  const { stdout } = spawnSync('em-config', ['EMSCRIPTEN_ROOT'], { encoding: 'utf8' });
  return [
    `-DCMAKE_TOOLCHAIN_FILE=${stdout.trim()}/cmake/Modules/Platform/Emscripten.cmake`,
    `-DCMAKE_CROSSCOMPILING_EMULATOR=${process.execPath};--no-experimental-fetch`,
  ];
}

/**
 * Builds a preset of CMakePresets.json, in build/PRESET.
 *
 * @param {'native' | 'debug' | 'wasm' | 'fuzz'} preset
 * @param {string[]} [targets] all, if none
 */
export function buildWithCMake(preset, targets = []) {
  configure(preset);
  const named = targets.length > 0 ? ['--target', ...targets] : [];
  const jobs = ['--parallel', String(availableParallelism())];
  must('cmake', ['--build', `build/${preset}`, ...jobs, ...named]);
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function must(program, args) {
  const code = runInTerminal(program, args, { NODE_PATH: nodePath() });
  if (code !== 0) throw new Problem('The build failed: see the message above.');
}

/** Debian's emcc optimises with the npm package acorn, but does not look into the folder that Debian has it in. */
function nodePath() {
  return ['/usr/share/nodejs', process.env.NODE_PATH].filter(Boolean).join(':');
}

await runAsScript(import.meta.url, async () => {
  const asked = process.argv.length > 2 ? process.argv.slice(2) : ['wasm', 'web'];
  const unknown = asked.find((name) => !(name in parts));
  if (unknown) throw new Problem(`Nothing here is called '${unknown}': native, wasm and web are.`);
  ensureNodeModules();
  ensureTools(asked.flatMap((name) => parts[name].tools));
  for (const name of Object.keys(parts).filter((name) => asked.includes(name))) {
    await step(`Build ${name}`, parts[name].build);
  }
});
