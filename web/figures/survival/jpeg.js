// A digit as a JPEG file: written and read by the browser.

import { side } from '../parts/pixel_view.js';

/** @import { Pixels } from '../../engine/types.js' */

/**
 * What a reader of the file gets.
 *
 * @param {Pixels} pixels multiples of 1/255
 * @param {number} quality 0 to 1
 * @returns {Promise<Pixels>}
 */
export async function throughJpeg(pixels, quality) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext('2d', { willReadFrequently: true })
  );
  const image = context.createImageData(side, side);
  pixels.forEach((pixel, i) => {
    const grey = Math.round(255 * pixel);
    image.data.set([grey, grey, grey, 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
  /** @type {Blob} */
  const file = await new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser writes no JPEG.'))),
      'image/jpeg',
      quality,
    ),
  );
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, side, side);
  // It is grey: red, green and blue are the same.
  return Float32Array.from({ length: side * side }, (_, i) => data[4 * i] / 255);
}
