// The packed tarball in what people build with: each is run as the package's README says, and what comes
// out finds in a browser, or on the server, what Node finds.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pack } from '../../../.tools/package.mjs';
import { launch } from '../../browser/page.mjs';
import { serveFolder, snippets } from '../project.mjs';
import { install, must, project, whileServing } from './projects.mjs';

const readme = readFileSync(new URL('../../../web/package/README.md', import.meta.url), 'utf8');

/**
 * What README says how to run.
 *
 * @param {RegExp} tool as its table names it
 * @param {'build' | 'develop'} what
 * @returns {string[][]} the commands' words
 */
function commands(tool, what) {
  const row = readme.split('\n').find((line) => line.startsWith('| ') && tool.test(line));
  const cell = row?.split('|')[what === 'build' ? 2 : 3] ?? '';
  const found = [...cell.matchAll(/`([^`]*)`/g)].map(([, command]) => command.split(' '));
  assert.ok(found.length > 0, `README has no command for ${tool}`);
  return found;
}

/** Flips the digit that the classifier's card has, on a thread of its own where there is one. */
const attack = `
  import { createEngine } from 'deepfool-wasm';
  import { card, model } from 'deepfool-wasm/models/digits';

  export async function attack() {
    const engine = createEngine();
    const digits = await engine.loadClassifier(model, { card });
    const { input, scale } = card.test_vector;
    const result = await engine.attack(digits, Float32Array.from(input, (value) => value / scale), { norm: 2 });
    engine.close();
    return [result.status, result.adversarial, result.l2.toFixed(6)].join();
  }
`;

const inPage = {
  'attack.js': attack,
  'main.js': `
    import { attack } from './attack.js';
    attack().then((found) => (document.title = found), (error) => (document.title = error.stack));
  `,
  'index.html': '<!doctype html><script type="module" src="./main.js"></script>',
};

const onServer = {
  'attack.js': attack,
  'main.js': `
    import { attack } from './attack.js';
    console.log(await attack());
  `,
};

const inNext = {
  'app/attack.js': attack,
  'app/layout.js': 'export default ({ children }) => <html><head /><body>{children}</body></html>;',
  'app/page.js': `
    'use client';
    import { useEffect, useState } from 'react';
    import { attack } from './attack.js';

    export default function Page() {
      const [found, setFound] = useState('');
      useEffect(() => {
        attack().then(setFound, (error) => setFound(error.stack));
      }, []);
      return <title>{found}</title>;
    }
  `,
  'app/api/route.js': snippets.find((code) => code.includes('POST')) ?? '',
};

/** What Node finds. */
let expected = '';
let tarball = '';
/** @type {import('playwright-core').Browser} */
let chrome;

before(async () => {
  tarball = await pack();
  install('tools', tarball);
  chrome = await launch();
  const folder = project('tools', 'node', onServer);
  expected = run(folder, commands(/Node/, 'develop')[0]);
  assert.match(expected, /^flipped,\d,\d\.\d{6}$/);
});

after(() => chrome.close());

/**
 * @param {string} folder
 * @param {string[]} command
 */
function run(folder, [program, ...args]) {
  return must(folder, program, ...args).trim();
}

/**
 * Opens a page that shows in its title what it found, and sees that a worker did.
 *
 * @param {string} url
 */
async function opened(url) {
  const page = await chrome.newPage();
  try {
    const worker = page.waitForEvent('worker');
    await page.goto(url);
    await page.waitForFunction('document.title', null, { timeout: 60e3 });
    assert.equal(await page.title(), expected);
    await worker;
  } finally {
    await page.close();
  }
}

/**
 * Opens a built page, as a static host serves it.
 *
 * @param {string} folder
 */
async function openedFrom(folder) {
  const site = await serveFolder(folder);
  try {
    await opened(site.url);
  } finally {
    await site.close();
  }
}

for (const version of ['5', '6', '7', '8']) {
  // Of several versions in one folder none is called `vite`.
  const vite = (/** @type {string[]} */ [, ...args]) => [
    ...[process.execPath, `../node_modules/vite${version}/bin/vite.js`],
    ...args,
  ];

  test(`Vite ${version}: build`, async () => {
    const folder = project('tools', `vite${version}`, inPage);
    run(folder, vite(commands(/Vite/, 'build')[0]));
    await openedFrom(`${folder}/dist`);
  });

  test(`Vite ${version}: development`, async () => {
    const folder = project('tools', `vite${version}-dev`, inPage);
    const [command] = commands(/Vite/, 'develop');
    await whileServing(
      folder,
      (port) => [...vite(command), '--port', `${port}`, '--host', '127.0.0.1'],
      opened,
    );
  });
}

/** What builds a script, and leaves the page to others. @type {[string, RegExp, string][]} */
const scriptBuilders = [
  ['webpack', /webpack/, 'dist/main.js'],
  ['esbuild', /esbuild/, 'dist/main.js'],
  ['Rollup', /Rollup/, 'dist/main.js'],
  ['Bun', /Bun/, 'dist/main.js'],
];
for (const [name, row, script] of scriptBuilders) {
  test(`${name}: build`, async () => {
    const folder = project('tools', `${name.toLowerCase()}-build`, {
      ...inPage,
      'index.html': `<!doctype html><script type="module" src="./${script}"></script>`,
    });
    run(folder, commands(row, 'build')[0]);
    await openedFrom(folder);
  });
}

test('Parcel: build', async () => {
  const folder = project('tools', 'parcel-build', inPage);
  run(folder, commands(/Parcel/, 'build')[0]);
  await openedFrom(`${folder}/dist`);
});

test('esbuild: one script in the format IIFE', async () => {
  const folder = project('tools', 'esbuild-iife', {
    ...inPage,
    'index.html': '<!doctype html><script src="./dist/main.js"></script>',
  });
  run(folder, ['esbuild', 'main.js', '--bundle', '--format=iife', '--outdir=dist']);
  await openedFrom(folder);
});

test('esbuild: one script in the format CommonJS', () => {
  const folder = project('tools', 'esbuild-cjs', inPage);
  const main = "import { attack } from './attack.js'; attack().then(console.log);";
  writeFileSync(`${folder}/main.js`, main);
  const to = '--outfile=main.cjs';
  run(folder, ['esbuild', 'main.js', '--bundle', '--format=cjs', '--platform=node', to]);
  assert.equal(run(folder, [process.execPath, 'main.cjs']), expected);
});

test('the types of the elements in React’s JSX', () => {
  const folder = project('tools', 'react-types', {
    'react.tsx': `
      import 'deepfool-wasm/elements';
      import type {} from 'deepfool-wasm/elements/react';
      export const digit = (
        <deepfool-digit digit={7} norm="inf" ondeepfool-result={({ detail }) => detail}>
          <p>A 7.</p>
        </deepfool-digit>
      );
      export const universal = <deepfool-universal lang="zh" ref={(figure) => void figure?.length} />;
      // @ts-expect-error there is no such method
      export const wrong = <deepfool-digit method="nonsense" />;
      // @ts-expect-error there is no such attribute
      export const unknown = <deepfool-digit nonsense="1" />;`,
  });
  const tsc = fileURLToPath(new URL('../../../node_modules/.bin/tsc', import.meta.url));
  const strict = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--types', ''];
  const modules = ['--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022'];
  const page = ['--lib', 'es2023,dom', '--jsx', 'react-jsx'];
  run(folder, [tsc, ...strict, ...modules, ...page, 'react.tsx']);
});

test('the types of the elements in Vue’s templates', () => {
  const folder = project('tools', 'vue-types', {
    'App.vue': `
      <script setup lang="ts">
      import 'deepfool-wasm/elements';
      import type {} from 'deepfool-wasm/elements/vue';
      const told = (event: CustomEvent<null>) => event.detail;
      </script>

      <template>
        <deepfool-digit :digit="7" norm="inf" class="wide" @deepfool-result="told">
          <p>A 7.</p>
        </deepfool-digit>
        <deepfool-universal lang="zh" :length="4" />
        <!-- @vue-expect-error there is no such method -->
        <deepfool-digit method="nonsense" />
        <!-- @vue-expect-error there is no such attribute -->
        <deepfool-digit nonsense="1" />
        <!-- @vue-expect-error the event is no text -->
        <deepfool-digit @deepfool-result="(text: string) => text" />
      </template>`,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        lib: ['es2023', 'dom'],
        module: 'esnext',
        moduleResolution: 'bundler',
        noEmit: true,
        skipLibCheck: false,
        strict: true,
        target: 'es2022',
        types: [],
      },
      include: ['App.vue'],
      vueCompilerOptions: { strictTemplates: true },
    }),
  });
  run(folder, ['vue-tsc', '--project', '.']);
});

test('esbuild: a custom element', async () => {
  const folder = project('tools', 'esbuild-element', {
    'main.js': `
      import 'deepfool-wasm/elements';
      document.addEventListener('deepfool-result', ({ target }) => {
        const { status, adversarial, l2 } = target.result.attack;
        document.title = [status, adversarial, l2.toFixed(6)].join();
      });`,
    // The first test digit is the one that the classifier's card has.
    'index.html': `<!doctype html><deepfool-digit digit="7" box="off"></deepfool-digit>
      <script type="module" src="./dist/main.js"></script>`,
  });
  run(folder, commands(/esbuild/, 'build')[0]);
  await openedFrom(folder);
});

for (const [name, row] of /** @type {[string, RegExp][]} */ ([
  ['Bun', /Bun/],
  ['Deno', /Deno/],
])) {
  test(`${name}: run`, () => {
    const folder = project('tools', name.toLowerCase(), onServer);
    assert.equal(run(folder, commands(row, 'develop')[0]), expected);
  });
}

for (const version of /** @type {const} */ (['15', '16'])) {
  const tools = /** @type {const} */ (`next${version}`);
  const row = RegExp(`Next ${version}`);
  const onPort = (/** @type {string[]} */ command) => (/** @type {number} */ port) => [
    ...command,
    ...['--port', `${port}`, '--hostname', '127.0.0.1'],
  ];
  const works = async (/** @type {string} */ url) => {
    await opened(url);
    await answers(`${url}api`);
  };

  test(`Next ${version}: build, client and server`, async () => {
    install(tools, tarball);
    const folder = project(tools, 'app', inNext);
    run(folder, commands(row, 'build')[0]);
    await whileServing(folder, onPort(['next', 'start']), works);
  });

  for (const command of commands(row, 'develop')) {
    test(`Next ${version}: ${command.join(' ')}, client and server`, async () => {
      install(tools, tarball);
      const folder = project(tools, 'app', inNext);
      await whileServing(folder, onPort(command), works);
    });
  }
}

/**
 * Sees that README's route handler finds what Node found.
 *
 * @param {string} url
 */
async function answers(url) {
  const card = JSON.parse(
    readFileSync(new URL('../../../models/digits.json', import.meta.url), 'utf8'),
  );
  const { input, scale } = card.test_vector;
  const body = JSON.stringify(input.map((/** @type {number} */ value) => value / scale));
  const { adversarial, l2 } = await (await fetch(url, { method: 'POST', body })).json();
  assert.equal(`flipped,${adversarial},${l2.toFixed(6)}`, expected);
}
