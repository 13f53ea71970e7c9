// The browser's side of the benchmark: worker.js?count=1000&names=digits,lenet tells its figures.

import { createCore } from '../../web/engine/core.js';
import { digitsOf, measure } from './workload.js';

const bytesOf = async (/** @type {string} */ url) =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

const asked = new URLSearchParams(location.search);
const built = '/build/wasm/'; // no part of the sources, so no import that a checker could follow
try {
  const { default: createBench } = await import(`${built}deepfool_bench.js`);
  const { default: createDeepFool } = await import(`${built}deepfool.js`);
  const module = await createBench({ locateFile: (/** @type {string} */ name) => built + name });
  const core = await createCore({ factory: createDeepFool, wasmUrl: `${built}deepfool.wasm` });
  const digits = digitsOf(await bytesOf('/digits'), Number(asked.get('count')));
  /** @type {Record<string, Uint8Array>} */
  const models = {};
  for (const name of (asked.get('names') ?? '').split(',')) {
    models[name] = await bytesOf(`/models/${name}.onnx`);
  }
  self.postMessage({ result: measure(module, core, digits, models) });
} catch (error) {
  self.postMessage({ error: String(error) });
}
