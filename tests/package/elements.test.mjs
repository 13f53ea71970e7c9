// README's table and the custom-elements manifest tell what the elements really have.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { table, writeManifest } from '../../.tools/reference.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = (/** @type {string} */ path) => readFileSync(`${root}${path}`, 'utf8');

await writeManifest('build/elements/manifest.json');
const manifest = JSON.parse(text('build/elements/manifest.json'));
/** @type {import('../../.tools/reference.mjs').DescribedElement[]} */
const elements = manifest.modules.flatMap(
  (/** @type {{ declarations: unknown[] }} */ { declarations }) => declarations,
);

test('README has the manifest’s table', async () => {
  const expected = await prettier.format(table(manifest), { parser: 'markdown', printWidth: 100 });
  assert.ok(text('README.md').includes(expected.trim()), `README.md should have\n\n${expected}`);
});

for (const [tag, file] of [
  ['deepfool-digit', 'web/figures/digit/digit_figure.js'],
  ['deepfool-universal', 'web/figures/universal/universal_figure.js'],
]) {
  const element = elements.find(({ tagName }) => tagName === tag);
  const source = text(file);

  test(`${tag}: its attributes`, () => {
    const [, properties] = /static properties = \{(.*?)\n {2}\};/s.exec(source) ?? [];
    const declared = [...properties.matchAll(/^ {4}(\w+):/gm)]
      .map(([, name]) => name)
      .filter((name) => !name.startsWith('_'));
    const [, others = ''] = /super\.observedAttributes, (.*?)\]/.exec(source) ?? [];
    const observed = [...declared, ...[...others.matchAll(/'(\w+)'/g)].map(([, name]) => name)];
    const described = (element?.attributes ?? []).map(({ name }) => name);
    // Those two are for every element: the loader and the browser see to them.
    assert.deepEqual(described.sort(), [...observed, 'lang', 'poster'].sort());
  });

  test(`${tag}: its events`, () => {
    const room = ['attack_runner.js', 'digit_figure.js']
      .map((name) => text(`web/figures/digit/${name}`))
      .join('');
    const sent = [
      ...`${tag === 'deepfool-digit' ? room : source}`.matchAll(/Event\(\s*'(deepfool-\w+)'/g),
    ];
    assert.deepEqual(
      [...new Set(sent.map(([, name]) => name))].sort(),
      (element?.events ?? []).map(({ name }) => name).sort(),
    );
  });

  test(`${tag}: its parts and CSS properties`, () => {
    const parts = [
      ...(
        source + (tag === 'deepfool-digit' ? text('web/figures/digit/equation.js') : '')
      ).matchAll(/\bpart="(\w+)"/g),
    ].map(([, name]) => name);
    assert.deepEqual(parts.sort(), (element?.cssParts ?? []).map(({ name }) => name).sort());
    const styled = [...text('web/figures/parts/theme.js').matchAll(/var\(\s*(--deepfool-\w+)/g)];
    assert.deepEqual(
      styled.map(([, name]) => name).sort(),
      (element?.cssProperties ?? []).map(({ name }) => name).sort(),
    );
  });
}
