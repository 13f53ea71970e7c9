// The engine's promises, from its sources, in a page that has nothing else.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openModules, root } from './modules.mjs';

/** @import { Page } from 'playwright-core' */

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
 * Runs a function in the page, with the engine's modules.
 *
 * @template T
 * @param {(modules: typeof import('../../web/engine/engine.js')
 *   & typeof import('../../web/engine/classifiers.js') & typeof import('../../web/engine/worker_calls.js')
 *   & typeof import('../../web/engine/core.js')) => Promise<T>} work
 * @returns {Promise<T>}
 */
function run(work) {
  return page.evaluate(
    `Promise.all(['engine', 'classifiers', 'worker_calls', 'core'].map((name) =>
       import('/@fs${root}web/engine/' + name + '.js')))
       .then((modules) => (${work})(Object.assign({}, ...modules)))`,
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
  assert.deepEqual(fromBytes.shape, [1, 28, 28]);
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
    const both = await engine.attackStrokes(classifier, strokes, { norm: Infinity });
    const after = await engine.predict(classifier, attack.perturbed);
    const dot = await engine.attackStrokes(classifier, [Float32Array.of(5, 5)]);
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
        adversarial: String(attack.perturbed) === String(both.attack?.perturbed),
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
    const aborted = outcome(engine.attack(classifier, pixels, {}, { signal: controller.signal }));
    const other = outcome(engine.attack(classifier, pixels));
    controller.abort();
    const during = await aborted;
    const beside = await other;
    engine.close();
    return { before, during, beside };
  });
  assert.deepEqual(got, { before: 'AbortError', during: 'AbortError', beside: 'done' });
});

test('an attack in many slices gives what it gives in one, and tells the best so far', async () => {
  const got = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const { model, card } = classifiers.digits;
    const classifier = await engine.loadClassifier(model, { card });
    const pixels = Float32Array.from(
      /** @type {number[]} */ (classifier.card?.test_vector.input),
      (value) => value / 255,
    );
    const deepfool = await engine.attack(classifier, pixels);
    const stepped = await engine.attack(classifier, pixels, {}, { slice: 0 });
    /** @type {number[]} */
    const norms = [];
    const options = { method: /** @type {const} */ ('ddn'), steps: 2000 };
    const ddn = await engine.attack(classifier, pixels, options, {
      onProgress: ({ status, l2 }) => norms.push(status === 'flipped' ? l2 : Infinity),
    });
    const inOneCall = await engine.attack(classifier, pixels, options);
    const refined = await engine.attack(classifier, pixels, { method: 'refine' });
    const { label } = await engine.predict(classifier, refined.perturbed);
    engine.close();
    return {
      deepfool: deepfool.l2,
      stepped: stepped.l2,
      ddn: [ddn.l2, ddn.iterations, ddn.adversarial],
      inOneCall: [inOneCall.l2, inOneCall.iterations, inOneCall.adversarial],
      same: String(ddn.perturbed) === String(inOneCall.perturbed),
      norms: norms.map((norm) => (norm === Infinity ? 1e9 : norm)),
      refined: refined.l2,
      labels: [refined.label, refined.adversarial, label],
    };
  });
  assert.equal(got.stepped, got.deepfool);
  assert.deepEqual(got.ddn, got.inOneCall);
  assert.equal(got.ddn[1], 2000);
  assert.ok(got.same);
  assert.ok(got.norms.length >= 2, `${got.norms.length} times in 2,000 steps`);
  got.norms.reduce((last, norm) => {
    assert.ok(norm <= last);
    return norm;
  });
  assert.ok(got.refined < got.deepfool && got.refined > 0.5 * got.deepfool);
  assert.equal(got.labels[1], got.labels[2]);
  assert.notEqual(got.labels[0], got.labels[1]);
});

test('a run lets others in, and an AbortSignal ends it', async () => {
  const got = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const { model, card } = classifiers.digits;
    const classifier = await engine.loadClassifier(model, { card });
    const pixels = new Float32Array(784).fill(0.25);
    const controller = new AbortController();
    let heard = 0;
    let done = false;
    // Far more than a test can wait for.
    const endless = engine.attack(
      classifier,
      pixels,
      { method: 'ddn', steps: 100_000_000 },
      { signal: controller.signal, onProgress: () => ++heard, slice: 200 },
    );
    const ended = endless.then(
      () => 'done',
      (error) => error.name,
    );
    void ended.then(() => (done = true));
    while (heard < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    const { status } = await engine.attack(classifier, pixels);
    const beside = done ? 'after' : status;
    controller.abort();
    const how = await ended;
    const atEnd = heard;
    // Were it still at work, each of these would wait for a slice of its: 200 ms, which no other work on the
    // machine comes near.
    const begun = performance.now();
    for (let i = 0; i < 20; ++i) await engine.digitFromStrokes([Float32Array.of(1, 1, 2, 2)]);
    const each = (performance.now() - begun) / 20;
    const late = await engine
      .attack(classifier, pixels, {}, { signal: AbortSignal.abort() })
      .catch((error) => error.name);
    engine.close();
    return { beside, how, more: heard - atEnd, each, late };
  });
  assert.equal(got.beside, 'flipped');
  assert.equal(got.how, 'AbortError');
  assert.equal(got.more, 0);
  assert.ok(got.each < 100, `${got.each} ms`);
  assert.equal(got.late, 'AbortError');
});

test('a quantised picture is still read as asked for', async () => {
  const got = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const { model, card } = classifiers.digits;
    const classifier = await engine.loadClassifier(model, { card });
    const pixels = Float32Array.from(
      /** @type {number[]} */ (classifier.card?.test_vector.input),
      (value) => value / 255,
    );
    const target = 3;
    const attack = await engine.attack(classifier, pixels, { target });
    const picture = await engine.quantise(classifier, pixels, attack, { target });
    const { label } = await engine.predict(classifier, picture.pixels);
    engine.close();
    return { attack: attack.l2, ...picture, pixels: [...picture.pixels], label, target };
  });
  assert.ok(got.flipped);
  assert.deepEqual([got.adversarial, got.label], [got.target, got.target]);
  assert.ok(got.pixels.every((pixel) => pixel === Math.fround(Math.round(255 * pixel) / 255)));
  assert.ok(Math.abs(got.l2Before - got.attack) < 1e-6 * got.attack);
  assert.ok(got.levels >= 0 && got.levels <= 255);
  assert.equal(got.boxed, false);
});

test('pictures and searches over sets let others in between two steps, and an AbortSignal ends them', async () => {
  const got = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const { model, card } = classifiers.softmax;
    const classifier = await engine.loadClassifier(model, { card });
    const pixels = Float32Array.from(
      /** @type {number[]} */ (classifier.card?.test_vector.input),
      (value) => value / 255,
    );
    const set = Array.from({ length: 10 }, () => pixels);
    const { label } = await engine.predict(classifier, pixels);
    // One dark corner flips nothing, so that many pictures are tried.
    const perturbation = new Float32Array(784);
    perturbation[0] = 0.01;
    /** @typedef {{ signal?: AbortSignal, slice: number, onProgress: () => Promise<void> }} How */
    /** @type {Record<string, (how: How) => Promise<any>>} */
    const calls = {
      quantise: (how) => engine.quantise(classifier, pixels, { perturbation, label }, how),
      commonEpsilon: (how) => engine.commonEpsilon(classifier, set, {}, how),
      universal: (how) => engine.universal(classifier, set, { radius: 1, epochs: 5 }, how),
    };
    /** @type {Record<string, object>} */
    const said = {};
    for (const [name, call] of Object.entries(calls)) {
      const controller = new AbortController();
      const { signal } = controller;
      let steps = 0;
      let beside = -1;
      const onProgress = async () => {
        if (++steps !== 15) return;
        beside = (await engine.predict(classifier, pixels)).label;
        controller.abort();
      };
      const how = await call({ signal, slice: 0, onProgress }).catch((error) => error.name);
      let all = 0;
      const count = async () => void ++all;
      const whole = await call({ slice: 0, onProgress: count });
      said[name] = { how, steps, beside: beside === label, whole: typeof whole, more: all > 15 };
    }
    engine.close();
    return said;
  });
  const expected = { how: 'AbortError', steps: 15, beside: true, whole: 'object', more: true };
  assert.deepEqual(got, { quantise: expected, commonEpsilon: expected, universal: expected });
});

test('a universal perturbation flips as many as it says', async () => {
  const got = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const { model, card } = classifiers.softmax;
    const classifier = await engine.loadClassifier(model, { card });
    const vector = /** @type {number[]} */ (classifier.card?.test_vector.input);
    // The test vector, shifted: 25 digits.
    const set = Array.from({ length: 25 }, (_, i) => {
      const by = 28 * ((i % 5) - 2) + Math.floor(i / 5) - 2;
      return Float32Array.from(
        { length: 784 },
        (_, j) => (vector[(j + by + 784) % 784] ?? 0) / 255,
      );
    });
    let heard = 0;
    const radius = 1.5;
    const result = await engine.universal(
      classifier,
      set,
      { radius, fooling: 0.9, epochs: 200 },
      { onProgress: () => ++heard },
    );
    let flipped = 0;
    for (const pixels of set) {
      const before = await engine.predict(classifier, pixels);
      const moved = pixels.map((pixel, i) => pixel + result.perturbation[i]);
      const after = await engine.predict(classifier, moved);
      flipped += Number(before.label !== after.label);
    }
    engine.close();
    return { ...result, perturbation: [...result.perturbation], flipped, radius };
  });
  assert.equal(got.foolingRate, got.flipped / 25);
  assert.ok(got.foolingRate > 0.5, `${got.foolingRate}`);
  const l2 = Math.hypot(...got.perturbation);
  assert.ok(Math.abs(got.l2 - l2) < 1e-5 * l2);
  assert.ok(l2 <= got.radius * (1 + 1e-6));
});

test('after a classifier is loaded, attacks run by themselves: the first stroke finds them optimised', async () => {
  const got = await run(async ({ createWorkerCalls, Core, classifiers }) => {
    let attacks = 0;
    const calls = createWorkerCalls();
    const { beginAttack } = Core.prototype;
    Core.prototype.beginAttack = function (...values) {
      const begun = beginAttack.apply(this, values);
      ++attacks;
      return begun;
    };
    const { model, card } = classifiers.softmax;
    const bytes = new Uint8Array(await (await fetch(model)).arrayBuffer());
    const known = await (await fetch(/** @type {URL} */ (card))).json();
    const rest = () => new Promise((resolve) => setTimeout(resolve, 1000));
    await calls.load(bytes, known);
    const before = attacks;
    await rest();
    const warmed = attacks;
    const { id } = await calls.load(bytes, known);
    await calls.unload(id);
    await rest();
    Core.prototype.beginAttack = beginAttack;
    return { before, warmed, unloaded: attacks - warmed };
  });
  assert.equal(got.before, 0, 'the answer comes first');
  assert.ok(got.warmed > 1 && got.warmed <= 16, `${got.warmed} attacks`);
  assert.equal(got.unloaded, 0);
});

test('a signal ends a run that is waiting for the rest of the module', async () => {
  await page.route(/deepfool\.rest/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  const got = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const { model, card } = classifiers.softmax;
    const classifier = await engine.loadClassifier(model, { card });
    const pixels = new Float32Array(784).fill(0.5);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const first = await Promise.race([
      engine
        .attack(classifier, pixels, { method: 'refine' }, { signal: controller.signal })
        .catch(({ name }) => name),
      new Promise((resolve) => setTimeout(() => resolve('nothing'), 1000)),
    ]);
    const { status } = await engine.attack(classifier, pixels, { method: 'refine' });
    engine.close();
    return { first, status };
  });
  await page.unroute(/deepfool\.rest/);
  assert.deepEqual(got, { first: 'AbortError', status: 'flipped' });
});

test('pixels far outside the range of the card are told once, in the console', async () => {
  /** @type {string[]} */
  const told = [];
  const listen = (/** @type {import('playwright-core').ConsoleMessage} */ message) =>
    told.push(message.text());
  page.on('console', listen);
  await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const { model, card } = classifiers.softmax;
    const classifier = await engine.loadClassifier(model, { card });
    // A perturbed input may lie a little outside.
    await engine.attack(classifier, new Float32Array(784).fill(-0.3));
    await engine.attack(classifier, new Float32Array(784).fill(255));
    await engine.predict(classifier, new Float32Array(784).fill(128));
    const bytes = new Float32Array(784).fill(255);
    const perturbation = new Float32Array(784).fill(0.1);
    const again = () => engine.loadClassifier(model, { card });
    await engine.perturb(await again(), [bytes], perturbation);
    await engine.slice(await again(), bytes, [perturbation]);
    await engine.quantise(await again(), bytes, { perturbation, label: 0 }).catch(() => {});
    engine.close();
  });
  page.off('console', listen);
  assert.equal(told.length, 4, told.join());
  for (const text of told) assert.match(text, /softmax: an input has pixels far outside \[0, 1\]/);
});

test('classifiers of arrays, gradients, and what a perturbation makes of a set', async () => {
  const got = await run(async ({ createEngine, classifiers }) => {
    const engine = createEngine();
    const affine = await engine.affine({ weights: [1, 2, 3, 4], bias: [0, 0.5] });
    const binary = await engine.binary({ weights: [3, 4], bias: -2 });
    const planar = await engine.planar([
      { A: [0, 0, 0], b: [0, 0], c: 0 },
      { A: [1, 0, 1], b: [0, 0], c: -1 },
    ]);
    const x = Float32Array.of(1, 1);
    const inputs = [x, Float32Array.of(-1, -1)];
    const set = await engine.perturb(binary, inputs, Float32Array.of(-1, -1));
    const circle = await engine.attack(planar, x, { overshoot: 0.001 });
    const { model, card } = classifiers.softmax;
    const softmax = await engine.loadClassifier(model, { card });
    const digit = new Float32Array(784).fill(0.5);
    const { logits } = await engine.predict(softmax, digit);
    const got = {
      logits: [...(await engine.logits(affine, x))],
      jacobian: [...(await engine.jacobian(affine, x))],
      row: [...(await engine.jacobian(affine, x, [1]))],
      gradient: [...(await engine.gradient(affine, x, [1, -1]))],
      set: [set.flipped, [...set.labels], [...set.adversarial], [...set.counts]],
      circle: [circle.status, circle.l2],
      same: String(await engine.logits(softmax, digit)) === String(logits),
      rows: (await engine.jacobian(softmax, digit)).length,
    };
    engine.close();
    return got;
  });
  assert.deepEqual(got.logits, [3, 7.5]);
  assert.deepEqual(got.jacobian, [1, 2, 3, 4]);
  assert.deepEqual(got.row, [3, 4]);
  assert.deepEqual(got.gradient, [-2, -2]);
  assert.deepEqual(got.set, [1, [1, 0], [0, 0], [1, 0, 1, 0]]);
  assert.equal(got.circle[0], 'flipped');
  assert.ok(Math.abs(Number(got.circle[1]) - (Math.SQRT2 - 1)) < 5e-3, `${got.circle[1]}`);
  assert.ok(got.same);
  assert.equal(got.rows, 7840);
});

test('an engine with a module of its own fetches no other, and may have its worker elsewhere', async () => {
  /** @type {string[]} */
  const fetched = [];
  const listen = (/** @type {import('playwright-core').Request} */ request) =>
    fetched.push(request.url().replace(/^.*\//, '').replace(/\?.*/, ''));
  page.on('request', listen);
  const l2 = await page.evaluate(async (root) => {
    const at = (/** @type {string} */ path) => `/@fs${root}${path}`;
    const { createEngine } = await import(at('web/engine/engine.js'));
    const { classifiers } = await import(at('web/engine/classifiers.js'));
    const wasmUrl = at('build/wasm/deepfool.wasm');
    const wasmBinary = new Uint8Array(await (await fetch(wasmUrl)).arrayBuffer());
    const workerUrl = `${at('web/engine/worker.js')}?worker_file&type=module`;
    const found = [];
    for (const source of [{ wasmBinary }, { wasmUrl }, { wasmUrl, workerUrl }]) {
      const engine = createEngine(source);
      const softmax = await engine.loadClassifier(classifiers.softmax.model);
      found.push((await engine.attack(softmax, new Float32Array(784).fill(0.5))).l2);
      engine.close();
    }
    return found;
  }, root);
  page.off('request', listen);
  assert.ok(l2[0] > 0 && l2.every((one) => one === l2[0]), `${l2}`);
  const modules = fetched.filter((name) => name.endsWith('.wasm'));
  assert.deepEqual([...new Set(modules)], ['deepfool.wasm']);
});

test('a module that is answered with a web page: a line in the console for the owner', async () => {
  /** @type {string[]} */
  const told = [];
  const listen = (/** @type {import('playwright-core').ConsoleMessage} */ message) =>
    told.push(message.text());
  page.on('console', listen);
  const page404 = '<!doctype html><title>Not here</title>';
  await page.route(/deepfool\.first/, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: page404 }),
  );
  const got = await run(async ({ createEngine }) => {
    const engine = createEngine();
    const error = await engine.ready().catch((error) => error);
    engine.close();
    return [error.code, error.message];
  });
  await page.unroute(/deepfool\.first/);
  page.off('console', listen);
  assert.equal(got[0], 'fetch');
  assert.match(got[1], /answers with a web page/);
  assert.ok(
    told.length >= 1 && told.every((line) => /^DeepFool does not run\. /.test(line)),
    told.join(),
  );
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
    const classifier = await engine.loadClassifier(model, { card });
    const pixels = new Float32Array(784).fill(0.5);
    codes.push(
      await code(engine.attack(classifier, pixels, { norm: 3, box: [0, 1] })),
      await code(engine.attack(classifier, pixels, { method: 'cw', norm: 1 })),
      await code(engine.universal(classifier, [pixels], { radius: -1 })),
      await code(engine.predict(classifier, new Float32Array(10))),
      await code(
        engine.digitsFromPicture({
          data: new Uint8ClampedArray(4 * 2000),
          width: 2000,
          height: 1,
        }),
      ),
    );
    // Its number may be another classifier's here.
    const other = createEngine();
    const foreign = await other.loadClassifier(model, { card });
    other.close();
    codes.push(
      await code(engine.predict(foreign, pixels)),
      await code(engine.attack(foreign, pixels)),
      await code(engine.evaluate(foreign, [pixels])),
    );
    const waiting = code(engine.ready());
    engine.close();
    return [...codes, await waiting, await code(engine.ready()), engine.failed];
  });
  assert.deepEqual(codes, [
    ...['model', 'fetch', 'test vector', 'done'],
    ...['options', 'options', 'options', 'options', 'options'],
    ...['worker', 'worker', 'worker'],
    ...['worker', 'worker', true],
  ]);
});
