// What the page in files and the page in one file have in common.

import { defineConfig } from 'vite';
import { figureSizes } from './figure_sizes.js';
import { inProject } from './in_project.js';
import { languageFiles } from './languages.js';
import { minifiedLiterals } from './minified_literals.js';
import { pageWords } from './page_words.js';
import { plainImports } from './plain_imports.js';
import { testDigits } from './test_digits.js';
import { withoutWasmLoading } from './without_wasm_loading.js';

export const common = defineConfig({
  root: inProject('web/pages'),
  base: './',
  build: {
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    // Of manifests, scripts need little; what reads a property for the rest goes.
    rolldownOptions: { treeshake: { propertyReadSideEffects: false } },
  },
  resolve: { alias: { 'deepfool-module': inProject('build/wasm/deepfool.js') } },
  plugins: [
    languageFiles(),
    minifiedLiterals(),
    plainImports(),
    withoutWasmLoading(),
    testDigits(),
    figureSizes(),
    pageWords(),
  ],
});
