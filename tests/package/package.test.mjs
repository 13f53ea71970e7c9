// The packed tarball, in projects that have nothing else.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { pack } from '../../.tools/package.mjs';
import { launch } from '../browser/page.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'deepfool-package-'));
let tarball = '';

/**
 * @param {string} program
 * @param {string[]} args
 */
function must(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: project, encoding: 'utf8' });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  return stdout;
}

const write = (/** @type {string} */ name, /** @type {string} */ text) =>
  writeFileSync(join(project, name), text);

/** README's snippets, in order. */
const snippets = () =>
  [...readFileSync(join(root, 'web/package/README.md'), 'utf8').matchAll(/```js\n(.*?)```/gs)].map(
    ([, code]) => code,
  );

before(async () => {
  tarball = await pack();
  write('package.json', '{ "name": "empty", "private": true, "type": "module" }');
  must('npm', 'install', '--offline', '--no-audit', '--no-fund', tarball);
});

after(() => rmSync(project, { recursive: true }));

test('the tarball has what the package needs, and nothing else', () => {
  const scripts = [
    ...[
      'attack_options',
      'classifiers',
      'comlink',
      'core',
      'deepfool_module',
      'input_range',
      'option_table',
      'engine',
      'errors',
      'fetched_model',
    ],
    ...['index', 'inline', 'open_core', 'open_worker', 'pool', 'thread', 'types', 'worker'],
    ...['worker_calls', 'worker_watch'],
  ];
  const models = ['digits', 'fc500-150-10', 'lenet', 'softmax'];
  const expected = [
    ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'LICENSE-APACHE', 'THIRD-PARTY.md'],
    ...['deepfool.wasm', 'protocol.d.ts', 'custom-elements.json'],
    ...scripts.flatMap((name) => [`${name}.js`, `${name}.d.ts`]),
    ...models.flatMap((name) => [`models/${name}.onnx`, `models/${name}.json`]),
  ];
  const all = must('tar', '-tzf', tarball).trim().split('\n');
  const isReference = (/** @type {string} */ name) => name.startsWith('package/reference/');
  assert.ok(all.filter(isReference).length > 20);
  const listed = all.filter((name) => !isReference(name));
  assert.deepEqual(listed.map((name) => name.replace('package/', '')).sort(), expected.sort());
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.match(
    readFileSync(join(root, 'web/package/CHANGELOG.md'), 'utf8'),
    RegExp(`## ${version}`),
  );
});

test('in Node: the core, the engine and the inlined module agree', () => {
  write(
    'node.mjs',
    `import { readFileSync } from 'node:fs';
     import { classifiers, createEngine, EngineError, openCore } from 'deepfool-wasm';
     import { wasmBinary } from 'deepfool-wasm/inline';
     const pixels = Float32Array.from({ length: 784 }, (_, i) => ((i * 37) % 101) / 100);
     const bytes = readFileSync(classifiers.digits.model);
     const results = [];
     for (const core of [await openCore(), await openCore({ wasmBinary: wasmBinary() })]) {
       results.push(core.attack(core.load(bytes).id, pixels, { norm: 2 }));
     }
     const engine = createEngine();
     const card = JSON.parse(readFileSync(classifiers.digits.card));
     const digits = await engine.loadClassifier(bytes, { card });
     results.push(await engine.attack(digits, pixels, { norm: 2 }));
     const refined = await engine.run(digits, pixels, { method: 'refine' });
     const aborted = await engine
       .run(digits, pixels, { method: 'refine' }, { signal: AbortSignal.abort() })
       .catch((error) => error.name);
     const code = await engine
       .loadClassifier(Uint8Array.of(1))
       .catch((error) => error instanceof EngineError && error.code);
     // Ended between two steps: there is progress, and no more of it afterwards.
     const stop = new AbortController();
     let told = 0;
     const stopped = await engine
       .refine(digits, pixels, { steps: 1e5 }, {
         signal: stop.signal,
         onProgress: () => ++told === 2 && stop.abort(),
       })
       .catch((error) => error.name);
     const cw = engine.attack(digits, pixels, { method: 'cw', steps: 1e6 }, AbortSignal.timeout(50));
     const timedOut = await cw.catch((error) => error.name);
     const alive = (await engine.predict(digits, pixels)).label === results[0].label;
     engine.close();
     const own = createEngine({ wasmBinary: wasmBinary() });
     results.push(await own.attack(await own.loadClassifier(bytes), pixels, { norm: 2 }));
     own.close();
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
    must(process.execPath, 'node.mjs'),
  );
  assert.deepEqual(status, Array(4).fill('flipped'));
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

test('README’s snippet for Node', () => {
  write(
    'snippet.mjs',
    `const pixels = new Float32Array(784).fill(0.5);\n${snippets()[2]}\nconsole.log(result.status);`,
  );
  assert.equal(must(process.execPath, 'snippet.mjs').trim(), 'flipped');
});

test('the types', () => {
  write(
    'types.ts',
    `import { classifiers, createEngine, openCore, type AttackResult } from 'deepfool-wasm';
     import { wasmBinary } from 'deepfool-wasm/inline';
     const engine = createEngine();
     const digits = await engine.loadClassifier(classifiers.digits.model);
     const result: AttackResult = await engine.attack(digits, new Float32Array(784), { norm: 1 });
     const status: 'flipped' | 'at boundary' | 'no gradient' | 'iteration limit' | 'not finite' |
       'already target' = result.status;
     const core = await openCore({ wasmBinary: wasmBinary() });
     // @ts-expect-error there is no such method
     core.attack(1, new Float32Array(784), { method: 'nonsense' });
     // @ts-expect-error pixels are no strings
     await engine.attack(digits, 'pixels');
     export { status };`,
  );
  for (const resolution of [
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
    ['--module', 'nodenext'],
  ]) {
    must(
      join(root, 'node_modules/.bin/tsc'),
      ...['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom', '--types', ''],
      ...resolution,
      'types.ts',
    );
  }
});

test('in a page that Vite builds: README’s snippet', async () => {
  mkdirSync(join(project, 'page'));
  symlinkSync(join(project, 'node_modules'), join(project, 'page/node_modules'));
  write('page/index.html', '<!doctype html><script type="module" src="./main.js"></script>');
  write(
    'page/main.js',
    `const pixels = new Float32Array(784).fill(0.5);\n${snippets()[0]}\n${snippets()[1]}\n` +
      // A module of one's own choice, as bundlers give its address, and one that is not there.
      `import wasmUrl from 'deepfool-wasm/deepfool.wasm?url';
       const other = createEngine({ wasmUrl });
       const again = await other.attack(await other.loadClassifier(model), pixels, { norm: 2 });
       const none = createEngine({ wasmUrl: 'nowhere.wasm' });
       const refused = await none.loadClassifier(model).catch(({ code }) => code);
       ` +
      'document.title = [result.status, digits.card.name, smaller.l2 <= result.l2 * 1.5, ' +
      'again.l2 === result.l2, refused].join();',
  );
  const options = /** @type {const} */ ({
    root: join(project, 'page'),
    configFile: false,
    logLevel: 'warn',
    base: './',
    build: { target: 'es2022' },
    worker: { format: 'es' },
  });
  await build(options);
  const server = await preview({ ...options, preview: { port: 0, host: '127.0.0.1' } });
  const chrome = await launch();
  try {
    const page = await chrome.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.waitForFunction('document.title').catch(() => problems.push('no title'));
    assert.deepEqual([await page.title(), problems], ['flipped,digits,true,true,worker', []]);
  } finally {
    await chrome.close();
    await server.close();
  }
});
