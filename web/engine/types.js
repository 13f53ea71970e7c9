/**
 * The types of engine.js beyond those of core.js.
 *
 * @file
 */

/** @import { AttackResult, ClassifierInfo, DrawnDigit } from './core.js' */

/**
 * 28 x 28 pixels in [0, 1], row-major, the top row first; 1 is ink. (A classifier of another size
 * takes its own number of pixels.)
 *
 * @typedef {Float32Array} Pixels
 */

/**
 * The path of a pen from touching the paper to leaving it: x0, y0, x1, y1, ..., in any unit, y down.
 *
 * @typedef {Float32Array} Stroke
 */

/**
 * What models/NAME.json tells of a classifier; only what is read here is named.
 *
 * @typedef {object} Card
 * @property {string} name
 * @property {number} test_error share of the test images that are read wrongly
 * @property {number} test_images
 * @property {number} bytes size of the ONNX file
 * @property {{ scale: number, input: number[], logits: number[] }} test_vector the logits of
 *   input / scale
 */

/** @typedef {ClassifierInfo & { card: Card | null }} Classifier a loaded classifier, and its card */

/**
 * RGBA as canvases give it: 4 bytes a pixel, alpha not premultiplied.
 *
 * @typedef {{ data: Uint8ClampedArray, width: number, height: number }} Picture
 */

/**
 * @typedef {object} Reading a drawing, made into a digit and attacked
 * @property {DrawnDigit} digit
 * @property {AttackResult | null} attack null if there is too little ink to read
 */

/**
 * @typedef {object} Moved an input with a perturbation added
 * @property {Pixels} pixels
 * @property {number} label predicted for the input
 * @property {number} adversarial predicted for the pixels
 */

export {};
