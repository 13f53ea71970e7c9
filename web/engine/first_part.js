/**
 * The classifiers that the module's first part runs by itself (`.tools/split.mjs` puts into it what they
 * take). `lenet` takes a kilobyte more of the module, and is itself 1.6 MB: it waits for the rest.
 */
export const classifiersOfFirstPart = ['digits', 'softmax', 'fc500-150-10'];
