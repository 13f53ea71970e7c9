// The test digits that the build picked.

import { galleryFile } from '../../engine/digit_files.js';
import { loadOnce } from '../../engine/load_once.js';

/** @import { Pixels } from '../../engine/types.js' */

/** @typedef {{ label: number, index: number, pixels: Pixels }} GalleryDigit a test digit of MNIST */

/** One fetch for all figures. */
export const galleryDigits = loadOnce(async () => {
  const digits = await galleryFile();
  return digits.map(({ label, index, pixels }) => ({
    label,
    index,
    pixels: fromBytes(atob(pixels)),
  }));
});

/** @param {string} bytes */
function fromBytes(bytes) {
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; ++i) pixels[i] = bytes.charCodeAt(i) / 255;
  return pixels;
}
