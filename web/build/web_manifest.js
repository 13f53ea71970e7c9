import { readFileSync } from 'node:fs';
import { page } from '../locales/en.js';
import { inProject } from './in_project.js';

const icons = [192, 512].map((side) => ({
  src: `icon-${side}.png`,
  sizes: `${side}x${side}`,
  type: 'image/png',
  purpose: 'any maskable',
}));

const manifest = {
  id: './',
  name: 'DeepFool',
  description: page.description,
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#54318f',
  icons,
};

/**
 * What makes the page an app that can be installed: manifest.webmanifest and its icons.
 *
 * @returns {import('vite').Plugin}
 */
export function webManifest() {
  return {
    name: 'web-manifest',
    apply: 'build',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'manifest.webmanifest',
        source: JSON.stringify(manifest),
      });
      for (const { src } of icons) {
        const source = readFileSync(inProject(`web/pages/${src}`));
        this.emitFile({ type: 'asset', fileName: src, source });
      }
    },
    transformIndexHtml: (_, { filename }) =>
      filename.endsWith('index.html')
        ? [{ tag: 'link', attrs: { rel: 'manifest', href: './manifest.webmanifest' } }]
        : [],
  };
}
