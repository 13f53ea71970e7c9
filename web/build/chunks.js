import { inProject } from './in_project.js';

/**
 * Files of web/ that are always fetched together, by the name of the script that they become; a folder
 * stands for all that lies in it.
 *
 * @type {Record<string, string[]>}
 */
const chunks = {
  // What a post loads before a figure is near the screen.
  figures: [
    'figures/figures.js',
    'figures/parameters.js',
    'figures/sizes.css',
    'locales/choose.js',
    'engine/errors.js',
    'engine/load_once.js',
    'pages/bring.js',
  ],
  shared: [
    'engine/shared_engine.js',
    'engine/engine.js',
    'engine/classifiers.js',
    'figures/gallery_digits.js',
  ],
  // What a figure's later scripts import. They must not import the figure's own script: where it was
  // fetched by a second address (engine/load_once.js), it would run twice.
  base: [
    ...['theme', 'words', 'palette', 'picture', 'scale', 'cursor', 'cursor_style', 'settings'].map(
      (name) => `figures/${name}.js`,
    ),
    'figures/outcome.js',
    'figures/picker.js',
  ],
};

/** Modules that are not files of web/. @type {Record<string, RegExp>} */
const others = {
  figures: /preload-helper/,
  base: /node_modules\/(lit|@lit)/,
};

/** @param {string} id a module's */
const pathOf = (id) => id.split('?')[0];

const lies = (/** @type {string} */ id, /** @type {string} */ name) =>
  name.endsWith('/')
    ? id.startsWith(inProject(`web/${name}`))
    : pathOf(id) === inProject(`web/${name}`);

/** For Rolldown's codeSplitting. */
export const groups = Object.entries(chunks).map(([name, files]) => ({
  name,
  test: (/** @type {string} */ id) =>
    files.some((file) => lies(id, file)) || others[name]?.test(id) === true,
}));

/**
 * Fails the build where a name above is no module's: after a renaming the file would silently become
 * a script of its own.
 *
 * @returns {import('vite').Plugin}
 */
export function everyChunkNameIsUsed() {
  return {
    name: 'every-chunk-name-is-used',
    apply: 'build',
    buildEnd(error) {
      if (error) return;
      const ids = [...this.getModuleIds()];
      const unused = Object.values(chunks)
        .flat()
        .filter((file) => !ids.some((id) => lies(id, file)));
      if (unused.length > 0) this.error(`web/build/chunks.js names ${unused}: no such module.`);
    },
  };
}
