// Planes through a classifier's inputs, and what may happen to an input: for the figures that show them, and fetched with
// these. An engine's own slice() and field() make and fill a plane.

/** @import { Engine } from './engine.js' */
/** @import { CallOptions, Classifier, Pixels, Places, PlaneLine } from './types.js' */

/** @typedef {'altered' | 'line' | 'planeThrough' | 'inputAt' | 'placesOf' | 'linearBoundaries' | 'linearised'
 *   | 'nearestBoundary'} PlaneCall a method of ClassifierObject */

/**
 * The directions of the plane through an input and two others (or a line, or more dimensions), for a slice: orthonormal,
 * the first one from the input towards the first other.
 *
 * @param {Engine} engine
 * @param {Classifier} classifier
 * @param {Pixels} x0
 * @param {Pixels[]} points
 * @param {CallOptions} [how]
 * @returns {Promise<Float32Array[]>}
 */
export async function planeThrough(engine, classifier, x0, points, how) {
  const values = [x0, joined(points), points.length];
  return parts(await engine.plane(classifier, 'planeThrough', values, how), points.length);
}

/**
 * The input at a point of a slice: x0 + U z.
 *
 * @param {Engine} engine
 * @param {Classifier} slice
 * @param {ArrayLike<number>} z
 * @param {CallOptions} [how]
 * @returns {Promise<Pixels>}
 */
export function inputAt(engine, slice, z, how) {
  return engine.plane(slice, 'inputAt', [Float32Array.from(z)], how);
}

/**
 * Where inputs of the sliced classifier lie, if the slice's directions are orthonormal: z = U' (x - x0), and how far x
 * is from x0 + U z.
 *
 * @param {Engine} engine
 * @param {Classifier} slice
 * @param {Pixels[]} inputs
 * @param {CallOptions} [how]
 * @returns {Promise<Places>}
 */
export async function placesOf(engine, slice, inputs, how) {
  const found = await engine.plane(slice, 'placesOf', [joined(inputs)], how);
  const points = parts(found.coordinates, inputs.length).map((z) => Array.from(z));
  return { points, distances: found.distances };
}

/**
 * The boundaries of a class as they look from an input, where the classifier is linearised, in a plane: one for each
 * class.
 *
 * @param {Engine} engine
 * @param {Classifier} slice of two directions
 * @param {Pixels} input of the sliced classifier; it need not be on the plane
 * @param {number} label the class that is bounded
 * @param {CallOptions} [how]
 * @returns {Promise<PlaneLine[]>}
 */
export async function linearBoundaries(engine, slice, input, label, how) {
  const lines = await engine.plane(slice, 'linearBoundaries', [input, label], how);
  return parts(lines, slice.classes).map(([x, y, dx, dy]) =>
    Number.isNaN(x) ? null : { point: [x, y], direction: [dx, dy] },
  );
}

/**
 * An input as a file of 8 bits a pixel has it.
 *
 * @param {Engine} engine
 * @param {Classifier} classifier
 * @param {Pixels} input
 * @param {CallOptions} [how]
 * @returns {Promise<Pixels>}
 */
export function asBytes(engine, classifier, input, how) {
  return engine.plane(classifier, 'altered', [input, 'bytes', 0, 0], how);
}

/**
 * An input that is moved by whole pixels; where nothing moves to, it is 0.
 *
 * @param {Engine} engine
 * @param {Classifier} classifier
 * @param {Pixels} input
 * @param {[number, number]} by to the right and down
 * @param {CallOptions} [how]
 * @returns {Promise<Pixels>}
 */
export function shifted(engine, classifier, input, [right, down], how) {
  return engine.plane(classifier, 'altered', [input, 'shift', right, down], how);
}

/**
 * An input with normal noise on each pixel.
 *
 * @param {Engine} engine
 * @param {Classifier} classifier
 * @param {Pixels} input
 * @param {{ deviation: number, seed: number }} noise its standard deviation; the same seed gives the same noise
 * @param {CallOptions} [how]
 * @returns {Promise<Pixels>}
 */
export function withNoise(engine, classifier, input, { deviation, seed }, how) {
  return engine.plane(classifier, 'altered', [input, 'noise', deviation, seed], how);
}

/** Arrays of numbers, one behind the other. @param {ArrayLike<number>[]} arrays */
const joined = (arrays) => Float32Array.from(arrays.flatMap((array) => Array.from(array)));

/**
 * An array in equal parts.
 *
 * @template {Float32Array | Float64Array} T
 * @param {T} all
 * @param {number} count
 */
function parts(all, count) {
  const length = all.length / count;
  return Array.from(
    { length: count },
    (_, i) => /** @type {T} */ (all.slice(length * i, length * (i + 1))),
  );
}
