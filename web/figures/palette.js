// Colours for pixels, read from the theme.

import { interpolateLab, piecewise } from 'd3-interpolate';
import { scaleDiverging } from 'd3-scale';

/** Shades of each palette: odd, so that one of them is exactly the middle. */
export const shades = 511;

/** @typedef {Uint32Array} Palette `shades` colours as ImageData has them, in 32 bits each */

const probe = /** @type {CanvasRenderingContext2D} */ (
  Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  })
);

/**
 * @param {string} colour as CSS has it
 * @returns {[number, number, number]} red, green, blue in 0 .. 255
 */
function rgb(colour) {
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/**
 * @param {(share: number) => string} colour
 * @returns {Palette}
 */
function sampled(colour) {
  const bytes = new Uint8ClampedArray(4 * shades);
  for (let i = 0; i < shades; ++i) bytes.set([...rgb(colour(i / (shades - 1))), 255], 4 * i);
  return new Uint32Array(bytes.buffer);
}

/**
 * From paper (0) to ink (1).
 *
 * @param {string} paper
 * @param {string} ink
 */
export function inkPalette(paper, ink) {
  const [from, to] = [rgb(paper), rgb(ink)];
  return sampled((share) => {
    const mixed = from.map((value, i) => Math.round(value + share * (to[i] - value)));
    return `rgb(${mixed.join(' ')})`;
  });
}

/**
 * From the colour of what is taken (-1) over paper (0) to that of what is added (1).
 *
 * @param {string} taken
 * @param {string} paper
 * @param {string} added
 */
export function divergingPalette(taken, paper, added) {
  const css = [taken, paper, added].map((colour) => `rgb(${rgb(colour).join(',')})`);
  const scale = scaleDiverging([-1, 0, 1], piecewise(interpolateLab, css));
  return sampled((share) => scale(2 * share - 1));
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
