/** What people call a classifier of this name: see classifier_names.js. @param {string} name */
export const titleOf = (name) => name.replace(/#.*|\.onnx\b.*/s, '').replace(/.*[/:]/s, '') || name;
