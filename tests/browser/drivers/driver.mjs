// What every engine is driven by.

/**
 * A page of its own, with nothing of another's in its storage.
 *
 * @typedef {object} Tab
 * @property {(url: string) => Promise<void>} goto resolves once the page has loaded
 * @property {Evaluate} evaluate runs a function in the page; its arguments and its result are copied,
 *   as JSON has them
 * @property {Evaluate} evaluateInFrame the same in the page's first <iframe>
 * @property {(points: number[][]) => Promise<void>} drag presses the pointer at the first point, moves
 *   it through the others and lifts it; in CSS pixels of the viewport
 * @property {(key: Key, control?: boolean) => Promise<void>} press
 * @property {(find: () => Element | null | undefined, path: string) => Promise<void>} choose a file for
 *   the <input> that the function finds
 * @property {() => Promise<void>} close
 */

/** @typedef {'Tab' | 'Enter' | 'Space' | 'ArrowDown' | 'ArrowRight' | 'z'} Key */

/**
 * @typedef {<A extends unknown[], T>(work: (...values: A) => T | Promise<T>, ...values: A) =>
 *   Promise<T>} Evaluate
 */

/**
 * @typedef {object} Engine
 * @property {string} version its name and version
 * @property {() => Promise<Tab>} open
 * @property {() => Promise<void>} close
 */

/** The size of a tab's window. */
export const viewport = { width: 1280, height: 1000 };

/**
 * @param {Function} work
 * @param {unknown[]} values
 * @returns {string} what calls the function in a page
 */
export const expression = (work, values) => `(${work})(...${JSON.stringify(values)})`;
