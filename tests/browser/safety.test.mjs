// Nothing that a stranger can write runs as a script, and nothing that a visitor does leaves the machine.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Figure, launch } from './page.mjs';
import { png } from './png.mjs';
import { openBlog, serve } from './server.mjs';

/** @import { Browser, Page } from 'playwright-core' */

/** @type {Browser} */
let chrome;
/** @type {import('./server.mjs').Site} */
let site;
/** @type {import('./server.mjs').Blog} */
let blog;
/** What was asked of other machines. @type {string[]} */
const left = [];
/** What Chromium asks for itself, whatever the page: updates, and services of its maker. */
const own = /(^|[./])(google|googleapis|gstatic|gvt1)\.com([:/]|$)/;
/** @param {string | undefined} url */
const note = (url = '') => {
  if (!own.test(url)) left.push(url);
};
/** Every address but this machine's is asked for here. */
const proxy = createServer(({ url }, response) => {
  note(url);
  response.writeHead(502).end();
});
proxy.on('connect', ({ url }, socket) => {
  note(url);
  socket.destroy();
});

before(async () => {
  site = await serve();
  blog = await openBlog();
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address());
  chrome = await launch({ args: [`--proxy-server=http://127.0.0.1:${port}`] });
});

after(async () => {
  await chrome.close();
  proxy.close();
  blog.close();
  site.close();
});

/** What a script of a stranger would do. */
const payloads = [
  '"><img src=x onerror=hacked=1>',
  "'><svg/onload=hacked=1>",
  'javascript:hacked=1',
  '</script><script>hacked=1</script>',
  '${hacked=1}{{hacked=1}}',
  'data:text/html,<script>parent.hacked=1</script>',
  '__proto__',
  '\u0000\ud800%00%0d%0aLocation:x',
  'A'.repeat(100_000),
];

/** What a figure and an address may say. */
const names = [
  ...['figure', 'classifier', 'digit', 'method', 'norm', 'target', 'overshoot', 'box'],
  ...['strokes', 'pixels', 'length', 'lang', 'poster', 'id', 'onclick', 'style', 'srcdoc'],
];

/**
 * Opens a page of one's own that notes scripts that have run and whatever its policy has forbidden.
 *
 * @param {(page: Page) => Promise<void>} work
 */
async function watched(work) {
  const context = await chrome.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on('dialog', (dialog) => {
    problems.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.addInitScript(() => {
    const notes = /** @type {any} */ (globalThis);
    notes.violations = [];
    addEventListener('securitypolicyviolation', (event) => {
      notes.violations.push(`${event.effectiveDirective} ${event.sample} ${event.blockedURI}`);
    });
  });
  await work(page);
  for (const frame of page.frames()) {
    const { hacked, violations } = await frame.evaluate(() => {
      const { hacked, violations } = /** @type {any} */ (globalThis);
      return { hacked, violations };
    });
    assert.equal(hacked, undefined);
    assert.deepEqual(violations, []);
  }
  assert.deepEqual(problems, []);
  await context.close();
}

/** A post that enforces Trusted Types and forbids inline scripts. @param {string} body */
function publish(body) {
  const { origin } = new URL(site.url);
  blog.publish(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>A post</title>
     <script type="module" src="${site.url}deepfool.js"></script><body>${body}</body></html>`,
    `script-src ${origin} 'wasm-unsafe-eval'; worker-src blob: ${origin}; ` +
      "require-trusted-types-for 'script'; trusted-types deepfool lit-html",
  );
}

test('hostile attributes', () =>
  watched(async (page) => {
    publish('<deepfool-digit id="one"></deepfool-digit>');
    await page.goto(blog.url);
    const figure = new Figure(page);
    await figure.shows(({ classifier, sentence }) => classifier !== null || sentence !== null);
    for (const payload of payloads) {
      await page.evaluate(([names, payload]) => {
        for (const tag of ['deepfool-digit', 'deepfool-universal']) {
          const figure = document.createElement(String(tag));
          for (const name of names) {
            // These are any element's, and a policy's business.
            if (['onclick', 'style', 'srcdoc', 'poster'].includes(name)) continue;
            figure.setAttribute(name, String(payload));
          }
          document.body.append(figure);
        }
      }, /** @type {[string[], string]} */ ([names, payload]));
      await page.waitForTimeout(50);
    }
    // And on one that runs.
    for (const payload of payloads) {
      await page.evaluate(([names, payload]) => {
        const figure = /** @type {HTMLElement} */ (document.querySelector('#one'));
        for (const name of names) {
          if (['onclick', 'style', 'srcdoc', 'id', 'poster'].includes(name)) continue;
          figure.setAttribute(name, payload);
        }
        figure.setAttribute('digit', '5');
      }, /** @type {[string[], string]} */ ([names, payload]));
      await page.waitForTimeout(50);
    }
    await page.evaluate(() => {
      const figure = /** @type {any} */ (document.querySelector('#one'));
      figure.strokes = [Float32Array.of(0.3, 0.2, 0.7, 0.2, 0.45, 0.85)];
    });
    await figure.settled();
  }));

test('hostile addresses', () =>
  watched(async (page) => {
    const figure = new Figure(page);
    for (const payload of payloads) {
      const query = new URLSearchParams(names.map((name) => [name, payload.slice(0, 199)]));
      for (const place of ['', 'embed.html']) {
        const address = `${site.url}${place}?${query}#${query}`;
        await page.goto(address);
        const { attack } = await figure.settled();
        assert.equal(attack.label, 3, address.slice(0, 100));
      }
    }
  }));

test('hostile messages', () =>
  watched(async (page) => {
    publish(`<deepfool-digit digit="4"></deepfool-digit>
      <iframe src="${site.url}embed.html?digit=5" style="width: 400px; height: 300px"></iframe>`);
    await page.goto(blog.url);
    const figure = new Figure(page);
    await figure.settled();
    const frame = page.frames()[1];
    await frame.waitForFunction(
      () => /** @type {any} */ (document.querySelector('deepfool-digit'))?.result?.attack,
    );
    // It has its height although it is out of sight.
    await page.waitForFunction(() => (document.querySelector('iframe')?.offsetHeight ?? 0) > 600);
    await page.waitForTimeout(300);
    const before = await page.locator('iframe').boundingBox();
    const messages = payloads.flatMap((payload) => [
      payload,
      { type: payload },
      { type: 'deepfool:height', height: payload },
      { type: 'deepfool:ask', html: payload, height: payload },
      { type: { toString: payload }, id: 1, path: ['ready'], argumentList: [] },
      [payload],
    ]);
    await page.evaluate((messages) => {
      for (const message of [...messages, null, undefined, 1, new ArrayBuffer(8)]) {
        postMessage(message, '*');
        frames[0].postMessage(message, '*');
      }
    }, messages);
    await page.waitForTimeout(300);
    assert.deepEqual(await page.locator('iframe').boundingBox(), before);
    await figure.draw([[[0.5, 0.15], [0.5, 0.85]]]); // prettier-ignore
    await figure.settled(({ attack }) => attack.label === 1);
  }));

test('hostile names of classifiers', () =>
  watched(async (page) => {
    await page.route(/assets\/[^/]*\.json$/, async (route) => {
      const response = await route.fetch();
      const card = await response.json();
      if (!Array.isArray(card)) {
        for (const [key, value] of Object.entries(card)) {
          if (typeof value === 'string') card[key] = payloads[0] + payloads[3];
        }
      }
      await route.fulfill({ response, json: card });
    });
    await page.goto(site.url);
    const { classifier } = await new Figure(page).settled();
    assert.equal(classifier, payloads[0] + payloads[3]);
  }));

test('nothing leaves the machine', async () => {
  // What this test would see.
  const control = await chrome.newPage();
  await control.goto(blog.url);
  await control.evaluate(() => fetch('http://example.com/control').catch(() => {}));
  assert.deepEqual(left.splice(0), ['http://example.com/control']);
  await control.close();

  publish('<deepfool-digit digit="4"></deepfool-digit>');
  for (const url of [
    site.url,
    `${site.url}embed.html`,
    blog.url,
    new URL('../../dist/deepfool.html', import.meta.url).href,
  ]) {
    const context = await chrome.newContext({ viewport: { width: 1280, height: 1000 } });
    /** @type {Set<string>} */
    const origins = new Set();
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http')) origins.add(origin);
    });
    const page = await context.newPage();
    await page.goto(url);
    const figure = new Figure(page);
    await figure.settled();
    await figure.draw([
      [
        [0.28, 0.22],
        [0.72, 0.2],
        [0.42, 0.86],
      ],
    ]);
    await figure.settled(({ strokes }) => strokes.length === 1);
    for (const [name, value] of [
      ['norm', 'inf'],
      ['method', 'ddn'],
      ['classifier', 'softmax'],
    ]) {
      await page.evaluate(
        ([name, value]) => document.querySelector('deepfool-digit')?.setAttribute(name, value),
        [name, value],
      );
    }
    await figure.settled(({ classifier }) => classifier === 'softmax');
    await page.locator('.upload input').setInputFiles({
      name: 'digit.png',
      mimeType: 'image/png',
      buffer: png([0], 10),
    });
    await figure.settled(({ strokes }) => strokes.length === 0);
    await page.waitForTimeout(500);
    const here = [site.url, blog.url].map((address) => new URL(address).origin);
    const expected = url.startsWith('file:') ? [] : url === blog.url ? here : [here[0]];
    assert.deepEqual([...origins].toSorted(), expected.toSorted(), url);
    await context.close();
  }
  assert.deepEqual(left, []);
});
