// The page as an app: without a network after one visit, below any path, and from one version to the
// next, never a mixture of two.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { Figure, launch } from './page.mjs';
import { dist, serve } from './server.mjs';

/** @import { Browser, BrowserContext, Page } from 'playwright-core' */

/** @type {Browser} */
let chrome;
const folder = mkdtempSync(join(tmpdir(), 'deepfool-offline-'));
/** A build of another version: of the page, and of the script that has the figure's words. */
const next = join(folder, 'next');
/** What a server may have in the middle of a deployment. */
const half = join(folder, 'half');

/** @type {Record<string, { title: RegExp, undo: string, files: Set<string> }>} */
const versions = {};

before(async () => {
  chrome = await launch();
  await build({
    configFile: fileURLToPath(new URL('../../web/build/vite.config.js', import.meta.url)),
    logLevel: 'warn',
    build: { outDir: next },
    plugins: [
      {
        name: 'next-version',
        transform: (code, id) =>
          id.endsWith('locales/en.js') ? code.replace("'Undo'", "'Undo, next'") : null,
        transformIndexHtml: (html) => html.replace('<title>', '<title>Next: '),
      },
    ],
  });
  cpSync(next, half, { recursive: true });
  cpSync(join(dist, 'index.html'), join(half, 'index.html'));
  cpSync(join(dist, 'assets'), join(half, 'assets'), { recursive: true });
  const files = (/** @type {string} */ of) => new Set(readdirSync(join(of, 'assets')));
  versions.now = { title: /^(?!Next: )/, undo: 'Undo', files: files(dist) };
  versions.next = { title: /^Next: /, undo: 'Undo, next', files: files(next) };
});

after(async () => {
  await chrome.close();
  rmSync(folder, { recursive: true });
});

/**
 * Sees that the page is of one version, and that all it has loaded is.
 *
 * @param {Page} page
 * @param {'now' | 'next'} name
 */
async function whole(page, name) {
  const { title, undo, files } = versions[name];
  await new Figure(page).settled();
  assert.match(await page.title(), title);
  assert.ok(await page.getByRole('button', { name: undo, exact: true }).isVisible());
  const loaded = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => /\/assets\/([^/?]+)$/.exec(name)?.[1] ?? ''),
  );
  assert.ok(loaded.filter(Boolean).length > 5, String(loaded));
  assert.deepEqual(
    loaded.filter((file) => file && !files.has(file)),
    [],
  );
}

/**
 * @param {BrowserContext} context
 * @param {string} url
 */
async function visit(context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(url);
  return page;
}

/** Until the page is kept. @param {Page} page */
const kept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

/**
 * How many files of one version, and not of the other, are kept.
 *
 * @param {Page} page
 * @param {'now' | 'next'} name
 */
async function keptOf(page, name) {
  const files = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => /\/assets\/([^/?]+)$/.exec(url)?.[1] ?? '');
  });
  const other = versions[name === 'now' ? 'next' : 'now'];
  return files.filter((file) => versions[name].files.has(file) && !other.files.has(file)).length;
}

/**
 * @param {string} prefix
 * @param {(site: import('./server.mjs').Site, context: BrowserContext) => Promise<void>} work
 */
async function onSite(prefix, work) {
  const site = await serve(prefix);
  const context = await chrome.newContext();
  try {
    await work(site, context);
  } finally {
    await context.close();
    site.close();
  }
}

for (const prefix of ['/', '/some/where/', '/a%20b/%C3%BC/']) {
  test(`after one visit to ${prefix}, without a network`, () =>
    onSite(prefix, async (site, context) => {
      const page = await visit(context, site.url);
      await whole(page, 'now');
      await kept(page);
      site.down = true;
      for (const address of [site.url, `${site.url}index.html`, `${site.url}?norm=inf#x`]) {
        await page.goto(address);
        await whole(page, 'now');
      }
      // It keeps what the first visit did not use, and nothing that is not the page.
      await page.evaluate(() =>
        document.querySelector('deepfool-digit')?.setAttribute('classifier', 'fc500-150-10'),
      );
      await new Figure(page).settled(({ classifier }) => classifier === 'fc500-150-10');
      await assert.rejects(page.goto(`${site.url}embed.html`));
    }));
}

test('from one version to the next', () =>
  onSite('/some/where/', async (site, context) => {
    const page = await visit(context, site.url);
    await whole(page, 'now');
    await kept(page);
    const other = await visit(context, site.url);
    await whole(other, 'now');

    site.folder = next;
    await page.reload();
    await whole(page, 'next');
    assert.ok((await keptOf(page, 'now')) > 5);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      while (!registration?.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    // As long as another page of the old version is open, all of that is there.
    site.down = true;
    await other.evaluate(() =>
      document.querySelector('deepfool-digit')?.setAttribute('classifier', 'lenet'),
    );
    await new Figure(other).settled(({ classifier }) => classifier === 'lenet');
    await page.reload();
    await whole(page, 'now');

    // Once none is open, the next version takes over: seen from a page that is none.
    site.down = false;
    const outside = await visit(context, new URL('/', site.url).href);
    await other.close();
    await page.close();
    const end = Date.now() + 90_000;
    while ((await keptOf(outside, 'now')) > 0) {
      assert.ok(Date.now() < end, 'the next version never takes over');
      await outside.waitForTimeout(500);
    }
    assert.ok((await keptOf(outside, 'next')) > 5);
    site.down = true;
    const again = await visit(context, site.url);
    await whole(again, 'next');
  }));

test('a server in the middle of a deployment', () =>
  onSite('/', async (site, context) => {
    const page = await visit(context, site.url);
    await kept(page);
    // The page is still the old one, the service worker is the next.
    site.folder = half;
    await page.reload();
    await whole(page, 'now');
    const state = await page.evaluate(async () => {
      const registration = /** @type {ServiceWorkerRegistration} */ (
        await navigator.serviceWorker.getRegistration()
      );
      await registration.update().catch(() => {});
      const worker = registration.installing;
      if (!worker) return 'gone';
      return new Promise((resolve) =>
        worker.addEventListener('statechange', () => resolve(worker.state)),
      );
    });
    assert.ok(['gone', 'redundant'].includes(String(state)), String(state));
    site.down = true;
    await page.reload();
    await whole(page, 'now');
  }));

test('posts and frames have nothing to do with it', () =>
  onSite('/', async (site, context) => {
    const page = await visit(context, site.url);
    await kept(page);
    site.folder = next;
    await page.goto(`${site.url}embed.html?lang=en`);
    await new Figure(page).settled();
    assert.ok(await page.getByRole('button', { name: 'Undo, next', exact: true }).isVisible());
    assert.equal(
      await page.evaluate(() => Boolean(document.querySelector('link[rel="manifest"]'))),
      false,
    );
    const first = await visit(await chrome.newContext(), `${site.url}embed.html`);
    await new Figure(first).settled();
    await first.waitForLoadState('networkidle');
    assert.equal(
      await first.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
      0,
    );
    await first.context().close();
  }));

test('the page can be installed', () =>
  onSite('/some/where/', async (site, context) => {
    const page = await visit(context, site.url);
    await kept(page);
    const client = await context.newCDPSession(page);
    const { errors, data } = await client.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data ?? '');
    assert.deepEqual([manifest.start_url, manifest.scope], ['./', './']);
    const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
    assert.deepEqual(
      installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'),
      [],
    );
    for (const { src, sizes } of manifest.icons) {
      const side = await page.evaluate(async (src) => {
        const bitmap = await createImageBitmap(await (await fetch(src)).blob());
        return `${bitmap.width}x${bitmap.height}`;
      }, src);
      assert.equal(side, sizes);
    }
  }));
