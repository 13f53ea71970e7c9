// Keeps the page for when there is no network: sw.js says how.

import { trusted } from '../engine/trusted.js';

/**
 * Tells a service worker that waits which version this page is of: its own, and it need not wait.
 *
 * @param {ServiceWorker | null} worker
 */
function tell(worker) {
  worker?.postMessage({ type: 'deepfool:page', script: import.meta.url });
}

async function keep() {
  const url = trusted(new URL('sw.js', document.baseURI));
  const registration = await navigator.serviceWorker.register(url);
  tell(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const next = registration.installing;
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed') tell(next);
    });
  });
}

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // What it fetches can wait until the page has what it needs itself.
  addEventListener('load', () => {
    // Some browsers forbid it in private windows: the page then needs the network.
    keep().catch(() => {});
  });
}
