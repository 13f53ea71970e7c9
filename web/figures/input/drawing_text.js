// Drawings as text, for attributes and addresses: strokes within 1/4095 of the pad's side, and pixels
// within 1/255.

/** @import { Pixels, Stroke } from '../../engine/types.js' */

// Base64 (RFC 4648, the alphabet for URLs): two characters for a coordinate or a run of pixels, dots between
// strokes.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const largest = 64 * 64 - 1;

/** Pixels of a digit. */
const size = 28 * 28;

/** The longest text that is read: strokesToText() writes none as long. */
const longest = 20_000;

/** About how many points a drawing's text has at most: hosts commonly take addresses of up to 8 kB. */
const mostPoints = 1500;

/** A number as two characters. @param {number} value 0 to `largest` */
const pair = (value) => alphabet[value >> 6] + alphabet[value & 63];

/**
 * The number of a pair of characters.
 *
 * @param {string} text
 * @param {number} i which pair, from 0
 */
const value = (text, i) => 64 * alphabet.indexOf(text[2 * i]) + alphabet.indexOf(text[2 * i + 1]);

/** @param {number} value @returns {number} in [0, 1] */
const within = (value) => Math.min(Math.max(value, 0), 1);

/**
 * @param {Stroke[]} strokes in sides of the pad; what lies beyond the pad is moved to its edge. Of a drawing
 *   with too many points every second, third, ... is left out, but no stroke's first and last
 * @returns {string}
 */
export function strokesToText(strokes) {
  const points = strokes.reduce((sum, { length }) => sum + length / 2, 0);
  const step = Math.ceil(points / mostPoints);
  const thinned = (/** @type {Stroke} */ stroke) =>
    stroke.filter((_, i) => Math.floor(i / 2) % step === 0 || i >= stroke.length - 2);
  const digits = (/** @type {number} */ coordinate) =>
    pair(Math.round(within(coordinate) * largest));
  return strokes.map((stroke) => Array.from(thinned(stroke), digits).join('')).join('.');
}

/**
 * @param {string} text
 * @returns {Stroke[] | null} null if it is no drawing
 */
export function strokesFromText(text) {
  if (text.length > longest || !/^([\w-]{4})+(\.([\w-]{4})+)*$/.test(text)) return null;
  return text
    .split('.')
    .map((stroke) =>
      Float32Array.from({ length: stroke.length / 2 }, (_, i) => value(stroke, i) / largest),
    );
}

/**
 * @param {Pixels} pixels 28 x 28
 * @returns {string} runs of equal pixels: 4 bits for a run's length less 1, 8 for its pixels
 */
export function pixelsToText(pixels) {
  const bytes = Array.from(pixels, (pixel) => Math.round(255 * within(pixel)));
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const end = bytes.findIndex((byte, j) => j > i && byte !== bytes[i]);
    const run = Math.min((end < 0 ? bytes.length : end) - i, 16);
    text += pair(256 * (run - 1) + bytes[i]);
    i += run;
  }
  return text;
}

/**
 * @param {string} text
 * @returns {Pixels | null} null if it is no picture
 */
export function pixelsFromText(text) {
  if (text.length > 2 * size || !/^([\w-]{2})+$/.test(text)) return null;
  /** @type {number[]} */
  const bytes = [];
  for (let i = 0; i < text.length / 2; ++i) {
    const [run, byte] = [(value(text, i) >> 8) + 1, value(text, i) & 255];
    for (let j = 0; j < run; ++j) bytes.push(byte);
  }
  return bytes.length === size ? Float32Array.from(bytes, (byte) => byte / 255) : null;
}
