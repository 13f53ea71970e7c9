// Keeps the page for when there is no network: sw.js says how.

import { trusted } from '../engine/trusted_types.js';

/** What it fetches can wait until the page has what it needs itself: milliseconds after loading. */
const later = 2000;

function register() {
  navigator.serviceWorker.register(trusted(new URL('sw.js', document.baseURI))).catch(() => {
    // Some browsers forbid it in private windows: the page then needs the network.
  });
}

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => setTimeout(register, later));
}
