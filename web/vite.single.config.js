// deepfool.html: the page in one file, to be opened from a disk. Files cannot fetch files there, so
// that the worker, the module and the classifiers lie in it as text.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import base from './vite.config.js';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** Nothing leaves this page either: it can load what is written in it, and nothing else. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob: data:; " +
  "connect-src data:; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

// It stays a file of its own otherwise.
const icon = readFileSync(at('pages/icon.svg'), 'base64');

const build = { ...base.build, rolldownOptions: { input: at('pages/index.html') } };

export default mergeConfig(
  { ...base, build },
  {
    build: { outDir: at('../build/single'), assetsInlineLimit: () => true },
    // A module worker from a Blob does not start in a file, and says nothing.
    worker: { format: 'iife', plugins: () => [inOneFile()] },
    plugins: [inOneFile(), ownPolicy(), viteSingleFile({ removeViteModuleLoader: true })],
  },
);

/**
 * Puts NAME.single.js in the place of NAME.js where there is one.
 *
 * @returns {import('vite').Plugin}
 */
function inOneFile() {
  const replaced = ['start.js', 'classifiers.js'].map((name) => at(`engine/${name}`));
  return {
    name: 'in-one-file',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.startsWith('.')) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && replaced.includes(found.id) ? found.id.replace(/\.js$/, '.single.js') : null;
    },
    transform(code, id) {
      // Emscripten's own guess at where the module is, which open_core.js overrules: it would be
      // inlined a second time.
      if (id !== at('../build/wasm/deepfool.js')) return null;
      const guess = 'new URL("deepfool.wasm",import.meta.url)';
      if (!code.includes(guess)) throw new Error(`deepfool.js does not say ${guess} any more.`);
      return code.replace(guess, '"deepfool.wasm"');
    },
  };
}

/**
 * @returns {import('vite').Plugin}
 */
function ownPolicy() {
  return {
    name: 'own-policy',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html
          .replace(/(http-equiv="Content-Security-Policy"\s+content=")[^"]*/, `$1${policy}`)
          .replace('href="./icon.svg"', `href="data:image/svg+xml;base64,${icon}"`),
    },
  };
}
