import { inProject } from './in_project.js';
import { otherSources } from './other_sources.js';

const engine = (/** @type {string} */ name) => inProject(`web/engine/${name}`);

/**
 * The sources that a page in one file has in place of others.
 *
 * @returns {import('vite').PluginOption}
 */
export function singleSources() {
  /** Keeps the page for offline, which a file is already. */
  const omitted = inProject('web/pages/offline.js');
  return [
    otherSources({
      [engine('open_worker.js')]: engine('open_worker.single.js'),
      [engine('classifiers.js')]: engine('classifiers.single.js'),
      [engine('open_core.js')]: engine('open_core.single.js'),
      [engine('fine_tuned.js')]: engine('fine_tuned.single.js'),
      [engine('test_set_file.js')]: engine('test_set_file.single.js'),
    }),
    { name: 'omit-offline', load: (id) => (id === omitted ? '' : null) },
  ];
}
