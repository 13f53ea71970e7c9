// Which modules become one script: those that are always fetched together. It goes by what imports a module, so
// that a module that is added or renamed needs no line here.

import { inProject } from './in_project.js';

/** @typedef {{ isEntry: boolean, importers: string[], dynamicImporters: string[] }} ModuleInfo */
/** @typedef {{ getModuleInfo: (id: string) => ModuleInfo | null }} Context */

const loader = inProject('web/pages/deepfool.js');
const prefetch = inProject('web/pages/prefetch.js');
const firstFigure = inProject('web/figures/digit/digit_figure.js');

/** @param {string} id a module's */
const pathOf = (id) => id.split('?')[0];

/**
 * The scripts that need a module, because they import it or something that does: a page's own, and those that are
 * imported dynamically.
 *
 * @param {string} id of the module
 * @param {Context} context
 * @returns {{ scripts: Set<string>, pages: number }} their paths, and how many of them are pages' own
 */
function neededBy(id, context) {
  /** @type {Set<string>} */
  const scripts = new Set();
  /** @type {Set<string>} */
  const seen = new Set();
  let pages = 0;
  const visit = (/** @type {string} */ module) => {
    const info = context.getModuleInfo(module);
    if (seen.has(module) || !info) return;
    seen.add(module);
    const path = pathOf(module);
    if (info.isEntry) pages += 1;
    if (info.isEntry || info.dynamicImporters.length > 0 || path === loader) scripts.add(path);
    info.importers.forEach(visit);
  };
  visit(id);
  return { scripts, pages };
}

/**
 * The script that a module becomes a part of; null: the bundler decides.
 *
 * @param {string} id
 * @param {Context} context
 */
function scriptOf(id, context) {
  const { scripts, pages } = neededBy(id, context);
  if (scripts.has(pathOf(id))) return null;
  // What a post loads before a figure is near the screen, and what a page shares with it or with figures.
  if (scripts.has(loader)) return 'loader';
  if (scripts.has(prefetch)) return 'engine';
  if (pages > 0 && scripts.size > 1) return 'loader';
  // What a figure's later scripts import. They must not import the figure's own script: where it was
  // fetched by a second address (engine/load_once.js), it would run twice.
  if (scripts.has(firstFigure) && scripts.size > 1) return 'shared';
  return null;
}

/** For Rolldown's codeSplitting. What a group's modules import is in the group, too, unless an earlier one has it. */
export const groups = ['loader', 'engine', 'shared'].map((name) => ({
  name: (/** @type {string} */ id, /** @type {Context} */ context) =>
    scriptOf(id, context) === name ? name : null,
}));

/**
 * Whether a script has the words that come later. Rolldown names it like that of the first words.
 *
 * @param {{ facadeModuleId: string | null }} script
 */
export const hasLaterWords = ({ facadeModuleId }) => /\?later$/.test(facadeModuleId ?? '');
