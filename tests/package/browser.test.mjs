// The packed tarball in a browser: built by Vite, as it is, under a strict policy, and in a worker of
// someone else's that has no address. (bundlers/ has it in other tools.)

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'vite';
import { launch } from '../browser/page.mjs';
import { serve } from '../browser/server.mjs';
import { emptyProject, serveFolder, snippets } from './project.mjs';

/** @type {Awaited<ReturnType<typeof emptyProject>>} */
let project;
/** @type {import('playwright-core').Browser} */
let chrome;

before(async () => {
  project = await emptyProject();
  chrome = await launch();
});

after(async () => {
  await chrome.close();
  project.remove();
});

/**
 * What a page that writes it into its title finds, and in how many workers.
 *
 * @param {string} url
 */
async function found(url) {
  const page = await chrome.newPage();
  /** @type {string[]} */
  const problems = [];
  let workers = 0;
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('worker', () => (workers += 1));
  try {
    await page.goto(url);
    await page.waitForFunction(() => document.title).catch(() => problems.push('no title'));
    return { title: await page.title(), workers, problems };
  } finally {
    await page.close();
  }
}

/** @param {import('vite').InlineConfig} options */
const builtWithVite = ({ build: how, ...options }) =>
  build({
    root: project.folder,
    configFile: false,
    logLevel: 'warn',
    base: './',
    ...options,
    build: { target: 'es2022', emptyOutDir: true, ...how },
  });

test('README’s snippets in a page, and a module from elsewhere', async () => {
  project.write('index.html', '<!doctype html><script type="module" src="./main.js"></script>');
  project.write(
    'main.js',
    // All but that for servers and that for Next.
    `const pixels = new Float32Array(784).fill(0.5);
     ${[0, 1, 3, 4].map((i) => snippets[i]).join('')}` +
      // As Vite gives a file's address; and one that is not there.
      `import wasmUrl from 'deepfool-wasm/deepfool.wasm?url';
       const other = createEngine({ wasmUrl });
       const again = await other.attack(await other.loadClassifier(model), pixels, { norm: 2 });
       const none = createEngine({ wasmUrl: 'nowhere.wasm' });
       const refused = await none.loadClassifier(model).catch(({ code }) => code);
       document.title = [result.status, digits.card.name, smaller.l2 <= result.l2 * 1.5,
         again.l2 === result.l2, refused].join();`,
  );
  await builtWithVite({});
  const site = await serveFolder(join(project.folder, 'dist'));
  try {
    const { title, problems } = await found(site.url);
    assert.deepEqual([title, problems], ['flipped,digits,true,true,fetch', []]);
  } finally {
    await site.close();
  }
});

test('a custom element in a page that Vite builds', async () => {
  project.write(
    'element.html',
    `<!doctype html><html lang="en"><deepfool-digit digit="7" norm="inf">A 7.</deepfool-digit>
     <script type="module" src="./element.js"></script></html>`,
  );
  project.write(
    'element.js',
    `import 'deepfool-wasm/elements';
     document.addEventListener('deepfool-result', ({ target }) => {
       const { attack, classifier } = target.result;
       document.title = [attack.status, attack.label, classifier.card.name, target.norm].join();
     });`,
  );
  await builtWithVite({ build: { outDir: 'element', rolldownOptions: { input: 'element.html' } } });
  const site = await serveFolder(join(project.folder, 'element'));
  try {
    const result = await found(`${site.url}element.html`);
    assert.deepEqual(result, { title: 'flipped,7,digits,Infinity', workers: 1, problems: [] });
  } finally {
    await site.close();
  }
});

test('as it is, where a policy allows files only: in a worker with workerUrl, without it on the page', async () => {
  const main = (/** @type {string} */ source) =>
    `import { createEngine } from './node_modules/deepfool-wasm/index.js';
     import { card, model } from './node_modules/deepfool-wasm/models/digits.js';
     const engine = createEngine(${source});
     const digits = await engine.loadClassifier(model, { card });
     const { status } = await engine.attack(digits, new Float32Array(784).fill(0.5));
     document.title = status;`;
  const workerUrl = './node_modules/deepfool-wasm/worker.js';
  project.write('with.js', main(`{ workerUrl: ${JSON.stringify(workerUrl)} }`));
  project.write('without.js', main(''));
  for (const name of ['with', 'without']) {
    project.write(
      `${name}.html`,
      `<!doctype html><script type="module" src="./${name}.js"></script>`,
    );
  }
  const site = await serve('/', project.folder);
  try {
    for (const [name, workers] of /** @type {const} */ ([
      ['with', 1],
      ['without', 0],
    ])) {
      const result = await found(`${site.url}${name}.html`);
      assert.deepEqual(result, { title: 'flipped', workers, problems: [] }, name);
    }
  } finally {
    site.close();
  }
});

test('wasmBinary: in a worker from a Blob, in an IIFE and in CommonJS no address is needed', async () => {
  project.write(
    'own.js',
    `import { openCore } from 'deepfool-wasm';
     import { model } from 'deepfool-wasm/models/softmax';
     export async function attack(wasmBinary) {
       const core = await openCore({ wasmBinary });
       return core.attack(core.load(model).id, new Float32Array(784).fill(0.5)).status;
     }`,
  );
  const as = (/** @type {'iife' | 'cjs'} */ format) =>
    builtWithVite({
      build: {
        outDir: 'own',
        emptyOutDir: false,
        lib: { entry: 'own.js', formats: [format], name: 'own', fileName: () => `own.${format}` },
      },
    });
  await as('cjs');
  project.write(
    'cjs.cjs',
    `const wasm = require('node:fs').readFileSync('node_modules/deepfool-wasm/deepfool.wasm');
     require('./own/own.cjs').attack(wasm).then(console.log);`,
  );
  assert.equal(project.run(process.execPath, 'cjs.cjs'), 'flipped');

  await as('iife');
  const script = readFileSync(join(project.folder, 'own/own.iife'), 'utf8');
  const worker = `${script}; onmessage = async ({ data }) => postMessage(await own.attack(data));`;
  const page = await chrome.newPage();
  const wasm = readFileSync(join(project.folder, 'node_modules/deepfool-wasm/deepfool.wasm'));
  const status = await page.evaluate(
    ([worker, wasm]) => {
      const url = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
      const thread = new Worker(url);
      return new Promise((resolve, reject) => {
        thread.onmessage = ({ data }) => resolve(data);
        thread.onerror = ({ message }) => reject(new Error(message));
        thread.postMessage(Uint8Array.from(atob(wasm), (byte) => byte.charCodeAt(0)));
      });
    },
    [worker, wasm.toString('base64')],
  );
  await page.close();
  assert.equal(status, 'flipped');
});
