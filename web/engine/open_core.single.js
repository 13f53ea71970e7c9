import factory from 'deepfool-module';
import { createCore } from './core.js';

/** The module as a whole: in a page that is one file it comes along in any case. */
export function openCore() {
  return createCore({
    factory,
    wasmUrl: new URL('../../build/wasm/deepfool.wasm', import.meta.url),
  });
}
