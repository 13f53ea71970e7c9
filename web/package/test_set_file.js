// The file of all test digits, in a script.

import { fromBase64 } from '../engine/from_base64.js';

export const hasTestSet = true;

/** @returns {Promise<ArrayBuffer>} */
export const testSetFile = async () =>
  fromBase64((await import('../../build/test_set.bin?base64')).text);
