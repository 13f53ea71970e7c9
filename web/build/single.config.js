// deepfool.html: the page in one file, to be opened from a disk. Files cannot fetch files there, so
// that the worker, the module and the classifiers lie in it as text.

import { mergeConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { common } from './common.js';
import { embeddedFiles } from './embedded_files.js';
import { inProject } from './in_project.js';
import { singleHtml } from './single_html.js';
import { singleSources } from './single_sources.js';
import { withoutWasmLoading } from './without_wasm_loading.js';

export default mergeConfig(common, {
  build: {
    outDir: inProject('build/single'),
    assetsInlineLimit: () => true,
    rolldownOptions: { input: inProject('web/pages/index.html') },
  },
  // A module worker from a Blob does not start in a file, and says nothing.
  worker: {
    format: 'iife',
    plugins: () => [withoutWasmLoading(), singleSources(), embeddedFiles()],
  },
  plugins: [singleSources(), singleHtml(), viteSingleFile({ removeViteModuleLoader: true })],
});
