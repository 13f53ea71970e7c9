// The classifiers that come along, found relative to this script, wherever it is served from.
// Addresses are made when they are asked for: not every bundle has them.

/** @type {Record<string, { model: URL, card: URL }>} */
export const classifiers = {
  get digits() {
    return {
      model: new URL('../../models/digits.onnx', import.meta.url),
      card: new URL('../../models/digits.json', import.meta.url),
    };
  },
  get lenet() {
    return {
      model: new URL('../../models/lenet.onnx', import.meta.url),
      card: new URL('../../models/lenet.json', import.meta.url),
    };
  },
  get 'fc500-150-10'() {
    return {
      model: new URL('../../models/fc500-150-10.onnx', import.meta.url),
      card: new URL('../../models/fc500-150-10.json', import.meta.url),
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
