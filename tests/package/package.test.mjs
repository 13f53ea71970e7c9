// The packed tarball: what is in it, and what it does in Node.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testDigits } from '../wasm/support.mjs';
import { emptyProject, root, snippets } from './project.mjs';

/** @type {Awaited<ReturnType<typeof emptyProject>>} */
let project;

before(async () => {
  project = await emptyProject();
});

after(() => project.remove());

/** How projects find the types of a package. */
const resolutions = [
  ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ['--module', 'nodenext'],
];

const tsc = (/** @type {string[]} */ ...args) =>
  project.run(
    join(root, 'node_modules/.bin/tsc'),
    ...['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', ...args],
  );

test('the tarball has what the package needs, and nothing else', () => {
  const models = ['digits', 'fc500-150-10', 'lenet', 'softmax'];
  const expected = [
    ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'LICENSE-APACHE', 'THIRD-PARTY.md'],
    ...['index.js', 'elements.js', 'worker.js', 'deepfool.wasm', 'custom-elements.json'],
    ...models.flatMap((name) => [`models/${name}.js`, `models/${name}.d.ts`]),
  ];
  const all = project
    .run('tar', '-tzf', project.tarball)
    .split('\n')
    .map((name) => name.replace('package/', ''));
  const inFolder = (/** @type {string} */ folder) =>
    all.filter((name) => name.startsWith(`${folder}/`));
  assert.ok(inFolder('reference').length > 20);
  assert.ok(inFolder('types').every((name) => name.endsWith('.d.ts')));
  assert.ok([...inFolder('chunks'), ...inFolder('elements')].every((name) => name.endsWith('.js')));
  const listed = all.filter((name) => !/^(reference|types|chunks|elements)\//.test(name));
  assert.deepEqual(listed.sort(), expected.sort());
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.match(
    readFileSync(join(root, 'web/package/CHANGELOG.md'), 'utf8'),
    RegExp(`## ${version}`),
  );
});

test('no script looks for a file by its own address', () => {
  const names = project.run('tar', '-tzf', project.tarball).split('\n');
  const scripts = names.filter((name) => /^package\/((chunks|elements)\/)?[^/]*\.js$/.test(name));
  assert.ok(scripts.length >= 5);
  for (const name of scripts) {
    const file = name.replace('package', 'node_modules/deepfool-wasm');
    assert.doesNotMatch(readFileSync(join(project.folder, file), 'utf8'), /import\.meta/, name);
  }
});

test('the core and the engine agree, whatever the module comes from', () => {
  project.write(
    'node.js',
    `import { readFileSync } from 'node:fs';
     import { createEngine, EngineError, openCore } from 'deepfool-wasm';
     import { card, model } from 'deepfool-wasm/models/digits';
     const pixels = Float32Array.from({ length: 784 }, (_, i) => ((i * 37) % 101) / 100);
     const wasmBinary = readFileSync('node_modules/deepfool-wasm/deepfool.wasm');
     const wasmUrl = 'data:application/wasm;base64,' + wasmBinary.toString('base64');
     const results = [];
     for (const core of [await openCore(), await openCore({ wasmBinary })]) {
       results.push(core.attack(core.load(model).id, pixels, { norm: 2 }));
     }
     const engine = createEngine();
     const digits = await engine.loadClassifier(model, { card });
     results.push(await engine.attack(digits, pixels, { norm: 2 }));
     const refined = await engine.attack(digits, pixels, { method: 'refine' });
     const aborted = await engine
       .attack(digits, pixels, { method: 'refine' }, { signal: AbortSignal.abort() })
       .catch((error) => error.name);
     const code = await engine
       .loadClassifier(Uint8Array.of(1))
       .catch((error) => error instanceof EngineError && error.code);
     // Ended between two steps: there is progress, and no more of it afterwards.
     const stop = new AbortController();
     let told = 0;
     const stopped = await engine
       .attack(digits, pixels, { method: 'refine', steps: 1e5 }, {
         signal: stop.signal,
         onProgress: () => ++told === 2 && stop.abort(),
       })
       .catch((error) => error.name);
     const cw = engine.attack(
       digits,
       pixels,
       { method: 'cw', steps: 1e6 },
       { signal: AbortSignal.timeout(50) },
     );
     const timedOut = await cw.catch((error) => error.name);
     const alive = (await engine.predict(digits, pixels)).label === results[0].label;
     engine.close();
     for (const source of [{ wasmBinary }, { wasmUrl }]) {
       const own = createEngine(source);
       results.push(await own.attack(await own.loadClassifier(model), pixels, { norm: 2 }));
       own.close();
     }
     console.log(JSON.stringify({
       stopped, told, timedOut, alive,
       status: results.map(({ status }) => status),
       l2: results.map(({ l2 }) => l2),
       refined: refined.l2,
       aborted,
       code,
     }));`,
  );
  const { status, l2, refined, aborted, code, ...signals } = JSON.parse(
    project.run(process.execPath, 'node.js'),
  );
  assert.deepEqual(status, Array(5).fill('flipped'));
  assert.ok(l2[0] > 0 && l2.every((/** @type {number} */ one) => one === l2[0]), String(l2));
  assert.deepEqual(signals, {
    stopped: 'AbortError',
    told: 2,
    timedOut: 'TimeoutError',
    alive: true,
  });
  assert.ok(refined <= l2[0], `${refined} <= ${l2[0]}`);
  assert.deepEqual([aborted, code], ['AbortError', 'model']);
});

test('createEngine(source) runs the source, or says what is wrong with it', () => {
  project.write(
    'source.js',
    `import { createEngine } from 'deepfool-wasm';
     import { model } from 'deepfool-wasm/models/digits';
     // One engine's module is not the next one's.
     await createEngine().loadClassifier(model);
     const engine = createEngine({ wasmBinary: Uint8Array.of(1) });
     console.log(await engine.loadClassifier(model).catch(({ code }) => code));`,
  );
  assert.equal(project.run(process.execPath, 'source.js'), 'worker');
});

test('Node ends when no call is open, and not before', () => {
  project.write(
    'end.js',
    `import { createEngine } from 'deepfool-wasm';
     import { model } from 'deepfool-wasm/models/digits';
     const engine = createEngine();
     const digits = await engine.loadClassifier(model);
     const pixels = new Float32Array(784).fill(0.5);
     // Nothing but the open call keeps Node alive.
     engine.attack(digits, pixels, { method: 'cw' }).then(({ status }) => console.log(status));`,
  );
  assert.equal(project.run(process.execPath, 'end.js'), 'flipped');
});

test('evaluate() finds what PyTorch does, in the engine, the pool and the core', () => {
  const count = 40;
  const digits = testDigits(count);
  project.write('digits.json', JSON.stringify(digits.map((pixels) => [...pixels])));
  project.write(
    'evaluate.js',
    `import { readFileSync } from 'node:fs';
     import { createEngine, createPool, openCore } from 'deepfool-wasm';
     import { card, model } from 'deepfool-wasm/models/digits';
     const set = JSON.parse(readFileSync('digits.json')).map((pixels) => Float32Array.from(pixels));
     const results = [];
     for (const one of [createEngine(), createPool(2)]) {
       results.push(await one.evaluate(await one.loadClassifier(model, { card }), set, { norm: 2 }));
       one.close();
     }
     const core = await openCore();
     const run = core.evaluate(core.load(model).id, set, { norm: 2 });
     while (run.step());
     results.push(run.result());
     console.log(JSON.stringify(results));`,
  );
  // The reference is of DeepFool in double precision.
  const rows = readFileSync(join(root, 'tests/reference/digits-l2.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1, count + 1)
    .map((line) => line.split(','));
  const mean = (/** @type {number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const l2 = mean(rows.map((row) => Number(row[5])));
  const iterations = mean(rows.map((row) => Number(row[3])));
  const rho = mean(rows.map((row, i) => Number(row[5]) / Math.hypot(...digits[i])));
  assert.ok(rows.every((row) => row[4] === 'flipped'));

  for (const result of JSON.parse(project.run(process.execPath, 'evaluate.js'))) {
    assert.deepEqual([result.count, result.flipped, result.success], [count, count, 1]);
    assert.equal(result.iterations, iterations);
    assert.ok(Math.abs(result.l2 - l2) < 1e-4 * l2, `${result.l2}, not ${l2}`);
    assert.ok(Math.abs(result.rhoAdv - rho) < 1e-4 * rho, `${result.rhoAdv}, not ${rho}`);
  }
});

/**
 * The numbers of an IDX file: a type, the dimensions, and the values, in big-endian order.
 *
 * @param {string} path
 * @param {number} count of the first ones
 */
function reference(path, count) {
  const bytes = readFileSync(join(root, 'tests/reference', path));
  const isDouble = bytes[2] === 0x0e;
  const header = 4 + 4 * bytes[3];
  return Array.from({ length: count }, (_, i) =>
    isDouble ? bytes.readDoubleBE(header + 8 * i) : bytes.readFloatBE(header + 4 * i),
  );
}

test('logits, Jacobian and gradient are PyTorch’s', () => {
  project.write('digit.json', JSON.stringify([...testDigits(1)[0]]));
  project.write(
    'gradients.js',
    `import { readFileSync } from 'node:fs';
     import { createEngine } from 'deepfool-wasm';
     import { model } from 'deepfool-wasm/models/digits';
     const pixels = Float32Array.from(JSON.parse(readFileSync('digit.json')));
     const engine = createEngine();
     const digits = await engine.loadClassifier(model);
     const weights = Float32Array.from({ length: 10 }, (_, k) => k - 4);
     const found = {
       logits: await engine.logits(digits, pixels),
       jacobian: await engine.jacobian(digits, pixels),
       rows: await engine.jacobian(digits, pixels, [7, 2]),
       gradient: await engine.gradient(digits, pixels, weights),
     };
     for (const name in found) found[name] = [...found[name]];
     console.log(JSON.stringify(found));`,
  );
  const found = JSON.parse(project.run(process.execPath, 'gradients.js'));
  // In double precision, the Jacobian rounded to float32; the module sums in float32.
  const logits = reference('digits-logits.idx', 10);
  const jacobian = reference('digits-jacobian.idx', 10 * 784);
  const row = (/** @type {number} */ k) => jacobian.slice(784 * k, 784 * (k + 1));
  const expected = {
    logits,
    jacobian,
    rows: [...row(7), ...row(2)],
    gradient: row(0).map((_, i) =>
      logits.reduce((sum, _, k) => sum + (k - 4) * jacobian[784 * k + i], 0),
    ),
  };
  for (const [name, values] of Object.entries(expected)) {
    assert.equal(found[name].length, values.length, name);
    const largest = Math.max(...values.map(Math.abs));
    values.forEach((value, i) =>
      assert.ok(Math.abs(found[name][i] - value) < 1e-5 * largest, `${name} ${i}: ${value}`),
    );
  }
});

test('README’s snippet for servers', () => {
  project.write(
    'snippet.js',
    `const pixels = new Float32Array(784).fill(0.5);\n${snippets[2]}\nconsole.log(result.status);`,
  );
  assert.equal(project.run(process.execPath, 'snippet.js'), 'flipped');
});

test('the elements do nothing on a server', () => {
  project.write(
    'server.js',
    `import 'deepfool-wasm/elements';\nconsole.log(typeof customElements);`,
  );
  assert.equal(project.run(process.execPath, 'server.js'), 'undefined');
});

test('the types of the elements in HTML', () => {
  project.write(
    'elements.ts',
    `import 'deepfool-wasm/elements';
     import type { DigitFigure } from 'deepfool-wasm/elements';
     const figure: DigitFigure = document.createElement('deepfool-digit');
     figure.method = 'ddn';
     figure.addEventListener('deepfool-result', ({ detail }) => detail satisfies null);
     // @ts-expect-error there is no such method
     figure.method = 'nonsense';
     // @ts-expect-error it can only be read
     figure.state = {};`,
  );
  for (const resolution of resolutions) {
    tsc(...resolution, '--lib', 'es2023,dom', '--types', '', 'elements.ts');
  }
});

test('the types, with the DOM’s library, with Node’s and with neither', () => {
  project.write(
    'types.ts',
    `import { createEngine, createPool, openCore, type AttackResult, type Card } from 'deepfool-wasm';
     import { card, model } from 'deepfool-wasm/models/digits';
     const engine = createEngine();
     const digits = await engine.loadClassifier(model, { card });
     const result: AttackResult = await engine.attack(digits, new Float32Array(784), { norm: 1 });
     const status: 'flipped' | 'at boundary' | 'no gradient' | 'iteration limit' | 'not finite' |
       'already target' = result.status;
     const core = await openCore({ wasmBinary: new Uint8Array(1) });
     const { success } = await createPool(2, { workerUrl: '/worker.js' }).evaluate(digits, []);
     const known: Card = card;
     // @ts-expect-error there is no such method
     core.attack(1, new Float32Array(784), { method: 'nonsense' });
     // @ts-expect-error pixels are no strings
     await engine.attack(digits, 'pixels');
     // @ts-expect-error a signal is no string
     await engine.attack(digits, new Float32Array(784), {}, 'signal');
     export { known, status, success };`,
  );
  project.write(
    'platform.ts',
    `import { createEngine } from 'deepfool-wasm';
     const engine = createEngine({ wasmUrl: new URL('https://example.org/deepfool.wasm') });
     await engine.ready({ signal: new AbortController().signal });`,
  );
  const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
  for (const resolution of resolutions) {
    tsc(...resolution, '--lib', 'es2023', '--types', '', 'types.ts');
    tsc(...resolution, '--lib', 'es2023,dom', '--types', '', 'types.ts', 'platform.ts');
    tsc(...resolution, '--lib', 'es2023', ...types, 'types.ts', 'platform.ts');
  }
});
