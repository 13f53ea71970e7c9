// What a post loads: <script type="module" src=".../deepfool.js"></script>. It is small, and fetches a
// figure's script, the module and a classifier only when a figure comes near the screen; until then,
// and where they cannot run, what stands between the figure's tags is shown.

import { online } from '../engine/once.js';
import { figures, tagOf, tags } from '../figures/figures.js';
import sizes from '../figures/sizes.css?inline';
import { languageOf, wordsIn } from '../locales/choose.js';

/** How far below or above the screen a figure is fetched. */
const margin = '600px';

/** The height of a frame is believed in this range, in pixels. */
const heights = { least: 100, most: 4000 };

/**
 * An empty function that makes a vector: what a browser without WebAssembly's 128-bit SIMD refuses.
 * (Binary format of WebAssembly 2.0: type, function and code section; i32.const 0, i8x16.splat, drop.)
 */
const simd = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
  ...[10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11],
);
const able = typeof WebAssembly === 'object' && WebAssembly.validate(simd);

const here = new URL(import.meta.url).origin;

/** What has been seen by found(). @type {WeakSet<Element>} */
const known = new WeakSet();

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      if (able) void bring(target);
      else void excuse(target, 'unable');
    }
  },
  { rootMargin: margin },
);

/**
 * Fetches a figure. Where there is no network, it says so, and comes with it.
 *
 * @param {Element} figure
 */
async function bring(figure) {
  try {
    await fetched(figure);
  } catch {
    const excused = excuse(figure, 'unreachable');
    await online();
    (await excused)?.remove();
    void bring(figure);
  }
}

/**
 * Fetches what a figure is made of: its script, and its words at the same time.
 *
 * @param {Element} figure
 */
function fetched(figure) {
  const names = Object.keys(figures);
  const name = /** @type {string} */ (names.find((name) => tagOf(name) === figure.localName));
  return Promise.all([figures[name](), wordsIn(languageOf(figure))]);
}

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

/**
 * Adds a sentence to what stands in for a figure.
 *
 * @param {Element} figure
 * @param {'unable' | 'unreachable'} why
 */
async function excuse(figure, why) {
  const language = languageOf(figure);
  const words = await wordsIn(language).catch(() => null);
  // Without a network there may be no words either.
  if (!words) return null;
  const sentence = document.createElement('p');
  sentence.lang = language;
  sentence.textContent = words.embed[why];
  figure.append(sentence);
  return sentence;
}

/** Watches the figures and frames that there are. */
function found() {
  for (const figure of document.querySelectorAll(tags)) {
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
