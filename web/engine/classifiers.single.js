// The classifiers of a page that is one file: the small ones.
// Addresses are made when they are asked for: not every bundle has them.

/** @type {Record<string, { model: URL, card: URL }>} */
export const classifiers = {
  get digits() {
    return {
      model: new URL('../../models/digits.onnx', import.meta.url),
      card: new URL('../../models/digits.json', import.meta.url),
    };
  },
  get softmax() {
    return {
      model: new URL('../../models/softmax.onnx', import.meta.url),
      card: new URL('../../models/softmax.json', import.meta.url),
    };
  },
};

/**
 * @param {string} name one of the classifiers above
 * @returns {Promise<{ model: URL, card: URL }>}
 */
export const classifierFiles = async (name) => classifiers[name];
