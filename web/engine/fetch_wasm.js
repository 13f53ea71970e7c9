import { EngineError } from './errors.js';
import { fetchFile } from './fetch_file.js';

/**
 * Fetches a file of the module.
 *
 * @param {URL | string} url
 * @returns {Promise<Response>}
 * @throws {EngineError} 'fetch'
 */
export async function fetchWasm(url) {
  const response = await fetchFile(url);
  if (/^text\/html/.test(response.headers.get('Content-Type') ?? '')) {
    const message = `${url}: the server answers with a web page, not with the WebAssembly module`;
    // For the site's owner: visitors are told less.
    console.error(`DeepFool does not run. ${message}. Put the file where this address leads.`);
    throw new EngineError('fetch', message);
  }
  return response;
}
