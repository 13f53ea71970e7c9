// The test digits that the build picked.

/** @import { Pixels } from '../engine/types.js' */

/** @typedef {{ label: number, index: number, pixels: Pixels }} GalleryDigit a test digit of MNIST */

const url = new URL('../../build/gallery.json', import.meta.url);

/** @type {Promise<GalleryDigit[]> | null} */
let fetched = null;

/** One fetch for all figures. */
export function galleryDigits() {
  fetched ??= fetch(url)
    .then((response) => response.json())
    .then((/** @type {{ label: number, index: number, pixels: string }[]} */ digits) =>
      digits.map(({ label, index, pixels }) => ({
        label,
        index,
        pixels: fromBytes(atob(pixels)),
      })),
    );
  fetched.catch(() => (fetched = null));
  return fetched;
}

/** @param {string} bytes */
function fromBytes(bytes) {
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; ++i) pixels[i] = bytes.charCodeAt(i) / 255;
  return pixels;
}
