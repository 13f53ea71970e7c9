import factory from 'deepfool-module';
import { createCore } from '../engine/core.js';
import { fromBase64 } from '../engine/from_base64.js';
import { unzipped } from '../engine/unzipped.js';

/** @import { Core } from '../engine/core.js' */
/** @import { ModuleFile } from '../engine/types.js' */

/**
 * The module, as synchronous calls on this thread: for Node, and for workers of your own.
 *
 * @param {ModuleFile} [source] the module's bytes, or where they are; without either, those that the
 *   package has
 * @returns {Promise<Core>}
 */
export async function openCore({ wasmBinary, wasmUrl } = {}) {
  if (wasmBinary || wasmUrl) return createCore({ factory, wasmBinary, wasmUrl });
  const { text } = await import('../../build/wasm/deepfool.wasm?gzip');
  return createCore({ factory, wasmBinary: await unzipped(fromBase64(text)) });
}
