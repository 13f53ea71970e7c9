// What the module's two parts have of its texts (.tools/split_texts.mjs).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { withTextsSplit } from '../../.tools/split_texts.mjs';

/** @param {string} text  a module */
function assembled(text) {
  const folder = mkdtempSync(join(tmpdir(), 'deepfool-'));
  try {
    writeFileSync(join(folder, 'module.wat'), text);
    execFileSync('wasm-as', [join(folder, 'module.wat'), '-o', join(folder, 'module.wasm')]);
    return Uint8Array.from(readFileSync(join(folder, 'module.wasm')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Texts at 2000, 2005 and 2014, and behind them a byte that is none. At 3000, the address of «a table».
const firstText = `(module
 (memory (export "memory") 1)
 (data (i32.const 2000) "near\\00only far\\00named by a table\\00\\01\\00\\00\\00\\00")
 (data (i32.const 3000) "\\e7\\07\\00\\00 and more\\00")
 (func (export "near") (result i32) (i32.const 2000))
 (func (export "table") (param i32) (result i32) (i32.load offset=3000 (local.get 0))))`;

const restText = `(module
 (memory (import "primary" "memory") 1)
 (func (export "far") (result i32) (i32.const 2005)))`;

test('the first part has the texts that it can reach, and the rest brings all', () => {
  const whole = assembled(firstText);
  const parts = withTextsSplit(whole, assembled(restText), firstText);
  assert.equal(parts.first.length, whole.length);
  const first = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(parts.first)));
  const memory = /** @type {WebAssembly.Memory} */ (first.exports.memory);
  const text = (/** @type {number} */ address, /** @type {number} */ length) =>
    Buffer.from(memory.buffer, address, length).toString();

  assert.equal(text(2000, 4), 'near', 'code names it');
  assert.equal(text(2014, 16), 'named by a table', 'data names a place inside it');
  assert.equal(text(2005, 8), '\0'.repeat(8), 'nothing of the first part names it');
  assert.equal(text(2031, 1), '\x01', 'data behind the texts stays');
  assert.equal(text(3004, 9), ' and more', 'texts elsewhere stay');

  const rest = new WebAssembly.Module(Uint8Array.from(parts.rest));
  new WebAssembly.Instance(rest, { primary: first.exports });
  assert.equal(text(2005, 8), 'only far');
  assert.equal(text(2000, 4), 'near');
});
