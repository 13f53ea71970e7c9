import factory from 'deepfool-module';
import { createCore } from './core.js';

/** @import { ModuleFile } from './types.js' */

/**
 * The module as a whole: in a page that is one file it comes along in any case.
 *
 * @param {ModuleFile} [source]
 */
export function openCore(source) {
  const wasmUrl = () => new URL('../../build/wasm/deepfool.wasm', import.meta.url);
  return createCore({ factory, ...(source ?? { wasmUrl: wasmUrl() }) });
}
