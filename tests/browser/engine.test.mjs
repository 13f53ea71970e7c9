// The engine's promises, from its sources, in a page that has nothing else.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { launch } from './page.mjs';

/** @import { Browser, Page } from 'playwright-core' */
/** @import { ViteDevServer } from 'vite' */

const root = fileURLToPath(new URL('../../', import.meta.url));

/** @type {ViteDevServer} */
let server;
/** @type {Browser} */
let chrome;
/** @type {Page} */
let page;

before(async () => {
  server = await createServer({
    root: `${root}web`,
    logLevel: 'warn',
    server: { port: 0, host: '127.0.0.1', hmr: false },
    optimizeDeps: { include: ['comlink'] },
  });
  await server.listen();
  chrome = await launch();
  page = await chrome.newPage();
  await page.goto(`${server.resolvedUrls?.local[0]}icon.svg`);
});

after(async () => {
  await chrome.close();
  await server.close();
});

/**
 * Runs a function in the page, with the engine's modules.
 *
 * @template T
 * @param {(modules: typeof import('../../web/engine/engine.js')
 *   & typeof import('../../web/engine/classifiers.js')) => Promise<T>} work
 * @returns {Promise<T>}
 */
function run(work) {
  return page.evaluate(
    `Promise.all(['engine', 'classifiers'].map((name) => import('/@fs${root}web/engine/' + name + '.js')))
       .then(([engine, classifiers]) => (${work})({ ...engine, ...classifiers }))`,
  );
}

test('a classifier from bytes and from an address, with progress', async () => {
  const { shares, fromUrl, fromBytes, left } = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    /** @type {number[]} */
    const shares = [];
    const { model, card } = classifiers.softmax;
    const fromUrl = await engine.loadClassifier(model, {
      card,
      progress: (share) => shares.push(share),
    });
    const bytes = new Uint8Array(await (await fetch(model)).arrayBuffer());
    const fromBytes = await engine.loadClassifier(bytes);
    const left = bytes.length;
    engine.close();
    return { shares, fromUrl, fromBytes, left };
  });
  assert.equal(shares.at(-1), 1);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.equal(fromUrl.card?.name, 'softmax');
  assert.equal(fromBytes.card, null);
  assert.equal(fromBytes.classes, 10);
  assert.deepEqual(fromBytes.shape, [28, 28, 1]);
  assert.ok(left > 0, 'the bytes given are still the giver’s');
});

test('predict, attack and the way from strokes agree', async () => {
  const got = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const { model, card } = classifiers.softmax;
    const classifier = await engine.loadClassifier(model, { card });
    const strokes = [Float32Array.of(3, 2, 7, 2, 5, 9)];
    const digit = await engine.digitFromStrokes(strokes);
    const { logits, label } = await engine.predict(classifier, digit.pixels);
    const attack = await engine.attack(classifier, digit.pixels, { norm: Infinity, path: true });
    const both = await engine.fromStrokes(classifier, strokes, { norm: Infinity });
    const after = await engine.predict(classifier, attack.pixels);
    const dot = await engine.fromStrokes(classifier, [Float32Array.of(5, 5)]);
    engine.close();
    return {
      label,
      after: after.label,
      status: attack.status,
      labels: [attack.label, attack.adversarial],
      steps: attack.path.length,
      dot: [dot.digit.outcome, dot.attack],
      same: {
        pixels: String(digit.pixels) === String(both.digit.pixels),
        logits: String(logits) === String(attack.logits),
        adversarial: String(attack.pixels) === String(both.attack?.pixels),
      },
    };
  });
  assert.equal(got.status, 'flipped');
  assert.deepEqual(got.labels, [got.label, got.after]);
  assert.notEqual(got.label, got.after);
  assert.ok(got.steps >= 1);
  assert.deepEqual(got.dot, ['dot', null]);
  assert.deepEqual(got.same, { pixels: true, logits: true, adversarial: true });
});

test('an AbortSignal ends a call, and nothing else', async () => {
  const got = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const { model, card } = classifiers.softmax;
    const outcome = (/** @type {Promise<unknown>} */ promise) =>
      promise.then(
        () => 'done',
        (error) => error.name,
      );
    const before = await outcome(
      engine.loadClassifier(model, { card, signal: AbortSignal.abort() }),
    );
    const classifier = await engine.loadClassifier(model, { card });
    const pixels = new Float32Array(784).fill(0.5);
    const controller = new AbortController();
    const aborted = outcome(engine.attack(classifier, pixels, {}, controller.signal));
    const other = outcome(engine.attack(classifier, pixels));
    controller.abort();
    const during = await aborted;
    const beside = await other;
    engine.close();
    return { before, during, beside };
  });
  assert.deepEqual(got, { before: 'AbortError', during: 'AbortError', beside: 'done' });
});

test('errors have a code', async () => {
  const codes = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const code = (/** @type {Promise<unknown>} */ promise) =>
      promise.then(
        () => 'done',
        (error) => error.code,
      );
    const { model, card } = classifiers.softmax;
    const codes = [
      await code(engine.loadClassifier(Uint8Array.of(1, 2, 3))),
      await code(engine.loadClassifier('http://127.0.0.1:1/nowhere.onnx')),
      await code(engine.loadClassifier(model, { card: classifiers.digits.card })),
      await code(engine.loadClassifier(model, { card })),
    ];
    const waiting = code(engine.ready());
    engine.close();
    return [...codes, await waiting, await code(engine.ready()), engine.failed];
  });
  assert.deepEqual(codes, ['model', 'fetch', 'test vector', 'done', 'worker', 'worker', true]);
});
