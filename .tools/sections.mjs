// The binary form of a WebAssembly module (https://webassembly.github.io/spec/core/binary/modules.html), as far as the
// build rewrites it.

/**
 * Reads what stands one after the other.
 *
 * @param {Uint8Array} bytes
 * @param {number} [at]  where it begins
 */
export function reader(bytes, at = 0) {
  /** @param {number} length */
  const take = (length) => bytes.subarray(at, (at += length));
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  return {
    take,
    /** One in unsigned LEB128. */
    number,
    text: () => new TextDecoder().decode(take(number())),
    at: () => at,
  };
}

/**
 * @param {Uint8Array} module
 * @returns {{ id: number, begin: number, content: number, end: number }[]} its sections: where each begins, where its
 *   content does, and where it ends
 */
export function sectionsOf(module) {
  const sections = [];
  for (let begin = 8; begin < module.length;) {
    // Behind the magic number and the version.
    const read = reader(module, begin + 1);
    const end = read.number() + read.at();
    sections.push({ id: module[begin], begin, content: read.at(), end });
    begin = end;
  }
  return sections;
}

/** A number in LEB128. @param {number} value @returns {number[]} */
export const encoded = (value) =>
  value < 128 ? [value] : [(value % 128) + 128, ...encoded(Math.floor(value / 128))];

/** A number that is not negative in signed LEB128. @param {number} value @returns {number[]} */
export const encodedSigned = (value) =>
  value < 64 ? [value] : [(value % 128) + 128, ...encodedSigned(Math.floor(value / 128))];
