// README's table and the custom-elements manifest tell what the figures' manifests say. (tests/browser/elements.test.mjs
// holds the elements to those.)

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { complete, manifests, table, writeManifest } from '../../.tools/elements.mjs';
import { attackOptions, methods } from '../../web/engine/attack_options.js';
import { cssProperties } from '../../web/figures/manifest.js';
import { names } from '../../web/figures/names.js';
import * as en from '../../web/locales/en.js';
import * as zh from '../../web/locales/zh.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = (/** @type {string} */ path) => readFileSync(`${root}${path}`, 'utf8');

test('README has the manifests’ table', async () => {
  const expected = await prettier.format(table(), { parser: 'markdown', printWidth: 100 });
  assert.ok(text('README.md').includes(expected.trim()), `README.md should have\n\n${expected}`);
});

test('the custom-elements manifest has every figure, and all that is public of it', () => {
  writeManifest('build/elements/manifest.json', 'elements.js');
  const { modules } = JSON.parse(text('build/elements/manifest.json'));
  const elements = modules[0].declarations;
  assert.deepEqual(
    elements.map((/** @type {{ tagName: string }} */ { tagName }) => tagName),
    names.map((name) => `deepfool-${name}`),
  );
  manifests.map(complete).forEach((manifest, i) => {
    const described = (/** @type {string} */ list) =>
      elements[i][list].map((/** @type {{ name: string }} */ { name }) => name);
    assert.deepEqual(described('attributes'), Object.keys(manifest.attributes));
    assert.deepEqual(described('events'), Object.keys(manifest.events));
    assert.deepEqual(described('cssParts'), Object.keys(manifest.parts));
    assert.deepEqual(described('cssProperties'), Object.keys(cssProperties));
    for (const [name, { type }] of Object.entries(manifest.attributes)) {
      assert.equal(described('members').includes(name), type !== undefined || name === 'strokes');
    }
  });
});

test('each figure has a title in each language', () => {
  for (const { figure } of [en, zh]) {
    assert.deepEqual(Object.keys(figure.figures).sort(), [...names].sort());
    assert.ok(Object.values(figure.figures).every((title) => title.length > 0));
  }
});

test('the digit figure’s attributes are options of an attack, with their defaults and methods', () => {
  const { attributes } = /** @type {typeof manifests[0]} */ (
    manifests.find(({ embed }) => embed.name === 'digit')
  );
  // `refine` is a button, no choice.
  const choices = methods.filter((method) => method !== 'refine');
  const offered = [...String(attributes.method.type).matchAll(/'(\w+)'/g)].map(([, name]) => name);
  assert.deepEqual(offered.sort(), [...choices].sort());
  assert.equal(attributes.method.default, choices[0]);
  assert.equal(attributes.overshoot.default, attackOptions.overshoot.default);
  for (const name of /** @type {const} */ (['norm', 'box', 'target', 'overshoot'])) {
    assert.ok(Object.hasOwn(attackOptions, name), name);
  }
});
