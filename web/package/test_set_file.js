// The file of all test digits, in a script.

import { bytesOf } from './bytes_of.js';

export const hasTestSet = true;

/** @returns {Promise<ArrayBuffer>} */
export const testSetFile = async () =>
  bytesOf((await import('../../build/test_set.bin?base64')).text);
