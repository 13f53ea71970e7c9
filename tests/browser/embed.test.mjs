// A figure where people write: in a post of another origin, under policies, in a frame, from a file.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { budgets, size } from '../../.tools/pages.mjs';
import { strokesFromText, strokesToText } from '../../web/figures/input/drawing_text.js';
import { Figure, launch } from './page.mjs';
import { openBlog, serve } from './server.mjs';

/** @import { Browser, Frame, Page } from 'playwright-core' */

/** @type {Browser} */
let chrome;
/** Where the build is. @type {import('./server.mjs').Site} */
let site;
/** Where posts are: another origin. @type {import('./server.mjs').Blog} */
let blog;

before(async () => {
  site = await serve();
  blog = await openBlog();
  chrome = await launch();
});

after(async () => {
  await chrome.close();
  blog.close();
  site.close();
});

/** As a post on a site whose policy allows the figure's origin, and no Blobs, styles or eval. */
const strict = (/** @type {string} */ workers) =>
  `default-src 'none'; script-src ${new URL(site.url).origin} 'wasm-unsafe-eval'; ` +
  `connect-src ${new URL(site.url).origin}; frame-src ${new URL(site.url).origin}; ` +
  `worker-src ${workers}`;

/**
 * Opens a post.
 *
 * @param {string} body
 * @param {{ lang?: string, policy?: string, prepare?: (page: Page) => Promise<unknown> }} [how]
 */
async function open(body, { lang = 'en', policy = '', prepare } = {}) {
  blog.publish(
    `<!doctype html><html lang="${lang}"><title>A post</title>
      <script type="module" src="${site.url}deepfool.js"></script><body>${body}</body></html>`,
    policy,
  );
  const page = await chrome.newPage();
  /** @type {string[]} */
  const problems = [];
  /** @type {string[]} */
  const requests = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await prepare?.(page);
  await page.goto(blog.url);
  return { page, problems, requests, figure: new Figure(page) };
}

const fallback = '<p>A 3 that becomes an 8.</p>';

test('a post of another origin: nothing until it is near, then one engine for all', async () => {
  const { page, problems, requests, figure } = await open(
    `<div style="height: 5000px"></div>
     <deepfool-digit digit="7" norm="inf" classifier="softmax">${fallback}</deepfool-digit>
     <deepfool-digit digit="2">${fallback}</deepfool-digit>`,
  );
  await page.waitForLoadState('networkidle');
  const early = requests.filter((url) => url.startsWith(site.url));
  assert.ok(
    early.every((url) => /deepfool\.js$|assets\/loader-/.test(url)),
    String(early),
  );
  assert.ok(await page.getByText('A 3 that becomes').first().isVisible());

  await page.evaluate(() => document.querySelector('deepfool-digit')?.scrollIntoView());
  const { attack, classifier, sentence } = await figure.settled();
  assert.equal(attack.label, 7);
  assert.equal(classifier, 'softmax');
  assert.match(sentence ?? '', /Changing each pixel by up to/);
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelectorAll('deepfool-digit')[1]).result?.attack,
  );
  assert.equal(page.workers().length, 1);
  const modules = requests.filter((url) => url.endsWith('.wasm'));
  assert.ok(modules.length > 0 && new Set(modules).size === modules.length, String(modules));
  assert.equal(await page.getByText('A 3 that becomes').first().isVisible(), false);
  assert.deepEqual(problems, []);
  await page.close();
});

test('the language of the figure, or of the post', async () => {
  for (const [lang, attribute, said] of [
    ['en', 'lang="zh-CN"', /^识别为 3。只需改变 .*，就会被识别为 \d。/],
    ['zh-Hant', '', /^识别为 3。/],
    ['fr', '', /^Read as 3\./],
    ['zh', 'lang="en"', /^Read as 3\./],
  ]) {
    const { page, figure } = await open(
      `<deepfool-digit digit="3" ${attribute}></deepfool-digit>`,
      { lang: String(lang) },
    );
    const { sentence } = await figure.settled();
    assert.match(sentence ?? '', /** @type {RegExp} */ (said));
    await page.close();
  }
});

test('a policy that forbids workers: on the page’s own thread', async () => {
  const { page, problems, figure } = await open('<deepfool-digit digit="3"></deepfool-digit>', {
    policy: strict("'none'"),
  });
  const { attack } = await figure.settled();
  assert.equal(attack.status, 'flipped');
  assert.equal(page.workers().length, 0);
  // A long run still lets the page live. (Its button comes after the first answer.)
  await page.locator('deepfool-digit .refine').waitFor();
  const { frames, l2 } = await page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('deepfool-digit'));
    let frames = 0;
    let on = true;
    const count = () => on && requestAnimationFrame(() => (++frames, count()));
    count();
    figure.shadowRoot.querySelector('.refine').click();
    await new Promise((resolve) => {
      const look = () =>
        figure.shadowRoot.querySelector('.refine') ? resolve(null) : setTimeout(look, 20);
      setTimeout(look, 20);
    });
    on = false;
    return { frames, l2: figure.result.attack.l2 };
  });
  assert.ok(frames > 1, `${frames} frames`);
  assert.ok(l2 <= attack.l2);
  assert.deepEqual(problems, []);
  await page.close();
});

test('a policy that allows Blobs as workers: in a worker', async () => {
  const { page, problems, figure } = await open('<deepfool-digit digit="3"></deepfool-digit>', {
    // What a worker imports is a worker's script, too.
    policy: strict(`blob: ${new URL(site.url).origin}`),
  });
  const { attack } = await figure.settled();
  assert.equal(attack.status, 'flipped');
  assert.equal(page.workers().length, 1);
  assert.deepEqual(problems, []);
  await page.close();
});

test('without WebAssembly, what stands in and one sentence', async () => {
  const { page, requests } = await open(`<deepfool-digit>${fallback}</deepfool-digit>`, {
    prepare: (page) => page.addInitScript('delete globalThis.WebAssembly'),
  });
  await page.getByText('needs a browser with WebAssembly SIMD').waitFor();
  assert.ok(await page.getByText('A 3 that becomes').isVisible());
  assert.equal(requests.filter((url) => /digit_figure-|\.wasm/.test(url)).length, 0);
  await page.close();
});

test('without WebAssembly the page and a frame say so, too', async () => {
  for (const address of ['', 'embed.html?digit=5']) {
    const page = await chrome.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.addInitScript('delete globalThis.WebAssembly');
    await page.goto(`${site.url}${address}`);
    await page.getByText('needs a browser with WebAssembly SIMD').first().waitFor();
    assert.deepEqual(problems, []);
    await page.close();
  }
});

test('without a network a frame says so, and comes with it', async () => {
  const page = await chrome.newPage();
  await page.route(/assets\/digit_figure-/, (route) => route.abort());
  await page.goto(`${site.url}embed.html?digit=5`);
  await page.getByText('could not be loaded').waitFor();
  await page.unroute(/assets\/digit_figure-/);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  const { attack } = await new Figure(page).settled();
  assert.equal(attack.label, 5);
  assert.equal(await page.getByText('could not be loaded').count(), 0);
  await page.close();
});

test('what comes later imports no figure, which would come twice', () => {
  const folder = new URL('../../dist/assets/', import.meta.url);
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  assert.ok(scripts.some((name) => name.startsWith('digit_figure-')));
  for (const name of scripts) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    assert.doesNotMatch(text, /(from|import) ?["'`]\.\/(digit|universal)-/, name);
  }
  // It is waited for before the page is painted.
  const [first] = scripts.filter((name) => name.startsWith('language_first-'));
  assert.ok(readFileSync(new URL(first, folder)).length < 1000);
});

test('a figure that comes later, and one whose script cannot be had', async () => {
  const { page } = await open('', {
    prepare: (page) => page.route(/assets\/digit_figure-/, (route) => route.abort()),
  });
  await page.evaluate((html) => {
    document.body.insertAdjacentHTML('beforeend', `<deepfool-digit>${html}</deepfool-digit>`);
  }, fallback);
  await page.getByText('could not be loaded').waitFor();
  assert.ok(await page.getByText('A 3 that becomes').isVisible());
  await page.close();
});

/**
 * @param {Page} page
 * @returns {Promise<number>}
 */
const frameHeight = async (page) => (await page.locator('iframe').boundingBox())?.height ?? 0;

test('a frame has the height of its figure, and believes nobody else', async () => {
  const { page, problems } = await open(
    `<iframe src="${site.url}embed.html?figure=digit&digit=5" style="width: 700px; height: 150px">
     </iframe>`,
  );
  const inner = /** @type {Frame} */ (page.frames().find((frame) => frame.url().includes('embed')));
  await inner.waitForFunction(
    () =>
      /** @type {any} */ (document.querySelector('deepfool-digit'))?.result?.attack?.label === 5,
  );
  const inside = () =>
    inner.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
  const fits = async () => {
    for (let i = 0; i < 50; ++i) {
      if (Math.abs((await frameHeight(page)) - (await inside())) <= 4) return;
      await page.waitForTimeout(50);
    }
    assert.fail(`the frame is ${await frameHeight(page)} high, the figure ${await inside()}`);
  };
  await fits();
  const wide = await frameHeight(page);
  assert.ok(wide > 250);
  await page.evaluate(() => {
    /** @type {HTMLElement} */ (document.querySelector('iframe')).style.width = '320px';
  });
  await page.waitForTimeout(300);
  await fits();
  const narrow = await frameHeight(page);
  assert.ok(narrow > wide, `${narrow} > ${wide}`);

  // From another origin; from ours, but not a height.
  await page.evaluate(() => postMessage({ type: 'deepfool:height', height: 500 }, '*'));
  await inner.evaluate(() => {
    for (const height of ['500', NaN, -1, 1e9, null, { valueOf: () => 500 }.valueOf]) {
      try {
        parent.postMessage({ type: 'deepfool:height', height }, '*');
      } catch {
        // What cannot be cloned is not sent.
      }
    }
    parent.postMessage({ type: 'other', height: 500 }, '*');
    parent.postMessage('deepfool:height', '*');
    parent.postMessage(null, '*');
  });
  await page.waitForTimeout(200);
  assert.equal(await frameHeight(page), narrow);
  assert.deepEqual(problems, []);
  await page.close();
});

test('a malformed or hostile address shows the figure as it is by itself', async () => {
  const page = await chrome.newPage();
  const figure = new Figure(page);
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(dialog.message());
    void dialog.dismiss();
  });
  for (const query of [
    '',
    '?figure=__proto__&classifier=constructor&digit=99&lang=<script>',
    '?figure=digit&digit="><img src=x onerror=alert(1)>&norm=NaN&target=-1&overshoot=1e99',
    '?classifier=../../evil&norm=0.5&method=toString&strokes=!!!!&box=1&onclick=alert(1)',
    `?strokes=${'A'.repeat(12_001)}&digit=%E0%A4%A`,
    '?figure=digit&figure=javascript:alert(1)&digit=&strokes=AAAA..AAAA',
  ]) {
    await page.goto(`${site.url}embed.html${query}`);
    const { attack, classifier } = await figure.settled();
    assert.deepEqual(
      [attack.label, attack.status, classifier],
      [3, 'flipped', 'digits'],
      query.slice(0, 100),
    );
  }
  assert.deepEqual(problems, []);
  await page.close();
});

test('an address that has the strokes shows the very digit that was drawn', async () => {
  const page = await chrome.newPage();
  const figure = new Figure(page);
  await page.goto(`${site.url}embed.html?lang=en`);
  await figure.settled();
  await figure.draw([
    [
      [0.3, 0.2],
      [0.7, 0.2],
      [0.45, 0.85],
    ],
    [
      [0.35, 0.5],
      [0.65, 0.5],
    ],
  ]);
  const drawn = await figure.settled(({ strokes }) => strokes.length === 2);
  const text = strokesToText(drawn.strokes.map((stroke) => Float32Array.from(stroke)));
  assert.deepEqual(strokesFromText(text)?.length, 2);
  await page.goto(`${site.url}embed.html?lang=en&strokes=${text}&digit=4`);
  const shown = await figure.settled(({ strokes }) => strokes.length === 2);
  const difference = shown.pixels.map((pixel, i) => Math.abs(pixel - drawn.pixels[i]));
  assert.ok(Math.max(...difference) < 0.02, `${Math.max(...difference)}`);
  assert.equal(shown.attack.label, drawn.attack.label);
  assert.equal(shown.attack.adversarial, drawn.attack.adversarial);
  await page.close();
});

test('what is copied shows the very figure, as a script and as a frame', async () => {
  const context = await chrome.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const figure = new Figure(page);
  await page.goto(`${site.url}embed.html?lang=zh&norm=inf&classifier=softmax&box=off`);
  await figure.settled();
  await figure.draw([
    [
      [0.3, 0.2],
      [0.7, 0.2],
      [0.45, 0.85],
    ],
  ]);
  const drawn = await figure.settled(({ strokes }) => strokes.length === 1);
  for (const name of ['复制嵌入代码', '复制为 iframe']) {
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name }).click();
    await page.getByText('已复制').waitFor();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    const { page: copy } = await open(code);
    const framed = name.includes('iframe');
    if (framed) await copy.waitForTimeout(500);
    const inner = framed ? copy.frames()[1] : copy.mainFrame();
    await inner.waitForFunction(
      () => /** @type {any} */ (document.querySelector('deepfool-digit'))?.result?.attack,
    );
    const { label, adversarial, linf, shown, lang } = await inner.evaluate(() => {
      const figure = /** @type {any} */ (document.querySelector('deepfool-digit'));
      const { attack, classifier } = figure.result;
      return { ...attack, shown: classifier.card.name, lang: figure.lang };
    });
    assert.deepEqual(
      [label, adversarial, shown],
      [drawn.attack.label, drawn.attack.adversarial, 'softmax'],
    );
    assert.ok(Math.abs(linf - drawn.attack.linf) < 0.02 * linf, `${linf} ${drawn.attack.linf}`);
    if (!framed) assert.equal(lang, 'zh');
    // From a frame on another origin, too, a visitor can copy.
    if (framed) {
      const frame = copy.frameLocator('iframe');
      await frame.getByRole('button', { name: '保存' }).click();
      await frame.getByRole('button', { name: '复制链接' }).click();
      await frame.getByText('已复制：打开链接即可看到此图。').waitFor();
    }
    await copy.close();
    if (framed) continue;

    // Where no script runs, a picture and a sentence stay: in a feed, say.
    const reader = await chrome.newContext({ javaScriptEnabled: false });
    const item = await reader.newPage();
    blog.publish(code);
    await item.goto(blog.url);
    await item.locator('deepfool-digit img').waitFor();
    assert.deepEqual(
      await item.locator('img').evaluate(async (/** @type {HTMLImageElement} */ image) => {
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      }),
      [240, 112],
    );
    const sentence = await item.locator('deepfool-digit p').innerText();
    assert.match(sentence, new RegExp(`${drawn.attack.label}.*${drawn.attack.adversarial}`));
    await reader.close();
  }
  await context.close();
});

test('so can the figure with one change for all digits', async () => {
  const context = await chrome.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(`${site.url}embed.html?figure=universal&lang=en`);
  const figure = page.locator('deepfool-universal');
  await figure.getByRole('radio', { name: 'softmax' }).check();
  await figure.getByRole('slider').fill('2.5');
  for (const name of ['Copy a link', 'Copy for a post', 'Copy as a frame']) {
    await figure.getByRole('button', { name }).click();
    await figure.getByText(/^Copied: /).waitFor();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    const copy = code.startsWith('http') ? await context.newPage() : (await open(code)).page;
    if (code.startsWith('http')) await copy.goto(code);
    const inner = name.includes('frame')
      ? copy.frameLocator('iframe').locator('deepfool-universal')
      : copy.locator('deepfool-universal');
    assert.ok(await inner.getByRole('radio', { name: 'softmax' }).isChecked(), code);
    assert.equal(await inner.getByRole('slider').inputValue(), '2.5', code);
    await copy.close();
    await figure.getByRole('slider').fill('3');
    await figure.getByRole('slider').fill('2.5');
    await figure.getByText(/^Copied: /).waitFor({ state: 'detached' });
  }
  await context.close();
});

test('the page in one file, from a disk: no other file, nothing asked for', async () => {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 1000 } });
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (/^(https?|file):/.test(request.url())) problems.push(request.url());
  });
  const url = new URL('../../dist/deepfool.html', import.meta.url).href;
  await page.goto(url);
  const figure = new Figure(page);
  const first = await figure.settled();
  assert.deepEqual([first.attack.label, first.attack.status], [3, 'flipped']);
  assert.equal(page.workers().length, 1);
  await figure.draw([
    [
      [0.5, 0.15],
      [0.5, 0.85],
    ],
  ]);
  const line = await figure.settled(({ strokes }) => strokes.length === 1);
  assert.equal(line.attack.label, 1);
  await page.getByRole('radio', { name: 'softmax' }).first().check();
  await figure.settled(({ classifier }) => classifier === 'softmax');
  assert.equal(await page.getByText('lenet', { exact: true }).count(), 0);
  assert.deepEqual(problems, [url]);
  await context.close();
});

test('the page in one file, on the web: there is nothing beside it to embed', async () => {
  blog.publish(readFileSync(new URL('../../dist/deepfool.html', import.meta.url), 'utf8'));
  const page = await chrome.newPage();
  await page.goto(blog.url);
  await new Figure(page).settled();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: /^Large/ }).waitFor();
  assert.equal(
    await page.getByRole('button', { name: /^Copy (a link|for a post|as a frame)/ }).count(),
    0,
  );
  await page.close();
});

test('the sizes', () => {
  for (const budget of budgets) {
    assert.ok(size(budget) <= budget.most, `${budget.what}: ${size(budget)} bytes`);
  }
});

test('strokes as text', () => {
  const strokes = [Float32Array.of(0, 1, 0.5, 0.25), Float32Array.of(-3, 7)];
  const back = strokesFromText(strokesToText(strokes));
  assert.deepEqual(
    back?.map((stroke) => Array.from(stroke, (x) => Number(x.toFixed(3)))),
    [
      [0, 1, 0.5, 0.25],
      [0, 1],
    ],
  );
  // An hour's scribble: its text fits into an address, and its line stays where it was.
  const spiral = Float32Array.from({ length: 60_000 }, (_, i) => {
    const [turn, radius] = [Math.floor(i / 2) / 1500, i / 150_000];
    return 0.5 + radius * (i % 2 ? Math.sin(turn) : Math.cos(turn));
  });
  const long = strokesToText([spiral, Float32Array.of(0.1, 0.2)]);
  assert.ok(long.length < 6100, `${long.length} characters`);
  const [thin, dot] = strokesFromText(long) ?? [];
  assert.equal(dot.length, 2);
  const ends = (/** @type {Float32Array} */ stroke) => [...stroke.slice(0, 2), ...stroke.slice(-2)];
  ends(thin).forEach((x, i) => assert.ok(Math.abs(x - ends(spiral)[i]) < 1 / 4095));
  for (let i = 0; i < spiral.length; i += 20) {
    let nearest = Infinity;
    for (let j = 0; j < thin.length; j += 2) {
      nearest = Math.min(nearest, Math.hypot(spiral[i] - thin[j], spiral[i + 1] - thin[j + 1]));
    }
    assert.ok(nearest < 0.01, `a point is ${nearest} away`);
  }

  for (const text of ['', 'A', 'AAA', 'AAAA.', '.AAAA', 'AAA!', 'AAAA AAAA', 'A'.repeat(20_004)]) {
    assert.equal(strokesFromText(text), null, text.slice(0, 10));
  }
});
