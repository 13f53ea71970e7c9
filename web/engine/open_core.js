import factory from 'deepfool-module';
import { createCore } from './core.js';

/** The module, from its file beside this script's. */
export function openCore() {
  return createCore({
    factory,
    wasmUrl: new URL('../../build/wasm/deepfool.wasm', import.meta.url),
  });
}
