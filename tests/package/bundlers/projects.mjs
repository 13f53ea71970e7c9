// Projects of strangers: an empty folder with the packed package in it, and one of the tools that people
// build with. Their versions are in */package.json beside this file; what npm installs of them stays in
// build/bundlers/.

import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('./', import.meta.url));
const cache = fileURLToPath(new URL('../../../build/bundlers/', import.meta.url));

/** A program that is still running after this many milliseconds is taken to hang. */
const patience = 120e3;

/** @typedef {'tools' | 'next15' | 'next16'} Tools a folder beside this file */

/**
 * Installs tools, unless that is done, and beside them the package.
 *
 * @param {Tools} tools
 * @param {string} tarball
 */
export function install(tools, tarball) {
  const folder = join(cache, tools);
  const lock = readFileSync(join(here, tools, 'package-lock.json'), 'utf8');
  const done = join(folder, 'installed');
  if (!existsSync(done) || readFileSync(done, 'utf8') !== lock) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) {
      copyFileSync(join(here, tools, name), join(folder, name));
    }
    must(folder, 'npm', 'ci', '--no-audit', '--no-fund');
    writeFileSync(done, lock);
  }
  const installed = join(folder, 'node_modules/deepfool-wasm');
  rmSync(installed, { recursive: true, force: true });
  mkdirSync(installed);
  must(folder, 'tar', '-xzf', tarball, '--strip-components=1', '-C', installed);
}

/**
 * Makes an empty project.
 *
 * @param {Tools} tools that it may use
 * @param {string} name
 * @param {Record<string, string>} files their text, by path
 * @returns {string} its folder
 */
export function project(tools, name, files) {
  const folder = join(cache, tools, name);
  rmSync(folder, { recursive: true, force: true });
  const all = { 'package.json': '{ "private": true, "type": "module" }', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** @param {string} folder in which commands are found as npx finds them */
const environment = (folder) => ({
  ...process.env,
  PATH: [join(folder, '../node_modules/.bin'), process.env.PATH].join(delimiter),
  NEXT_TELEMETRY_DISABLED: '1',
  // The test runner's own; Node would take its output for a test's.
  NODE_TEST_CONTEXT: undefined,
});

/**
 * Runs a command to its end.
 *
 * @param {string} folder
 * @param {string} program
 * @param {...string} args
 * @returns {string} what it prints
 */
export function must(folder, program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: environment(folder),
    timeout: patience,
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error}\n${stdout}\n${stderr}`);
  return stdout;
}

/**
 * Runs a server until the work is done.
 *
 * @template T
 * @param {string} folder
 * @param {(port: number) => string[]} command
 * @param {(url: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whileServing(folder, command, work) {
  const port = await freePort();
  const [program, ...args] = command(port);
  // A group of its own, so that the processes that it starts end with it.
  const server = spawn(program, args, { cwd: folder, env: environment(folder), detached: true });
  let printed = '';
  server.stdout.on('data', (text) => (printed += text));
  server.stderr.on('data', (text) => (printed += text));
  const url = `http://127.0.0.1:${port}/`;
  try {
    const end = Date.now() + patience;
    for (;;) {
      const response = await fetch(url).catch(() => null);
      if (response) break;
      if (server.exitCode !== null || Date.now() > end) throw new Error('There is no server.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return await work(url);
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}:\n${printed}`, { cause: error });
  } finally {
    process.kill(-Number(server.pid));
  }
}

/** @returns {Promise<number>} a port of this machine that nothing listens on */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
