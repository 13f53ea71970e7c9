// The classifiers of a page that is one file: the small ones.

/** @type {Record<string, { model: URL, card: URL }>} */
export const classifiers = {
  digits: {
    model: new URL('../../models/digits.onnx', import.meta.url),
    card: new URL('../../models/digits.json', import.meta.url),
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
