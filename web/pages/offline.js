// Keeps the page for when there is no network: sw.js says how.

import { trusted } from '../engine/trusted.js';

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // What it fetches can wait until the page has what it needs itself.
  addEventListener('load', () => {
    navigator.serviceWorker.register(trusted(new URL('sw.js', document.baseURI))).catch(() => {
      // Some browsers forbid it in private windows: the page then needs the network.
    });
  });
}
