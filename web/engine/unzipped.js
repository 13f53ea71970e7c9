/**
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer>} zipped bytes that were gzipped
 * @returns {Promise<Uint8Array>} the bytes
 */
export async function unzipped(zipped) {
  const { readable, writable } = new DecompressionStream('gzip');
  // Not by a Blob: in WebKit a worker of a page from a disk cannot read one.
  const writer = writable.getWriter();
  const [bytes] = await Promise.all([
    new Response(readable).arrayBuffer(),
    writer.write(zipped),
    writer.close(),
  ]);
  return new Uint8Array(bytes);
}

/**
 * @param {string} text bytes that were gzipped and are in base64, as web/build/embedded_files.js has them
 * @returns {Promise<Uint8Array>} the bytes
 */
export function unzippedText(text) {
  return unzipped(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)));
}
