// worker.js with all that it imports, as text: the build writes it here.

/** @type {string} */
export const text = '';
