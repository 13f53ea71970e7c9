// The language that a figure speaks.

/** The languages that there are, the one for all others first. */
const languages = /** @type {const} */ (['en', 'zh']);

/**
 * That of the element or of what it lies in, the page's at last; if none says, the browser's.
 *
 * @param {Element | null} element
 * @returns {typeof languages[number]}
 */
export function languageOf(element) {
  const said = (element ?? document.documentElement).closest('[lang]:not([lang=""])');
  const wanted = said ? [/** @type {HTMLElement} */ (said).lang] : navigator.languages;
  for (const tag of wanted) {
    const found = languages.find((language) => language === tag.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return languages[0];
}
