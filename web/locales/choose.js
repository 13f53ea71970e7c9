// The language that a figure speaks.

import { languages } from 'deepfool-languages';
import { fetched } from 'deepfool-words';
import { importOnce } from '../engine/load_once.js';

/** @typedef {string} Language one of `languages`, of which the first is for all others */

/**
 * The first language that is spoken here.
 *
 * @param {readonly string[]} wanted BCP 47
 * @returns {Language}
 */
function languageAmong(wanted) {
  for (const tag of wanted) {
    const found = languages.find((language) => language === tag.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return languages[0];
}

const withLanguage = '[lang]:not([lang=""])';

/**
 * The language of an element: the `lang` of itself or of what it lies in; without one, the browser's.
 *
 * @param {Element | null} element
 * @returns {Language}
 */
export function languageOf(element) {
  let at = element ?? document.documentElement;
  let said = at.closest(withLanguage);
  // Out of a shadow root into what its host lies in.
  for (let root = at.getRootNode(); !said && root instanceof ShadowRoot; root = at.getRootNode()) {
    at = root.host;
    said = at.closest(withLanguage);
  }
  return languageAmong(said ? [/** @type {HTMLElement} */ (said).lang] : navigator.languages);
}

/** @type {Language | null} */
let figuresLanguage = null;

/**
 * The language of all figures of a page: that of the first figure, at the first call.
 *
 * @param {Element | null} figure the first one
 * @returns {Language}
 */
export const languageOfFigures = (figure) => (figuresLanguage ??= languageOf(figure));

/**
 * The language of the page: the one that its address asks for (?lang=zh), or the first of the browser's
 * that is spoken here.
 *
 * @returns {Language}
 */
export function pageLanguage() {
  const asked = new URLSearchParams(location.search).get('lang');
  return languageAmong(asked ? [asked] : navigator.languages);
}

/** @type {Map<Language, ReturnType<typeof importOnce<Awaited<ReturnType<typeof fetched[string]>>>>>} */
const scripts = /* @__PURE__ */ new Map();

/**
 * Every word of the figures in a language. Only the language that is spoken is fetched.
 *
 * @param {Language} language
 */
export function wordsIn(language) {
  const script = scripts.get(language) ?? importOnce(fetched[language]);
  scripts.set(language, script);
  return script();
}
