// The line from an input along a perturbation: for figures that go along it, and fetched with these.

/** @import { Engine } from './engine.js' */
/** @import { Classifier, LineOptions, Pixels, PointsOnLine } from './types.js' */

/**
 * Points x + t r of a perturbation r, and where the class changes on the way.
 *
 * @param {Engine} engine
 * @param {Classifier} classifier
 * @param {Pixels} x
 * @param {Float32Array} r
 * @param {LineOptions} [options]
 * @returns {Promise<PointsOnLine>}
 */
export function line(engine, classifier, x, r, options) {
  return engine.plane(classifier, 'line', lineValues(x, r, options));
}

/**
 * What the module's call takes: see ClassifierObject::line.
 *
 * @param {Pixels} x
 * @param {Float32Array} r
 * @param {LineOptions} [options]
 */
export const lineValues = (x, r, { at = [], end = 1, samples = 0, boxed = false } = {}) => [
  x,
  r,
  at,
  end,
  samples,
  boxed,
];
