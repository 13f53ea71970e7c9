// npm run package: makes build/deepfool-wasm-VERSION.tgz, the library for other people's projects.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWithCMake, parts } from './build.mjs';
import { writeManifest } from './elements.mjs';
import { writeTypes } from './package_types.mjs';
import { writeReference } from './reference.mjs';
import { root, runAsScript, runQuietly, step } from './run.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';

/** Where the package lies before it is packed. */
export const staging = 'build/package';

/**
 * Makes the package of what is built, and its tarball.
 *
 * @returns {Promise<string>} the tarball's path
 */
export async function pack() {
  const version = await stage();
  await runQuietly('npm', ['pack', '--silent', `./${staging}`, '--pack-destination', 'build']);
  return join(root, `build/deepfool-wasm-${version}.tgz`);
}

/**
 * Makes the package's folder of what is built.
 *
 * @returns {Promise<string>} its version
 */
export async function stage() {
  rmSync(join(root, staging), { recursive: true, force: true });
  mkdirSync(join(root, staging), { recursive: true });
  const copy = (/** @type {string} */ from, /** @type {string} */ to) =>
    copyFileSync(join(root, from), join(root, staging, to));

  // Not imported above: only now is Vite sure to be installed.
  const { models, writePackageScripts } = await import('../web/build/package_scripts.js');
  await writePackageScripts(join(root, staging));
  copy('build/wasm/deepfool.wasm', 'deepfool.wasm');
  for (const name of ['README.md', 'CHANGELOG.md', 'THIRD-PARTY.md']) {
    copy(`web/package/${name}`, name);
  }
  copy('LICENSE', 'LICENSE');
  copy('node_modules/comlink/LICENSE', 'LICENSE-APACHE');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const described = JSON.parse(readFileSync(join(root, 'web/package/package.json'), 'utf8'));
  writeFileSync(
    join(root, staging, 'package.json'),
    `${JSON.stringify({ ...described, version }, null, 2)}\n`,
  );

  writeManifest(`${staging}/custom-elements.json`, 'elements.js');
  await writeTypes(staging, models);
  await writeReference(`${staging}/types/package/index.d.ts`, `${staging}/reference`);
  return version;
}

await runAsScript(import.meta.url, async () => {
  ensureNodeModules();
  ensureTools(parts.wasm.tools);
  await step('Build the module', () => buildWithCMake('wasm', ['deepfool_module']));
  console.log(await step('Pack', pack));
});
