// What a figure draws flips: read back from its canvas and classified, the picture is of the new class. For some of
// MNIST's test digits, evenly spread; tests/reference/check_flips.py does it for all of them, without a canvas.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { imagesFile, models } from '../wasm/support.mjs';
import { openModules, root } from './modules.mjs';

/** How many digits are drawn for each classifier and norm; DIGITS=10000 draws all of them. */
const count = Number(process.env.DIGITS ?? 1000);

/** @type {Awaited<ReturnType<typeof openModules>>} */
let modules;

before(async () => {
  modules = await openModules();
  const { page } = modules;
  await page.route('**/blank.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Blank</title>' }),
  );
  await page.goto(new URL('blank.html', page.url()).href);
});

after(() => modules.close());

const images = readFileSync(imagesFile).subarray(16);
const every = images.length / 784 / count;
const digits = Array.from({ length: count }, (_, i) => {
  const at = 784 * Math.floor(i * every);
  return images.subarray(at, at + 784).toString('base64');
});

for (const name of models) {
  for (const norm of ['1', '2', 'inf']) {
    for (const scheme of /** @type {const} */ (['light', 'dark'])) {
      // Only the colours differ in the dark.
      if (scheme === 'dark' && !(name === 'digits' && norm === '2')) continue;
      test(`what is drawn flips: ${name}, l_${norm}, ${scheme}`, async () => {
        await modules.page.emulateMedia({ colorScheme: scheme });
        const wrong = await modules.page.evaluate(
          async ({ root, name, norm, digits }) => {
            const [{ createEngine }, { classifiers }] = await Promise.all([
              import(`/@fs${root}web/engine/engine.js`),
              import(`/@fs${root}web/engine/classifiers.js`),
              import(`/@fs${root}web/figures/parts/pixel_view.js`),
            ]);
            document.documentElement.style.colorScheme = 'light dark';
            const { theme } = await import(`/@fs${root}web/figures/parts/theme.js`);
            const place = document.createElement('div');
            const root_ = place.attachShadow({ mode: 'open' });
            root_.adoptedStyleSheets = [theme.styleSheet];
            const view = /** @type {any} */ (document.createElement('deepfool-pixel-view'));
            root_.append(view);
            document.body.append(place);
            const engine = createEngine();
            const { model, card } = classifiers[name];
            const classifier = await engine.loadClassifier(model, { card });
            const options = { norm: norm === 'inf' ? Infinity : Number(norm), box: [0, 1] };
            const dark = matchMedia('(prefers-color-scheme: dark)').matches;
            const wrong = [];
            for (const [i, text] of digits.entries()) {
              const x = Float32Array.from(atob(text), (byte) => byte.charCodeAt(0) / 255);
              const { label, status, picture } = await engine.attack(classifier, x, options, {
                picture: true,
              });
              view.pixels = picture.pixels;
              await view.updateComplete;
              // The first time, the view waits for a frame.
              if (i === 0) {
                await new Promise((resolve) =>
                  requestAnimationFrame(() => requestAnimationFrame(resolve)),
                );
              }
              const canvas = view.shadowRoot.querySelector('canvas');
              const { data } = canvas.getContext('2d').getImageData(0, 0, 28, 28);
              const drawn = Float32Array.from(
                { length: 784 },
                (_, i) => (dark ? data[4 * i] : 255 - data[4 * i]) / 255,
              );
              const read = await engine.predict(classifier, drawn);
              if (read.label === label || read.label !== picture.adversarial) {
                wrong.push({ i, status, label, told: picture.adversarial, read: read.label });
              }
            }
            engine.close();
            place.remove();
            return wrong;
          },
          { root, name, norm, digits },
        );
        assert.deepEqual(wrong, []);
      });
    }
  }
}
