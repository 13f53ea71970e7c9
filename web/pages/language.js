// The page's language: that of the address (?lang=zh), or the first one of the browser's that there is.
// The page is served in English; what it says in Chinese lies beside it in a <template>.

import { languageAmong } from '../locales/choose.js';

const asked = new URLSearchParams(location.search).get('lang');
const language = languageAmong(asked ? [asked] : navigator.languages);
const template = /** @type {HTMLTemplateElement | null} */ (
  document.querySelector(`template[lang="${language}"]`)
);
if (template) {
  document.documentElement.lang = language;
  document.title = `${template.dataset.title} · DeepFool`;
  document.body.replaceChildren(document.importNode(template.content, true));
}
