// The classifiers that come along, found relative to this script, wherever it is served from.

/** @type {Record<string, { model: URL, card: URL }>} */
export const classifiers = {
  digits: {
    model: new URL('../../models/digits.onnx', import.meta.url),
    card: new URL('../../models/digits.json', import.meta.url),
  },
  lenet: {
    model: new URL('../../models/lenet.onnx', import.meta.url),
    card: new URL('../../models/lenet.json', import.meta.url),
  },
  'fc500-150-10': {
    model: new URL('../../models/fc500-150-10.onnx', import.meta.url),
    card: new URL('../../models/fc500-150-10.json', import.meta.url),
  },
  softmax: {
    model: new URL('../../models/softmax.onnx', import.meta.url),
    card: new URL('../../models/softmax.json', import.meta.url),
  },
};

/**
 * @param {string} name one of the classifiers above
 * @returns {Promise<{ model: URL, card: URL }>}
 */
export const classifierFiles = async (name) => classifiers[name];
