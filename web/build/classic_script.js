import { build } from 'vite';

/**
 * @param {string} entry
 * @param {import('vite').InlineConfig} [options]
 * @returns {Promise<string>} a classic script in one piece, of the entry and all that it imports
 */
export async function classicScript(entry, options = {}) {
  const built = await build({
    ...options,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      write: false,
      lib: { entry, formats: ['iife'], name: 'script', fileName: 'script' },
    },
  });
  const [{ output }] = /** @type {{ output: { code: string }[] }[]} */ (built);
  return output[0].code;
}
