// What a machine without the toolchain is told and what is installed on it, on machines made of a
// PATH that holds nothing but the programs of the test.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

const setup = new URL('../../.tools/setup.mjs', import.meta.url).href;
/** @type {string} */
let bin;

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'deepfool-setup-'));
});
afterEach(() => rmSync(bin, { recursive: true }));

/**
 * @param {string} name
 * @param {string} script for sh
 */
function program(name, script) {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** Becoming root, for a test that is not run by root. */
function rootPrograms() {
  program('sudo', '[ "$1" = -n ] && shift; "$@"');
  program('env', 'exec /usr/bin/env "$@"');
}

/** @param {string[]} names of tools */
function ensure(names) {
  const script = `
    import { ensureTools } from ${JSON.stringify(setup)};
    try {
      ensureTools(${JSON.stringify(names)});
    } catch (error) {
      console.error(error.message);
      process.exitCode = 1;
    }`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { PATH: bin },
  });
}

test('tools that are there are not installed', () => {
  program('apt-get', `echo ran >> ${bin}/log`);
  program('cmake', 'echo cmake version 3.25.1');
  program('emcc', 'echo "emcc (Emscripten gcc/clang-like replacement) 4.0.10 (abc)"');
  program('ninja', 'exit 0');
  const { status, stdout, stderr } = ensure(['cmake', 'ninja', 'emscripten']);
  assert.equal(stdout + stderr, '');
  assert.equal(status, 0);
});

test('without apt-get one message says what is missing and how to get it', () => {
  program('cmake', 'echo cmake version 3.25.1');
  const { status, stderr } = ensure(['cmake', 'ninja', 'emscripten']);
  assert.equal(status, 1);
  assert.match(stderr, /^Missing: Ninja, Emscripten .*There is no apt-get/);
  assert.match(stderr, /^ +Debian, Ubuntu: .* ninja-build emscripten$/m);
  assert.match(stderr, /^ +macOS: +brew install ninja emscripten$/m);
  assert.match(stderr, /^ +Windows: /m);
});

test('a tool that is too old is missing', () => {
  program('cmake', 'echo cmake version 3.18.4');
  assert.match(ensure(['cmake']).stderr, /^Missing: CMake 3\.21 or newer\./);
});

test('apt-get installs what is missing and nothing else', () => {
  rootPrograms();
  program(
    'apt-get',
    `echo "$@" >> ${bin}/log; [ "$1" = install ] && /bin/cp ${bin}/env ${bin}/ninja`,
  );
  program('cmake', 'echo cmake version 3.25.1');
  const { status, stderr } = ensure(['cmake', 'ninja']);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const [update, install] = readFileSync(join(bin, 'log'), 'utf8').split('\n');
  assert.match(update, /^update/);
  assert.match(install, /^install -y --no-install-recommends .*\bninja-build$/);
  assert.doesNotMatch(install, /cmake/);
});

test('an apt-get that fails leaves the one message', () => {
  rootPrograms();
  program('apt-get', 'echo E: no such package >&2; exit 100');
  const { status, stderr } = ensure(['ninja']);
  assert.equal(status, 1);
  assert.match(stderr, /E: no such package/);
  assert.match(stderr, /^Missing: Ninja\. apt-get could not install it/m);
});
