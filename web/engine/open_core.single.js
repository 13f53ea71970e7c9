import factory from 'deepfool-module';
import { text } from '../../build/wasm/deepfool.wasm?gzip';
import { createCore } from './core.js';
import { fromBase64 } from './from_base64.js';
import { unzipped } from './unzipped.js';

/** @import { ModuleFile } from './types.js' */

/**
 * The module as a whole: in a page that is one file it comes along in any case.
 *
 * @param {ModuleFile} [source]
 */
export async function openCore(source) {
  return createCore({ factory, ...(source ?? { wasmBinary: await unzipped(fromBase64(text)) }) });
}
