/** @import { Classifier, Pixels } from './types.js' */

/** Classifiers of whose inputs something has been said. @type {WeakSet<Classifier>} */
const warned = new WeakSet();

/**
 * Says once in the console, where a classifier's card has the range of its pixels, that an input lies far
 * outside: more than the range's own width, as 0 to 255 does instead of 0 to 1. (A perturbed input may
 * well lie a little outside.)
 *
 * @param {Classifier} classifier
 * @param {Pixels} pixels
 */
export function warnOfRange(classifier, pixels) {
  const [low, high] = classifier.card?.input?.range ?? [-Infinity, Infinity];
  const width = high - low;
  if (warned.has(classifier) || !pixels?.some((x) => x < low - width || x > high + width)) return;
  warned.add(classifier);
  console.warn(
    `${classifier.card?.name}: an input has pixels far outside [${low}, ${high}], the range of this ` +
      'classifier. What it says of such an input means little.',
  );
}
