/** @param {string} text bytes in base64 @returns {ArrayBuffer} */
export const bytesOf = (text) => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer;
