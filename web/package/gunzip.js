/**
 * @param {string} text bytes that were gzipped and are in base64
 * @returns {Promise<ArrayBuffer>} the bytes
 */
export function gunzip(text) {
  const zipped = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}
