// How the module's thread comes about: in files on a web server, of any origin.

import { importOnce } from './load_once.js';
import { trusted } from './trusted_types.js';
import address from './worker.js?worker&url';

/** @type {string | null} */
let importer = null;

/** @returns {Worker} */
export function openWorker() {
  const url = new URL(address, import.meta.url);
  if (url.origin === location.origin) return new Worker(trusted(url), { type: 'module' });
  // A worker's script must be of the page's own origin; what that script imports need not be.
  importer ??= URL.createObjectURL(
    new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' }),
  );
  return new Worker(trusted(importer), { type: 'module' });
}

const imported = importOnce(() => import('./worker_calls.js'));

/** For a page whose policy forbids workers. */
export async function importCalls() {
  return (await imported()).createWorkerCalls;
}
