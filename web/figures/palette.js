// Colours for pixels, read from the theme.

import { interpolateLab, interpolateRgb, piecewise } from 'd3-interpolate';
import { scaleDiverging, scaleSequential } from 'd3-scale';

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
 * From paper (0) to ink (1).
 *
 * @param {string} paper a colour as CSS has it, as all of these
 * @param {string} ink
 */
export function inkPalette(paper, ink) {
  return sampled(
    [paper, ink],
    ([from, to]) => scaleSequential([0, 1], interpolateRgb(from, to)),
    0,
  );
}

/**
 * From the colour of what is taken (-1) over paper (0) to that of what is added (1).
 *
 * @param {string} taken
 * @param {string} paper
 * @param {string} added
 */
export function divergingPalette(taken, paper, added) {
  return sampled(
    [taken, paper, added],
    (colours) => scaleDiverging([-1, 0, 1], piecewise(interpolateLab, colours)),
    -1,
  );
}

/**
 * @param {string[]} colours
 * @param {(colours: string[]) => (value: number) => string} makeScale
 * @param {number} low where the scale begins; it ends at 1
 * @returns {Palette}
 */
function sampled(colours, makeScale, low) {
  const key = colours.join(' ');
  const known = palettes.get(key);
  if (known) return known;
  const scale = makeScale(colours.map(asRgb));
  for (let i = 0; i < shades; ++i) {
    context.fillStyle = scale(low + ((1 - low) * i) / (shades - 1));
    context.fillRect(i, 0, 1, 1);
  }
  const palette = new Uint32Array(context.getImageData(0, 0, shades, 1).data.buffer);
  palettes.set(key, palette);
  return palette;
}

/**
 * d3 knows fewer ways to write a colour than CSS.
 *
 * @param {string} colour
 */
function asRgb(colour) {
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

/**
 * Calls back when the reader switches between light and dark.
 *
 * @param {() => void} changed
 * @returns {() => void} ends it
 */
export function onSchemeChange(changed) {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
