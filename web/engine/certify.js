// How small a perturbation can be at least: a proof, where attacks only find.

/** @import { Engine } from './engine.js' */
/** @import { Classifier, Pixels, RunOptions } from './types.js' */

/**
 * @typedef {object} Certified
 * @property {number} radius  no input closer than this (l_2 or l_infinity, in pixel units) is classified otherwise; 0 at
 *   first, and where nothing can be proved
 * @property {number} label  the predicted class, of which this is proved
 * @property {number} evaluations  how many times the whole network was bounded
 */

/**
 * Proves that no perturbation smaller than a certain one flips an input, by CROWN's bounds (Zhang et al., 2018). What is
 * proved is said of the network in exact arithmetic with its float32 weights; rounding is accounted for. onProgress gets
 * the best radius so far. Rejects for networks with other operators than affine ones, ReLU and max-pools, and for
 * classifiers with a convention.
 *
 * @param {Engine} engine
 * @param {Classifier} classifier
 * @param {Pixels} input within the box, if there is one
 * @param {{ norm?: number, box?: [number, number] | null } & RunOptions<Certified>} [options] norm: 2 or Infinity
 * @returns {Promise<Certified>}
 */
export function certify(engine, classifier, input, { norm = 2, box = null, ...how } = {}) {
  return engine.search(classifier, 'search', ['certify', { input, norm, box }], how);
}
