// The colours of pixels against those that the browser itself mixes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openModules, root } from './modules.mjs';

/** @type {Awaited<ReturnType<typeof openModules>>} */
let modules;

before(async () => {
  modules = await openModules();
});

after(() => modules.close());

for (const [name, space, ...colours] of [
  ['ink on paper, light', 'srgb', '#ffffff', '#14141c'],
  ['ink on paper, dark', 'srgb', '#0d0d12', '#f1f0f6'],
  ['ink on nothing', 'srgb', 'transparent', '#14141c'],
  ['taken and added, light', 'oklab', '#54318f', '#ffffff', '#b04f00'],
  ['taken and added, dark', 'oklab', '#b9a3f5', '#0d0d12', '#ffa550'],
]) {
  test(`each shade is what CSS mixes: ${name}`, async () => {
    const [palette, mixed] = await modules.page.evaluate(
      async ({ source, space, colours }) => {
        const { inkPalette, divergingPalette, shades } = await import(source);
        const palette = (space === 'srgb' ? inkPalette : divergingPalette)(...colours);
        const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
          new OffscreenCanvas(shades, 1).getContext('2d')
        );
        for (let i = 0; i < shades; ++i) {
          const at = ((colours.length - 1) * i) / (shades - 1);
          const from = Math.min(Math.floor(at), colours.length - 2);
          const share = `${100 * (at - from)}%`;
          context.fillStyle = `color-mix(in ${space}, ${colours[from]}, ${colours[from + 1]} ${share})`;
          context.fillRect(i, 0, 1, 1);
        }
        const { data } = context.getImageData(0, 0, shades, 1);
        return [[...new Uint8Array(palette.buffer)], [...data]];
      },
      { source: `/@fs${root}web/figures/parts/palette.js`, space, colours },
    );
    // One step of 8 bits: both are rounded. What hardly covers anything has its colour rounded more,
    // for it is kept multiplied by its alpha.
    palette.forEach((value, i) => {
      const alpha = i % 4 === 3 ? 255 : palette[i - (i % 4) + 3];
      const tolerance = Math.max(1, Math.ceil(255 / (alpha || 1)));
      assert.ok(
        Math.abs(value - mixed[i]) <= tolerance,
        `shade ${Math.floor(i / 4)}: ${value}, not ${mixed[i]}`,
      );
    });
    assert.equal(palette.length, mixed.length);
  });
}
