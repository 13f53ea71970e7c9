// Classifiers that were trained further, or otherwise, than those that come along (models/fine_tuned/), found relative to
// this script. They are fetched when somebody asks for them.
// Addresses are made when they are asked for: not every bundle has them.

/** Whether there are such classifiers. */
export const hasFineTuned = true;

/** @type {Record<string, { model: URL, card: URL }>} */
const fineTuned = {
  get 'fc500-150-10-deepfool'() {
    return {
      model: new URL('../../models/fine_tuned/fc500-150-10-deepfool.onnx', import.meta.url),
      card: new URL('../../models/fine_tuned/fc500-150-10-deepfool.json', import.meta.url),
    };
  },
  get 'fc500-150-10-deepfool-2'() {
    return {
      model: new URL('../../models/fine_tuned/fc500-150-10-deepfool-2.onnx', import.meta.url),
      card: new URL('../../models/fine_tuned/fc500-150-10-deepfool-2.json', import.meta.url),
    };
  },
  get 'fc500-150-10-pgd'() {
    return {
      model: new URL('../../models/fine_tuned/fc500-150-10-pgd.onnx', import.meta.url),
      card: new URL('../../models/fine_tuned/fc500-150-10-pgd.json', import.meta.url),
    };
  },
};

/**
 * @param {string} name one of the classifiers above
 * @returns {Promise<{ model: URL, card: URL }>}
 */
export const fineTunedFiles = async (name) => fineTuned[name];
