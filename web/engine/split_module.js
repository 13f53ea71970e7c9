/**
 * The module in two parts, which are one to those who call it: what a first flip runs, and the rest.
 * `.tools/split.mjs` cuts it. In the first part a call of a function of the rest goes through the
 * module's table of functions, where the rest, once somebody has needed it, puts its own.
 */

import { createCore } from './core.js';

/** @import { Core } from './core.js' */

/**
 * @typedef {object} Parts
 * @property {(options: object) => Promise<any>} factory  the default export of deepfool.js
 * @property {Promise<WebAssembly.Module>} first
 * @property {() => Promise<WebAssembly.Module>} rest  fetches it
 * @property {() => WebAssembly.Module} restNow  fetches it while everything waits: for a call that
 *   comes before complete()
 */

/**
 * @param {Parts} parts
 * @returns {Promise<Core>} complete() has to have settled before calls of more than load() of the
 *   classifiers in first_part.js, predict(), digitFromStrokes() and DeepFool in l_2 and the
 *   box [0, 1], with its picture: others would wait for the network, and everything with them
 */
export async function openSplitModule({ factory, first, rest, restNow }) {
  const module = await first;
  /** @type {WebAssembly.Exports} */
  let primary = {};
  /** @type {WebAssembly.Table | undefined} */
  let table;
  let linked = false;
  /** @type {Promise<void> | null} */
  let arriving = null;

  /** @param {WebAssembly.Module} part */
  const link = (part) => {
    if (!linked) new WebAssembly.Instance(part, { primary });
    linked = true;
  };
  let next = 0;
  // The names are the counts of the table's places that are left out before each (.tools/placeholders.mjs).
  const placeholders = new Proxy(
    {},
    {
      get: (_, skipped) => {
        const place = next + Number(skipped);
        next = place + 1;
        return (/** @type {unknown[]} */ ...args) => {
          if (!linked) link(restNow());
          return table?.get(place)(...args);
        };
      },
    },
  );
  const complete = async () => {
    arriving ??= rest().then(link);
    try {
      await arriving;
    } catch (error) {
      arriving = null; // to be tried again
      throw error;
    }
  };
  return new Promise((resolve, reject) => {
    createCore({
      factory,
      complete,
      instantiateWasm(
        /** @type {WebAssembly.Imports} */ imports,
        /** @type {(instance: WebAssembly.Instance) => void} */ done,
      ) {
        try {
          const instance = new WebAssembly.Instance(module, { ...imports, '': placeholders });
          primary = instance.exports;
          table = Object.values(primary).find((value) => value instanceof WebAssembly.Table);
          done(instance);
          return primary;
        } catch (error) {
          // The factory would wait for ever.
          reject(error);
          throw error;
        }
      },
    }).then(resolve, reject);
  });
}
