// The service worker: after one visit, the page works without a network.
//
// The page's own file, index.html, decides which version runs: all that it loads has its content's hash
// in its name. With a network it is the server's, always, and without one it is the one that came with
// all the others when this service worker was installed; so no two versions are ever mixed. A newer
// service worker waits until no page is open that may need what it takes away. (One that does not wait,
// skipWaiting(), can keep a page from loading for as long as the older one has something to do.)
// It does not touch what posts and frames load (deepfool.js, embed.html).

import { getCacheKeyForURL, matchPrecache, precache } from 'workbox-precaching';

/** How long the server may take to answer before the page is taken from here, in milliseconds. */
const patience = 5000;

/**
 * @typedef {object} Lifetime of an event
 * @property {Request} request
 * @property {(response: Promise<Response>) => void} respondWith
 * @property {(work: Promise<unknown>) => void} waitUntil
 */

/**
 * @typedef {object} Scope
 * @property {{ claim: () => Promise<void> }} clients
 * @property {(type: 'activate' | 'fetch', listener: (event: Lifetime) => void) => void} addEventListener
 */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));
const folder = new URL('./', location.href).pathname;
const page = 'index.html';

// The build writes the list of files here.
precache(/** @type {any} */ (self).__WB_MANIFEST);

scope.addEventListener('activate', (event) => {
  // The page that has just been visited for the first time is served from here from now on.
  event.waitUntil(scope.clients.claim());
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') {
    if (isPage(request.url)) event.respondWith(newest(request));
  } else if (pathname !== folder + page && getCacheKeyForURL(request.url)) {
    event.respondWith(fromCache(request));
  }
});

/** @param {string} url @returns {boolean} whether it is the page's */
function isPage(url) {
  return [folder, folder + page].includes(new URL(url).pathname);
}

/**
 * @param {Request} request of the page
 * @returns {Promise<Response>}
 */
async function newest(request) {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), patience);
  try {
    // Past the browser's own cache, which may have an earlier version.
    return await fetch(request, { cache: 'no-cache', signal: waiting.signal });
  } catch (error) {
    const found = await matchPrecache(page);
    if (found) return found;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Request} request of a file that was installed
 * @returns {Promise<Response>}
 */
async function fromCache(request) {
  return (await matchPrecache(request)) ?? fetch(request);
}
