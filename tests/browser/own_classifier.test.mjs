// A classifier of the visitor's own: an ONNX file that is dropped, chosen or named by its address.

import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { demandingFile, linearFile, softmaxWeights } from '../wasm/onnx_files.mjs';
import { faults } from './axe.mjs';
import { browser, problemsButLeaving, show } from './page.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Figure } from './page.mjs' */
/** @typedef {import('../../web/figures/digit/digit_figure.js').DigitFigure} DigitFigure */

const { open } = browser();

/** @type {Awaited<ReturnType<typeof softmaxWeights>>} */
let softmax;

before(async () => {
  softmax = await softmaxWeights();
});

/** Drops files on the page. @param {Page} page @param {{ name: string, bytes: Buffer }[]} files */
const drop = (page, ...files) =>
  page.evaluate(
    (files) => {
      const dataTransfer = new DataTransfer();
      for (const { name, text } of files) {
        const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
        dataTransfer.items.add(new File([bytes], name));
      }
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    },
    files.map(({ name, bytes }) => ({ name, text: bytes.toString('base64') })),
  );

/** What is known of the classifier that is shown. @param {Page} page */
const own = (page) =>
  page.evaluate(() => {
    const figure = /** @type {DigitFigure} */ (document.querySelector('deepfool-digit'));
    const { own = null } = figure.result?.classifier ?? {};
    return own && { ...own, found: own.found.tried[own.found.best].right };
  });

/** Waits for an attack on a classifier by its name. @param {Figure} figure @param {string} name */
async function flips(figure, name) {
  await figure.page.waitForFunction(
    (name) =>
      /** @type {DigitFigure | null} */ (document.querySelector('deepfool-digit'))?.result
        ?.classifier.own?.name === name,
    name,
  );
  return figure.settled();
}

/** @param {Page} page */
const panel = (page) => page.locator('deepfool-digit deepfool-own-classifier');

/** What it says. @param {Page} page */
const said = async (page) => (await panel(page).locator('.panel').innerText()).replace(/\s+/g, ' ');

/** @type {{ what: string, want: Parameters<typeof demandingFile>[1] }[]} */
const kinds = [
  { what: '0 to 255', want: { scale: 255, producer: 'pytorch' } },
  { what: '-1 to 1', want: { scale: 2, offset: -1, producer: 'tf2onnx', dims: [1, 784] } },
  { what: 'channels last', want: { scale: 255, channels: 3, channelsLast: true } },
  { what: 'inverted', want: { inverted: true, producer: 'skl2onnx' } },
];

for (const { what, want } of kinds) {
  test(`a dropped file flips as the same classifier does, its convention found: ${what}`, async () => {
    const { page, figure, problems } = await open({ path: '?classifier=softmax', ready: true });
    const same = await figure.settled(({ classifier }) => classifier === 'softmax');
    await drop(page, { name: 'mine.onnx', bytes: demandingFile(softmax, want) });
    const { attack } = await flips(figure, 'own:mine.onnx');
    assert.equal(attack.status, 'flipped');
    assert.equal(attack.picture?.flipped, true);
    assert.deepEqual(
      [attack.label, attack.adversarial],
      [same.attack.label, same.attack.adversarial],
    );
    // Weights are rounded to float32 anew.
    assert.ok(
      Math.abs(attack.l2 - same.attack.l2) <= 1e-3 * same.attack.l2,
      `${attack.l2}, not ${same.attack.l2}`,
    );
    const known = await own(page);
    const { scale = 1, offset = 0, inverted = false, channelsLast = false } = want;
    assert.deepEqual(known?.convention, {
      ...{ scale, offset, inverted, transposed: false, channelsLast },
      shape: [1, 28, 28],
    });
    const text = await said(page);
    assert.ok(text.includes(`It reads ${known?.found} of 200 test digits`), text);
    assert.ok((known?.found ?? 0) >= 170);
    for (const part of ['7,850', 'Flatten, Gemm', want.producer ?? '']) {
      // With three channels there are more parameters.
      if (part !== '7,850' || !want.channels) assert.ok(text.includes(part), `${part}: ${text}`);
    }
    assert.deepEqual(problems, []);
  });
}

/** Waits for what the figures show of a classifier. @param {Page} page @param {string} classifier */
async function others(page, classifier) {
  for (const name of ['regions', 'steps', 'survival', 'methods']) {
    const tag = `deepfool-${name}`;
    await show(page, tag);
    await page.waitForFunction(
      ({ tag, classifier }) => {
        const figure = /** @type {any} */ (document.querySelector(tag));
        return figure.classifier === classifier && figure.result !== null && !figure.problem;
      },
      { tag, classifier },
    );
  }
}

test('every figure works with two classes', async () => {
  const { page, figure, problems } = await open();
  const weights = softmax.weights.slice(3 * 784, 5 * 784);
  const bytes = linearFile({ dims: [1, 784], weights, bias: softmax.bias.slice(3, 5) });
  await drop(page, { name: 'two.onnx', bytes });
  const { attack } = await flips(figure, 'own:two.onnx');
  assert.equal(attack.status, 'flipped');
  assert.match(await said(page), /Is it a classifier of digits\?/);
  await others(page, 'own:two.onnx');
  assert.deepEqual(problems, []);
});

test('every figure works with it', async () => {
  const { page, figure, problems } = await open();
  await drop(page, { name: 'mine.onnx', bytes: demandingFile(softmax, { scale: 255 }) });
  await flips(figure, 'own:mine.onnx');
  await others(page, 'own:mine.onnx');
  assert.match((await page.locator('deepfool-survival th').allTextContents()).join(), /mine/);
  const universal = page.locator('deepfool-universal');
  await show(page, 'deepfool-universal');
  await universal.getByRole('radio', { name: 'mine' }).check();
  await universal.getByRole('button', { name: 'Find one change for all' }).click();
  await universal.locator('li').first().waitFor();

  // It has the weights of softmax, and wants its pictures otherwise: it is as robust.
  const robustness = page.locator('deepfool-robustness');
  await show(page, 'deepfool-robustness');
  await robustness.getByRole('checkbox', { name: 'digits', exact: true }).uncheck();
  await robustness.getByRole('checkbox', { name: 'mine' }).check();
  await robustness.locator('[name=count]').selectOption('100');
  await robustness.getByRole('button', { name: 'Start' }).click();
  await robustness.getByText('200 attacks', { exact: true }).waitFor();
  const means = (await robustness.locator('.summary tbody b').allInnerTexts()).map(Number);
  assert.equal(means.length, 2);
  assert.ok(means[0] > 0 && Math.abs(means[0] - means[1]) < 1.5e-4, String(means));
  assert.deepEqual(problems, []);
});

test('several files are classifiers among the others, until they are removed', async () => {
  const { page, figure, problems } = await open();
  const metadata = { names: 'a, b, c, d, e, f, g, h, i, j' };
  await drop(
    page,
    { name: 'one.onnx', bytes: demandingFile(softmax, {}) },
    { name: 'two.onnx', bytes: demandingFile(softmax, { inverted: true, metadata }) },
    { name: 'digit.png', bytes: Buffer.from('no picture') },
  );
  await flips(figure, 'own:one.onnx');
  const radio = (/** @type {string} */ name) =>
    page.locator('deepfool-digit').getByRole('radio', { name });
  await radio('two').check();
  await flips(figure, 'own:two.onnx');
  assert.equal(await panel(page).locator('.names input').inputValue(), metadata.names.trim());
  await radio('lenet').check();
  await figure.settled(({ classifier }) => classifier === 'lenet');
  await radio('two').check();
  await panel(page).getByRole('button', { name: 'Remove two' }).click();
  await figure.settled(({ classifier }) => classifier === 'digits');
  assert.equal(await radio('two').count(), 0);
  assert.equal(await radio('one').count(), 1);
  assert.deepEqual(problems, []);
});

test('the reader may choose another convention, and the names of the classes', async () => {
  const { page, figure, problems } = await open();
  await drop(page, { name: 'mine.onnx', bytes: demandingFile(softmax, { scale: 2, offset: -1 }) });
  await flips(figure, 'own:mine.onnx');
  assert.match(await said(page), /found by trying/);
  await panel(page).locator('select').selectOption({ label: '0 to 1' });
  await flips(figure, 'own:mine.onnx#scale=1&offset=0');
  assert.match(await said(page), /It reads \d+ of 200 .* at best/);
  await panel(page).getByLabel('dark on light').check();
  const name = 'own:mine.onnx#scale=1&offset=0&inverted';
  await flips(figure, name);
  assert.equal(await page.locator('deepfool-digit').getAttribute('classifier'), name);
  const names = panel(page).getByLabel('names of the classes');
  await names.fill('o,i,z,e,h,s,b,t,g,q');
  await names.press('Enter');
  await flips(figure, `${name}&names=o%2Ci%2Cz%2Ce%2Ch%2Cs%2Cb%2Ct%2Cg%2Cq`);
  assert.deepEqual((await own(page))?.classNames, [...'oizehsbtgq']);
  assert.deepEqual(problems, []);
});

test('what cannot be run is refused with a reason, and the next one runs', async () => {
  const { page, figure } = await open();
  const weights = new Float32Array(784 * 2);
  const bias = new Float32Array(2);
  const folder = mkdtempSync(join(tmpdir(), 'deepfool-'));
  const large = join(folder, 'large.onnx');
  const handle = openSync(large, 'w');
  ftruncateSync(handle, 2 ** 27 + 1);
  closeSync(handle);
  const refused = async (/** @type {RegExp} */ why) => {
    const { sentence } = await figure.shows(({ sentence }) => why.test(sentence ?? ''));
    assert.match(String(sentence), /not a classifier that can be run here/);
  };
  await drop(page, { name: 'text.onnx', bytes: Buffer.from('no ONNX file') });
  await refused(/ONNX|damaged|protobuf/i);
  const loop = linearFile({ dims: [1, 784], weights, bias, operator: 'Loopy' });
  await drop(page, { name: 'loop.onnx', bytes: loop });
  await refused(/Loopy/);
  await page.locator('.upload input').setInputFiles(large);
  await refused(/129 MB; at most 128 MB/);
  rmSync(folder, { recursive: true });
  const odd = linearFile({ dims: [1, 2, 28, 14], weights, bias });
  await drop(page, { name: 'odd.onnx', bytes: odd });
  await refused(/2 x 28 x 14/);
  const small = linearFile({
    ...{ dims: [1, 1, 8, 8], bias },
    weights: new Float32Array(2 * 64),
  });
  await drop(page, { name: 'small.onnx', bytes: small });
  await refused(/28 x 28 .* does not fit into one of 1 x 8 x 8/);
  const wide = linearFile({
    ...{ dims: [1, 3, 96, 96], bias },
    weights: new Float32Array(2 * 3 * 96 * 96),
  });
  await drop(page, { name: 'wide.onnx', bytes: wide });
  await refused(/3 x 96 x 96/);

  await drop(page, { name: 'mine.onnx', bytes: demandingFile(softmax, {}) });
  const { attack } = await flips(figure, 'own:mine.onnx');
  assert.equal(attack.status, 'flipped');
});

test('a link names it by its address; a file that is not here is asked for', async () => {
  const body = demandingFile(softmax, { scale: 255 });
  const prepare = async (/** @type {Page} */ page) => {
    await page.route('**/net.onnx', (route) => route.fulfill({ body }));
  };
  const { page, figure, problems } = await open({ prepare, path: '?classifier=net.onnx' });
  const { attack } = await flips(figure, 'net.onnx');
  assert.equal(attack.status, 'flipped');
  assert.deepEqual(problems, []);

  await page.goto(new URL('embed.html?digit=7&classifier=net.onnx', page.url()).href);
  await flips(figure, 'net.onnx');

  for (const [lang, says] of Object.entries({ en: 'not on this machine', zh: '不在本机上' })) {
    const query = `./?lang=${lang}&classifier=${encodeURIComponent('own:far.onnx#scale=255')}`;
    await page.goto(new URL(query, page.url()).href);
    await figure.shows(({ sentence }) => sentence?.includes(says) ?? false);
    await drop(page, { name: 'far.onnx', bytes: demandingFile(softmax, { scale: 255 }) });
    await flips(figure, 'own:far.onnx#scale=255');
  }
});

test('its weights may lie in a file beside it, which is dropped and kept with it', async () => {
  const { page, figure } = await open();
  const { weights, bias } = softmax;
  const bytes = linearFile({ dims: [1, 784], weights, bias, location: 'mine.onnx.data' });
  await drop(page, { name: 'mine.onnx', bytes });
  await figure.shows(({ sentence }) => /give both/.test(sentence ?? ''));
  await panel(page).getByRole('button', { name: 'Remove mine' }).click();
  const data = { name: 'mine.onnx.data', bytes: Buffer.from(weights.buffer) };
  await drop(page, data, { name: 'mine.onnx', bytes });
  const { attack } = await flips(figure, 'own:mine.onnx');
  assert.equal(attack.status, 'flipped');
  await panel(page).getByLabel('keep it in this browser').check();
  await page.waitForTimeout(500);
  await page.goto(new URL('./?classifier=own:mine.onnx', page.url()).href);
  const again = await flips(figure, 'own:mine.onnx');
  assert.equal(again.attack.status, 'flipped');
});

test('another file may have the name of one that was removed', async () => {
  const { page, figure, problems } = await open();
  await drop(page, { name: 'mine.onnx', bytes: demandingFile(softmax, { scale: 255 }) });
  await flips(figure, 'own:mine.onnx');
  await panel(page).getByRole('button', { name: 'Remove mine' }).click();
  await figure.settled(({ classifier }) => classifier === 'digits');
  await drop(page, { name: 'mine.onnx', bytes: demandingFile(softmax, { inverted: true }) });
  await flips(figure, 'own:mine.onnx');
  const { scale, inverted } = (await own(page))?.convention ?? {};
  assert.deepEqual([scale, inverted], [1, true]);
  assert.deepEqual(problems, []);
});

test('files without a classifier are refused', async () => {
  const { page, figure } = await open();
  await drop(page, { name: 'mine.onnx', bytes: demandingFile(softmax, {}) });
  await flips(figure, 'own:mine.onnx');
  const input = panel(page).locator('input[type=file]');
  await input.setInputFiles({ name: 'a.data', mimeType: '', buffer: Buffer.from('weights') });
  await panel(page).getByText('There is no ONNX file among them.').waitFor();
});

test('a file that an older version has kept is read', async () => {
  const { page, figure, problems } = await open();
  const text = demandingFile(softmax, { scale: 255 }).toString('base64');
  await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const request = indexedDB.open('deepfool', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('files');
    await new Promise((resolve) => (request.onsuccess = resolve));
    const transaction = request.result.transaction('files', 'readwrite');
    transaction.objectStore('files').put(new File([bytes], 'old.onnx'), 'own:old.onnx');
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    request.result.close();
  }, text);
  await page.goto(new URL('./?classifier=own:old.onnx', page.url()).href);
  const { attack } = await flips(figure, 'own:old.onnx');
  assert.equal(attack.status, 'flipped');
  assert.deepEqual(problemsButLeaving(problems), []);
});

test('it is kept in the browser if that is asked for', async () => {
  const { page, figure, problems } = await open();
  const file = { name: 'mine.onnx', bytes: demandingFile(softmax, { scale: 255 }) };
  await drop(page, file);
  await flips(figure, 'own:mine.onnx');
  const kept = panel(page).getByLabel('keep it in this browser');
  const radio = page.locator('deepfool-digit').getByRole('radio', { name: 'mine' });
  assert.equal(await kept.isChecked(), false);
  await page.goto(new URL('./', page.url()).href);
  await figure.settled(({ classifier }) => classifier === 'digits');
  await page.waitForTimeout(500);
  assert.equal(await radio.count(), 0);

  await drop(page, file);
  await flips(figure, 'own:mine.onnx');
  await kept.check();
  await page.waitForTimeout(500);
  await page.goto(new URL('./', page.url()).href);
  await figure.settled(({ classifier }) => classifier === 'digits');
  await radio.check();
  await flips(figure, 'own:mine.onnx');
  assert.equal(await kept.isChecked(), true);
  await kept.uncheck();
  await page.waitForTimeout(500);
  await page.goto(new URL('./', page.url()).href);
  await figure.settled(({ classifier }) => classifier === 'digits');
  await page.waitForTimeout(500);
  assert.equal(await radio.count(), 0);
  assert.deepEqual(problems, []);
});

for (const lang of ['en', 'zh']) {
  for (const [width, colorScheme] of /** @type {const} */ ([
    [280, 'light'],
    [1280, 'dark'],
  ])) {
    test(`axe finds nothing, and targets are large enough: ${lang}, ${width}, ${colorScheme}`, async () => {
      const { page, figure } = await open({
        options: { viewport: { width, height: 1000 }, colorScheme, reducedMotion: 'reduce' },
        path: `?lang=${lang}`,
        ready: true,
      });
      const long = 'a_long_name_of_a_file_that_somebody_exported_from_somewhere';
      await drop(page, { name: `${long}.onnx`, bytes: demandingFile(softmax, { scale: 255 }) });
      await flips(figure, `own:${long}.onnx`);
      await panel(page).locator('select').waitFor();
      assert.deepEqual(await faults(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const sizes = await panel(page)
        .locator('button, select, input, label.button')
        .evaluateAll((all) =>
          all.map((element) => {
            const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
            return { what: element.outerHTML, width, height };
          }),
        );
      assert.ok(sizes.length >= 8);
      for (const { what, width, height } of sizes) {
        assert.ok(width >= 24 && height >= 24, `${what}: ${width} x ${height}`);
      }
    });
  }
}

test('the panel is opened and left with keys', async () => {
  const { page, figure } = await open();
  const button = page.locator('deepfool-digit').getByRole('button', { name: 'Your own' });
  await button.focus();
  await page.keyboard.press('Enter');
  await panel(page).getByLabel('Open a file').waitFor();
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Tab');
  await panel(page)
    .getByLabel('Open a file')
    .setInputFiles({
      name: 'mine.onnx',
      mimeType: '',
      buffer: demandingFile(softmax, { inverted: true }),
    });
  await flips(figure, 'own:mine.onnx');
  await button.press('Enter');
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
});
