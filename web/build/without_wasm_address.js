import { inProject } from './in_project.js';

/**
 * Takes out of Emscripten's loader the address at which it would look for the module by itself. The
 * project always gives the module, and Vite would copy the file for that address.
 *
 * @returns {import('vite').Plugin}
 */
export function withoutWasmAddress() {
  return {
    name: 'without-wasm-address',
    transform(code, id) {
      if (id !== inProject('build/wasm/deepfool.js')) return null;
      const address = 'new URL("deepfool.wasm",import.meta.url)';
      if (!code.includes(address)) throw new Error(`deepfool.js does not say ${address} any more.`);
      return code.replace(address, '"deepfool.wasm"');
    },
  };
}
