// README's table of operators.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { operatorTable, tablePattern } from '../../.tools/operators.mjs';
import { root } from '../../.tools/run.mjs';

test('README has the table of operators as .tools/operators.mjs writes it', async () => {
  const [table] = tablePattern.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  assert.equal(table, await operatorTable());
});
