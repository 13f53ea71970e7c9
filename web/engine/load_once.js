// What is fetched when it is needed.

import { EngineError } from './errors.js';

/**
 * Fetches once for all who ask, and anew if it did not come.
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
 * The same for a script.
 *
 * @template T
 * @param {() => Promise<T>} imported
 */
export const importOnce = (imported) => loadOnce(() => imported().catch(again));

/** Settles when the network comes back. */
export const online = () =>
  new Promise((resolve) => addEventListener('online', resolve, { once: true }));

/**
 * Firefox does not fetch a script again that did not come, but names it in the error. By another address it
 * does.
 *
 * @param {Error} error
 */
function again(error) {
  const [address] = /https?:\S+\.js$/.exec(error.message) ?? [];
  if (!address) throw error;
  return import(/* @vite-ignore */ `${address}?${Date.now()}`);
}
