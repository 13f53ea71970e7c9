// A figure alone, to stand in an <iframe>: embed.html?figure=digit&lang=zh#classifier=digits&digit=7.

import { names, tagOf } from '../figures/names.js';
import { setAttributes } from '../figures/attributes.js';
import { languageOf, wordsIn } from '../locales/choose.js';
import { asked } from './asked.js';
import { loadFigure } from './load_figure.js';

const which = new URLSearchParams(location.search);
const shown = names.find((name) => name === which.get('figure')) ?? 'digit';

const language = which.get('lang') ?? '';
if (/^[a-z]{2,3}(-\w{1,8})*$/i.test(language)) document.documentElement.lang = language;
const spoken = languageOf(null);
document.documentElement.lang = spoken;
const [main, heading] = /** @type {[Element, Element]} */ ([
  ...document.querySelectorAll('main, h1'),
]);
document.querySelector('.unreachable')?.remove();
void loadFigure(shown, main);
void customElements.whenDefined(tagOf(shown)).then(async (element) => {
  const { figure: words } = await wordsIn(spoken);
  heading.textContent = words.figures[shown];
  document.title = `${heading.textContent} · DeepFool`;
  const figure = document.createElement(tagOf(shown));
  const { example = {} } = /** @type {{ example?: Record<string, string> }} */ (
    /** @type {unknown} */ (element)
  );
  setAttributes(figure, new URLSearchParams(example));
  setAttributes(figure, asked);
  main.append(figure);
});

/** Tells the page around this frame its height. That is no secret, so any origin may have it. */
function tell() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (parent !== window) parent.postMessage({ type: 'deepfool:height', height }, '*');
}

new ResizeObserver(tell).observe(document.body);
// Off screen, a frame's observers are not called; without this, what is below would jump when the frame is seen.
addEventListener('deepfool-result', tell, { once: true });
addEventListener('message', ({ data, source }) => {
  if (source === parent && data?.type === 'deepfool:ask') tell();
});
