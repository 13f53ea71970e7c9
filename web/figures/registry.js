// Fetches a figure's script, NAME/NAME_figure.js, which defines its element.

import { importOnce } from '../engine/load_once.js';
import { names } from './names.js';

/** @import { FigureName } from './names.js' */

const scripts = import.meta.glob('./*/*_figure.js');

/** A function for each figure that fetches its script, once. */
export const figureScripts = /** @type {Record<FigureName, () => Promise<unknown>>} */ (
  Object.fromEntries(
    names.map((name) => [name, importOnce(scripts[`./${name}/${name}_figure.js`])]),
  )
);
