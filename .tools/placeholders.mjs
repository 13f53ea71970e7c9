// Short names for the functions that the first part of the module imports in the place of those of the rest.

import { encoded, reader, sectionsOf } from './sections.mjs';

/** What wasm-split names them by: the module, and as their own name their index in the table of functions. */
const from = 'placeholder';

/** The import section's number. */
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
  const section = sectionsOf(bytes).find(({ id }) => id === importSection);
  if (!section) throw new Error('The module imports nothing.');
  const read = reader(bytes, section.content);
  const count = read.number();
  const imports = encoded(count);
  let next = 0;
  for (let i = 0; i < count; ++i) {
    const names = [read.text(), read.text()];
    const first = read.at();
    if (read.number() !== functionKind) throw new Error('wasm-split: an import is no function.');
    read.number(); // the type
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
    imports.push(...bytes.subarray(first, read.at()));
  }
  return Uint8Array.from([
    ...bytes.subarray(0, section.begin),
    importSection,
    ...encoded(imports.length),
    ...imports,
    ...bytes.subarray(section.end),
  ]);
}
