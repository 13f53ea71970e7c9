// Makes a picture that the module takes from a visitor's file.

import { EngineError } from '../../engine/errors.js';

/** @import { Picture } from '../../engine/types.js' */

/** The most pixels on a side of a picture that the module takes. */
const longestSide = 1024;

/**
 * Decodes a file and reduces it to what the module takes.
 *
 * @param {Blob} file
 * @returns {Promise<{ bitmap: ImageBitmap, picture: Picture }>} the same picture, to show and to read
 */
export async function decodePicture(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
    const scale = longestSide / Math.max(bitmap.width, bitmap.height);
    if (scale < 1) {
      const whole = bitmap;
      bitmap = await createImageBitmap(whole, {
        resizeWidth: Math.max(Math.round(whole.width * scale), 1),
        resizeHeight: Math.max(Math.round(whole.height * scale), 1),
        resizeQuality: 'high',
      });
      whole.close();
    }
  } catch (error) {
    throw new EngineError('picture', /** @type {Error} */ (error).message);
  }
  const { width, height } = bitmap;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext('2d', { willReadFrequently: true })
  );
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { bitmap, picture: { data, width, height } };
}
