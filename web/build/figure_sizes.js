import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { names, tagOf } from '../figures/names.js';
import { inProject } from './in_project.js';
import { locales } from './locales.js';

/** @typedef {import('../figures/manifest.js').Manifest} Manifest */

/** @param {string} name */
const manifestOf = (name) => pathToFileURL(inProject(`web/figures/${name}/manifest.js`)).href;

/** The stylesheets that the plugin below writes: the figures' sizes, and those in languages that take other room. */
export const sizesFiles = ['sizes', 'sizes_of_languages'].map((name) =>
  inProject(`build/${name}.css`),
);

/**
 * @param {string} figure a selector
 * @param {string} height
 */
const rule = (figure, height) => `${figure}::before {\n  padding-top: ${height};\n}\n`;

/**
 * Writes build/sizes.css, web/figures/sizes.css with each figure's own least height, from its manifest, and
 * build/sizes_of_languages.css.
 *
 * @returns {import('vite').Plugin}
 */
export function figureSizes() {
  return {
    name: 'figure-sizes',
    async buildStart() {
      /** @type {Manifest[]} */
      const manifests = await Promise.all(names.map((name) => import(manifestOf(name))));
      const embeds = manifests.map(({ embed }) => embed);
      const tags = embeds.map(({ name }) => tagOf(name));
      const common = readFileSync(inProject('web/figures/sizes.css'), 'utf8');
      const sheets = [
        [
          common.replaceAll('any-figure', `:is(${tags.join(', ')})`),
          ...embeds.map(({ name, minHeight }) => rule(tagOf(name), minHeight)),
        ],
        Object.entries(locales).flatMap(([language, { laterFigures }]) =>
          Object.entries(laterFigures.heights).map(([name, height]) =>
            rule(`${tagOf(name)}:lang(${language})`, height),
          ),
        ),
      ];
      mkdirSync(inProject('build'), { recursive: true });
      sheets.forEach((rules, i) => writeFileSync(sizesFiles[i], rules.join('\n')));
    },
  };
}
