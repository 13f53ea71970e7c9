// Finds the figures of a page, those in other components' shadow roots among them, and fetches what they are made of
// when they come near the screen.

import sizes from '../../build/sizes.css?inline';
import { anyFigure, nameOf, names } from '../figures/names.js';
import { loadFigure } from './load_figure.js';

/** How far below or above the screen a figure is fetched. */
const margin = '600px';

/** Figures and roots that are watched. @type {WeakSet<Node>} */
const known = new WeakSet();

/** Whether a figure was found. */
let isAnyFound = false;

export function watchFigures() {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        if (target.matches(anyFigure)) void loadFigure(nameOf(target), target);
        else if (!isAnyFound) for (const name of names) void loadFigure(name, target);
      }
    },
    { rootMargin: margin },
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(sizes);

  /** @param {Document | ShadowRoot} root */
  const findIn = (root) => {
    for (const figure of root.querySelectorAll(anyFigure)) {
      if (known.has(figure)) continue;
      known.add(figure);
      isAnyFound = true;
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
      showPoster(figure);
      near.observe(figure);
    }
  };

  /** @param {Document | ShadowRoot} root */
  const watch = (root) => {
    if (known.has(root)) return;
    known.add(root);
    findIn(root);
    const observer = new MutationObserver((records) => {
      findIn(root);
      for (const { addedNodes } of records) addedNodes.forEach(watchOpenRoots);
    });
    observer.observe(root, { childList: true, subtree: true });
    watchOpenRoots(root);
  };

  /** @param {Node} tree */
  const watchOpenRoots = (tree) => {
    for (const element of elementsOf(tree)) if (element.shadowRoot) watch(element.shadowRoot);
  };

  // Only here can a closed root be seen: elsewhere a component does not show it.
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    if (!isOurs(this)) watch(root);
    return root;
  };

  document.adoptedStyleSheets.push(sheet);
  watch(document);
  // A closed root that was attached before cannot be seen. If no figure is found elsewhere, such a component may have it.
  for (const element of elementsOf(document)) {
    if (customElements.get(element.localName) && !element.shadowRoot) near.observe(element);
  }
}

/** @param {Node} tree @returns {Element[]} */
function elementsOf(tree) {
  if (!(tree instanceof Element)) {
    return tree instanceof Document || tree instanceof DocumentFragment
      ? [...tree.querySelectorAll('*')]
      : [];
  }
  return isOurs(tree) ? [] : [tree, ...tree.querySelectorAll('*')];
}

/** @param {Element} element whose root has no figures */
const isOurs = ({ localName }) => localName.startsWith('deepfool-');

/**
 * Shows a figure's poster, until it is there itself.
 *
 * @param {Element} figure
 */
function showPoster(figure) {
  const src = figure.getAttribute('poster');
  if (!src || customElements.get(figure.localName)) return;
  // No text: what is between the tags says what it shows.
  figure.prepend(Object.assign(new Image(), { src, alt: '', className: 'deepfool-poster' }));
}
