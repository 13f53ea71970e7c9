// Makes a picture that the module takes, or a classifier, from a visitor's file.

import { EngineError } from '../../engine/errors.js';
import { ownScript } from '../../engine/named_classifier.js';
import { svgImage } from './svg_image.js';

/** @import { Picture } from '../../engine/types.js' */

/** The most pixels on a side of a picture that the module takes. */
const longestSide = 1024;

/**
 * Opens the classifiers among some files, with the others as what lies beside them.
 *
 * @param {File[]} files
 * @returns {Promise<string | undefined>} the name of the first; none, if there is none
 */
export async function openClassifiers(files) {
  if (!files.some(({ name }) => /\.onnx$/i.test(name))) return undefined;
  return (await ownScript()).openFiles(files)[0];
}

/**
 * Decodes a file and reduces it to what the module takes.
 *
 * @param {Blob} file
 * @returns {Promise<{ bitmap: ImageBitmap, picture: Picture }>} the same picture, to show and to read
 */
export async function decodePicture(file) {
  try {
    const bitmap = await bitmapOf(file);
    const { width, height } = bitmap;
    const context = contextOf(width, height);
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { bitmap, picture: { data, width, height } };
  } catch (error) {
    throw new EngineError('picture', /** @type {Error} */ (error).message);
  }
}

/** @param {Blob} file @returns {Promise<ImageBitmap>} with sides of at most `longestSide` */
async function bitmapOf(file) {
  const drawing = await svgImage(file, longestSide);
  if (drawing) {
    // Not every browser makes a bitmap of an SVG image by itself.
    const { canvas } = contextOf(drawing.width, drawing.height);
    canvas.getContext('2d')?.drawImage(drawing, 0, 0, drawing.width, drawing.height);
    return createImageBitmap(canvas);
  }
  const whole = await createImageBitmap(file);
  const scale = longestSide / Math.max(whole.width, whole.height);
  if (scale >= 1) return whole;
  const reduced = await createImageBitmap(whole, {
    resizeWidth: Math.max(Math.round(whole.width * scale), 1),
    resizeHeight: Math.max(Math.round(whole.height * scale), 1),
    resizeQuality: 'high',
  });
  whole.close();
  return reduced;
}

/** @param {number} width @param {number} height */
function contextOf(width, height) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  return /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext('2d', { willReadFrequently: true })
  );
}
