// Colours for pixels, read from the theme and mixed by the browser, as CSS mixes them.

/** Shades of each palette: odd, so that one of them is exactly the middle. */
export const shades = 511;

/** @typedef {Uint32Array} Palette `shades` colours as ImageData has them, in 32 bits each */

/** A palette for each set of colours that was asked for. @type {Map<string, Palette>} */
const palettes = new Map();

const canvas = Object.assign(document.createElement('canvas'), { width: shades, height: 1 });
const context = /** @type {CanvasRenderingContext2D} */ (
  canvas.getContext('2d', { willReadFrequently: true })
);

/**
 * From paper (0) to ink (1), evenly in sRGB, as pictures are stored.
 *
 * @param {string} paper a colour as CSS has it, as all of these
 * @param {string} ink
 */
export function inkPalette(paper, ink) {
  return sampled('srgb', [paper, ink]);
}

/**
 * From the colour of what is taken (-1) over paper (0) to that of what is added (1), in steps that
 * look even.
 *
 * @param {string} taken
 * @param {string} paper
 * @param {string} added
 */
export function divergingPalette(taken, paper, added) {
  return sampled('oklab', [taken, paper, added]);
}

/**
 * @param {'srgb' | 'oklab'} space that is mixed in
 * @param {string[]} colours at even distances
 * @returns {Palette}
 */
function sampled(space, colours) {
  const key = [space, ...colours].join(' ');
  const known = palettes.get(key);
  if (known) return known;
  const spans = colours.length - 1;
  for (let i = 0; i < shades; ++i) {
    const at = (spans * i) / (shades - 1);
    const span = Math.min(Math.floor(at), spans - 1);
    const share = 100 * (at - span);
    context.fillStyle = `color-mix(in ${space}, ${colours[span]}, ${colours[span + 1]} ${share}%)`;
    context.fillRect(i, 0, 1, 1);
  }
  const palette = new Uint32Array(context.getImageData(0, 0, shades, 1).data.buffer);
  palettes.set(key, palette);
  return palette;
}

/**
 * Calls back when the reader switches between light and dark, or to colours of their own.
 *
 * @param {() => void} changed
 * @returns {() => void} ends it
 */
export function onSchemeChange(changed) {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
