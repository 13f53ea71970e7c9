import { createHash } from 'node:crypto';
import { classicScript } from './classic_script.js';
import { inProject } from './in_project.js';
import { languageFiles } from './languages.js';

/**
 * Puts pages/language_first.js before the stylesheet, as a classic script in one piece: the page waits
 * for it, and for no other script.
 *
 * @returns {import('vite').Plugin}
 */
export function languageFirst() {
  let fileName = '';
  return {
    name: 'language-first',
    apply: 'build',
    async buildStart() {
      const source = await classicScript(inProject('web/pages/language_first.js'), {
        plugins: [languageFiles()],
      });
      const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
      fileName = `assets/language_first-${hash}.js`;
      this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { filename }) =>
        filename.endsWith('index.html')
          ? html.replace(
              '<link rel="stylesheet"',
              `<script src="./${fileName}"></script>\n    <link rel="stylesheet"`,
            )
          : html,
    },
  };
}
