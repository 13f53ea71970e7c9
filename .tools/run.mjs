// Running other programs, and saying how long a step takes.

import { fork, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, openSync, closeSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** The repository's root. Every command runs there. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program to its end, with its output going where ours goes.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean }} [options] env is added to ours; a quiet
 *   program's output is only returned
 * @returns {Promise<{ code: number, output: string }>} the exit code (127: could not be started) and
 *   everything it printed, without colours
 */
export function run(program, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    const finish = (/** @type {number} */ code) =>
      resolve({ code, output: stripVTControlCharacters(Buffer.concat(chunks).toString()) });
    child.stdout.on('data', (chunk) => {
      chunks.push(chunk);
      if (!quiet) process.stdout.write(chunk);
    });
    child.stderr.on('data', (chunk) => {
      chunks.push(chunk);
      if (!quiet) process.stderr.write(chunk);
    });
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Runs a program without showing what it prints, unless it fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<string>} everything it printed
 * @throws {Problem} if its exit code is not 0
 */
export async function runQuietly(program, args) {
  const { code, output } = await run(program, args, { quiet: true });
  if (code !== 0) throw new Problem(`${program} failed:\n${output}`);
  return output;
}

/**
 * Runs a program that asks or reports on the terminal itself, to its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to ours
 * @returns {number} the exit code
 */
export function runInTerminal(program, args, env = {}) {
  const { status } = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return status ?? 127;
}

/**
 * Starts a script in the background: it, and what it starts, get what others leave of the processor.
 * It ends with us.
 *
 * @param {string} script
 * @param {string[]} args
 * @param {string} log path from the root of the file that takes what it prints
 * @returns {Promise<unknown>} what it has sent by process.send, when it has ended
 */
export function startInBackground(script, args, log) {
  mkdirSync(dirname(join(root, log)), { recursive: true });
  const output = openSync(join(root, log), 'w');
  // A session of its own, since Linux shares the processor among sessions before it looks at priorities.
  const child = fork(join(root, script), args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  const pid = Number(child.pid);
  setPriority(pid, constants.priority.PRIORITY_LOW);
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(constants.priority.PRIORITY_LOW));
  } catch {
    // There is no such thing on this system.
  }
  const end = () => process.kill(-pid);
  const leave = () => process.exit(130);
  process.on('exit', end).on('SIGINT', leave).on('SIGTERM', leave);
  return new Promise((resolve) => {
    /** @type {unknown} */
    let sent;
    child.on('message', (message) => (sent = message));
    child.on('close', () => {
      process.off('exit', end).off('SIGINT', leave).off('SIGTERM', leave);
      resolve(sent);
    });
  });
}

/**
 * @param {string} path from the root
 * @returns {number} when it was last written, in milliseconds since 1970; 0 if it is not there
 */
export function modified(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Something that the user can put right: printed without a stack. */
export class Problem extends Error {}

/**
 * A step with a heading and, at its end, its time.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const result = await work();
  console.log(`-- ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * Runs a script's main function if the script is the one that Node was started with.
 *
 * @param {string} url the script's import.meta.url
 * @param {() => Promise<void>} main
 */
export async function runAsScript(url, main) {
  const started = process.argv[1];
  if (!started || realpathSync(started) !== fileURLToPath(url)) return;
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
