// Files of strangers: a picture or a sentence, and nothing that keeps the page from the next one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser } from './page.mjs';
import { drawings, shown, strangeFiles } from './pictures.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { Figure } from './page.mjs' */

const { open } = browser();

/** It begins where no picture here has its digit: a press on a digit that was found chooses it. */
const drawing = [
  [
    [0.93, 0.5],
    [0.3, 0.2],
    [0.42, 0.86],
  ],
];

/**
 * @param {Page} page
 * @param {{ name: string, bytes: Buffer }} file
 */
const choose = (page, { name, bytes }) =>
  page.locator('.upload input').setInputFiles({ name, mimeType: '', buffer: bytes });

/** Sees what becomes of a file: the digit, or a sentence. @param {Figure} figure */
async function outcome(figure) {
  const after = await figure.shows(
    ({ strokes, attack, sentence }) =>
      (strokes.length === 0 && attack !== null) ||
      /cannot be read|No digit was found|digits\. Choose one/.test(sentence ?? ''),
  );
  return after.attack ? after.attack.label : after.sentence;
}

test('any file is a picture or a sentence', async () => {
  const { figure, page } = await open();
  for (const { what, read, ...file } of strangeFiles()) {
    await figure.draw(drawing);
    await figure.settled(({ strokes }) => strokes.length > 0);
    await choose(page, file);
    const became = await outcome(figure);
    if (read === 'always') assert.equal(became, shown.label, what);
    if (read === 'never') assert.equal(typeof became, 'string', `${what}: ${became}`);
  }
});

test('SVG of every size is drawn, and nothing in it runs or is fetched', async () => {
  const { figure, page, problems } = await open();
  for (const { what, ...file } of drawings) {
    await figure.draw(drawing);
    await figure.settled(({ strokes }) => strokes.length > 0);
    await choose(page, file);
    assert.equal(await outcome(figure), 7, what);
  }
  assert.equal(await page.evaluate(() => 'ran' in window), false);
  assert.deepEqual(problems, []);
});

test('a file that cannot be decoded is told which formats can, in both languages', async () => {
  for (const [lang, says] of Object.entries({ en: 'cannot be read', zh: '无法' })) {
    const { figure, page } = await open({ options: { locale: lang } });
    for (const what of ['HEIC', 'TIFF']) {
      const file = strangeFiles().find((file) => file.what === what);
      assert.ok(file);
      await figure.draw(drawing);
      await figure.settled(({ strokes }) => strokes.length > 0);
      await choose(page, file);
      const { sentence } = await figure.shows(({ sentence }) => sentence?.includes(says) ?? false);
      for (const format of ['PNG', 'JPEG', 'WebP', 'GIF', 'BMP', 'SVG']) {
        assert.ok(sentence?.includes(format), `${what}, ${lang}: ${sentence}`);
      }
    }
  }
});

test('an animated WebP', async () => {
  const { figure, page } = await open();
  // The browser's own encoder makes the frames; the container is written here
  // (https://developers.google.com/speed/webp/docs/riff_container).
  const base64 = await page.evaluate(async () => {
    const side = 224;
    const canvas = new OffscreenCanvas(side, side);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
      canvas.getContext('2d', { alpha: false })
    );
    const little = (/** @type {number} */ value, /** @type {number} */ bytes) =>
      Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255);
    const chunk = (/** @type {string} */ type, /** @type {number[]} */ content) => [
      ...Array.from(type, (character) => character.charCodeAt(0)),
      ...little(content.length, 4),
      ...content,
      ...(content.length % 2 ? [0] : []),
    ];
    const frames = [];
    for (const drawn of [true, false]) {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, side, side);
      context.lineWidth = 18;
      if (drawn) context.stroke(new Path2D('M60 50h110l-60 130'));
      const blob = await canvas.convertToBlob({ type: 'image/webp' });
      // Of its chunks, after a header of 12 bytes, the one that has the pixels.
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const view = new DataView(bytes.buffer);
      let at = 12;
      while (!/^VP8[ L]$/.test(String.fromCharCode(...bytes.slice(at, at + 4)))) {
        const size = view.getUint32(at + 4, true);
        at += 8 + size + (size % 2);
      }
      const size = view.getUint32(at + 4, true);
      const data = [...bytes.slice(at, at + 8 + size + (size % 2))];
      const place = [...little(0, 6), ...little(side - 1, 3), ...little(side - 1, 3)];
      frames.push(...chunk('ANMF', [...place, ...little(100, 3), 0, ...data]));
    }
    const body = [
      ...Array.from('WEBP', (character) => character.charCodeAt(0)),
      ...chunk('VP8X', [2, 0, 0, 0, ...little(side - 1, 3), ...little(side - 1, 3)]),
      ...chunk('ANIM', [255, 255, 255, 255, 0, 0]),
      ...frames,
    ];
    return btoa(String.fromCharCode(...chunk('RIFF', body)));
  });
  await choose(page, { name: 'a.webp', bytes: Buffer.from(base64, 'base64') });
  await figure.settled(({ attack }) => attack.label === 7);
});
