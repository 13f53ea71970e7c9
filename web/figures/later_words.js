// The words that nobody needs before the first flip: those of later figures, of settings, and of what can be done with a
// result.

import { fetched } from 'deepfool-later-words';
import { importOnce, online } from '../engine/load_once.js';
import { language, wordsLoaded } from './words.js';

/** @typedef {typeof import('../locales/en.js').laterFigures} LaterWords */

/** A copy of the language's file, of which the build leaves only these words. */
const script = importOnce(fetched[language]);

/** The words, once `laterWordsLoaded` has settled. @type {LaterWords} */
export let laterWords;

/** Settles when these words and those of all figures are there. */
export const laterWordsLoaded = Promise.all([wordsLoaded, fetchWords()]).then(
  ([, { laterFigures }]) => {
    laterWords = laterFigures;
  },
);

/** @returns {Promise<{ laterFigures: LaterWords }>} */
function fetchWords() {
  return script().catch(() => online().then(fetchWords));
}
