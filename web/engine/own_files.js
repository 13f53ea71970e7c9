// The ONNX files that a visitor has opened, each with the files beside it that may have its weights.

import { EngineError } from './errors.js';
import { fetchedModel } from './fetched_model.js';
import { forgetFile, keepFiles, keptFiles } from './kept_files.js';

/** @import { LoadOptions } from './types.js' */

/** The most bytes of them: the module has memory for a few times as many. */
const mostBytes = 2 ** 27;

/** By the names of their classifiers; the model is the first. @type {Map<string, File[]>} */
const opened = new Map();

/**
 * Takes the models among some files, and the others, but no pictures, as what lies beside each of them.
 *
 * @param {File[]} files
 * @returns {string[]} a name for each model: its file's, or one like it if another file has that
 */
export function addFiles(files) {
  const isModel = (/** @type {File} */ { name }) => /\.onnx$/i.test(name);
  const data = files.filter((file) => !isModel(file) && !file.type.startsWith('image/'));
  return files.filter(isModel).map((model) => {
    const title = model.name.replace(/\.onnx$/i, '').replace(/[#/:]/g, '_');
    let name = `own:${title}.onnx`;
    for (let i = 2; opened.has(name); ++i) name = `own:${title} (${i}).onnx`;
    opened.set(name, [model, ...data]);
    return name;
  });
}

/** @param {string} name */
export const isOpen = (name) => opened.has(name);

/** Closes it, and takes it from this browser. @param {string} name */
export async function removeFiles(name) {
  opened.delete(name);
  await forgetFile(name).catch(() => {});
}

/** Keeps them in this browser, or no longer. @param {string} name @param {boolean} isWanted */
export async function keep(name, isWanted) {
  const files = opened.get(name);
  if (!isWanted) await forgetFile(name);
  else if (files) await keepFiles(name, files);
}

/**
 * What a classifier is loaded from: a file of the visitor's, opened or kept, or one at an address.
 *
 * @param {string} name
 * @param {LoadOptions} [how]
 * @returns {Promise<{ bytes: Uint8Array, data?: Record<string, Uint8Array> }>}
 */
export async function contentsOf(name, { signal, anew } = {}) {
  if (!name.startsWith('own:')) {
    const { bytes } = await fetchedModel(new URL(name, document.baseURI), { signal, anew });
    checkSize(bytes.length);
    return { bytes };
  }
  const files = opened.get(name) ?? (await keptFiles(name).catch(() => undefined));
  if (!files) throw new EngineError('missing', `${name} is not on this machine`);
  opened.set(name, files);
  checkSize(files.reduce((total, { size }) => total + size, 0));
  const [bytes, ...rest] = await Promise.all(
    files.map(async (file) => new Uint8Array(await file.arrayBuffer())),
  );
  const data = Object.fromEntries(rest.map((content, i) => [files[i + 1].name, content]));
  return { bytes, ...(rest.length > 0 && { data }) };
}

/** @param {number} size */
function checkSize(size) {
  if (size <= mostBytes) return;
  const megabytes = (/** @type {number} */ bytes) => Math.ceil(bytes / 2 ** 20);
  throw new EngineError(
    'model',
    `The file has ${megabytes(size)} MB; at most ${megabytes(mostBytes)} MB are read.`,
  );
}
