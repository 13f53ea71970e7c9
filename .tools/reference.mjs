// The library's reference, generated from comments.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runQuietly } from './run.mjs';

/**
 * Writes pages about what the npm package exports.
 *
 * @param {string} types of its main entry
 * @param {string} out
 */
export async function writeReference(types, out) {
  rmSync(join(root, out), { recursive: true, force: true });
  mkdirSync(join(root, 'build'), { recursive: true });
  const compilerOptions = {
    ...{ strict: true, skipLibCheck: true, target: 'es2022' },
    ...{ module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom'], types: [] },
  };
  const config = 'build/reference.tsconfig.json';
  writeFileSync(
    join(root, config),
    JSON.stringify({ compilerOptions, files: [join(root, types)] }),
  );
  // Its own TypeScript: it cannot do with the one that checks the sources.
  await runQuietly(process.execPath, [
    '.tools/reference/node_modules/typedoc/bin/typedoc',
    ...['--tsconfig', config, '--out', out, '--name', 'deepfool-wasm'],
    ...['--readme', 'web/package/README.md', '--excludePrivate', '--excludeInternal'],
    ...['--disableSources', '--hideGenerator', '--treatWarningsAsErrors'],
    ...['--validation.notExported', 'false', '--logLevel', 'Warn'],
    ...['--entryPoints', join(root, types)],
  ]);
}
