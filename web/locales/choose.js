// The language that a figure speaks.

import { importOnce } from '../engine/load_once.js';

/** The languages that there are, the one for all others first. */
const languages = /** @type {const} */ (['en', 'zh']);

/** @typedef {typeof languages[number]} Language */

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

// Each takes two exports of its file, so that the page's own words are left out of what figures fetch.
const scripts = {
  en: /* @__PURE__ */ importOnce(async () => {
    const { figure, embed } = await import('./en.js');
    return { figure, embed };
  }),
  zh: /* @__PURE__ */ importOnce(async () => {
    const { figure, embed } = await import('./zh.js');
    return { figure, embed };
  }),
};

/**
 * Every word of the figures in a language. Only the language that is spoken is fetched.
 *
 * @param {Language} language
 */
export const wordsIn = (language) => scripts[language]();
