import { readFileSync } from 'node:fs';
import { inProject } from './in_project.js';

/** Nothing leaves this page either: it can load what is written in it, and nothing else. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob: data:; " +
  "connect-src data:; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * Gives the page in one file its policy and its icon, and takes out the addresses of what lies beside
 * the page in files.
 *
 * @returns {import('vite').Plugin}
 */
export function singleHtml() {
  const icon = readFileSync(inProject('web/pages/icon.svg'), 'base64');
  return {
    name: 'single-html',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html
          .replace(/(http-equiv="Content-Security-Policy"\s+content=")[^"]*/, `$1${policy}`)
          .replace(/<a href="\.\/api[^>]*>([^<]*)<\/a>/g, '$1')
          .replace(/<meta\s+property="og:image"[^>]*>/, '')
          .replace(/<p class="from-disk".*?<\/p>/gs, '')
          .replace('href="./icon.svg"', `href="data:image/svg+xml;base64,${icon}"`),
    },
  };
}
