// The module's data, in two parts as its functions: texts that only the rest needs go with the rest.

/** Numbers of sections (https://webassembly.github.io/spec/core/binary/modules.html). */
const section = { code: 10, data: 11, dataCount: 12 };

/** @typedef {{ address: number, bytes: Uint8Array }} Segment  what memory holds from an address on */

/**
 * Code may reach a table through an address before it, as where a loop counts from 1: an address so
 * little before a segment counts as one of it. (Texts are only pointed to.)
 */
const reach = 16;

/**
 * Moves to the rest what the first part cannot reach of its data: no address of it is in the first
 * part's code, nor in data that this reaches. Any number that might be an address counts as one. The
 * rest's data is in memory as soon as the rest is instantiated, before any of its functions runs.
 *
 * The linker must have left each object of the program a segment (--no-merge-data-segments).
 *
 * @param {Uint8Array} first
 * @param {Uint8Array} rest
 * @param {string} firstAsText  what wasm-dis makes of the first part
 * @returns {{ first: Uint8Array, rest: Uint8Array }}
 */
export function withDataSplit(first, rest, firstAsText) {
  const objects = objectsOf(segmentsOf(first));
  /** @type {Set<Segment[]>} */
  const reached = new Set();
  const addresses = addressesInCode(firstAsText);
  for (let address = addresses.pop(); address !== undefined; address = addresses.pop()) {
    for (const object of objectsAt(objects, address)) {
      if (!reached.has(object)) for (const segment of object) addresses.push(...words(segment));
      reached.add(object);
    }
  }
  const [kept, moved] = [true, false].map((isReached) =>
    objects.filter((object) => reached.has(object) === isReached).flat(),
  );
  // What the rest does not bring, the first part may have written to: it is left alone.
  return {
    first: withSegments(first, joined(kept, 8)),
    rest: withSegments(rest, joined(moved, 0)),
  };
}

/**
 * @param {Segment[]} segments
 * @returns {Segment[][]} the segments of each object. wasm-opt leaves out zeros inside an object if
 *   there are more than 8: no segment behind such a gap is known to be another object.
 */
function objectsOf(segments) {
  const leftOut = 8;
  /** @type {Segment[][]} */
  const objects = [];
  let end = 0;
  for (const segment of segments) {
    if (objects.length > 0 && segment.address - end > leftOut) objects.at(-1)?.push(segment);
    else if (hasOnlyTexts(segment)) objects.push(...textsOf(segment).map((text) => [text]));
    else objects.push([segment]);
    end = endOf(segment);
  }
  return objects;
}

/** @param {Segment} segment */
function endOf({ address, bytes }) {
  return address + bytes.length;
}

/** @param {string} text  of a module, from wasm-dis: a line for each segment of its data */
function addressesInCode(text) {
  const code = text.split('\n').filter((line) => !line.startsWith(' (data '));
  return [...code.join('\n').matchAll(/(?:i32\.const |offset=)(\d+)/g)].map(([, n]) => Number(n));
}

/** @param {Segment} segment  @returns {number[]} the words of 32 bits in it; wasm-opt leaves out zeros at its ends */
function words({ address, bytes }) {
  const begin = address & 3;
  const padded = new Uint8Array((begin + bytes.length + 3) & ~3);
  padded.set(bytes, begin);
  const view = new DataView(padded.buffer);
  return Array.from({ length: padded.length / 4 }, (_, i) => view.getUint32(4 * i, true));
}

/** @param {Segment} segment  @returns {boolean} whether it is texts of UTF-8, with a 0 behind each */
function hasOnlyTexts({ bytes }) {
  // Of addresses, which are below 2^24, two zeros or more stand together.
  return bytes.every((byte, i) =>
    byte === 0 ? i > 0 && bytes[i - 1] !== 0 : byte >= 32 && byte !== 127,
  );
}

/** @param {Segment} segment  of texts @returns {Segment[]} a segment for each */
function textsOf({ address, bytes }) {
  const texts = [];
  for (let begin = 0; begin < bytes.length;) {
    const zero = bytes.indexOf(0, begin);
    const end = zero < 0 ? bytes.length : zero + 1;
    texts.push({ address: address + begin, bytes: bytes.subarray(begin, end) });
    begin = end;
  }
  return texts;
}

/**
 * @param {Segment[][]} objects  in the order of their addresses
 * @param {number} address
 * @returns {Segment[][]} those that code may mean by this address
 */
function objectsAt(objects, address) {
  let low = 0; // the first object that does not end before the address
  let high = objects.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(/** @type {Segment} */ (objects[middle].at(-1))) <= address) low = middle + 1;
    else high = middle;
  }
  const meant = [];
  for (let i = low; i < objects.length && objects[i][0].address <= address + reach; ++i) {
    if (objects[i][0].address <= address || !hasOnlyTexts(objects[i][0])) meant.push(objects[i]);
  }
  return meant;
}

/**
 * Segments as few as possible: those between which there are so few bytes become one, with zeros
 * between them. (A segment by itself has 8 bytes besides its data.)
 *
 * @param {Segment[]} segments
 * @param {number} most
 * @returns {Segment[]}
 */
function joined(segments, most) {
  /** @type {{ address: number, bytes: number[] }[]} */
  const longer = [];
  for (const { address, bytes } of segments) {
    const last = longer.at(-1);
    const gap = last ? address - last.address - last.bytes.length : Infinity;
    if (last && gap <= most) last.bytes.push(...new Uint8Array(gap), ...bytes);
    else longer.push({ address, bytes: [...bytes] });
  }
  return longer.map(({ address, bytes }) => ({ address, bytes: Uint8Array.from(bytes) }));
}

/** @param {Uint8Array} bytes  of a module, or of a section */
function reader(bytes) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  return {
    number,
    byte: () => bytes[at++],
    take: (/** @type {number} */ count) => bytes.subarray(at, (at += count)),
    isAtEnd: () => at >= bytes.length,
  };
}

/** @param {Uint8Array} module */
function sectionsOf(module) {
  const read = reader(module.subarray(8)); // after the magic number and the version
  const sections = [];
  while (!read.isAtEnd()) sections.push({ id: read.byte(), bytes: read.take(read.number()) });
  return sections;
}

/**
 * @param {Uint8Array} module
 * @returns {Segment[]} in the order of their addresses
 */
function segmentsOf(module) {
  const data = sectionsOf(module).find(({ id }) => id === section.data);
  if (!data) throw new Error('The module has no data.');
  const read = reader(data.bytes);
  const segments = Array.from({ length: read.number() }, () => {
    // Flags, and as the address the expression `i32.const ADDRESS, end`.
    if (read.byte() !== 0 || read.byte() !== 0x41) throw new Error('A segment is not active.');
    const address = read.number();
    read.byte();
    return { address, bytes: read.take(read.number()) };
  });
  return segments.sort((a, b) => a.address - b.address);
}

/**
 * @param {Uint8Array} module
 * @param {Segment[]} segments  in the place of those that it has
 */
function withSegments(module, segments) {
  const data = [...encoded(segments.length)];
  for (const { address, bytes } of segments) {
    data.push(0, 0x41, ...encodedSigned(address), 0x0b, ...encoded(bytes.length), ...bytes);
  }
  const out = [...module.subarray(0, 8)];
  for (const { id, bytes } of sectionsOf(module)) {
    // The count of the segments may be left out: nothing reads a segment by its number.
    if (id === section.data || id === section.dataCount) continue;
    out.push(id, ...encoded(bytes.length));
    for (const byte of bytes) out.push(byte);
    if (id === section.code) {
      out.push(section.data, ...encoded(data.length));
      for (const byte of data) out.push(byte);
    }
  }
  return Uint8Array.from(out);
}

/** @param {number} value  @returns {number[]} as unsigned LEB128 */
function encoded(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  bytes.push(value);
  return bytes;
}

/** @param {number} value  not negative  @returns {number[]} as signed LEB128 */
function encodedSigned(value) {
  const bytes = [];
  for (; value > 63; value >>>= 7) bytes.push((value & 127) | 128);
  bytes.push(value);
  return bytes;
}
