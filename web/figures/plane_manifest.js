// What the figures of the plane have in common, for their manifests.

/** @type {Record<string, string>} */
export const events = {
  'deepfool-change': 'The visitor has changed one of the attributes.',
};

/** @type {Record<string, string>} */
export const parts = { plane: 'The view of the plane.' };
