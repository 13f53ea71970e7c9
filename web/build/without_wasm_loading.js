import { inProject } from './in_project.js';

/** What Emscripten's loader would do without instantiateWasm, and what is there in its place. @type {[RegExp, string][]} */
const replaced = [
  [
    /if\(ENVIRONMENT_IS_WEB\|\|ENVIRONMENT_IS_WORKER\)\{if\(ENVIRONMENT_IS_WORKER\)\{scriptDirectory=.*?\}else\{\}/s,
    '',
  ],
  [/if\(Module\["locateFile"\]\)\{wasmBinaryFile=.*?import\.meta\.url\)\.toString\(\)\}/s, ''],
  [
    /if\(Module\["instantiateWasm"\]\)\{.*?instantiateAsync\(\)\.catch\(readyPromiseReject\);return\{\}\}/s,
    'return Module["instantiateWasm"](info,receiveInstance)}',
  ],
];

/**
 * Takes out of Emscripten's loader how it finds and fetches the module by itself: core.js always does that, and Vite
 * would copy the file for its address.
 *
 * @returns {import('vite').Plugin}
 */
export function withoutWasmLoading() {
  return {
    name: 'without-wasm-loading',
    transform(code, id) {
      if (id !== inProject('build/wasm/deepfool.js')) return null;
      return replaced.reduce((rest, [loading, instead]) => {
        if (!loading.test(rest)) throw new Error(`deepfool.js has no ${loading} any more.`);
        return rest.replace(loading, instead);
      }, code);
    },
  };
}
