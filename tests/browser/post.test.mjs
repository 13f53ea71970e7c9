// A figure in a post: its place is kept, its poster shown, its colours the post's, and nothing stays
// when it goes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pixelsFromText, pixelsToText } from '../../web/figures/input/drawing_text.js';
import { Figure } from './page.mjs';
import { pixelsOf } from './png.mjs';
import { openPosts } from './posts.mjs';

/** @import { Posts } from './posts.mjs' */
/** @typedef {import('../../web/figures/digit/digit_figure.js').DigitFigure} DigitFigure */

/** @type {Posts} */
let posts;

before(async () => {
  posts = await openPosts();
});

after(() => posts.close());

/** @type {Posts['open']} */
const open = (...post) => posts.open(...post);

const sheet = () => `<link rel="stylesheet" href="${posts.site.url}deepfool.css">`;

for (const width of [280, 390, 620, 800, 1280]) {
  test(`nothing moves when a figure wakes, ${width} pixels wide`, async () => {
    const { page, figure } = await open(
      `<script>
         globalThis.shifts = [];
         new PerformanceObserver((list) => {
           for (const { value } of list.getEntries()) shifts.push(value);
         }).observe({ type: 'layout-shift', buffered: true });
       </script>
       <p>Before.</p><deepfool-digit digit="3"><p>A 3.</p></deepfool-digit>
       <deepfool-universal><p>All.</p></deepfool-universal><p>After.</p>`,
      { viewport: { width, height: 2400 } },
      sheet(),
    );
    await figure.settled();
    await page.waitForTimeout(500);
    assert.deepEqual(await page.evaluate('shifts'), []);
    // The room kept is no more than is needed.
    const { whole, used } = await page.evaluate(() => {
      const figure = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
      const inside = /** @type {Element} */ (figure.shadowRoot?.querySelector('.figure'));
      return {
        whole: figure.getBoundingClientRect().height,
        used: inside.getBoundingClientRect().height,
      };
    });
    assert.ok(whole >= used && whole - used < 120, `${used} of ${whole} are used`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    await page.context().close();
  });
}

test('a poster is shown until the figure is there', async () => {
  const poster = `data:image/svg+xml,${encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>',
  )}`;
  const { page, figure } = await open(
    `<div style="height: 5000px"></div>
     <deepfool-digit digit="3" poster='${poster}'><p>A 3.</p></deepfool-digit>`,
  );
  const image = page.locator('.deepfool-poster');
  await image.waitFor();
  assert.equal(await image.getAttribute('src'), poster);
  const { width, height } = /** @type {{ width: number, height: number }} */ (
    await image.boundingBox()
  );
  assert.ok(width > 300 && height > 300, `${width} x ${height}`);
  await page.evaluate(() => document.querySelector('deepfool-digit')?.scrollIntoView());
  await figure.settled();
  assert.equal(await image.isVisible(), false);
  await page.context().close();
});

test('without a network a figure comes when there is one; what it can say until then, it says', async () => {
  for (const missing of [/assets\//, /assets\/digit_figure-/, /assets\/en-/]) {
    const { page, figure, problems } = await open(
      `<div style="height: 5000px"></div><deepfool-digit digit="3"><p>A 3.</p></deepfool-digit>`,
    );
    // What deepfool.js itself imports has come.
    await page.waitForLoadState('networkidle');
    await page.route(missing, (route) => route.abort('internetdisconnected'));
    await page.evaluate(() => document.querySelector('deepfool-digit')?.scrollIntoView());
    const stand = page.locator('deepfool-digit');
    if (missing.test('assets/en-')) await page.waitForTimeout(500);
    else await stand.getByText('could not be loaded').waitFor();
    assert.ok(await stand.getByText('A 3.').isVisible());
    await page.unroute(missing);
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await figure.settled();
    assert.equal(await page.locator('deepfool-digit > p').count(), 1, 'the sentence is gone');
    assert.deepEqual(problems, []);
    await page.context().close();
  }
});

test('the post’s colours and fonts, and its light or dark', async () => {
  const { page, figure } = await open(
    '<deepfool-digit digit="3"></deepfool-digit>',
    {},
    `<style>
       deepfool-digit { --deepfool-after: rgb(0, 90, 0); --deepfool-serif: monospace }
       deepfool-digit::part(seen) { border: 3px solid rgb(1, 2, 3) }
       p { color: red !important; font-size: 40px !important }
       :root { color-scheme: dark }
     </style>`,
  );
  await figure.settled();
  const styles = await page.evaluate(() => {
    const root = document.querySelector('deepfool-digit')?.shadowRoot;
    const of = (/** @type {string} */ selector) =>
      getComputedStyle(/** @type {Element} */ (root?.querySelector(selector)));
    return {
      becomes: of('.becomes').color,
      sentence: of('.sentence').fontFamily,
      size: of('.sentence').fontSize,
      text: of('.sentence').color,
      border: of('[part=seen]').borderTopColor,
    };
  });
  assert.equal(styles.becomes, 'rgb(0, 90, 0)');
  assert.equal(styles.sentence, 'monospace');
  assert.equal(styles.border, 'rgb(1, 2, 3)');
  assert.notEqual(styles.size, '40px');
  assert.equal(styles.text, 'rgb(236, 235, 242)', 'that of the dark theme');
  await page.context().close();
});

test('a post turns to dark, and the ink and the pictures with it', async () => {
  const { page, figure } = await open(
    '<style>:root { color-scheme: light }</style><deepfool-digit digit="3"></deepfool-digit>',
    { colorScheme: 'light' },
  );
  await figure.draw([
    [
      [0.5, 0.2],
      [0.5, 0.8],
    ],
  ]);
  await figure.settled(({ strokes }) => strokes.length === 1);
  /** The lightness of the ink on the pad, and of the paper of the pictures and of the gallery. */
  const lightness = () =>
    page.evaluate(() => {
      const root = document.querySelector('deepfool-digit')?.shadowRoot;
      const [pad, seen, change, gallery] = [
        root?.querySelector('deepfool-drawing-pad'),
        root?.querySelector('[part=seen]'),
        root?.querySelector('[part=perturbation]'),
        root
          ?.querySelector('deepfool-digit-gallery')
          ?.shadowRoot?.querySelector('deepfool-pixel-view'),
      ].map((element) => element?.shadowRoot?.querySelector('canvas'));
      return [pad, seen, change, gallery].map((canvas) => {
        const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
        const [x, y] = canvas === pad ? [width / 2, height / 2] : [0, 0];
        const data = canvas?.getContext('2d')?.getImageData(x, y, 1, 1).data ?? [];
        return data[1] < 60 ? 'dark' : data[1] > 200 ? 'light' : `${data[1]}`;
      });
    });
  assert.deepEqual(await lightness(), ['dark', 'light', 'light', 'light']);
  await page.evaluate(() => (document.documentElement.style.colorScheme = 'dark'));
  await page.waitForTimeout(300);
  assert.deepEqual(await lightness(), ['light', 'dark', 'dark', 'dark']);
  await page.context().close();
});

test('properties that are set as text, and before the figure is there', async () => {
  const { page, figure } = await open('<p>Before.</p>');
  const text = await page.evaluate(() => {
    const element = document.createElement('deepfool-digit');
    // A 1.
    Object.assign(element, { strokes: [Float32Array.of(0.5, 0.2, 0.5, 0.5, 0.5, 0.8)] });
    document.body.append(element);
    return element.localName;
  });
  assert.equal(text, 'deepfool-digit');
  const one = await figure.settled();
  assert.equal(one.attack.label, 1);
  await figure.draw([
    [
      [0.2, 0.2],
      [0.5, 0.2],
    ],
  ]);
  await figure.settled(({ strokes }) => strokes.length === 2);
  await page.evaluate(() => {
    document.querySelector('deepfool-digit')?.remove();
    // As frameworks do where the figure has such a property.
    const element = document.createElement('deepfool-digit');
    Object.assign(element, { digit: '7', norm: 'inf', target: '8', box: 'off', overshoot: '0.1' });
    document.body.append(element);
  });
  const { attack } = await figure.settled();
  assert.deepEqual([attack.label, attack.adversarial], [7, 8]);
  const set = await page.evaluate(() => {
    const { norm, target, box, overshoot } = /** @type {DigitFigure} */ (
      document.querySelector('deepfool-digit')
    );
    return { norm: String(norm), target, box, overshoot };
  });
  assert.deepEqual(set, { norm: 'Infinity', target: 8, box: false, overshoot: 0.1 });
  await page.context().close();
});

test('a picture that is pasted into an editor is the editor’s', async () => {
  const { page, figure } = await open(
    `<deepfool-digit digit="3"></deepfool-digit>
     <div contenteditable><p id="comment">A comment.</p></div><p id="text">Text.</p>`,
  );
  await figure.settled();
  const taken = (/** @type {string} */ id) =>
    page.evaluate((id) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['no picture'], 'a.png', { type: 'image/png' }));
      const paste = new ClipboardEvent('paste', {
        clipboardData: transfer,
        bubbles: true,
        cancelable: true,
      });
      return !document.getElementById(id)?.dispatchEvent(paste);
    }, id);
  assert.equal(await taken('comment'), false);
  assert.equal(await taken('text'), true);
  await page.context().close();
});

test('removed and put back, it shows what it showed; thrown away, nothing of it stays', async () => {
  const { page, problems, figure } = await open('<deepfool-digit digit="3"></deepfool-digit>');
  await figure.settled();
  await figure.draw([
    [
      [0.5, 0.15],
      [0.5, 0.85],
    ],
  ]);
  const drawn = await figure.settled(({ strokes }) => strokes.length === 1);
  await page.evaluate(async () => {
    const figure = /** @type {Element} */ (document.querySelector('deepfool-digit'));
    for (let i = 0; i < 10; ++i) {
      figure.remove();
      await new Promise((resolve) => setTimeout(resolve, 20));
      document.body.append(figure);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  const again = await figure.settled(({ strokes }) => strokes.length === 1);
  assert.deepEqual(again.attack.perturbed, drawn.attack.perturbed);

  const client = await page.context().newCDPSession(page);
  const counted = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await client.send('Memory.getDOMCounters');
    return { nodes, jsEventListeners };
  };
  const come = (/** @type {number} */ times) =>
    page.evaluate(async (times) => {
      for (let i = 0; i < times; ++i) {
        const figure = /** @type {DigitFigure} */ (document.createElement('deepfool-digit'));
        figure.setAttribute('digit', String(i % 10));
        document.body.append(figure);
        await new Promise((resolve) =>
          figure.addEventListener('deepfool-result', resolve, { once: true }),
        );
        await new Promise((resolve) => setTimeout(resolve, 60));
        figure.remove();
      }
      // Until the last announcement would be due.
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }, times);
  await come(3);
  const before = await counted();
  await come(20);
  const after = await counted();
  const grown = Object.entries(after).map(
    ([name, value]) => value - before[/** @type {keyof typeof before} */ (name)],
  );
  // A figure has more than 300 nodes and 50 listeners.
  assert.ok(Math.max(...grown) < 100, `${JSON.stringify(before)}, then ${JSON.stringify(after)}`);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test('a picture or a pixel edit goes along in a link, pixel for pixel', async () => {
  const pixels = Float32Array.from(pixelsOf(15), (pixel, i) => (i === 100 ? 1 : pixel));
  const text = pixelsToText(pixels);
  assert.deepEqual(pixelsFromText(text), pixels);
  for (const wrong of ['', 'A', '!!', text.slice(2), `${text}AA`, 'AA'.repeat(785)]) {
    assert.equal(pixelsFromText(wrong), null);
  }
  const context = await posts.chrome.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const figure = new Figure(page);
  // On the page itself, which is where a link leads.
  await page.goto(`${posts.site.url}?pixels=${text}&norm=inf&lang=en`);
  const shown = await figure.settled(({ pixels }) => pixels?.[100] === 1);
  assert.deepEqual(shown.pixels, Array.from(pixels));
  const menu = page.locator('deepfool-save-menu');
  await menu.locator('button').first().click();
  await menu.getByRole('button', { name: 'Copy a link' }).click();
  await page.getByText('whoever opens the link').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(posts.site.url), link);
  await page.goto('about:blank');
  await page.goto(link);
  const again = await figure.settled(({ pixels }) => pixels?.[100] === 1);
  assert.deepEqual(again.attack.perturbed, shown.attack.perturbed);
  assert.equal(await page.locator('deepfool-digit').getAttribute('norm'), 'inf');
  await context.close();
});

test('the page speaks Chinese: by its address, by the browser, by its switch', async () => {
  const context = await posts.chrome.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  const figure = new Figure(page);
  /** @type {string[]} */
  const problems = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  const chinese = async () => {
    const { sentence } = await figure.settled();
    assert.match(sentence ?? '', /^识别为 3/);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh');
    assert.match(await page.title(), /只差一点点/);
    const text = await page.locator('body').innerText();
    const words = text.match(/[A-Za-z]{4,}( [a-z]{3,}){3,}/g) ?? [];
    assert.deepEqual(
      words.filter(
        (phrase) => !/simple and accurate method|fool deep neural networks/.test(phrase),
      ),
      [],
      'no English sentences',
    );
    assert.equal(await page.locator('deepfool-digit').count(), 1);
  };
  await page.goto(posts.site.url);
  await chinese();
  await page.getByRole('link', { name: 'English' }).click();
  assert.match((await figure.settled()).sentence ?? '', /^Read as 3/);
  await page.getByRole('link', { name: '中文' }).click();
  await chinese();
  assert.deepEqual(problems, []);
  await context.close();
});

test('before the first flip nothing is fetched that it does not need', async () => {
  const page = await posts.chrome.newPage();
  await page.addInitScript(() => {
    const told = /** @type {any} */ (globalThis);
    addEventListener('deepfool-result', ({ target }) => {
      if (/** @type {DigitFigure} */ (target).result) told.flipped ??= performance.now();
    });
  });
  await page.goto(posts.site.url);
  await new Figure(page).settled();
  // What follows by itself.
  await page.locator('deepfool-save-menu button').first().waitFor();
  await page.locator('deepfool-attack-controls select').first().waitFor();
  const scripts = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name, startTime }) => ({
      name: name.slice(name.lastIndexOf('/') + 1).replace(/-[\w-]{8}\.js$/, ''),
      early: startTime < /** @type {any} */ (globalThis).flipped,
    })),
  );
  const late =
    /^(rest|attack_controls|saving|copy_forms|universal_figure|pixel_editor|digit_chooser|picture_file|zh|later_en)$/;
  assert.deepEqual(
    scripts.filter(({ name, early }) => early && late.test(name)),
    [],
  );
  const names = scripts.map(({ name }) => name);
  assert.ok(names.includes('attack_controls') && names.includes('saving'), String(names));
  assert.ok(names.includes('digit_figure') && names.includes('en') && !names.includes('zh'));
  await page.close();
});

test('who reads Chinese is not shown the page in English first, unless its script does not come', async () => {
  for (const comes of [true, false]) {
    const context = await posts.chrome.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    /** @type {() => void} */
    let release = () => {};
    const held = new Promise((resolve) => (release = () => resolve(null)));
    await page.route(/\/index-[^/]*\.js$/, async (route) => {
      await held;
      await (comes ? route.continue() : route.abort());
    });
    await page.goto(posts.site.url, { waitUntil: 'commit' });
    const title = page.locator('h1');
    await title.waitFor({ state: 'attached' });
    assert.equal(await title.isVisible(), false);
    release();
    await title.waitFor();
    assert.equal(/[一-鿿]/.test((await title.textContent()) ?? ''), comes);
    await context.close();
  }
});

test('how to cite it can be copied; what links show of the page is there', async () => {
  const context = await posts.chrome.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(`${posts.site.url}?lang=en`);
  for (const [i, start] of ['@inproceedings{moosavi2016deepfool,', '@software{'].entries()) {
    await page.locator('.code button').nth(i).click();
    await page.locator('.code button').nth(i).getByText('Copied').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(text.startsWith(start), text);
    assert.equal(text.split('{').length, text.split('}').length, 'braces match');
  }
  // Where the page may not copy, the text is marked.
  await page.evaluate(
    () => (navigator.clipboard.writeText = () => Promise.reject(new Error('no'))),
  );
  await page.locator('.code button').first().click();
  await page.waitForFunction(() => String(getSelection()).trim().startsWith('@inproceedings'));
  const meta = (/** @type {string} */ name) =>
    page.locator(`meta[property="${name}"], meta[name="${name}"]`).getAttribute('content');
  for (const name of ['description', 'og:title', 'og:description', 'twitter:card']) {
    assert.ok(((await meta(name)) ?? '').length > 10, name);
  }
  const image = await page.request.get(
    new URL((await meta('og:image')) ?? '', posts.site.url).href,
  );
  assert.equal(image.headers()['content-type'], 'image/png');
  await context.close();
});
