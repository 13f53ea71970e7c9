/**
 * @param {ArrayBuffer} zipped bytes that were gzipped
 * @returns {Promise<Uint8Array>} the bytes
 */
export async function unzipped(zipped) {
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
