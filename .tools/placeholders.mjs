// Short names for the functions that the first part of the module imports in the place of those of the rest.

/** What wasm-split names them by: the module, and as their own name their index in the table of functions. */
const from = 'placeholder';

/** The import section's number (https://webassembly.github.io/spec/core/binary/modules.html). */
const importSection = 2;
const functionKind = 0;

/**
 * Gives placeholders the empty module's name and, each, as its own name the count of indices between the one
 * before it and itself, nothing for 0: a kilobyte less to fetch. They stand in the order of their indices;
 * web/engine/split_module.js counts along.
 *
 * @param {Uint8Array} bytes of a module
 * @returns {Uint8Array}
 */
export function withShortPlaceholders(bytes) {
  let at = 8; // after the magic number and the version
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    return new TextDecoder().decode(bytes.subarray(at, (at += length)));
  };
  while (bytes[at] !== importSection) {
    ++at;
    const length = number();
    at += length;
    if (at >= bytes.length) throw new Error('The module imports nothing.');
  }
  const begin = at++;
  const end = number() + at;
  const count = number();
  const imports = encoded(count);
  let next = 0;
  for (let i = 0; i < count; ++i) {
    const names = [text(), text()];
    if (bytes[at] !== functionKind) throw new Error('wasm-split: an import is no function.');
    const first = at++;
    number(); // the type
    if (names[0] === from) {
      const skipped = Number(names[1]) - next;
      if (!(skipped >= 0)) throw new Error('wasm-split: placeholders are not in order.');
      next += skipped + 1;
      names.splice(0, 2, '', skipped === 0 ? '' : String(skipped));
    }
    for (const name of names) {
      const letters = new TextEncoder().encode(name);
      imports.push(...encoded(letters.length), ...letters);
    }
    imports.push(...bytes.subarray(first, at));
  }
  return Uint8Array.from([
    ...bytes.subarray(0, begin),
    importSection,
    ...encoded(imports.length),
    ...imports,
    ...bytes.subarray(end),
  ]);
}

/** A number in LEB128. @param {number} value @returns {number[]} */
const encoded = (value) =>
  value < 128 ? [value] : [(value % 128) + 128, ...encoded(Math.floor(value / 128))];
