// The file of all test digits that the build makes. It is fetched when a set is evaluated that digits.bin is too small for.

import { fetchFile } from './fetch_file.js';

const file = new URL('../../build/test_set.bin', import.meta.url);

/** Whether there is such a file. */
export const hasTestSet = true;

/** @returns {Promise<ArrayBuffer>} gzipped: 785 bytes a digit, its class and its pixels */
export const testSetFile = async () => (await fetchFile(file)).arrayBuffer();
