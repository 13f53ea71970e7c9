// The page in files: dist/, for any static host. It is served from any folder, so every address in it is
// relative.

import { mergeConfig } from 'vite';
import { groups, hasLaterWords } from './chunks.js';
import { common } from './common.js';
import { inProject } from './in_project.js';
import { languageFirst } from './language_first.js';
import { offline } from './offline.js';
import { postStylesheet } from './post_stylesheet.js';
import { preloads } from './preloads.js';
import { terser } from './terser.js';
import { webManifest } from './web_manifest.js';
import { withoutIndents } from './without_indents.js';
import { withoutWasmLoading } from './without_wasm_loading.js';

export default mergeConfig(common, {
  build: {
    outDir: inProject('dist'),
    // A policy of 'self' does not load data: addresses, so every asset is a file.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        index: inProject('web/pages/index.html'),
        prefetch: inProject('web/pages/prefetch.js'),
        embed: inProject('web/pages/embed.html'),
        deepfool: inProject('web/pages/deepfool.js'),
      },
      output: {
        // The one script whose address people write down.
        entryFileNames: (/** @type {{ name: string }} */ { name }) =>
          name === 'deepfool' ? 'deepfool.js' : 'assets/[name]-[hash].js',
        chunkFileNames: (/** @type {{ facadeModuleId: string | null }} */ script) =>
          `assets/${hasLaterWords(script) ? 'later_' : ''}[name]-[hash].js`,
        codeSplitting: { groups },
      },
      // Nothing imports from an entry, so that its exports need not be kept.
      preserveEntrySignatures: false,
    },
  },
  worker: { format: 'es', plugins: () => [withoutWasmLoading(), terser()] },
  server: { fs: { allow: [inProject('.')] } },
  plugins: [
    postStylesheet(),
    preloads(),
    languageFirst(),
    webManifest(),
    withoutIndents(),
    offline(),
    terser(),
  ],
});
