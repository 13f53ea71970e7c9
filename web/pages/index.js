// The page. Its language comes first: the figures speak it.

import './begin.js';
import './language.js';
// A copy of its own: deepfool.js has the same name in every version, and this page is never of two.
import './deepfool.js?page';
import './offline.js';
import './copy.js';
import { figures } from '../figures/figures.js';
import { setFrom } from '../figures/parameters.js';
import { able } from './bring.js';
import { keep } from './kept.js';

/** @import { DigitFigure } from '../figures/digit.js' */

// Not imported above: a figure speaks the language that the page has when its script runs. What goes wrong
// is told by deepfool.js, which asks for the same.
if (able) figures.digit().catch(() => {});

// An address that somebody copied shows what they saw.
void customElements.whenDefined('deepfool-digit').then(() => {
  const figure = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
  setFrom(figure, new URLSearchParams(location.search));
  keep(figure);
});
