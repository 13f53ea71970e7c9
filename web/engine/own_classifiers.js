// Classifiers that do not come along: ONNX files that the visitor has opened, and those at an address. How one wants its
// pictures is found out with the test digits, unless its name says it after a #, as a query:
// own:net.onnx#scale=255&offset=0&inverted&transposed&channelsLast&names=a,b. Nothing is sent anywhere.

import { findConvention } from './conventions.js';
import { EngineError } from './errors.js';
import { keptNames } from './kept_files.js';
import { classNamesIn, describeOnnx } from './onnx_description.js';
import { addFiles, contentsOf, isOpen, keep as keepInBrowser, removeFiles } from './own_files.js';
import { testDigits } from './test_digits.js';

/** @import { Engine } from './engine.js' */
/** @import { Own } from './own_types.js' */
/** @import { Classifier, Convention, LoadOptions } from './types.js' */

/** The digits that are drawn. */
const shape = /** @type {[number, number, number]} */ ([1, 28, 28]);

/** The longest side of a classifier's pictures in which a digit is shown. */
const longestSide = 64;

/** How many multiplications with an addition finding the convention may take; and the fewest digits. */
const work = { most: 4e9, fewestDigits: 20 };

/** @typedef {Pick<Own, 'shape' | 'description' | 'found'>} Study */

/** The names of those that the page lists, by what stands before the #. @type {Map<string, string>} */
export const otherNames = new Map();
/** What was found out, by what names have before the #. @type {Map<string, Promise<Study>>} */
const studies = new Map();

/** @param {string} name @returns {string} what stands before the # */
export const baseOf = (name) => name.replace(/#.*/s, '');

/** Tells those that list the classifiers. */
const tell = () => dispatchEvent(new Event('deepfool-classifiers'));

/**
 * Opens the classifiers among some files, with the others as what lies beside them.
 *
 * @param {File[]} files
 * @returns {string[]} their names
 */
export function openFiles(files) {
  const names = addFiles(files);
  for (const base of names) otherNames.set(base, otherNames.get(base) ?? base);
  tell();
  return names.map((base) => otherNames.get(base) ?? base);
}

/** The name of the classifier at an address. @param {string} address */
export function nameOfAddress(address) {
  return new URL(address, document.baseURI).href.replace(/#.*/s, '');
}

/** Takes a classifier from the list, and from this machine. @param {string} name */
export async function remove(name) {
  const base = baseOf(name);
  studies.delete(base);
  otherNames.delete(base);
  tell();
  await removeFiles(base);
}

/** Lists those that this browser keeps. */
export async function listKept() {
  for (const base of await keptNames()) otherNames.set(base, otherNames.get(base) ?? base);
  if (otherNames.size > 0) tell();
}

/** @param {string} name */
export const isKept = async (name) => (await keptNames()).includes(baseOf(name));

/** Keeps its files in this browser, or no longer. @param {string} name @param {boolean} isWanted */
export const keep = (name, isWanted) => keepInBrowser(baseOf(name), isWanted);

/** Whether it is a file of the visitor's. @param {string} name */
export const isFile = (name) => isOpen(baseOf(name));

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
  const { bytes, data } = await contentsOf(base, how);
  let study = studies.get(base);
  if (!study) {
    studies.set(base, (study = studied(engine, bytes, data, how)));
    study.catch(() => studies.delete(base));
  }
  const { found, ...known } = await study;
  const convention = conventionOf(name) ?? found.tried[found.best].convention;
  const given = { ...convention, shape };
  const classifier = await engine.loadClassifier(bytes, {
    convention: given,
    data,
    signal: how.signal,
  });
  const asked = optionsOf(name).get('names');
  const classNames =
    asked === null ? known.description.classNames : await classNamesIn(engine, asked);
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

/** The bytes of its file. @param {string} name @returns {Promise<Uint8Array>} */
export const bytesOf = async (name) => (await contentsOf(baseOf(name))).bytes;

/**
 * Finds out what a file is, and how it wants its pictures.
 *
 * @param {Engine} engine
 * @param {Uint8Array} bytes
 * @param {LoadOptions['data']} data
 * @param {LoadOptions} how
 * @returns {Promise<Study>}
 */
async function studied(engine, bytes, data, { signal, progress }) {
  // First, since it takes as much memory as the classifier does afterwards.
  const description = await describeOnnx(engine, bytes, data);
  const [digits, plain] = await Promise.all([
    testDigits(),
    engine.loadClassifier(bytes, { data, signal }),
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
    return { shape: plain.shape, description, found };
  } catch (error) {
    const { code, message } = /** @type {EngineError} */ (error);
    throw code === 'options' ? new EngineError('model', message) : error;
  } finally {
    await engine.unload(plain).catch(() => {});
  }
}
