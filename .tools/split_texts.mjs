// The module's texts (string literals), in two parts as its functions: those that only the rest needs, such as messages,
// come with the rest.

import { encoded, encodedSigned, reader, sectionsOf } from './sections.mjs';

/** The data section's number. */
const dataSection = 11;

/**
 * Blanks each text of the first part that nothing in it points to, neither its code nor its data; any number that might be
 * an address counts as one. The rest brings the texts, all in one piece, as soon as it is instantiated and before any of
 * its functions runs.
 *
 * @param {Uint8Array} first
 * @param {Uint8Array} rest
 * @param {string} firstAsText  what wasm-dis makes of the first part
 * @returns {{ first: Uint8Array, rest: Uint8Array }}
 */
export function withTextsSplit(first, rest, firstAsText) {
  const { address, offset, bytes } = firstSegment(first);
  const texts = textsOf(bytes);
  const size = texts.at(-1)?.end ?? 0;
  const numbers = [...numbersInCode(firstAsText), ...wordsIn(first)];
  const places = numbers.map((number) => number - address).filter((at) => at >= 0 && at < size);
  const needed = new Set(places.map((at) => texts.findIndex(({ end }) => at < end)));
  const blanked = Uint8Array.from(first);
  texts.forEach(({ begin, end }, i) => {
    if (!needed.has(i)) blanked.fill(0, offset + begin, offset + end);
  });
  return { first: blanked, rest: withSegment(rest, address, bytes.subarray(0, size)) };
}

/**
 * The linker puts the texts of all sources together, at the beginning of the data.
 *
 * @param {Uint8Array} module
 * @returns {{ address: number, offset: number, bytes: Uint8Array }} of its first segment, the address in memory, the offset
 *   in the module, and what it holds
 */
function firstSegment(module) {
  const data = sectionsOf(module).find(({ id }) => id === dataSection);
  if (!data) throw new Error('The module has no data.');
  const read = reader(module, data.content);
  read.number(); // of segments
  // Flags, and as the address the expression `i32.const ADDRESS, end`.
  if (read.number() !== 0 || read.number() !== 0x41) throw new Error('A segment is not active.');
  const address = read.number();
  read.number();
  const length = read.number();
  return { address, offset: read.at(), bytes: module.subarray(read.at(), read.at() + length) };
}

/**
 * @param {Uint8Array} bytes
 * @returns {{ begin: number, end: number }[]} the texts of UTF-8 that it begins with, each with the 0 behind it
 */
function textsOf(bytes) {
  const texts = [];
  for (let begin = 0, at = 0; at < bytes.length; ++at) {
    if (bytes[at] === 0 && at > begin) {
      texts.push({ begin, end: at + 1 });
      begin = at + 1;
    } else if (bytes[at] < 32 || bytes[at] === 127) break;
  }
  return texts;
}

/** @param {string} text  of a module, from wasm-dis: a line for each segment of its data */
function numbersInCode(text) {
  const code = text.split('\n').filter((line) => !line.startsWith(' (data '));
  return [...code.join('\n').matchAll(/(?:i32\.const |offset=)(\d+)/g)].map(([, n]) => Number(n));
}

/** @param {Uint8Array} module  @returns {number[]} all of 32 bits in its data, wherever they begin */
function wordsIn(module) {
  const view = new DataView(module.buffer, module.byteOffset, module.byteLength);
  return sectionsOf(module)
    .filter(({ id }) => id === dataSection)
    .flatMap(({ content, end }) =>
      Array.from({ length: end - content - 3 }, (_, i) => view.getUint32(content + i, true)),
    );
}

/**
 * @param {Uint8Array} module  without data
 * @param {number} address
 * @param {Uint8Array} bytes  what it is to write there
 */
function withSegment(module, address, bytes) {
  if (sectionsOf(module).some(({ id }) => id === dataSection)) {
    throw new Error('The rest of the module has data of its own.');
  }
  const data = [1, 0, 0x41, ...encodedSigned(address), 0x0b, ...encoded(bytes.length), ...bytes];
  return Uint8Array.from([...module, dataSection, ...encoded(data.length), ...data]);
}
