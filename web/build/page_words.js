import { readFileSync } from 'node:fs';
import { attackOptions } from '../engine/attack_options.js';
import { inProject } from './in_project.js';
import { languages, locales } from './locales.js';

const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));

/** DeepFool's overshoot, as a number and in per cent, which English and Chinese write alike. */
const eta = attackOptions.overshoot.default;
const [overshoot, overshootShare] = [String(eta), `${100 * eta}%`];

/** @typedef {typeof locales[string]} Locale */

/**
 * A text in every language: for a page or a frame whose script does not come, and which cannot choose one.
 *
 * @param {(locale: Locale) => string} textOf
 * @param {string} attributes of its paragraphs
 */
const inEvery = (textOf, attributes = '') =>
  languages
    .map((language) => `<p${attributes} lang="${language}">${textOf(locales[language])}</p>`)
    .join('');

const excuses = {
  fromDisk: inEvery(({ page }) => page.fromDisk, ' class="from-disk" hidden'),
  unreachable: inEvery(({ embed }) => embed.unreachable),
};

/** The page in the other languages. @param {string} language */
const others = (language) =>
  languages
    .filter((other) => other !== language)
    .map((other) => {
      const { name } = locales[other].page;
      return `<a class="language" href="?lang=${other}" lang="${other}" hreflang="${other}">${name}</a>`;
    })
    .join('');

/**
 * Puts the words of a language in the place of {{name}}.
 *
 * @param {string} html
 * @param {Record<string, string>} words
 */
const filled = (html, words) =>
  html.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    const text = /** @type {Record<string, string>} */ ({ version, ...words, ...excuses })[name];
    if (text === undefined) throw new Error(`web/locales has no page.${name}`);
    return text.replace('{overshoot}', overshoot).replace('{overshootShare}', overshootShare);
  });

/**
 * Puts the locales' words into a page: English as it is served, and each other language beside it in a <template>,
 * which language.js puts in its place. What others show of a link to it has to be addressed in full:
 * the environment variable SITE_URL says where the page will be, with a slash at its end.
 *
 * @returns {import('vite').Plugin}
 */
export function pageWords() {
  return {
    name: 'page-words',
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { filename }) => {
        if (!filename.endsWith('index.html')) return filled(html, {});
        const body = /<body>(.*)<\/body>/s.exec(html)?.[1] ?? '';
        const inLanguage = (/** @type {string} */ text, /** @type {string} */ language) =>
          filled(text, { ...locales[language].page, others: others(language) });
        const [served, ...more] = languages;
        const templates = more.map(
          (language) =>
            `<template lang="${language}" data-title="${locales[language].page.title}">${inLanguage(body, language)}</template>`,
        );
        return inLanguage(html, served).replace('</body>', `${templates.join('')}</body>`);
      },
    },
    generateBundle(_, bundle) {
      const site = process.env.SITE_URL;
      for (const file of Object.values(bundle)) {
        if (!site || file.type !== 'asset' || file.fileName !== 'index.html') continue;
        file.source = String(file.source).replace(
          /(<meta (?:property="og:image"|name="twitter:image") content=")\.\/([^"]*)/g,
          `$1${site}$2`,
        );
      }
    },
  };
}
