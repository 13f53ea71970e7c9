import factory from 'deepfool-module';
import { createCore } from './core.js';
import { EngineError, isForbidden } from './errors.js';
import { fetchWasm } from './fetch_wasm.js';
import { openSplitModule } from './split_module.js';

/** @import { Core } from './core.js' */
/** @import { ModuleFile } from './types.js' */

// Addresses are made when they are asked for: not every bundle has them.
const first = () => new URL('../../build/wasm/deepfool.first.wasm', import.meta.url);
const rest = () => new URL('../../build/wasm/deepfool.rest.wasm', import.meta.url);

/**
 * The module, from its files beside this script's.
 *
 * @param {ModuleFile} [source] one file in place of them
 * @returns {Promise<Core>}
 */
export async function openCore(source) {
  if (source) return createCore({ factory, ...source });
  return openSplitModule({
    factory,
    first: compiled(first()),
    rest: () => compiled(rest()),
    restNow,
  });
}

/**
 * @param {URL} url
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiled(url) {
  const response = await fetchWasm(url);
  try {
    // Not every static host knows this type, and without it nothing is compiled as it arrives.
    return await (response.headers.get('Content-Type') === 'application/wasm'
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    if (isForbidden(/** @type {Error} */ (error))) throw error;
    if (!(error instanceof TypeError || error instanceof WebAssembly.CompileError)) throw error;
    throw new EngineError('fetch', `${url}: ${error.message}`);
  }
}

/** Fetches the rest of the module while this thread waits. @returns {WebAssembly.Module} */
function restNow() {
  const request = new XMLHttpRequest();
  request.open('GET', rest(), false);
  // A page's own thread is given no bytes this way, but text, a byte a character.
  request.overrideMimeType('text/plain; charset=x-user-defined');
  try {
    request.send();
  } catch {
    // Without a network: a status of 0.
  }
  if (request.status !== 200) {
    throw new EngineError('fetch', `${rest()}: status ${request.status}`);
  }
  return new WebAssembly.Module(
    Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 255),
  );
}
