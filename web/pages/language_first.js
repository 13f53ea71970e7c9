// Runs before the page is painted, without modules, and hides it until language.js has put it into its language, if that is not the one
// it is served in.

import { pageLanguage } from '../locales/choose.js';

/** After this many milliseconds the page is shown in any case: the wrong language is better than nothing. */
const patience = 3000;

const root = document.documentElement;
if (location.protocol === 'file:') {
  // From a disk, browsers run no modules: the page says what to open in its place.
  addEventListener('DOMContentLoaded', () => {
    for (const sentence of document.querySelectorAll('.from-disk'))
      sentence.removeAttribute('hidden');
  });
} else if (pageLanguage() !== root.lang) {
  root.hidden = true;
  setTimeout(() => (root.hidden = false), patience);
}
