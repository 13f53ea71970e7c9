// The file of all test digits, in a script.

export const hasTestSet = true;

/** @returns {Promise<ArrayBuffer>} */
export const testSetFile = async () => {
  const { text } = await import('../../build/test_set.bin?base64');
  return Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer;
};
