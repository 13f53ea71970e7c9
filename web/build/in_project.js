import { fileURLToPath } from 'node:url';

/**
 * @param {string} path from the project's folder
 * @returns {string} the absolute path
 */
export const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
