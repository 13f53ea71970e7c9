// How the module's thread comes about in another project: from the package's own scripts, since not every
// bundler finds a worker's file.

import { trusted } from '../engine/trusted_types.js';

/** The address of the worker's script. @type {Promise<string> | undefined} */
let blobUrl;

async function makeBlobUrl() {
  const { text } = await import('./worker_text.js');
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}

/** @returns {Promise<Worker>} */
export async function openWorker() {
  if (typeof Worker === 'undefined') throw new Error('Node has no such workers.');
  const url = trusted(await (blobUrl ??= makeBlobUrl()));
  try {
    return new Worker(url);
  } catch {
    // Deno knows module workers only. (From a file that was opened from a disk, Chromium starts no others.)
    return new Worker(url, { type: 'module' });
  }
}

/** For Node, which has no such workers, and for pages whose policy forbids them. */
export async function importCalls() {
  return (await import('../engine/worker_calls.js')).createWorkerCalls;
}
