// Colours for pixels, read from the theme and mixed by the browser, as CSS mixes them.

/** Shades of each palette. The number is odd, so that one of them is exactly the middle. */
export const shades = 511;

/** @typedef {Uint32Array} Palette `shades` colours as ImageData has them, in 32 bits each */

/** A palette for each set of colours that was asked for. @type {Map<string, Palette>} */
const palettes = new Map();

/** How many colours of a diverging palette CSS mixes in Oklab. The shades between two of them are interpolated in sRGB,
 * which is off by at most one 8-bit step. */
const mixes = 103;

const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
  new OffscreenCanvas(mixes, 1).getContext('2d', { willReadFrequently: true })
);

/**
 * From paper (0) to ink (1), evenly in sRGB, as pictures are stored.
 *
 * @param {string} paper a colour as CSS writes it, like all colours here
 * @param {string} ink
 */
export function inkPalette(paper, ink) {
  return sampled('srgb', [paper, ink], 2);
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
  return sampled('oklab', [taken, paper, added], mixes);
}

/**
 * @param {'srgb' | 'oklab'} space that is mixed in
 * @param {string[]} colours at even distances
 * @param {number} count of colours that are mixed
 * @returns {Palette}
 */
function sampled(space, colours, count) {
  const key = [space, ...colours].join(' ');
  const known = palettes.get(key);
  if (known) return known;
  const spans = colours.length - 1;
  context.clearRect(0, 0, count, 1);
  for (let i = 0; i < count; ++i) {
    const at = (spans * i) / (count - 1);
    const span = Math.min(Math.floor(at), spans - 1);
    const share = 100 * (at - span);
    context.fillStyle = `color-mix(in ${space}, ${colours[span]}, ${colours[span + 1]} ${share}%)`;
    context.fillRect(i, 0, 1, 1);
  }
  const palette = between(context.getImageData(0, 0, count, 1).data);
  palettes.set(key, palette);
  return palette;
}

/**
 * All shades, on straight lines between colours at even distances.
 *
 * @param {Uint8ClampedArray} mixed red, green, blue and alpha each
 * @returns {Palette}
 */
function between(mixed) {
  const last = mixed.length / 4 - 1;
  const palette = new Uint8ClampedArray(4 * shades);
  for (let i = 0; i < shades; ++i) {
    const at = (last * i) / (shades - 1);
    const from = Math.min(Math.floor(at), last - 1);
    const [a, b] = [mixed.subarray(4 * from), mixed.subarray(4 * from + 4)];
    // As CSS mixes them: colours are weighted with their alpha.
    const [covered, more] = [(1 - at + from) * a[3], (at - from) * b[3]];
    const alpha = covered + more;
    for (let c = 0; c < 3; ++c) palette[4 * i + c] = (covered * a[c] + more * b[c]) / (alpha || 1);
    palette[4 * i + 3] = alpha;
  }
  return new Uint32Array(palette.buffer);
}

const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
  matchMedia(query),
);

/**
 * Calls back when the reader switches between light and dark, or to colours of their own.
 *
 * @param {() => void} changed
 * @returns {() => void} ends it
 */
export function onSchemeChange(changed) {
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
