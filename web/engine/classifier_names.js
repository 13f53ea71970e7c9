// Names of classifiers: of those that come along, and of others the address of an ONNX file or, of one that the visitor
// has opened, `own:` and its name. After a # such a name may say how the classifier wants its pictures (own_classifiers.js).

import { classifiers } from './classifiers.js';

/** Whether a name is that of one which does not come along. @param {string} name */
export const isOther = (name) => /^own:./.test(name) || /\.onnx([?#]|$)/i.test(name);

/** The name, or, if nothing can have it, that of the first classifier. @param {string} name */
export const possibleName = (name) =>
  Object.hasOwn(classifiers, name) || isOther(name) ? name : 'digits';
