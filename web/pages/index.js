// The page. Its language comes first: the figures speak it.

import './prefetch.js';
import './language.js';
// A copy of its own: deepfool.js has the same name in every version, and this page is never of two.
import './deepfool.js?page';
import './offline.js';
import './copy.js';
import { figureScripts } from '../figures/registry.js';
import { setAttributes } from '../figures/attributes.js';
import { canRun } from './load_figure.js';
import { rememberDrawing } from './remember_drawing.js';

/** @import { DigitFigure } from '../figures/digit/digit_figure.js' */

// Not imported above: a figure speaks the language that the page has when its script runs. What goes wrong
// is told by deepfool.js, which asks for the same.
if (canRun) figureScripts.digit().catch(() => {});

// An address that somebody copied shows what they saw.
void customElements.whenDefined('deepfool-digit').then(() => {
  const figure = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
  setAttributes(figure, new URLSearchParams(location.search));
  rememberDrawing(figure);
});
