// Which levels of f and of its linearisation are drawn, and on which grid f is worked out.

import { gridOver } from '../parts/plane/level_paths.js';
import { view } from '../plane_figure.js';

/** The level lines that are drawn, besides the boundary: shares of f at the iterate. */
export const shares = [1, 0.75, 0.5, 0.25];

export const grid = gridOver(view, 120);
