// The table of an attack's options in JavaScript is the one in C++, which the native command prints.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attackOptions, methods, norms, takes } from '../../web/engine/attack_options.js';
import { deepfool } from './support.mjs';

/** @typedef {import('../../web/engine/option_types.js').Option} Option */

const { status, stdout, stderr } = deepfool('options');
assert.equal(status, 0, stderr);
/** JSON has no Infinity. @type {{ methods: any[], options: any[] }} */
const table = JSON.parse(stdout, (_, value) => (value === 'Infinity' ? Infinity : value));

test('the methods, and the norms of each', () => {
  const single = table.methods.filter(({ wholeSet }) => !wholeSet).map(({ name }) => name);
  assert.deepEqual(single, methods);
  const theirs = table.methods.map(({ name, norms }) => [name, norms === 'any' ? null : norms]);
  assert.deepEqual(Object.fromEntries(theirs), norms);
  for (const { name, norm, norms } of table.methods) {
    assert.equal(norm, norms === 'any' ? 2 : norms[0], `the default norm of ${name}`);
  }
});

test('the options: types, defaults, ranges, and the methods that take them', () => {
  assert.deepEqual(
    table.options.map(({ name }) => name),
    Object.keys(attackOptions),
  );
  for (const option of table.options) {
    const name = /** @type {keyof typeof attackOptions} */ (option.name);
    /** @type {Option} */
    const ours = attackOptions[name];
    assert.equal(ours.type, option.type, name);
    assert.equal(ours.default, option.default, name);
    for (const { name: method } of table.methods) {
      assert.equal(takes(method, name), option.methods.includes(method), `${name} of ${method}`);
    }
    if (option.type !== 'number' && option.type !== 'integer') continue;
    const most = option.type === 'integer' ? 2 ** 31 - 1 : Number.MAX_VALUE;
    assert.equal(ours.min, option.min, `least ${name}`);
    assert.equal(ours.max ?? most, option.max, `most ${name}`);
    assert.equal(ours.aboveMin ?? false, option.aboveMin, name);
  }
});
