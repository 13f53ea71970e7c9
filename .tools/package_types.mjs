// The types of the npm package, from the comments of its sources.

import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { elementsOf, htmlTypes, reactTypes, vueTypes } from './element_types.mjs';
import { filesIn } from './files.mjs';
import { root, runQuietly } from './run.mjs';

/** Types that only the DOM's library and Node's have: platform.d.ts stands in for these. */
const platform = /\b(URL|AbortSignal)\b/;

/**
 * Writes them: of the main entry types/package/index.d.ts and what it imports, of the elements
 * types/elements.d.ts, react.d.ts and vue.d.ts.
 *
 * @param {string} staging the package's folder, with custom-elements.json
 * @param {string[]} models the classifiers that it has
 */
export async function writeTypes(staging, models) {
  await runQuietly('node_modules/.bin/tsc', ['-p', 'web/package']);
  const copy = (/** @type {string} */ name, /** @type {string} */ to) =>
    copyFileSync(join(root, 'web/package', name), join(root, staging, to));
  for (const name of models) copy('model.d.ts', `models/${name}.d.ts`);
  copy('platform.d.ts', 'types/platform.d.ts');

  const manifest = readFileSync(join(root, staging, 'custom-elements.json'), 'utf8');
  const elements = elementsOf(JSON.parse(manifest));
  for (const [name, types] of Object.entries({
    elements: htmlTypes,
    react: reactTypes,
    vue: vueTypes,
  })) {
    writeFileSync(join(root, staging, `types/${name}.d.ts`), types(elements));
  }

  const reached = reachedFrom(join(root, staging, 'types/package/index.d.ts'));
  for (const file of filesIn(`${staging}/types`, /./).map((path) => join(root, path))) {
    if (file === join(root, staging, 'types', basename(file))) continue;
    const text = readFileSync(file, 'utf8');
    if (!reached.has(file)) rmSync(file);
    else if (platform.test(text)) {
      writeFileSync(file, `import type { URL, AbortSignal } from '../platform.js';\n${text}`);
    }
  }
}

/**
 * @param {string} file with types
 * @param {Set<string>} [reached]
 * @returns {Set<string>} it and the files that it imports
 */
function reachedFrom(file, reached = new Set()) {
  if (reached.has(file)) return reached;
  reached.add(file);
  // Comments import nothing.
  const code = readFileSync(file, 'utf8').replace(/\/\*.*?\*\//gs, '');
  for (const [, path] of code.matchAll(/(?:from |import\()'(\.[^']*)\.js'/g)) {
    reachedFrom(resolve(dirname(file), `${path}.d.ts`), reached);
  }
  return reached;
}
