// The custom-elements manifest, which tells editors of a figure's attributes, events, parts and CSS properties, and
// README's table of the same: from the figures' manifests.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as common from '../web/figures/manifest.js';
import { names, tagOf } from '../web/figures/names.js';
import { root } from './run.mjs';

/** @typedef {import('../web/figures/manifest.js').Manifest} Manifest */

/** The figures' manifests, in order. @type {Manifest[]} */
export const manifests = await Promise.all(
  names.map((name) => import(`../web/figures/${name}/manifest.js`)),
);

/** @param {Manifest} manifest with what is the same for all figures */
export function complete(manifest) {
  return {
    ...manifest,
    attributes: { ...manifest.attributes, ...common.everyAttribute },
    properties: { ...manifest.properties, ...common.everyProperty },
    events: { ...manifest.events, ...common.everyEvent },
  };
}

/** @param {Record<string, string>} described */
const named = (described) =>
  Object.entries(described).map(([name, description]) => ({ name, description }));

/** @param {Manifest} manifest */
function declaration(manifest) {
  const { className, text, attributes, properties, events, parts, embed } = complete(manifest);
  const settable = Object.entries(attributes).filter(([, { type }]) => type !== undefined);
  return {
    kind: 'class',
    name: className,
    description: text,
    customElement: true,
    tagName: tagOf(embed.name),
    slots: [{ name: '', description: common.slot }],
    attributes: Object.entries(attributes).map(([name, { type, default: value, text }]) => ({
      name,
      description: text,
      ...(type && { type: { text: type }, default: JSON.stringify(value), fieldName: name }),
    })),
    members: [
      ...settable.map(([name, { type, default: value, text }]) => ({
        kind: 'field',
        name,
        description: text,
        type: { text: type },
        default: JSON.stringify(value),
        attribute: name,
      })),
      ...Object.entries(properties).map(([name, { type, readonly, text }]) => ({
        kind: 'field',
        name,
        description: text,
        type: { text: type },
        ...(readonly && { readonly }),
      })),
    ],
    events: named(events).map((event) => ({ ...event, type: { text: 'CustomEvent' } })),
    cssParts: named(parts),
    cssProperties: named(common.cssProperties),
  };
}

/**
 * Writes the manifest (schema 1.0.0 of custom-elements-manifest).
 *
 * @param {string} file
 * @param {string} module the script beside it that defines the elements
 */
export function writeManifest(file, module) {
  const declarations = manifests.map(declaration);
  const manifest = {
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path: module,
        declarations,
        exports: declarations.map(({ name, tagName }) => ({
          kind: 'custom-element-definition',
          name: tagName,
          declaration: { name, module },
        })),
      },
    ],
  };
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), JSON.stringify(manifest, null, 2));
}

/** README's table of everything that can be set, heard and styled. @returns {string} Markdown */
export function table() {
  /** @type {Map<string, { name: string, kind: string, of: string[], text: string }>} */
  const rows = new Map();
  const add = (
    /** @type {string} */ kind,
    /** @type {string} */ name,
    /** @type {string} */ text,
    /** @type {string} */ figure,
  ) => {
    const key = `${kind} ${name} ${text}`;
    const row = rows.get(key) ?? { name, kind, of: [], text };
    row.of.push(figure);
    rows.set(key, row);
  };
  for (const manifest of manifests) {
    const { embed, attributes, properties, events, parts } = complete(manifest);
    const { name: figure } = embed;
    for (const [name, { type, text }] of Object.entries(attributes)) {
      add(type ? 'attribute, property' : 'attribute', name, text, figure);
    }
    for (const [name, { text }] of Object.entries(properties)) add('property', name, text, figure);
    for (const [name, text] of Object.entries(events)) add('event', name, text, figure);
    for (const [name, text] of Object.entries(parts)) add('part', name, text, figure);
    for (const [name, text] of Object.entries(common.cssProperties)) {
      add('CSS property', name, text, figure);
    }
  }
  const lines = [...rows.values()].map(
    ({ name, kind, of, text }) =>
      `| \`${name}\` | ${kind} | ${of.length === names.length ? '' : of.join(', ')} | ${text} |`,
  );
  return ['| Name | What it is | Of | |', '| --- | --- | --- | --- |', ...lines].join('\n');
}
