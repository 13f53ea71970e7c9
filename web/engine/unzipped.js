/**
 * @param {ArrayBuffer} zipped bytes that were gzipped
 * @returns {Promise<Uint8Array>} the bytes
 */
export async function unzipped(zipped) {
  const { readable, writable } = new DecompressionStream('gzip');
  // Not by a Blob: in WebKit a worker of a page from a disk cannot read one.
  const writer = writable.getWriter();
  const [bytes] = await Promise.all([
    new Response(readable).arrayBuffer(),
    writer.write(new Uint8Array(zipped)), // Node takes no ArrayBuffer
    writer.close(),
  ]);
  return new Uint8Array(bytes);
}
