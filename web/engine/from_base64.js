/** @param {string} text bytes in base64, as web/build/embedded_files.js has files @returns {ArrayBuffer} */
export const fromBase64 = (text) =>
  Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer;
