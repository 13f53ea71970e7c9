// What a post does around a figure: its styles of text, its components, its server, its frames and its scrolling.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
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

/** Styles of text that posts have, and that would deform a figure if it inherited them. */
const textStyles = {
  'white-space': 'pre-wrap',
  'letter-spacing': '3px',
  'word-spacing': '12px',
  'text-transform': 'uppercase',
  'line-height': '3',
  'text-indent': '4em',
  'font-size': '0',
  'font-style': 'italic',
  'font-weight': '900',
  'font-variant': 'small-caps',
  'font-stretch': 'condensed',
  'font-kerning': 'none',
  'font-feature-settings': '"tnum" 0',
  'text-align': 'right',
  'text-shadow': '2px 2px red',
  '-webkit-text-stroke': '1px red',
  '-webkit-text-fill-color': 'red',
  color: 'red',
  direction: 'rtl',
  hyphens: 'auto',
  'word-break': 'break-all',
  'overflow-wrap': 'anywhere',
  'text-wrap': 'nowrap',
  'tab-size': '1',
  'list-style': 'upper-roman inside',
  'image-rendering': 'pixelated',
  'font-family': 'monospace',
  cursor: 'help',
};

for (const name of /** @type {const} */ (['digit', 'universal'])) {
  test(`in a post with styles of text, ${name} looks as in a plain one`, async () => {
    const figures = {
      digit: '<deepfool-digit digit="3"></deepfool-digit>',
      universal: '<deepfool-universal></deepfool-universal>',
    };
    const looks = async (/** @type {string} */ style) => {
      const { page, figure } = await open(
        `<style>${style}</style><div class="post">${figures[name]}</div>`,
        { viewport: { width: 700, height: 1400 }, reducedMotion: 'reduce' },
      );
      if (name === 'digit') {
        await figure.settled();
        await page.locator('deepfool-save-menu button').first().waitFor();
        await page.locator('deepfool-digit-gallery button').first().waitFor();
        await page.getByText('3 becomes 8 at').first().waitFor();
        await page
          .locator('deepfool-attack-controls select')
          .first()
          .waitFor({ state: 'attached' });
      } else await page.locator('deepfool-universal .copies button').first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      // The time that it took is another each time: its place is compared.
      const picture = await page
        .locator(`deepfool-${name}`)
        .screenshot({ mask: [page.locator('.cost')] });
      await page.context().close();
      return picture;
    };
    const plain = await looks('');
    const all = Object.entries(textStyles).map(([property, value]) => `${property}: ${value};`);
    assert.ok(plain.equals(await looks(`.post { ${all.join(' ')} }`)), 'inherited, all at once');
    assert.ok(plain.equals(await looks(`.post * { ${all.join(' ')} }`)), 'set on all elements');
    for (const declaration of all.slice(0, 7)) {
      assert.ok(plain.equals(await looks(`.post { ${declaration} }`)), declaration);
    }
  });
}

/** A component that has a figure in its shadow root. */
const component = (/** @type {'open' | 'closed'} */ mode, /** @type {string} */ inside) =>
  `customElements.define('post-card', class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: '${mode}' }).innerHTML = '${inside}';
    }
  });`;

for (const mode of /** @type {const} */ (['open', 'closed'])) {
  for (const [when, inside, outside] of [
    ['before the script', 'script', '<post-card></post-card>'],
    ['after the script', 'script type="module"', '<post-card></post-card>'],
    ['added later', 'script', ''],
  ]) {
    test(`a figure in a component with ${mode} root, ${when}`, async () => {
      const figure = '<deepfool-digit digit="3" lang="en"></deepfool-digit>';
      const { page, problems } = await open(
        `<script>
           globalThis.results = [];
           addEventListener('deepfool-result', (event) => results.push(event.type));
         </script>
         <${inside}>${component(mode, figure)}</script>${outside}`,
      );
      if (!outside) {
        await page.waitForLoadState();
        await page.evaluate(() => document.body.append(document.createElement('post-card')));
      }
      await page.waitForFunction(() => Reflect.get(window, 'results').length > 0);
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }
}

test('a figure in a component within a component speaks the language of the post', async () => {
  const { page } = await open(
    `<script>${component('open', '<inner-card></inner-card>')}
       ${component('open', '<deepfool-digit digit="3"></deepfool-digit>').replace('post-card', 'inner-card')}
     </script><div lang="zh"><post-card></post-card></div>`,
  );
  await page.getByText(/识别为 3/).waitFor();
  await page.context().close();
});

test('on a server the script does nothing', () => {
  const script = fileURLToPath(new URL('../../dist/deepfool.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    `await import(${JSON.stringify(script)}); console.log('imported');`,
  ]);
  assert.equal(String(stderr), '');
  assert.equal(String(stdout), 'imported\n');
  assert.equal(status, 0);
});

test('a frame whose scripts may not come says so', async () => {
  posts.site.isForOthers = false;
  const { page } = await open(
    `<iframe sandbox="allow-scripts" src="${posts.site.url}embed.html?digit=3" width="600" height="300"></iframe>`,
  );
  const sentence = page.frameLocator('iframe').getByText('could not be loaded');
  await sentence.waitFor({ timeout: 15_000 });
  posts.site.isForOthers = true;
  await page.context().close();
});

test('a figure stands still off screen, and goes on when it is seen again', async () => {
  const { page, figure } = await open(
    `<deepfool-digit digit="3" method="cw" classifier="lenet"></deepfool-digit>
     <div style="height: 5000px"></div>`,
    { viewport: { width: 800, height: 600 } },
  );
  const note = page.locator('deepfool-digit .note');
  await note.getByText(/[1-9]\d* iteration/).waitFor();
  await page.evaluate(() => scrollTo(0, 5000));
  await page.waitForTimeout(300);
  const asleep = await note.textContent();
  await page.waitForTimeout(1000);
  assert.equal(await note.textContent(), asleep);
  assert.match(asleep ?? '', /iteration/);
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForFunction((before) => {
    const digit = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
    return digit.shadowRoot?.querySelector('.note')?.textContent !== before;
  }, asleep);
  // What is set off screen is worked out when it is seen.
  await figure.settled();
  await page.evaluate(() => scrollTo(0, 5000));
  await page.waitForTimeout(300);
  await page.evaluate(() => {
    const digit = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
    Object.assign(window, { results: 0 });
    digit.addEventListener('deepfool-result', () =>
      Object.assign(window, { results: Reflect.get(window, 'results') + 1 }),
    );
    digit.method = 'deepfool';
    digit.norm = Infinity;
  });
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => Reflect.get(window, 'results')), 0);
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForFunction(() => Reflect.get(window, 'results') > 0);
  await page.context().close();
});
