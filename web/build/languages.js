import { inProject } from './in_project.js';
import { languages } from './locales.js';

/** @param {string} language */
const file = (language) => JSON.stringify(inProject(`web/locales/${language}.js`));

/**
 * A script's object of functions that fetch words, by language.
 *
 * @param {string} which exports of each language's file; they alone are in what is fetched
 * @param {string} copy of the file: the end of its address
 */
const fetched = (which, copy = '') =>
  languages.map(
    (language) => `${language}: async () => {
      const { ${which} } = await import(${file(language).replace(/"$/, `${copy}"`)});
      return { ${which} };
    },`,
  );

/** What scripts import by these names. @type {Record<string, string>} */
const modules = {
  'deepfool-languages': `export const languages = ${JSON.stringify(languages)};`,
  'deepfool-words': `export const fetched = {${fetched('figure, embed').join('\n')}};`,
  'deepfool-later-words': `export const fetched = {${fetched('laterFigures', '?later').join('\n')}};`,
};

/**
 * The languages that there are, and what fetches their words: those of the files in web/locales/.
 *
 * @returns {import('vite').Plugin}
 */
export function languageFiles() {
  return {
    name: 'language-files',
    resolveId: (id) => (id in modules ? `\0${id}` : null),
    load: (id) => modules[id.slice(1)] ?? null,
  };
}
