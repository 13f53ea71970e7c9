import { inProject } from './in_project.js';

/** Each has a NAME.single.js beside it. */
const replaced = ['open_worker', 'classifiers', 'open_core'].map((name) =>
  inProject(`web/engine/${name}.js`),
);

/** Keeps the page for offline, which a file is already. */
const omitted = inProject('web/pages/offline.js');

/**
 * Takes NAME.single.js instead of NAME.js where a page in one file needs other code.
 *
 * @returns {import('vite').Plugin}
 */
export function singleSources() {
  return {
    name: 'single-sources',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.startsWith('.')) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && replaced.includes(found.id) ? found.id.replace(/\.js$/, '.single.js') : null;
    },
    load: (id) => (id === omitted ? '' : null),
  };
}
