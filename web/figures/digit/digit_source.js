// Where a figure's digit comes from.

import { say, words } from '../words.js';

/** @import { PictureDigits, Pixels, Stroke } from '../../engine/types.js' */
/** @import { GalleryDigit } from '../parts/gallery_digits.js' */

/**
 * @typedef {{ kind: 'nothing' }
 *   | { kind: 'strokes' }
 *   | { kind: 'pixels', pixels: Pixels }
 *   | { kind: 'gallery', digit: GalleryDigit }
 *   | { kind: 'picture', bitmap: ImageBitmap, found: PictureDigits, chosen: number }} DigitSource
 */

/**
 * The pixels of a digit that is not drawn with the pen; null if there are none.
 *
 * @param {DigitSource} source
 */
export function pixelsOf(source) {
  if (source.kind === 'pixels') return source.pixels;
  if (source.kind === 'gallery') return source.digit.pixels;
  if (source.kind === 'picture') return source.found.digits[source.chosen]?.pixels ?? null;
  return null;
}

/**
 * What is on the pad, for screen readers.
 *
 * @param {DigitSource} source
 * @param {() => Stroke[]} strokes
 */
export function padDescription(source, strokes) {
  if (source.kind === 'strokes') return say(words.onPad.strokes, { count: strokes().length });
  const label = source.kind === 'gallery' ? source.digit.label : '';
  return say(words.onPad[source.kind], { label });
}
