// npm run package: makes build/deepfool-wasm-VERSION.tgz, the library for other people's projects.
// Nothing is bundled: the sources lie in one folder, with the module beside them.

import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWithCMake, parts } from './build.mjs';
import { writeManifest, writeReference } from './reference.mjs';
import { Problem, root, run, runAsScript, step } from './run.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';

/** Where the package lies before it is packed. */
export const staging = 'build/package';

/** Files of web/engine that the package has; others of their names are its own. */
const engine = [
  ...['attack_options', 'classifiers', 'core', 'engine', 'errors', 'fetched_model', 'input_range', 'option_table', 'pool', 'thread', 'types'],
  ...['worker_calls', 'worker_watch'],
];
const own = ['index', 'inline', 'open_core', 'open_worker', 'worker'];

/** Where everything is, once it is in one folder. @type {[RegExp, string][]} */
const moved = [
  [/'deepfool-module'/g, "'./deepfool_module.js'"],
  [/'comlink'/g, "'./comlink.js'"],
  [/'\.\.\/engine\//g, "'./"],
  [/'\.\.\/\.\.\/build\/wasm\//g, "'./"],
  [/'\.\.\/\.\.\/models\//g, "'./models/"],
];

/**
 * Makes the package of what is built, and its tarball.
 *
 * @returns {Promise<string>} the tarball's path
 */
export async function pack() {
  const version = await stage();
  await must('npm', ['pack', '--silent', `./${staging}`, '--pack-destination', 'build']);
  return join(root, `build/deepfool-wasm-${version}.tgz`);
}

/**
 * Makes the package's folder of what is built.
 *
 * @returns {Promise<string>} its version
 */
export async function stage() {
  rmSync(join(root, staging), { recursive: true, force: true });
  mkdirSync(join(root, staging, 'models'), { recursive: true });
  const copy = (/** @type {string} */ from, /** @type {string} */ to) =>
    copyFileSync(join(root, from), join(root, staging, to));
  const write = (/** @type {string} */ name, /** @type {string} */ text) =>
    writeFileSync(join(root, staging, name), text);
  const source = (/** @type {string} */ path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return moved.reduce((text, [from, to]) => text.replace(from, to), text);
  };

  for (const name of engine) write(`${name}.js`, source(`web/engine/${name}.js`));
  for (const name of own) write(`${name}.js`, source(`web/package/${name}.js`));
  for (const name of ['README.md', 'CHANGELOG.md', 'THIRD-PARTY.md']) {
    copy(`web/package/${name}`, name);
  }
  copy('LICENSE', 'LICENSE');
  copy('node_modules/comlink/LICENSE', 'LICENSE-APACHE');
  // Without the line that names a map, which is not here.
  write(
    'comlink.js',
    source('node_modules/comlink/dist/esm/comlink.mjs').replace(/^\/\/# sourceMappingURL.*$/m, ''),
  );
  copy('node_modules/comlink/dist/esm/comlink.d.ts', 'comlink.d.ts');
  copy('node_modules/comlink/dist/esm/protocol.d.ts', 'protocol.d.ts');
  copy('build/wasm/deepfool.js', 'deepfool_module.js');
  write(
    'deepfool_module.d.ts',
    'export default function createDeepFool(options: object): Promise<object>;\n',
  );
  copy('build/wasm/deepfool.wasm', 'deepfool.wasm');
  const wasm = readFileSync(join(root, 'build/wasm/deepfool.wasm'), 'base64');
  write('inline.js', source('web/package/inline.js').replace("text = ''", `text = '${wasm}'`));
  for (const name of readdirSync(join(root, 'models'))) {
    if (/\.(onnx|json)$/.test(name)) copy(`models/${name}`, `models/${name}`);
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const described = JSON.parse(readFileSync(join(root, 'web/package/package.json'), 'utf8'));
  write('package.json', `${JSON.stringify({ ...described, version }, null, 2)}\n`);

  await must('node_modules/.bin/tsc', [
    ...['--allowJs', '--declaration', '--emitDeclarationOnly', '--strict', '--skipLibCheck'],
    ...['--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler'],
    ...['--lib', 'es2023,dom,dom.iterable,webworker.iterable', '--types', 'node'],
    ...['--rootDir', staging, '--outDir', staging],
    ...[...engine, ...own].map((name) => `${staging}/${name}.js`),
  ]);
  await writeReference(staging, `${staging}/reference`);
  await writeManifest(`${staging}/custom-elements.json`);
  return version;
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function must(program, args) {
  const { code, output } = await run(program, args, { quiet: true });
  if (code !== 0) throw new Problem(`${program} failed:\n${output}`);
}

await runAsScript(import.meta.url, async () => {
  ensureNodeModules();
  ensureTools(parts.wasm.tools);
  await step('Build the module', () => buildWithCMake('wasm', ['deepfool_module']));
  console.log(await step('Pack', pack));
});
