import { readFileSync } from 'node:fs';
import { sizesFiles } from './figure_sizes.js';

/**
 * deepfool.css: for posts that want a figure's room kept before deepfool.js is there.
 *
 * @returns {import('vite').Plugin}
 */
export function postStylesheet() {
  return {
    name: 'post-stylesheet',
    generateBundle() {
      const source = sizesFiles.map((file) => readFileSync(file, 'utf8')).join('\n');
      this.emitFile({ type: 'asset', fileName: 'deepfool.css', source });
    },
  };
}
