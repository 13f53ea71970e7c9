// The figures that there are. A new one needs a line here, and deepfool.js and embed.html know it.

import { importOnce } from '../engine/load_once.js';

/** Figures by their names: `digit` is <deepfool-digit>. Each module defines its element.
 * @type {Record<string, () => Promise<unknown>>} */
export const figures = {
  digit: importOnce(() => import('./digit.js')),
  universal: importOnce(() => import('./universal.js')),
};

const prefix = 'deepfool-';

/** @param {string} name */
export const tagOf = (name) => `${prefix}${name}`;

/** @param {Element} figure */
export const nameOf = ({ localName }) => localName.slice(prefix.length);

/** A selector for all of them. */
export const tags = Object.keys(figures).map(tagOf).join();
