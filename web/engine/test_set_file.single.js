// A page that is one file has no room for all test digits.

export const hasTestSet = false;

/** @returns {Promise<ArrayBuffer>} */
export const testSetFile = async () => new ArrayBuffer(0);
