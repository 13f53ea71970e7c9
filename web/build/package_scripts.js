// The scripts of the npm package.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { classicScript } from './classic_script.js';
import { embeddedFiles, gzipped } from './embedded_files.js';
import { inProject } from './in_project.js';
import { languageFiles } from './languages.js';
import { otherSources } from './other_sources.js';
import { testDigits } from './test_digits.js';
import { withoutWasmLoading } from './without_wasm_loading.js';

/** The classifiers that come along. */
export const models = ['digits', 'fc500-150-10', 'lenet', 'softmax'];

const source = (/** @type {string} */ path) => inProject(`web/${path}`);

/** @returns {import('vite').PluginOption[]} */
const plugins = () => [
  languageFiles(),
  withoutWasmLoading(),
  otherSources({
    [source('engine/classifiers.js')]: source('package/classifiers.js'),
    [source('engine/digit_or_not_files.js')]: source('package/digit_or_not_files.js'),
    [source('engine/fine_tuned.js')]: source('package/fine_tuned.js'),
    [source('engine/open_core.js')]: source('package/open_core.js'),
    [source('engine/open_worker.js')]: source('package/open_worker.js'),
    [source('engine/digit_files.js')]: source('package/digit_files.js'),
    [source('engine/test_set_file.js')]: source('package/test_set_file.js'),
  }),
  embeddedFiles(),
  testDigits(),
];

/** @returns {import('vite').InlineConfig} */
const common = () => ({
  configFile: false,
  logLevel: 'warn',
  plugins: plugins(),
  resolve: { alias: { 'deepfool-module': inProject('build/wasm/deepfool.js') } },
  // CommonJS and classic scripts have none.
  define: { 'import.meta.url': 'undefined' },
});

/**
 * Writes them: index.js, elements.js and models/NAME.js for import, worker.js for whoever serves it as a
 * file, and chunks/ and elements/ with what they share. No script looks for another file by its
 * address: bundlers differ in which of these they find.
 *
 * @param {string} folder
 */
export async function writePackageScripts(folder) {
  const worker = await classicScript(source('package/worker.js'), common());
  writeFileSync(join(folder, 'worker.js'), worker);
  await build({
    ...common(),
    plugins: [...plugins(), workerText(worker)],
    build: {
      target: 'es2022',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: {
        entry: {
          index: source('package/index.js'),
          elements: source('package/elements.js'),
          ...Object.fromEntries(
            models.map((name) => [
              `models/${name}`,
              `${inProject(`models/${name}.onnx`)}?classifier`,
            ]),
          ),
        },
        formats: ['es'],
      },
      rolldownOptions: {
        output: {
          entryFileNames: '[name].js',
          // What defines an element must not be left out as unused: package.json names their folder.
          chunkFileNames: ({ moduleIds }) =>
            moduleIds.some((id) => id.startsWith(source('figures/')))
              ? 'elements/[name].js'
              : 'chunks/[name].js',
        },
      },
    },
  });
}

/**
 * web/package/worker_text.js exports the worker's script as text. The module's bytes in it are not a
 * second copy: they are taken from where openCore() has them.
 *
 * @param {string} worker
 * @returns {import('vite').Plugin}
 */
function workerText(worker) {
  const wasm = inProject('build/wasm/deepfool.wasm');
  const [before, after, ...more] = worker.split(gzipped(wasm));
  if (after === undefined || more.length > 0) throw new Error('worker.js has not one module.');
  return {
    name: 'worker-text',
    load: (id) =>
      id === source('package/worker_text.js')
        ? `import { text as wasm } from ${JSON.stringify(`${wasm}?gzip`)};
           export const text = ${JSON.stringify(before)} + wasm + ${JSON.stringify(after)};`
        : null,
  };
}
