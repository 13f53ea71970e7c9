// README's example of the module in JavaScript does what it says.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { file } from './support.mjs';

test("README's JavaScript runs as it stands", () => {
  const [, code] = /```js\n(.*?)```/s.exec(readFileSync(file('README.md'), 'utf8')) ?? [];
  assert.ok(code, 'README.md has a block of JavaScript');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: file('.'), encoding: 'utf8' },
  );
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const [, from, to, norm] = /^(\d) becomes (\d): \|\|r\|\| = ([\d.]+)\n$/.exec(stdout) ?? [];
  assert.equal(from, '7');
  assert.notEqual(to, '7');
  assert.ok(Number(norm) > 0);
});
