// deepfool.html: the page in one file, to be opened from a disk. Files cannot fetch files there, so
// that the worker, the module and the classifiers lie in it as text.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { common, ownAddress } from './vite.config.js';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** Nothing leaves this page either: it can load what is written in it, and nothing else. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob: data:; " +
  "connect-src data:; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

// It stays a file of its own otherwise.
const icon = readFileSync(at('pages/icon.svg'), 'base64');

export default mergeConfig(common, {
  build: {
    outDir: at('../build/single'),
    assetsInlineLimit: () => true,
    rolldownOptions: { input: at('pages/index.html') },
  },
  // A module worker from a Blob does not start in a file, and says nothing.
  worker: { format: 'iife', plugins: () => [ownAddress(), inOneFile()] },
  plugins: [inOneFile(), ownPolicy(), viteSingleFile({ removeViteModuleLoader: true })],
});

/**
 * Puts NAME.single.js in the place of NAME.js where there is one, and nothing in the place of what keeps
 * the page for offline.
 *
 * @returns {import('vite').Plugin}
 */
function inOneFile() {
  const replaced = ['open_worker.js', 'classifiers.js', 'open_core.js'].map((name) =>
    at(`engine/${name}`),
  );
  const left = at('pages/offline.js');
  return {
    name: 'in-one-file',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.startsWith('.')) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && replaced.includes(found.id) ? found.id.replace(/\.js$/, '.single.js') : null;
    },
    load: (id) => (id === left ? '' : null),
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
          // What lies beside the page does not lie beside this file.
          .replace(/<a href="\.\/api[^>]*>([^<]*)<\/a>/g, '$1')
          .replace(/<meta\s+property="og:image"[^>]*>/, '')
          .replace('href="./icon.svg"', `href="data:image/svg+xml;base64,${icon}"`),
    },
  };
}
