import { EngineError } from './errors.js';
import { fetchFile } from './fetch_file.js';

/** @import { ModuleFile } from './types.js' */

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

/**
 * A module in one piece, for Emscripten's loader.
 *
 * @param {ModuleFile} file
 */
export async function wholeModule({ wasmBinary, wasmUrl }) {
  const bytes = wasmBinary ?? (await (await fetchWasm(String(wasmUrl))).arrayBuffer());
  const module = await WebAssembly.compile(/** @type {BufferSource} */ (bytes));
  return (
    /** @type {WebAssembly.Imports} */ imports,
    /** @type {(instance: WebAssembly.Instance) => void} */ done,
  ) => {
    const instance = new WebAssembly.Instance(module, imports);
    done(instance);
    return instance.exports;
  };
}
