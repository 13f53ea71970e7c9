// What `npm run bench` is asked for, checked before minutes of work.

import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem, root } from '../../.tools/run.mjs';

const parts = ['native', 'node', 'chromium', 'page'];

/**
 * @param {string} name
 * @param {string} text
 */
function wholeNumber(name, text) {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new Problem(`--${name} '${text}': give a whole number of at least 1.`);
  }
  return Number(text);
}

/** @param {string} file where the results are to be written */
function checkWritable(file) {
  const folder = dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Problem(`--out ${file}: there is no folder ${folder}.`);
  }
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new Problem(`--out ${file}: it is a directory; give a file.`);
  }
  try {
    accessSync(existsSync(file) ? file : folder, constants.W_OK);
  } catch {
    throw new Problem(`--out ${file}: it may not be written.`);
  }
}

/** @param {string} file */
function readStrokes(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Problem(`--strokes ${file}: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * Reads the command line. Files are taken from where the user stands, which npm hides by starting every
 * script at the repository's root.
 *
 * @param {string[]} args
 * @param {string} [here]
 * @throws {Problem}
 */
export function readOptions(args, here = process.env.INIT_CWD ?? process.cwd()) {
  const { values } = parseArgs({
    args,
    options: {
      peers: { type: 'boolean', default: false },
      strokes: { type: 'string' },
      digits: { type: 'string', default: '1000' },
      set: { type: 'string', default: '10000' },
      only: { type: 'string', default: parts.join() },
      out: { type: 'string' },
    },
  });
  const file = (/** @type {string | undefined} */ given, /** @type {string} */ otherwise) =>
    given === undefined ? join(root, 'tests/bench', otherwise) : resolve(here, given);
  const only = values.only.split(',');
  const unknown = only.find((part) => !parts.includes(part));
  if (unknown !== undefined) {
    throw new Problem(`--only '${unknown}': give some of ${parts.join(', ')}.`);
  }
  const out = file(values.out, 'results.json');
  checkWritable(out);
  return {
    peers: values.peers,
    digits: wholeNumber('digits', values.digits),
    set: wholeNumber('set', values.set),
    only,
    out,
    strokes: readStrokes(file(values.strokes, 'strokes.json')),
  };
}
