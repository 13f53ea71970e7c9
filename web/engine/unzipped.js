/**
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer>} zipped bytes that were gzipped
 * @returns {Promise<Uint8Array>} the bytes
 */
export async function unzipped(zipped) {
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * @param {string} text bytes that were gzipped and are in base64, as web/build/embedded_files.js has them
 * @returns {Promise<Uint8Array>} the bytes
 */
export function unzippedText(text) {
  return unzipped(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)));
}
