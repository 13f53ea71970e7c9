// Messages and numbers in the reader's language.

import { online } from '../engine/load_once.js';
import { languageOfFigures, wordsIn } from '../locales/choose.js';
import { anyFigure } from './names.js';

/** @typedef {string | { one: string, other: string }} Message */

/** All figures of a page speak the language of the first one. */
export const language = languageOfFigures(document.querySelector(anyFigure));

/** The words of that language, once `wordsLoaded` has settled.
 * @type {import('../locales/en.js').Translated<typeof import('../locales/en.js').figure>} */
export let words;

/** Settles when the words are there; figures are defined after that. */
export const wordsLoaded = fetchWords().then(({ figure }) => {
  words = figure;
});

/** @returns {ReturnType<typeof wordsIn>} */
function fetchWords() {
  return wordsIn(language).catch(() => online().then(fetchWords));
}

const plural = new Intl.PluralRules(language);

/** @satisfies {Record<string, Intl.NumberFormatOptions>} */
const formats = {
  /** Norms and pixel values. */
  number: { maximumSignificantDigits: 3 },
  signed: { maximumSignificantDigits: 2, signDisplay: 'always' },
  integer: {},
  /** Of a point of the plane. */
  coordinate: { maximumFractionDigits: 2, signDisplay: 'negative' },
  logit: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  /** A change, relative to the picture. */
  share: { style: 'percent', maximumSignificantDigits: 2 },
  /** A probability. */
  chance: { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 },
  /** An error rate. */
  rate: { style: 'percent', maximumFractionDigits: 2 },
  progress: { style: 'percent' },
  milliseconds: { maximumFractionDigits: 1 },
};

/** Made when first needed: the first one takes a browser 20 ms. @type {Map<string, Intl.NumberFormat>} */
const formatters = new Map();

/**
 * @param {keyof typeof formats} format
 * @param {number} value
 */
export function number(format, value) {
  let formatter = formatters.get(format);
  if (!formatter)
    formatters.set(format, (formatter = new Intl.NumberFormat(language, formats[format])));
  // The minus sign, which is as wide as the plus sign.
  return formatter.format(value).replace('-', '−');
}

/**
 * A message with its values in place.
 *
 * @param {Message} message
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function say(message, values = {}) {
  return pieces(message, values).join('');
}

/**
 * A message in pieces, for values that are not text, such as templates.
 *
 * @param {Message} message
 * @param {Record<string, unknown>} values
 * @returns {unknown[]}
 */
export function pieces(message, values) {
  const rule = plural.select(Number(values.count ?? 0)) === 'one' ? 'one' : 'other';
  const text = typeof message === 'string' ? message : message[rule];
  return text.split(/\{(\w+)\}/).map((piece, i) => (i % 2 === 0 ? piece : values[piece]));
}

/**
 * A duration in milliseconds. Browsers round their clocks, some to a whole millisecond.
 *
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  return milliseconds >= 0.1
    ? say(words.time, { time: number('milliseconds', milliseconds) })
    : say(words.timeBelow, { time: number('milliseconds', milliseconds > 0 ? 0.1 : 1) });
}
