// Before the page is painted: one that is to be in another language than it is served in is not shown
// before language.js has put it into that.

import { pageLanguage } from '../locales/choose.js';

/** Should that never come, the page is better read in the wrong language than not at all. */
const patience = 3000;

const root = document.documentElement;
if (pageLanguage() !== root.lang) {
  root.hidden = true;
  setTimeout(() => (root.hidden = false), patience);
}
