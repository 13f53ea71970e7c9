// The words that nobody needs before the first flip: those of later figures, of settings, and of what can be done with a
// result.

import { importOnce, online } from '../engine/load_once.js';
import { language, wordsLoaded } from './words.js';

/** @typedef {typeof import('../locales/en.js').laterFigures} LaterWords */

/** A copy of each file, of which the build leaves only these words. @type {Record<typeof language, () => Promise<LaterWords>>} */
const scripts = {
  en: importOnce(async () => {
    const { laterFigures } = await import('../locales/en.js?later');
    return laterFigures;
  }),
  zh: importOnce(async () => {
    const { laterFigures } = await import('../locales/zh.js?later');
    return laterFigures;
  }),
};

/** The words, once `laterWordsLoaded` has settled. @type {LaterWords} */
export let laterWords;

/** Settles when these words and those of all figures are there. */
export const laterWordsLoaded = Promise.all([wordsLoaded, fetchWords()]).then(([, words]) => {
  laterWords = words;
});

/** @returns {Promise<LaterWords>} */
function fetchWords() {
  return scripts[language]().catch(() => online().then(fetchWords));
}
