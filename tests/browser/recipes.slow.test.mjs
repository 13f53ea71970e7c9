// Each recipe of web/recipes/, built by the tool that it is for, and opened.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import mdx from '@mdx-js/rollup';
import { build } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { embed } from '../../web/figures/digit/manifest.js';
import { embedCode } from '../../web/figures/export/embed_code.js';
import { Figure, launch } from './page.mjs';
import { runIn } from './run_in.mjs';
import { openBlog, serve } from './server.mjs';

/** @import { Browser, Frame } from 'playwright-core' */

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'deepfool-recipes-'));
const must = runIn(folder);

/** @type {Browser} */
let chrome;
/** @type {import('./server.mjs').Site} */
let site;
/** @type {import('./server.mjs').Blog} */
let blog;

before(async () => {
  [site, blog, chrome] = await Promise.all([serve(), openBlog(), launch()]);
});

after(async () => {
  await chrome.close();
  blog.close();
  site.close();
  rmSync(folder, { recursive: true });
});

/** @param {string} name */
const recipe = (name) => readFileSync(join(root, 'web/recipes', name), 'utf8');

/**
 * @param {string} name a file's
 * @param {string} text
 * @returns {string} its path
 */
function write(name, text) {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/**
 * Opens a page that a recipe became, from another origin than the figure's, and waits for a flip.
 *
 * @param {string} html
 * @param {boolean} framed
 */
async function flips(html, framed) {
  assert.ok(html.includes('https://example.org/deepfool/'), 'the figure is in the page');
  blog.publish(html.replaceAll('https://example.org/deepfool/', site.url));
  const page = await chrome.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  // Other people's pages may want their own fonts and scripts: nothing leaves this machine.
  await page.route(/.*/, (route) =>
    new URL(route.request().url()).hostname === '127.0.0.1' ? route.continue() : route.abort(),
  );
  await page.goto(blog.url);
  await page.locator(framed ? 'iframe' : 'deepfool-digit').scrollIntoViewIfNeeded();
  const inner = async () => {
    for (let i = 0; i < 100; ++i) {
      const frame = page.frames().find((frame) => frame.url().startsWith(site.url));
      if (frame) return frame;
      await page.waitForTimeout(100);
    }
    throw new Error('there is no frame');
  };
  const frame = /** @type {Frame} */ (framed ? await inner() : page.mainFrame());
  const figure = new Figure(/** @type {any} */ (frame));
  const { attack } = await figure.settled();
  assert.equal(attack.label, 7);
  assert.equal(attack.status, 'flipped');
  assert.equal(attack.adversarial, 2, 'as the recipes say');
  assert.deepEqual(
    problems.filter((problem) => !/MathJax|require|mermaid/i.test(problem)),
    [],
  );
  await page.close();
}

const page = (/** @type {string} */ body) =>
  `<!doctype html><html lang="en"><title>A post</title><body>${body}</body></html>`;

test('plain HTML', () => flips(page(recipe('plain.html')), false));

test('WordPress: what its HTML block prints', () => flips(page(recipe('wordpress.html')), true));

test('kramdown', () => {
  const [, text] = /^---\n.*?\n---\n(.*)$/s.exec(recipe('jekyll.md')) ?? [];
  const program = 'print Kramdown::Document.new(ARGF.read).to_html';
  return flips(
    page(must('ruby', '-r', 'kramdown', '-e', program, write('kramdown.md', text))),
    false,
  );
});

test('Jekyll', () => {
  write('jekyll/index.md', recipe('jekyll.md').replace('---\n', '---\nlayout: post\n'));
  write('jekyll/_layouts/post.html', page('{{ content }}'));
  write('jekyll/_config.yml', 'markdown: kramdown\n');
  must('jekyll', 'build', '--quiet', '--disable-disk-cache', '-s', 'jekyll', '-d', 'jekyll-site');
  return flips(readFileSync(join(folder, 'jekyll-site/index.html'), 'utf8'), false);
});

test('Hugo', async () => {
  write(
    'hugo/config.toml',
    'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n',
  );
  write('hugo/layouts/_default/single.html', page('{{ .Content }}'));
  write('hugo/layouts/shortcodes/deepfool.html', recipe('hugo/deepfool.html'));
  write('hugo/content/post.md', recipe('hugo/post.md'));
  // What was copied, as the recipes say.
  const copied = embedCode(
    'script',
    embed,
    { lang: 'en', digit: '7', box: 'off' },
    { sentence: 'A 7 that a small change makes a 2.' },
    'https://example.org/deepfool/assets/a.js',
  );
  write('hugo/layouts/shortcodes/html.html', '{{ .Inner }}\n');
  write(
    'hugo/content/copied.md',
    `---\ntitle: A copy\n---\n{{< html >}}\n${copied}\n{{< /html >}}\n`,
  );
  must('hugo', '--quiet', '--source', 'hugo', '--destination', join(folder, 'hugo-site'));
  for (const name of ['post', 'copied']) {
    await flips(readFileSync(join(folder, `hugo-site/${name}/index.html`), 'utf8'), false);
  }
});

test('MDX and React', async () => {
  write('mdx/index.html', page('<main></main><script type="module" src="./main.jsx"></script>'));
  write(
    'mdx/main.jsx',
    `import { createElement } from 'react';
     import { createRoot } from 'react-dom/client';
     import Post from './post.mdx';
     createRoot(document.querySelector('main')).render(createElement(Post));`,
  );
  write('mdx/post.mdx', recipe('mdx/post.mdx'));
  cpSync(join(root, 'package.json'), join(folder, 'mdx/package.json'));
  await build({
    root: join(folder, 'mdx'),
    configFile: false,
    logLevel: 'warn',
    resolve: {
      alias: ['react', 'react-dom'].map((name) => ({
        find: new RegExp(`^${name}(?=/|$)`),
        replacement: join(root, 'node_modules', name),
      })),
    },
    plugins: [mdx(), viteSingleFile()],
  });
  await flips(readFileSync(join(folder, 'mdx/dist/index.html'), 'utf8'), false);
});

test('a notebook, as nbconvert prints it', () => {
  const path = write('notebook.ipynb', recipe('notebook.ipynb'));
  must('jupyter-nbconvert', '--to', 'html', '--log-level', 'ERROR', path);
  return flips(readFileSync(join(folder, 'notebook.html'), 'utf8'), true);
});
