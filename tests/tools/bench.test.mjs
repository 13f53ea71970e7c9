// What the benchmark is asked for: files are found, or refused before minutes of work.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readOptions } from '../bench/options.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** @type {string} */
let folder;

beforeEach(() => {
  // On macOS the folder for temporary files is a link, and programs are told where it leads.
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'deepfool-bench-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('files are taken as they are given, from where the user stands', () => {
  const strokes = join(folder, 'strokes.json');
  writeFileSync(strokes, '[1]');
  const out = join(folder, 'out.json');
  assert.equal(readOptions(['--out', out]).out, out);
  const relative = readOptions(['--out', 'out.json', '--strokes', 'strokes.json'], folder);
  assert.equal(relative.out, out);
  assert.deepEqual(relative.strokes, [1]);
  const usual = readOptions([], folder);
  assert.equal(usual.out, join(root, 'tests/bench/results.json'));
  assert.ok(usual.strokes.length > 0);
});

test('npm does not hide where the user stands', () => {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['--prefix', root, 'run', 'bench', '--', '--out', 'no/file'],
    { cwd: folder, encoding: 'utf8' },
  );
  assert.equal(status, 1);
  assert.ok(stderr.includes(`--out ${join(folder, 'no/file')}: there is no folder`), stderr);
  assert.doesNotMatch(stdout, /== Build/);
});

test('what cannot be is refused', () => {
  mkdirSync(join(folder, 'taken'));
  writeFileSync(join(folder, 'text'), 'no strokes');
  /** @type {[string[], RegExp][]} */
  const cases = [
    [['--out', 'no/file'], /no\/file: there is no folder/],
    [['--out', 'text/file'], /text\/file: there is no folder/],
    [['--out', 'taken'], /taken: it is a directory/],
    [['--strokes', 'none'], /none: ENOENT/],
    [['--strokes', 'text'], /text: .*JSON/],
    [['--digits', 'many'], /--digits 'many'/],
    [['--set', '0'], /--set '0'/],
    [['--only', 'native,moon'], /--only 'moon'/],
  ];
  for (const [args, message] of cases) assert.throws(() => readOptions(args, folder), message);
});
