import { minify } from 'terser';

/** Names of Emscripten's and Embind's own records: nothing else reads them, so they need not be long. */
const embindNames =
  /^(argPackAdvance|calledRun|destructorFunction|fieldName|fromWireType|getterContext|getterReturnType|isVoid|preloadedAudios|preloadedImages|rawConstructor|rawDestructor|readValueFromPointer|refcount|setterArgumentType|setterContext|toHandle|toValue|toWireType)$/;

/**
 * Has Terser shorten scripts before Vite's own minifier does: together they leave 1.5 % less to fetch.
 *
 * @returns {import('vite').Plugin}
 */
export function terser() {
  return {
    name: 'terser',
    enforce: 'post',
    renderChunk: async (script) => {
      const { code } = await minify(script, {
        module: true,
        compress: { ecma: 2020, passes: 3 },
        mangle: { properties: { regex: embindNames } },
      });
      return { code: code ?? script, map: null };
    },
  };
}
