import { readFileSync } from 'node:fs';
import { attackOptions } from '../engine/attack_options.js';
import * as en from '../locales/en.js';
import * as zh from '../locales/zh.js';
import { inProject } from './in_project.js';

const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));

/** DeepFool's overshoot, as a number and in per cent, which English and Chinese write alike. */
const eta = attackOptions.overshoot.default;
const [overshoot, overshootShare] = [String(eta), `${100 * eta}%`];

/** For a page or a frame whose script does not come, and which cannot choose a language. */
const excuses = {
  fromDiskEn: en.page.fromDisk,
  fromDiskZh: zh.page.fromDisk,
  unreachableEn: en.embed.unreachable,
  unreachableZh: zh.embed.unreachable,
};

/**
 * Puts the words of a language in the place of {{name}}.
 *
 * @param {string} html
 * @param {Record<string, string>} words
 */
const filled = (html, words) =>
  html.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    const text = /** @type {Record<string, string>} */ ({ version, ...excuses, ...words })[name];
    if (text === undefined) throw new Error(`web/locales has no page.${name}`);
    return text.replace('{overshoot}', overshoot).replace('{overshootShare}', overshootShare);
  });

/**
 * Puts the locales' words into a page: English as it is served, and Chinese beside it in a <template>,
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
        const template = `<template lang="zh" data-title="${zh.page.title}">${filled(body, zh.page)}</template>`;
        return filled(html, en.page).replace('</body>', `${template}</body>`);
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
