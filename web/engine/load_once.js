// Fetches what is needed when it is needed, and no more than once.

import { EngineError } from './errors.js';

/**
 * Makes a function that fetches once, for all who call it, and again only if that failed.
 *
 * @template T
 * @param {() => Promise<T>} fetched
 * @returns {() => Promise<T>} rejects with an EngineError
 */
export function loadOnce(fetched) {
  /** @type {Promise<T> | null} */
  let coming = null;
  return () => {
    coming ??= fetched().catch((error) => {
      coming = null;
      throw new EngineError('fetch', error.message);
    });
    return coming;
  };
}

/**
 * loadOnce() for a script: if it did not come, the next call asks for it by another address.
 *
 * @template T
 * @param {() => Promise<T>} imported
 */
export const importOnce = (imported) => loadOnce(() => imported().catch(importAgain));

/** Settles when the network comes back. */
export const online = () =>
  new Promise((resolve) => addEventListener('online', resolve, { once: true }));

/**
 * Firefox does not fetch a script again that did not come, but names it in the error. By another address it
 * does.
 *
 * @param {Error} error
 */
function importAgain(error) {
  const [address] = /https?:\S+\.js$/.exec(error.message) ?? [];
  if (!address) throw error;
  return import(/* @vite-ignore */ `${address}?${Date.now()}`);
}
