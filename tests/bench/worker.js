// The browser's side of the benchmark: one worker, asked by page.evaluate().

import { createCore } from '../../web/engine/core.js';
import { digitsOf, measure } from './workload.js';

const bytesOf = async (/** @type {string} */ url) =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

const built = '/build/wasm/'; // no part of the sources, so no import that a checker could follow
const { default: createBench } = await import(`${built}deepfool_bench.js`);
const { default: createDeepFool } = await import(`${built}deepfool.js`);
const module = await createBench({ locateFile: (/** @type {string} */ name) => built + name });

/** @type {Record<string, (asked: any) => Promise<unknown>>} */
const tasks = {
  async measure({ names, count }) {
    const core = await createCore({
      factory: createDeepFool,
      wasmUrl: `${built}deepfool.wasm`,
    });
    /** @type {Record<string, Uint8Array>} */
    const models = {};
    for (const name of names) models[name] = await bytesOf(`/models/${name}.onnx`);
    return measure(module, core, digitsOf(await bytesOf('/digits'), count), models);
  },
};

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ result: await tasks[data.task](data) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
self.postMessage({ result: 'ready' });
