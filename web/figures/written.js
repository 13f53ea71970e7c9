// Strokes as text, for attributes and addresses: what was drawn, within 1/4095 of the pad's side.

/** @import { Stroke } from '../engine/types.js' */

// Two digits of base64 (RFC 4648, the alphabet for URLs) a coordinate; strokes are parted by dots.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const largest = 64 * 64 - 1;

/** More than a hand draws: beyond this, a text is not from here. */
const longest = 20_000;

/**
 * @param {Stroke[]} strokes in sides of the pad; what lies beyond the pad is moved to its edge
 * @returns {string}
 */
export function written(strokes) {
  const digits = (/** @type {number} */ coordinate) => {
    const value = Math.round(Math.min(Math.max(coordinate, 0), 1) * largest);
    return alphabet[value >> 6] + alphabet[value & 63];
  };
  return strokes.map((stroke) => Array.from(stroke, digits).join('')).join('.');
}

/**
 * @param {string} text
 * @returns {Stroke[] | null} null if it is no drawing
 */
export function read(text) {
  if (text.length > longest || !/^([\w-]{4})+(\.([\w-]{4})+)*$/.test(text)) return null;
  return text.split('.').map((stroke) =>
    Float32Array.from({ length: stroke.length / 2 }, (_, i) => {
      const [high, low] = [stroke[2 * i], stroke[2 * i + 1]].map((c) => alphabet.indexOf(c));
      return (64 * high + low) / largest;
    }),
  );
}
