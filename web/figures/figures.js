// The figures that there are. A new one needs a line here, and deepfool.js and embed.html know it.

import { script } from '../engine/once.js';

/** Figures by their names: `digit` is <deepfool-digit>. Each module defines its element.
 * @type {Record<string, () => Promise<unknown>>} */
export const figures = {
  digit: script(() => import('./digit.js')),
  universal: script(() => import('./universal.js')),
};

const prefix = 'deepfool-';

/** @param {string} name */
export const tagOf = (name) => `${prefix}${name}`;

/** @param {Element} figure */
export const nameOf = ({ localName }) => localName.slice(prefix.length);

/** A selector for all of them. */
export const tags = Object.keys(figures).map(tagOf).join();
