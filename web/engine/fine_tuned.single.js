// A page that is one file has no room for them.

export const hasFineTuned = false;

/** @returns {Promise<{ model: Uint8Array, card: null }>} */
export const fineTunedFiles = async () => ({ model: new Uint8Array(), card: null });
