// What is generated from comments: the library's reference, and the custom-elements manifest that tells
// editors of a figure's attributes, events, parts and CSS properties.

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, root, run } from './run.mjs';

/**
 * Writes the manifest.
 *
 * @param {string} file
 */
export async function writeManifest(file) {
  await must('node_modules/.bin/cem', [
    ...['analyze', '--quiet', '--config', '.tools/elements.config.mjs'],
    ...['--outdir', 'build/elements'],
  ]);
  copyFileSync(join(root, 'build/elements/custom-elements.json'), join(root, file));
}

/**
 * Writes pages about what a package exports.
 *
 * @param {string} folder of the package, with types
 * @param {string} out
 */
export async function writeReference(folder, out) {
  rmSync(join(root, out), { recursive: true, force: true });
  mkdirSync(join(root, 'build'), { recursive: true });
  const entries = ['index', 'inline'].map((name) => join(root, folder, `${name}.d.ts`));
  const compilerOptions = {
    ...{ strict: true, skipLibCheck: true, target: 'es2022' },
    ...{ module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom'], types: [] },
  };
  const config = 'build/reference.tsconfig.json';
  writeFileSync(join(root, config), JSON.stringify({ compilerOptions, files: entries }));
  // Its own TypeScript: it cannot do with the one that checks the sources.
  await must(process.execPath, [
    '.tools/reference/node_modules/typedoc/bin/typedoc',
    ...['--tsconfig', config, '--out', out, '--name', 'deepfool-wasm'],
    ...['--readme', join(folder, 'README.md'), '--excludePrivate', '--excludeInternal'],
    ...['--disableSources', '--hideGenerator', '--treatWarningsAsErrors'],
    ...['--validation.notExported', 'false', '--logLevel', 'Warn'],
    ...entries.flatMap((entry) => ['--entryPoints', entry]),
  ]);
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function must(program, args) {
  const { code, output } = await run(program, args, { quiet: true });
  if (code !== 0) throw new Problem(`${program} failed:\n${output}`);
}
