// How a classifier wants its pictures: for classifiers that do not come along.

/** @import { Engine } from './engine.js' */
/** @import { Classifier, FoundConvention, Pixels, RunOptions } from './types.js' */

/**
 * Finds out how a classifier wants its pictures, by reading samples under each of the usual conventions: pixels in
 * [0, 1], [-1, 1], [0, 255], or less MNIST's mean, over its standard deviation; as they are, inverted, transposed, and,
 * with several channels, with the channels last. What is found is for loadClassifier():
 *
 *     const plain = await engine.loadClassifier(bytes);
 *     const { tried, best } = await findConvention(engine, plain, digits, labels);
 *     const { convention } = tried[best];
 *     const classifier = await engine.loadClassifier(bytes, { convention });
 *
 * @param {Engine} engine
 * @param {Classifier} classifier loaded without a convention
 * @param {Pixels[]} samples pixels in [0, 1], row by row, 1 being ink
 * @param {ArrayLike<number>} labels the class of each
 * @param {{ shape?: [number, number, number] | null } & RunOptions<FoundConvention>} [options] shape: channels,
 *   height and width of the samples; the classifier's own
 * @returns {Promise<FoundConvention>}
 */
export async function findConvention(
  engine,
  classifier,
  samples,
  labels,
  { shape = null, ...how } = {},
) {
  const pixels = Float32Array.from(samples.flatMap((sample) => Array.from(sample)));
  const given = { samples: pixels, labels: Float64Array.from(labels), shape };
  return engine.search(classifier, 'search', ['conventions', given], how);
}
