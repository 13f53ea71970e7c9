// What is generated from comments: the library's reference, and the custom-elements manifest that tells
// editors of a figure's attributes, events, parts and CSS properties.

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, root, run } from './run.mjs';

/**
 * Writes the manifest.
 *
 * @param {string} file
 */
export async function writeManifest(file) {
  await must('node_modules/.bin/cem', [
    ...['analyze', '--quiet', '--config', '.tools/elements.config.mjs'],
    ...['--outdir', 'build/elements'],
  ]);
  copyFileSync(join(root, 'build/elements/custom-elements.json'), join(root, file));
}

/**
 * @typedef {object} Described
 * @property {string} name
 * @property {string} [description]
 * @property {string} [fieldName] the property that an attribute sets
 */

/**
 * @typedef {object} DescribedElement
 * @property {string} tagName
 * @property {Described[]} attributes
 * @property {(Described & { kind: string })[]} members
 * @property {Described[]} events
 * @property {Described[]} cssParts
 * @property {Described[]} cssProperties
 */

/**
 * README's table of everything that can be set, heard and styled.
 *
 * @param {{ modules: { declarations: DescribedElement[] }[] }} manifest
 * @returns {string} Markdown
 */
export function table(manifest) {
  const elements = manifest.modules.flatMap(({ declarations }) => declarations);
  const tags = elements.map(({ tagName }) => tagName);
  /** @type {Map<string, { name: string, kind: string, of: string[], what: string }>} */
  const rows = new Map();
  for (const element of elements) {
    const add = (
      /** @type {string} */ kind,
      /** @type {Described} */ { name, description = '' },
    ) => {
      const key = `${kind} ${name} ${description}`;
      const row = rows.get(key) ?? { name, kind, of: [], what: description };
      row.of.push(element.tagName);
      rows.set(key, row);
    };
    for (const one of element.attributes ?? []) {
      add(one.fieldName ? 'attribute, property' : 'attribute', one);
    }
    const set = (element.attributes ?? []).map(({ fieldName }) => fieldName);
    const alone = element.members.filter(
      ({ kind, name }) => kind === 'field' && !set.includes(name),
    );
    for (const one of alone) add('property', one);
    for (const one of element.events ?? []) add('event', one);
    for (const one of element.cssParts ?? []) add('part', one);
    for (const one of element.cssProperties ?? []) add('CSS property', one);
  }
  const lines = [...rows.values()].map(({ name, kind, of, what }) => {
    const figures = of.length === tags.length ? '' : of.map((tag) => tag.slice(9)).join(', ');
    return `| \`${name}\` | ${kind} | ${figures} | ${what.replaceAll('\n', ' ')} |`;
  });
  return ['| Name | What it is | Of | |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

/**
 * Writes pages about what the npm package exports.
 *
 * @param {string} types of its main entry
 * @param {string} out
 */
export async function writeReference(types, out) {
  rmSync(join(root, out), { recursive: true, force: true });
  mkdirSync(join(root, 'build'), { recursive: true });
  const compilerOptions = {
    ...{ strict: true, skipLibCheck: true, target: 'es2022' },
    ...{ module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom'], types: [] },
  };
  const config = 'build/reference.tsconfig.json';
  writeFileSync(
    join(root, config),
    JSON.stringify({ compilerOptions, files: [join(root, types)] }),
  );
  // Its own TypeScript: it cannot do with the one that checks the sources.
  await must(process.execPath, [
    '.tools/reference/node_modules/typedoc/bin/typedoc',
    ...['--tsconfig', config, '--out', out, '--name', 'deepfool-wasm'],
    ...['--readme', 'web/package/README.md', '--excludePrivate', '--excludeInternal'],
    ...['--disableSources', '--hideGenerator', '--treatWarningsAsErrors'],
    ...['--validation.notExported', 'false', '--logLevel', 'Warn'],
    ...['--entryPoints', join(root, types)],
  ]);
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function must(program, args) {
  const { code, output } = await run(program, args, { quiet: true });
  if (code !== 0) throw new Problem(`${program} failed:\n${output}`);
}
