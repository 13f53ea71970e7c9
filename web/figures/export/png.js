// Writes PNG files of grey pixels. A canvas would write colours, and some browsers add noise to what is read from it.

/** CRC-32 of each byte (PNG specification, annex D). */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; ++bit) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/**
 * @param {Uint8Array<ArrayBuffer>} grey a byte a pixel, row by row; 255 is white
 * @param {number} width
 * @param {number} [scale] the side of a pixel in the picture
 * @returns {Promise<Blob>} a PNG file of 8 bits a pixel
 */
export async function png(grey, width, scale = 1) {
  const height = grey.length / width;
  // Each row begins with a byte for its filter: 0 is none.
  const stride = width * scale + 1;
  const rows = new Uint8Array(stride * height * scale);
  for (let y = 0; y < height * scale; ++y) {
    for (let x = 0; x < width * scale; ++x) {
      rows[y * stride + 1 + x] = grey[Math.floor(y / scale) * width + Math.floor(x / scale)];
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width * scale);
  view.setUint32(4, height * scale);
  // 8 bits a sample, grey (0); the only methods of compression and filtering (0), no interlacing (0).
  header.set([8, 0, 0, 0, 0], 8);
  return new Blob(
    [
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      chunk('IHDR', header),
      chunk('IDAT', await deflated(rows)),
      chunk('IEND', new Uint8Array()),
    ],
    { type: 'image/png' },
  );
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function deflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * @param {string} type
 * @param {Uint8Array} content
 */
function chunk(type, content) {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(content, 8);
  let crc = 0xffffffff;
  for (const byte of bytes.subarray(4, -4)) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
  view.setUint32(bytes.length - 4, crc ^ 0xffffffff);
  return bytes;
}
