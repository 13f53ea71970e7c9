// The page. Its language comes first: the figures speak it.

import './language.js';
import './deepfool.js';
import './offline.js';
import './copy.js';
import '../figures/digit.js';
import { setFrom } from '../figures/parameters.js';

// What stands further down comes when it is near, or after the first flip.
addEventListener('deepfool-result', () => void import('../figures/universal.js'), { once: true });

// An address that somebody copied shows what they saw.
void customElements.whenDefined('deepfool-digit').then(() => {
  const figure = /** @type {Element} */ (document.querySelector('deepfool-digit'));
  setFrom(figure, new URLSearchParams(location.search));
});
