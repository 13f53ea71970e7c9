// The figures that there are. A new one needs a line here, and deepfool.js and embed.html know it.

/** Figures by their names: `digit` is <deepfool-digit>. Each module defines its element.
 * @type {Record<string, () => Promise<unknown>>} */
export const figures = {
  digit: () => import('./digit.js'),
  universal: () => import('./universal.js'),
};

/** @param {string} name */
export const tagOf = (name) => `deepfool-${name}`;

/** A selector for all of them. */
export const tags = Object.keys(figures).map(tagOf).join();
