/** What people call a classifier of this name (classifier_names.js), without control and bidirectional characters.
 * @param {string} name */
export const titleOf = (name) =>
  (name.replace(/#.*|\.onnx\b.*/s, '').replace(/.*[/:]/s, '') || name).replace(/\p{C}/gu, '');
