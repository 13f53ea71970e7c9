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
import { asked } from './asked.js';
import { canRun } from './load_figure.js';

/** @import { DigitFigure } from '../figures/digit/digit_figure.js' */

// Not imported above: a figure takes the language that the page has when its script runs. Errors are handled in
// deepfool.js, which fetches the same.
if (canRun) figureScripts.digit().catch(() => {});

void customElements.whenDefined('deepfool-digit').then(() => {
  const figure = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
  // A drawing comes in the place of the digit that the page begins with.
  if (asked.has('strokes') || asked.has('pixels')) figure.removeAttribute('digit');
  setAttributes(figure, asked);
});

// After the first flip is shown, or when other figures come near. Without a network, the address stays as it is.
const keep = () =>
  setTimeout(() =>
    import('./page_state.js').then(
      (script) => script.keepState(asked),
      () => {},
    ),
  );
for (const type of ['deepfool-result', 'scroll']) addEventListener(type, keep, { once: true });
