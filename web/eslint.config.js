import js from '@eslint/js';
import globals from 'globals';

const strict = {
  'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
  'prefer-const': 'error',
  'no-var': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-implicit-coercion': 'error',
  'object-shorthand': 'error',
};

export default [
  { ignores: ['build/', 'dist/'] },
  js.configs.recommended,
  { rules: strict },
  {
    files: ['web/**/*.js'],
    ignores: ['web/build/**', 'web/eslint.config.js'],
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
  },
  {
    files: ['.tools/**', 'tests/**', 'web/build/**', 'web/eslint.config.js'],
    languageOptions: { globals: globals.node },
  },
  {
    // What these hand to page.evaluate() runs in the page.
    files: ['tests/browser/**', 'tests/bench/**', 'tests/package/**'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
