import factory from 'deepfool-module';
import { createCore } from '../engine/core.js';

/** @import { Core } from '../engine/core.js' */
/** @import { ModuleFile } from '../engine/types.js' */

/**
 * The module, as synchronous calls on this thread: for Node, and for workers of your own.
 *
 * @param {ModuleFile} [source] the module's bytes, or where they are; without either, the package's
 *   own file
 * @returns {Promise<Core>}
 */
export async function openCore({ wasmBinary, wasmUrl } = {}) {
  if (wasmBinary || wasmUrl) return createCore({ factory, wasmBinary, wasmUrl });
  const url = new URL('../../build/wasm/deepfool.wasm', import.meta.url);
  // Node's fetch() takes no files.
  const fs = globalThis.process?.getBuiltinModule?.('node:fs');
  return url.protocol === 'file:' && fs
    ? createCore({ factory, wasmBinary: fs.readFileSync(url) })
    : createCore({ factory, wasmUrl: url });
}
