import { hasLaterWords } from './chunks.js';

/** Names of the scripts that the page imports dynamically, and needs at once. */
const firstFigure = ['digit_figure', 'en'];

/**
 * Has the browser fetch all scripts of the first figure at once, instead of one after the other as
 * they import each other; and run prefetch.js as soon as it has come.
 *
 * @returns {import('vite').Plugin}
 */
export function preloads() {
  return {
    name: 'preloads',
    transformIndexHtml: {
      order: 'post',
      handler(_, { filename, bundle }) {
        if (!filename.endsWith('index.html') || !bundle) return [];
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const named = (/** @type {string} */ name) => {
          const chunk = chunks.find((chunk) => chunk.name === name && !hasLaterWords(chunk));
          if (!chunk) throw new Error(`There is no script '${name}' to be fetched first.`);
          return chunk;
        };
        /** @type {Set<string>} */
        const files = new Set();
        const add = (/** @type {string} */ fileName) => {
          if (files.has(fileName)) return;
          files.add(fileName);
          chunks.find((chunk) => chunk.fileName === fileName)?.imports.forEach(add);
        };
        for (const name of ['index', ...firstFigure]) add(named(name).fileName);
        return [
          {
            tag: 'script',
            attrs: {
              type: 'module',
              async: true,
              crossorigin: true,
              src: `./${named('prefetch').fileName}`,
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
