// A figure alone, to stand in an <iframe>: embed.html?figure=digit&classifier=digits&digit=7&lang=zh.
// A parameter is the attribute of the same name; what makes no sense is left out, so that a malformed
// address shows the figure as it is by itself.

import { read } from '../figures/written.js';
import { languageOf } from '../locales/choose.js';

/** @typedef {{ test: (text: string) => boolean }} Form what an attribute may be */

/** @type {Record<string, { load: () => Promise<unknown>, attributes: Record<string, Form> }>} */
const figures = {
  digit: {
    load: () => import('../figures/digit.js'),
    attributes: {
      classifier: /^[\w-]{1,32}$/,
      digit: /^\d$/,
      method: /^\w{1,16}$/,
      norm: /^(inf|\d{1,3}(\.\d{1,6})?)$/,
      target: /^\d{1,3}$/,
      overshoot: /^\d(\.\d{1,6})?$/,
      box: /^$/,
      strokes: { test: (text) => read(text) !== null },
    },
  },
  universal: {
    load: () => import('../figures/universal.js'),
    attributes: { classifier: /^[\w-]{1,32}$/, length: /^\d(\.\d{1,6})?$/ },
  },
};

const asked = new URLSearchParams(location.search);
const name = asked.get('figure') ?? '';
const shown = Object.hasOwn(figures, name) ? name : 'digit';
const { load, attributes } = figures[shown];

const language = asked.get('lang') ?? '';
if (/^[a-z]{2,3}(-\w{1,8})*$/i.test(language)) document.documentElement.lang = language;
document.documentElement.lang = languageOf(null);

const figure = document.createElement(`deepfool-${shown}`);
for (const [attribute, form] of Object.entries(attributes)) {
  const value = asked.get(attribute);
  if (value !== null && form.test(value)) figure.setAttribute(attribute, value);
}
if (shown === 'digit' && !figure.hasAttribute('digit') && !figure.hasAttribute('strokes')) {
  figure.setAttribute('digit', '3');
}
document.body.append(figure);
void load();

/** Tells whoever framed this page its height. That is no secret, so any origin may hear it. */
function tell() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (parent !== window) parent.postMessage({ type: 'deepfool:height', height }, '*');
}

new ResizeObserver(tell).observe(document.body);
addEventListener('message', ({ data, source }) => {
  if (source === parent && data?.type === 'deepfool:ask') tell();
});
