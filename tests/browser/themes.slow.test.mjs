// Copied code in the themes that people have: what WordPress itself makes of it with its own themes (wordpress/), and
// Jekyll with minima. On a phone, a tablet and a desktop figures have the column's width, nothing scrolls inside a
// frame or stays empty below a figure, and nothing moves as they come.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { embedCode } from '../../web/figures/export/embed_code.js';
import { names, tagOf } from '../../web/figures/names.js';
import { launch } from './page.mjs';
import { runIn } from './run_in.mjs';
import { openBlog, serve } from './server.mjs';

/** @import { Browser, Frame, Page } from 'playwright-core' */
/** @import { Manifest } from '../../web/figures/manifest.js' */

const wordpress = fileURLToPath(new URL('wordpress/', import.meta.url));
const installed = '/usr/share/wordpress/';
const themes = '/var/lib/wordpress/wp-content/themes/';
const host = 'http://wordpress.test/';
const folder = mkdtempSync(join(tmpdir(), 'deepfool-themes-'));
const must = runIn(folder);

/** @type {Browser} */
let chrome;
/** @type {import('./server.mjs').Site} */
let site;
/** @type {import('./server.mjs').Blog} */
let blog;

before(async () => {
  [site, blog, chrome] = await Promise.all([serve(), openBlog(), launch()]);
  copyFileSync(join(wordpress, 'db.php'), join(folder, 'db.php'));
  symlinkSync(themes, join(folder, 'themes'));
});

after(async () => {
  await chrome.close();
  blog.close();
  site.close();
  rmSync(folder, { recursive: true });
});

/** @typedef {'script' | 'frame'} Form */

/**
 * @param {string} name of a figure
 * @param {Form} form
 * @returns {Promise<string>} what is copied of it
 */
async function copied(name, form) {
  /** @type {Manifest} */
  const { embed, example } = await import(`../../web/figures/${name}/manifest.js`);
  return embedCode(
    form,
    embed,
    { ...example, lang: 'en' },
    { sentence: `The figure ${name}.` },
    `${site.url}assets/a.js`,
  );
}

/** A post of each theme with some HTML in it. @type {Record<string, (html: string) => string>} */
const posts = {
  minima: (html) => {
    mkdirSync(join(folder, 'jekyll'), { recursive: true });
    writeFileSync(join(folder, 'jekyll/_config.yml'), 'title: A blog\ntheme: minima\n');
    writeFileSync(
      join(folder, 'jekyll/index.md'),
      `---\nlayout: post\ntitle: A post\ndate: 2026-01-01\n---\n\nBefore.\n\n${html}\n\nAfter.\n`,
    );
    must('jekyll', 'build', '--quiet', '--disable-disk-cache', '-s', 'jekyll', '-d', 'site');
    return must('cat', 'site/index.html');
  },
  ...Object.fromEntries(
    ['twentytwentyone', 'twentytwentytwo', 'twentytwentythree'].map((theme) => [
      theme,
      (/** @type {string} */ html) => {
        writeFileSync(join(folder, 'copied.html'), html);
        return must('php', join(wordpress, 'render.php'), theme, 'copied.html', folder);
      },
    ]),
  ),
};

/**
 * Opens a post, as its host would serve it.
 *
 * @param {string} html
 * @param {number} width of the screen
 */
async function open(html, width) {
  const page = await chrome.newPage({ viewport: { width, height: 900 } });
  /** Where the files are that a theme asks for. */
  const folders = {
    'assets/': `${folder}/site/assets/`,
    'wp-content/themes/': themes,
    'wp-includes/': `${installed}wp-includes/`,
  };
  blog.publish(html.replaceAll(host, blog.url));
  await page.route(/.*/, (route) => {
    const url = new URL(route.request().url());
    // A theme's fonts, which come late, move its own text.
    if (route.request().resourceType() === 'font') return route.abort();
    if (url.href.startsWith(site.url) || url.href === blog.url) return route.continue();
    const path = decodeURIComponent(url.pathname.slice(1));
    const [from, to] = Object.entries(folders).find(([from]) => path.startsWith(from)) ?? [];
    return from && to && url.href.startsWith(blog.url)
      ? route.fulfill({ path: to + path.slice(from.length) })
      : route.abort();
  });
  await page.addInitScript(() => {
    const seen = /** @type {any} */ (globalThis);
    seen.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of /** @type {any[]} */ (list.getEntries())) {
        const moved = entry.sources.map((/** @type {any} */ { node, previousRect, currentRect }) =>
          // What moves within a figure has no node here.
          [node?.nodeName ?? 'within a figure', JSON.stringify([previousRect, currentRect])].join(
            ' ',
          ),
        );
        seen.shifts.push(`${entry.value.toFixed(4)}: ${moved}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(blog.url);
  return page;
}

/** Where a figure stands in its document, and how much of its room it uses. Runs in a page. */
const measured = (/** @type {string} */ tag) => {
  const figure = /** @type {Element} */ (document.querySelector(tag));
  const inside = [...(figure.shadowRoot?.children ?? [])].map(
    (element) => element.getBoundingClientRect().bottom,
  );
  const { top, bottom, left, width } = figure.getBoundingClientRect();
  const { scrollHeight, scrollWidth } = document.documentElement;
  return {
    left,
    width,
    height: bottom - top,
    unused: bottom - Math.max(...inside),
    below: innerHeight - document.body.getBoundingClientRect().bottom,
    scrolls: Math.max(scrollHeight - innerHeight, scrollWidth - innerWidth),
  };
};

/**
 * @param {Page} page
 * @param {string} name of a figure
 * @param {Form} form
 * @returns {Promise<Frame>} the document that the figure is in, once it is awake
 */
async function awake(page, name, form) {
  const stand = page.locator(form === 'script' ? tagOf(name) : `iframe[src*="figure=${name}&"]`);
  await stand.evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
  const handle = form === 'frame' ? await stand.elementHandle() : null;
  const frame = handle ? /** @type {Frame} */ (await handle.contentFrame()) : page.mainFrame();
  await frame.waitForFunction(
    (tag) => document.querySelector(tag)?.shadowRoot?.childElementCount,
    tagOf(name),
    { timeout: 60e3 },
  );
  return frame;
}

const widths = { phone: 390, tablet: 820, desktop: 1280 };

for (const [theme, post] of Object.entries(posts)) {
  for (const form of /** @type {Form[]} */ (['script', 'frame'])) {
    for (const [screen, screenWidth] of Object.entries(widths)) {
      test(`${theme}, as a ${form}, ${screen}`, async () => {
        const html = await Promise.all(names.map((name) => copied(name, form)));
        const page = await open(post(html.join('\n\n')), screenWidth);
        /** @type {[string, Frame][]} */
        const frames = [];
        for (const name of names) {
          frames.push([name, await awake(page, name, form)]);
          await page.waitForTimeout(700);
        }
        const column = await page.getByText('Before.', { exact: true }).boundingBox();
        assert.ok(column);
        for (const [name, frame] of frames) {
          const figure = await frame.evaluate(measured, tagOf(name));
          const around = form === 'frame' ? page.locator(`iframe[src*="figure=${name}&"]`) : null;
          const { x, width } = (await around?.boundingBox()) ?? { x: figure.left, ...figure };
          assert.deepEqual([x, width], [column.x, column.width], `${name} has the column's width`);
          assert.ok(figure.unused < 100, `${name}: ${figure.unused} pixels are empty`);
          if (!around) continue;
          assert.ok(figure.scrolls <= 0, `${name} scrolls by ${figure.scrolls} pixels`);
          assert.ok(figure.below < 8, `${name}: ${figure.below} pixels are empty below it`);
        }
        assert.deepEqual(await page.evaluate('shifts'), []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), screenWidth);
        await page.close();
      });
    }
  }
}
