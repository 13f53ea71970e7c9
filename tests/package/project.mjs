// A project that has the packed package, and nothing else.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import { pack } from '../../.tools/package.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** README's snippets, in order. */
export const snippets = [
  ...readFileSync(join(root, 'web/package/README.md'), 'utf8').matchAll(/```js\n(.*?)```/gs),
].map(([, code]) => code);

export async function emptyProject() {
  const tarball = await pack();
  const folder = mkdtempSync(join(tmpdir(), 'deepfool-package-'));
  const project = {
    folder,
    tarball,

    /**
     * @param {string} name
     * @param {string} text
     */
    write(name, text) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    },

    /**
     * Runs a program in the folder, to its end.
     *
     * @param {string} program
     * @param {...string} args
     * @returns {string} what it prints
     */
    run(program, ...args) {
      const { status, stdout, stderr } = spawnSync(program, args, {
        cwd: folder,
        encoding: 'utf8',
        timeout: 60e3,
      });
      assert.equal(status, 0, `${stdout}\n${stderr}`);
      return stdout.trim();
    },

    remove: () => rmSync(folder, { recursive: true }),
  };
  project.write('package.json', '{ "name": "empty", "private": true, "type": "module" }');
  project.run('npm', 'install', '--offline', '--no-audit', '--no-fund', tarball);
  return project;
}

/**
 * Serves a folder as a static host without a policy does.
 *
 * @param {string} folder
 */
export async function serveFolder(folder) {
  const server = await preview({
    configFile: false,
    appType: 'mpa',
    root: folder,
    build: { outDir: folder },
    preview: { port: 0, host: '127.0.0.1' },
  });
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}
