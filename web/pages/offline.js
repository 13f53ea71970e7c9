// Registers the service worker sw.js, which keeps the page for when there is no network.

import { trusted } from '../engine/trusted_types.js';

/** Milliseconds after loading: by then the page has what it needs itself. */
const later = 2000;

function register() {
  navigator.serviceWorker.register(trusted(new URL('sw.js', document.baseURI))).catch(() => {
    // Some browsers forbid it in private windows: the page then needs the network.
  });
}

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => setTimeout(register, later));
}
