import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { VitePWA } from 'vite-plugin-pwa';

/**
 * Writes into sw.js the list of the files that the page is made of, with their hashes: a service worker
 * that finds another version's index.html on the server does not install itself.
 *
 * @returns {import('vite').PluginOption}
 */
export function offline() {
  let folder = '';
  /** @type {import('vite').Plugin} */
  const outputFolder = {
    name: 'output-folder',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
  };
  const serviceWorker = VitePWA({
    strategies: 'injectManifest',
    srcDir: '.',
    filename: 'sw.js',
    manifest: false,
    injectRegister: false,
    injectManifest: {
      rollupFormat: 'iife',
      globPatterns: ['index.html', 'icon-*.png', 'assets/*.{js,css,json,bin,svg,wasm,onnx}'],
      // Classifiers that are fetched when somebody asks for them are not the page's.
      globIgnores: ['assets/embed-*', 'assets/fc500-150-10-{deepfool,pgd}*'],
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
  return [outputFolder, serviceWorker];
}
