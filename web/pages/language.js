// Puts the page into its language. It is served in English, with its text in each other language in a <template>.

import { pageLanguage } from '../locales/choose.js';

const language = pageLanguage();
const template = /** @type {HTMLTemplateElement | null} */ (
  document.querySelector(`template[lang="${language}"]`)
);
const root = document.documentElement;
if (template) {
  root.lang = language;
  document.title = `${template.dataset.title} · DeepFool`;
  document.body.replaceChildren(document.importNode(template.content, true));
}
// It may have been hidden by language_first.js.
root.hidden = false;
