// Keeps the drawing when the page is loaded again: by the visitor, by going back, by the browser, which discards a tab in
// the background, and in the other language.

import { setAttributes } from '../figures/attributes.js';

/** @import { DigitFigure } from '../figures/digit/digit_figure.js' */

/** Session storage is per tab; in it, each address has its own entry. */
const key = `deepfool:${location.pathname}${location.search}`;

/**
 * Shows what the figure showed when this page was left, if it is loaded again and not opened anew.
 *
 * @param {DigitFigure} figure
 */
export function rememberDrawing(figure) {
  addEventListener('visibilitychange', () => {
    if (document.hidden) store(figure);
  });
  addEventListener('pagehide', () => store(figure));
  const language = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a.language'));
  const turn = () => {
    if (language)
      language.search = String(new URLSearchParams({ ...figure.state, lang: language.lang }));
  };
  for (const type of ['click', 'auxclick', 'contextmenu']) language?.addEventListener(type, turn);
  const [navigation] = performance.getEntriesByType('navigation');
  const isNew = /** @type {PerformanceNavigationTiming} */ (navigation).type === 'navigate';
  const { wasDiscarded } = /** @type {{ wasDiscarded?: boolean }} */ (document);
  const remembered = isNew && !wasDiscarded ? null : stored();
  if (remembered === null) return;
  // It replaces what the page or its address begins with.
  const { observedAttributes } = /** @type {typeof DigitFigure} */ (figure.constructor);
  for (const name of observedAttributes) figure.removeAttribute(name);
  setAttributes(figure, new URLSearchParams(remembered));
}

/** @param {DigitFigure} figure */
function store(figure) {
  try {
    sessionStorage.setItem(key, String(new URLSearchParams(figure.state)));
  } catch {
    // Some browsers forbid storage: then the page begins anew.
  }
}

function stored() {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
