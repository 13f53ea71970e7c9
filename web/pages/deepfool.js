// What a post loads: <script type="module" src=".../deepfool.js"></script>. It is small, and fetches a
// figure's script, the module and a classifier only when a figure comes near the screen; until then,
// and where they cannot run, what stands between the figure's tags is shown.

import { anyFigure, nameOf } from '../figures/names.js';
import sizes from '../figures/sizes.css?inline';
import { loadFigure } from './load_figure.js';

/** How far below or above the screen a figure is fetched. */
const margin = '600px';

/** The height of a frame is believed in this range, in pixels. */
const heights = { least: 100, most: 4000 };

const here = new URL(import.meta.url).origin;

/** What has been seen by found(). @type {WeakSet<Element>} */
const known = new WeakSet();

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      void loadFigure(nameOf(target), target);
    }
  },
  { rootMargin: margin },
);

/**
 * Shows a figure's poster, until it is there itself.
 *
 * @param {Element} figure
 */
function hang(figure) {
  const src = figure.getAttribute('poster');
  if (!src || customElements.get(figure.localName)) return;
  // What it shows is said by what stands between the tags.
  figure.prepend(Object.assign(new Image(), { src, alt: '', className: 'deepfool-poster' }));
}

/** Watches the figures and frames that there are. */
function found() {
  for (const figure of document.querySelectorAll(anyFigure)) {
    if (known.has(figure)) continue;
    known.add(figure);
    hang(figure);
    near.observe(figure);
  }
  for (const frame of document.querySelectorAll('iframe')) {
    if (known.has(frame)) continue;
    known.add(frame);
    // It may have told its height before anyone listened; a frame of another kind ignores this.
    if (originOf(frame.src) === here) {
      frame.contentWindow?.postMessage({ type: 'deepfool:ask' }, here);
    }
  }
}

/** @param {string} url */
function originOf(url) {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}

addEventListener('message', ({ data, origin, source }) => {
  if (origin !== here || data?.type !== 'deepfool:height') return;
  const { height } = data;
  if (typeof height !== 'number' || !(height >= heights.least && height <= heights.most)) return;
  const frame = [...document.querySelectorAll('iframe')].find(
    ({ contentWindow }) => contentWindow === source,
  );
  if (frame) frame.style.height = `${height}px`;
});

const sheet = new CSSStyleSheet();
sheet.replaceSync(sizes);
document.adoptedStyleSheets.push(sheet);
found();
new MutationObserver(found).observe(document, { childList: true, subtree: true });
