// The names of the figures and their tags: the figure `digit` is <deepfool-digit>, and its files are in digit/.

/** One line for each figure; all else of it is in its folder. */
export const names = /** @type {const} */ ([
  'digit', //
  'straight',
  'curved',
  'classes',
  'regions',
  'steps',
  'methods',
  'survival',
  'robustness',
  'finetuning',
  'universal',
]);

/** @typedef {typeof names[number]} FigureName */

const prefix = 'deepfool-';

/** @param {string} name */
export const tagOf = (name) => `${prefix}${name}`;

/** @param {Element} figure @returns {FigureName} */
export const nameOf = ({ localName }) => /** @type {FigureName} */ (localName.slice(prefix.length));

/** A selector that matches every figure. */
export const anyFigure = names.map(tagOf).join();
