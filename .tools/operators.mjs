// node .tools/operators.mjs: writes README's table of ONNX operators, from the readers that src/network has.

import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { format } from 'prettier';
import { filesIn } from './files.mjs';
import { root, runAsScript } from './run.mjs';

/** What a family is called in README, by its folder in src/network/operators. @type {Record<string, string>} */
const families = {
  convolution: 'Convolution',
  linear: 'Products',
  elementwise: 'Number by number',
  normalisation: 'Normalisation',
  pooling: 'Pooling',
  reduction: 'Reduction',
  movement: 'Shapes and movement',
  learning: 'Of `ai.onnx.ml`',
};

/** The names in C++ string literals, one behind the other. @param {string} literals */
const namesIn = (literals) => literals.replace(/"\s*"/g, '').replaceAll('"', '').trim().split(' ');

/**
 * The operators that have a reader, by the folder in which it is.
 *
 * @returns {Map<string, string[]>}
 */
function operatorsByFolder() {
  const source = readFileSync(join(root, 'src/network/onnx/find_reader.cpp'), 'utf8');
  /** @type {Map<string, string>} */
  const folders = new Map();
  for (const path of filesIn('src/network/operators', /\.cpp$/)) {
    for (const [, reader] of readFileSync(join(root, path), 'utf8').matchAll(
      /^Value (read_\w+)\(/gm,
    )) {
      folders.set(reader, basename(dirname(path)));
    }
  }
  // {"Add", read_arithmetic} and visit("Mean Sum", read_sum)
  const entry = /(?:\{|visit\()\s*((?:"[\w ]+"\s*)+),\s*(read_\w+)[})]/g;
  /** @type {Map<string, string[]>} */
  const all = new Map();
  for (const [, literals, reader] of source.matchAll(entry)) {
    const folder = folders.get(reader);
    if (!folder) throw new Error(`${reader} is in no folder of src/network/operators`);
    all.set(folder, [...(all.get(folder) ?? []), ...namesIn(literals)]);
  }
  return all;
}

/** README's table. */
export async function operatorTable() {
  const all = operatorsByFolder();
  const unnamed = [...all.keys()].find((folder) => !(folder in families));
  if (unnamed) throw new Error(`${unnamed}: give the family a name in .tools/operators.mjs`);
  const rows = Object.entries(families).map(
    ([folder, title]) => `| ${title} | ${(all.get(folder) ?? []).sort().join(', ')} |`,
  );
  return format(['| Family | Operators |', '| --- | --- |', ...rows].join('\n'), {
    parser: 'markdown',
  });
}

/** Where the table is in README. */
export const tablePattern = /^\| Family +\| Operators +\|\n(?:\|.*\n)+/m;

await runAsScript(import.meta.url, async () => {
  const path = join(root, 'README.md');
  const text = readFileSync(path, 'utf8');
  if (!tablePattern.test(text)) throw new Error('README has no table of operators');
  writeFileSync(path, text.replace(tablePattern, await operatorTable()));
});
