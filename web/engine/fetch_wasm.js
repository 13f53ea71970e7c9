import { EngineError } from './errors.js';

/**
 * Fetches a file of the module.
 *
 * @param {URL | string} url
 * @returns {Promise<Response>}
 * @throws {EngineError} 'fetch'
 */
export async function fetchWasm(url) {
  let response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new EngineError('fetch', `${url}: ${/** @type {Error} */ (error).message}`);
  }
  if (!response.ok) throw new EngineError('fetch', `${url}: status ${response.status}`);
  if (/^text\/html/.test(response.headers.get('Content-Type') ?? '')) {
    const message = `${url}: the server answers with a web page, not with the WebAssembly module`;
    // For the site's owner: visitors are told less.
    console.error(`DeepFool does not run. ${message}. Put the file where this address leads.`);
    throw new EngineError('fetch', message);
  }
  return response;
}
