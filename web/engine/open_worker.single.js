// How the module's thread comes about in a page that is one file.

import InlineWorker from './worker.js?worker&inline';

/** @returns {Worker} */
export function openWorker() {
  return new InlineWorker();
}

/** Workers are allowed here: the page's policy is its own. A second copy would double its size. */
export async function importCalls() {
  throw new Error('The browser does not start a worker from within a file.');
}
