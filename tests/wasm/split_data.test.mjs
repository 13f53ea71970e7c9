// What the module's two parts have of its data (.tools/split_data.mjs).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { withDataSplit } from '../../.tools/split_data.mjs';

/** @param {string} text  a module */
function assembled(text) {
  const folder = mkdtempSync(join(tmpdir(), 'deepfool-'));
  try {
    writeFileSync(join(folder, 'module.wat'), text);
    execFileSync('wasm-as', [join(folder, 'module.wat'), '-o', join(folder, 'module.wasm')]);
    return readFileSync(join(folder, 'module.wasm'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const firstText = `(module
 (memory (export "memory") 1)
 (data (i32.const 2000) "near\\00far\\00named by a table\\00")
 (data (i32.const 3000) "\\d9\\07\\00\\00")
 (func (export "near") (result i32) (i32.const 2000))
 (func (export "table") (param i32) (result i32) (i32.load offset=3000 (local.get 0))))`;

const restText = `(module
 (memory (import "primary" "memory") 1)
 (func (export "far") (result i32) (i32.const 2005)))`;

test('the first part has the data that it can reach, and the rest brings the other', () => {
  const parts = withDataSplit(assembled(firstText), assembled(restText), firstText);
  const first = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(parts.first)));
  const memory = /** @type {WebAssembly.Memory} */ (first.exports.memory);
  const text = (/** @type {number} */ address, /** @type {number} */ length) =>
    Buffer.from(memory.buffer, address, length).toString();
  const unset = '\0'.repeat(3);

  assert.equal(text(2000, 4), 'near', 'code names it');
  assert.equal(text(2009, 16), 'named by a table', 'data names it that code names');
  assert.equal(text(2005, 3), unset, 'nothing of the first part names it');

  const rest = new WebAssembly.Module(Uint8Array.from(parts.rest));
  new WebAssembly.Instance(rest, { primary: first.exports });
  assert.equal(text(2005, 3), 'far');
  assert.equal(text(2000, 4), 'near');
});
