// Classifiers that do not come along: ONNX files that the visitor has opened, and those at an address. How one wants its
// pictures is found out with the test digits, unless its name says it after a #, as a query:
// own:net.onnx#scale=255&offset=0&inverted&transposed&channelsLast&names=a,b. Nothing is sent anywhere.

import { findConvention } from './conventions.js';
import { EngineError } from './errors.js';
import { fetchedModel } from './fetched_model.js';
import { forgetFile, keepFile, keptFile, keptNames } from './kept_files.js';
import { describeOnnx, namesIn } from './onnx_description.js';
import { testDigits } from './test_digits.js';

/** @import { Engine } from './engine.js' */
/** @import { Own } from './own_types.js' */
/** @import { Classifier, Convention, LoadOptions } from './types.js' */

/** The digits that are drawn. */
const shape = /** @type {[number, number, number]} */ ([1, 28, 28]);

/** The longest side of a classifier's pictures in which a digit is shown. */
const longestSide = 64;

/** The most bytes of a file: the module has memory for a few times as many. */
const mostBytes = 2 ** 27;

/** How many multiplications with an addition finding the convention may take; and the fewest digits. */
const work = { most: 4e9, fewestDigits: 20 };

/** @typedef {Pick<Own, 'shape' | 'description' | 'found'>} Study */

/** The names of those that the page lists, by what stands before the #. @type {Map<string, string>} */
export const otherNames = new Map();
/** Files that are open, by their names. @type {Map<string, Blob>} */
const files = new Map();
/** What was found out, by what names have before the #. @type {Map<string, Promise<Study>>} */
const studies = new Map();

/** @param {string} name @returns {string} what stands before the # */
export const baseOf = (name) => name.replace(/#.*/s, '');

/** Tells those that list the classifiers. */
const tell = () => dispatchEvent(new Event('deepfool-classifiers'));

/**
 * Opens a file, under its name, or one like it if another file has that.
 *
 * @param {File} file
 * @returns {string} the classifier's name
 */
export function openFile(file) {
  const title = file.name.replace(/\.onnx$/i, '').replace(/[#/:]/g, '_');
  let base = `own:${title}.onnx`;
  for (let i = 2; files.has(base); ++i) base = `own:${title} (${i}).onnx`;
  files.set(base, file);
  otherNames.set(base, otherNames.get(base) ?? base);
  tell();
  return otherNames.get(base) ?? base;
}

/** The name of the classifier at an address. @param {string} address */
export function nameOfAddress(address) {
  return new URL(address, document.baseURI).href.replace(/#.*/s, '');
}

/** Takes a classifier from the list, and from this machine. @param {string} name */
export async function remove(name) {
  const base = baseOf(name);
  files.delete(base);
  studies.delete(base);
  otherNames.delete(base);
  tell();
  await forgetFile(base).catch(() => {});
}

/** Lists those that this browser keeps. */
export async function listKept() {
  for (const base of await keptNames()) otherNames.set(base, otherNames.get(base) ?? base);
  if (otherNames.size > 0) tell();
}

/** @param {string} name */
export const isKept = async (name) => (await keptNames()).includes(baseOf(name));

/** @param {string} name @param {boolean} isWanted */
export async function keep(name, isWanted) {
  const base = baseOf(name);
  const file = files.get(base);
  if (!isWanted) await forgetFile(base);
  else if (file) await keepFile(base, file);
}

/** Whether it is a file of the visitor's. @param {string} name */
export const isFile = (name) => files.has(baseOf(name));

/**
 * The same classifier with another convention or other names of classes.
 *
 * @param {string} name
 * @param {{ convention?: Convention, classNames?: string }} change
 */
export function changedName(name, { convention, classNames }) {
  const options = optionsOf(name);
  if (convention) {
    for (const key of /** @type {const} */ (['scale', 'offset'])) {
      options.set(key, String(convention[key]));
    }
    for (const key of flags) {
      if (convention[key]) options.set(key, '');
      else options.delete(key);
    }
  }
  if (classNames) options.set('names', classNames);
  else if (classNames === '') options.delete('names');
  const text = String(options).replace(/=(&|$)/g, '$1');
  return baseOf(name) + (text && `#${text}`);
}

const flags = /** @type {const} */ (['inverted', 'transposed', 'channelsLast']);

/** @param {string} name */
const optionsOf = (name) => new URLSearchParams(name.slice(baseOf(name).length + 1));

/** The convention that a name says. @param {string} name @returns {Convention | null} */
function conventionOf(name) {
  const options = optionsOf(name);
  if (!options.has('scale')) return null;
  const [scale, offset] = [Number(options.get('scale')), Number(options.get('offset') ?? 0)];
  return { scale, offset, ...Object.fromEntries(flags.map((flag) => [flag, options.has(flag)])) };
}

/**
 * Loads such a classifier.
 *
 * @param {Engine} engine
 * @param {string} name
 * @param {LoadOptions} [how]
 * @returns {Promise<Classifier>}
 */
export async function loadOwn(engine, name, how = {}) {
  const base = baseOf(name);
  otherNames.set(base, name);
  tell();
  const bytes = await bytesOf(base, how);
  let study = studies.get(base);
  if (!study) {
    studies.set(base, (study = studied(engine, bytes, how)));
    study.catch(() => studies.delete(base));
  }
  const { found, ...known } = await study;
  const convention = conventionOf(name) ?? found.tried[found.best].convention;
  const given = { ...convention, shape };
  const classifier = await engine.loadClassifier(bytes, { convention: given, signal: how.signal });
  const asked = optionsOf(name).get('names');
  const classNames = asked === null ? known.description.classNames : namesIn(asked);
  const own = {
    name,
    ...known,
    found,
    convention,
    classNames: fitting(classNames, classifier.classes),
  };
  return Object.assign(classifier, { own });
}

/** The names, if there is one for each class. @param {string[]} names @param {number} classes */
const fitting = (names, classes) => (names.length === classes ? names : []);

/**
 * The bytes of its file.
 *
 * @param {string} name
 * @param {LoadOptions} [how]
 * @returns {Promise<Uint8Array>}
 */
export async function bytesOf(name, { signal, anew } = {}) {
  const base = baseOf(name);
  if (!base.startsWith('own:')) {
    const address = new URL(base, document.baseURI);
    const { bytes } = await fetchedModel(address, { signal, anew });
    return withinLimit(bytes.length) && bytes;
  }
  const file = files.get(base) ?? (await keptFile(base).catch(() => undefined));
  if (!file) throw new EngineError('missing', `${base} is not on this machine`);
  files.set(base, file);
  withinLimit(file.size);
  return new Uint8Array(await file.arrayBuffer());
}

/** @param {number} size @returns {true} */
function withinLimit(size) {
  if (size <= mostBytes) return true;
  const megabytes = (/** @type {number} */ bytes) => Math.ceil(bytes / 2 ** 20);
  throw new EngineError(
    'model',
    `The file has ${megabytes(size)} MB; at most ${megabytes(mostBytes)} MB are read.`,
  );
}

/**
 * Finds out what a file is, and how it wants its pictures.
 *
 * @param {Engine} engine
 * @param {Uint8Array} bytes
 * @param {LoadOptions} how
 * @returns {Promise<Study>}
 */
async function studied(engine, bytes, { signal, progress }) {
  const [digits, plain] = await Promise.all([
    testDigits(),
    engine.loadClassifier(bytes, { signal }),
  ]);
  try {
    const sides = plain.shape.filter((size) => size > 3);
    if (Math.max(...sides) > longestSide && sides.length > 1) {
      throw new EngineError(
        'model',
        `It takes pictures of ${plain.shape.join(' x ')} (channels x height x width); digits of ` +
          `28 x 28 are drawn for sides of up to ${longestSide}.`,
      );
    }
    const most = work.most / (16 * plain.multiplyAdds + 1);
    const samples = digits.slice(0, Math.max(most, work.fewestDigits));
    const found = await findConvention(
      engine,
      plain,
      samples.map(({ pixels }) => pixels),
      samples.map(({ label }) => label),
      { shape, signal, onProgress: ({ done, total }) => progress?.(done / total) },
    );
    return { shape: plain.shape, description: describeOnnx(bytes), found };
  } catch (error) {
    const { code, message } = /** @type {EngineError} */ (error);
    throw code === 'options' ? new EngineError('model', message) : error;
  } finally {
    await engine.unload(plain).catch(() => {});
  }
}
