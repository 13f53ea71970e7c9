// The script of the page. Its language is set first: the figures speak it.

import './prefetch.js';
import './language.js';
// With a parameter, so that the build makes a copy with a hash in its name: deepfool.js has the same name in every
// version, and the page must not mix two.
import './deepfool.js?page';
import './offline.js';
import './copy.js';
import { figureScripts } from '../figures/registry.js';
import { setAttributes } from '../figures/attributes.js';
import { canRun } from './load_figure.js';
import { rememberDrawing } from './remember_drawing.js';

/** @import { DigitFigure } from '../figures/digit/digit_figure.js' */

// Not imported above: a figure takes the language that the page has when its script runs. Errors are handled in
// deepfool.js, which fetches the same.
if (canRun) figureScripts.digit().catch(() => {});

// The address may have a figure's attributes, as copied links do.
void customElements.whenDefined('deepfool-digit').then(() => {
  const figure = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
  setAttributes(figure, new URLSearchParams(location.search));
  rememberDrawing(figure);
});
