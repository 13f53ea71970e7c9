import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { names, tagOf } from '../figures/names.js';
import { inProject } from './in_project.js';

/** @typedef {import('../figures/manifest.js').Manifest} Manifest */

/** @param {string} name */
const manifestOf = (name) => pathToFileURL(inProject(`web/figures/${name}/manifest.js`)).href;

/** The stylesheet that the plugin below writes. */
export const sizesFile = inProject('build/sizes.css');

/**
 * Writes build/sizes.css: web/figures/sizes.css with each figure's own least height, from its manifest.
 *
 * @returns {import('vite').Plugin}
 */
export function figureSizes() {
  return {
    name: 'figure-sizes',
    async buildStart() {
      /** @type {Manifest[]} */
      const manifests = await Promise.all(names.map((name) => import(manifestOf(name))));
      const tags = manifests.map(({ embed }) => tagOf(embed.name));
      const common = readFileSync(inProject('web/figures/sizes.css'), 'utf8');
      const own = manifests.map(
        ({ embed }, i) => `${tags[i]}::before {\n  padding-top: ${embed.minHeight};\n}\n`,
      );
      const css = [common.replaceAll('any-figure', `:is(${tags.join(', ')})`), ...own].join('\n');
      mkdirSync(inProject('build'), { recursive: true });
      writeFileSync(sizesFile, css);
    },
  };
}
