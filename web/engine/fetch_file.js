import { EngineError } from './errors.js';

/**
 * Fetches a file.
 *
 * @param {URL | string} url
 * @param {{ signal?: AbortSignal, cache?: RequestCache }} [how]
 * @returns {Promise<Response>} with a status of success
 * @throws {EngineError} 'fetch', or the signal's reason
 */
export async function fetchFile(url, how = {}) {
  let response;
  try {
    response = await fetch(url, how);
  } catch (error) {
    how.signal?.throwIfAborted();
    throw new EngineError('fetch', `${url}: ${/** @type {Error} */ (error).message}`);
  }
  if (!response.ok) throw new EngineError('fetch', `${url}: status ${response.status}`);
  return response;
}
