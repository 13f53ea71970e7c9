// What is drawn outlives the page: browsers put tabs away that nobody looks at, and load them anew.

import { setAttributes } from '../figures/attributes.js';

/** @import { DigitFigure } from '../figures/digit/digit_figure.js' */

/** A tab has its own; in it, so has each address. */
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
  const [navigation] = performance.getEntriesByType('navigation');
  const isNew = /** @type {PerformanceNavigationTiming} */ (navigation).type === 'navigate';
  const { wasDiscarded } = /** @type {{ wasDiscarded?: boolean }} */ (document);
  const kept = isNew && !wasDiscarded ? null : stored();
  if (kept === null) return;
  // Instead of what the page, or its address, begins with.
  const { observedAttributes } = /** @type {typeof DigitFigure} */ (figure.constructor);
  for (const name of observedAttributes) figure.removeAttribute(name);
  setAttributes(figure, new URLSearchParams(kept));
}

/** @param {DigitFigure} figure */
function store(figure) {
  try {
    sessionStorage.setItem(key, String(new URLSearchParams(figure.state)));
  } catch {
    // Some browsers forbid it: then the page begins as it does.
  }
}

function stored() {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
