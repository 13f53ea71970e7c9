// Keeps the state of all figures in the page's address: a copy of it, loading it again and going back show the same. It is
// in the fragment, which browsers do not send: no drawing leaves the machine. Each parameter is an attribute; that of a
// figure other than the first has the figure's name before it: digit=5&straight.norm=1.

import { setAttributes } from '../figures/attributes.js';
import { linkState } from '../figures/export/copy_forms.js';
import { names, tagOf } from '../figures/names.js';

/** @import { DigitFigure } from '../figures/digit/digit_figure.js' */
/** @import { LaterFigure } from '../figures/later_figure.js' */

/** Attributes that are chosen: going back undoes the choice. All others are drawn, dragged or stepped through. */
const choices = [
  ...['digit', 'classifier', 'method', 'norm', 'box', 'target'],
  ...['curve', 'curved', 'third', 'all', 'classifiers', 'count', 'trained', 'compare'],
];

/**
 * How long a change waits to be written, in milliseconds: from one writing to the next twice as long, as long as changes
 * follow each other within a second. Browsers allow 100 in half a minute.
 */
const waits = { shortest: 50, longest: 300, rest: 1000 };

/** Attributes that say what is on the pad, the one that comes first first. */
const drawings = ['strokes', 'pixels', 'digit'];

/** The figure whose attributes have no name before them. */
const [first] = names;

/** @param {string} name of a figure */
const prefixOf = (name) => (name === first ? '' : `${name}.`);

/**
 * The attributes of one figure.
 *
 * @param {URLSearchParams} all
 * @param {string} name of the figure
 */
function ownOf(all, name) {
  const prefix = prefixOf(name);
  const own = [...all].filter(([key]) => key.startsWith(prefix) && (prefix || !key.includes('.')));
  return new URLSearchParams(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** What of a state was chosen. @param {string} text */
const chosenIn = (text) =>
  String(
    [...new URLSearchParams(text)].filter(([key]) => choices.includes(key.split('.').pop() ?? '')),
  );

let isKept = false;

/**
 * Shows a state, and from then on writes what the figures show into the address.
 *
 * @param {URLSearchParams} asked the state that the address had when the page was opened
 */
export function keepState(asked) {
  if (isKept) return;
  isKept = true;
  const figures = names.flatMap((name) => {
    const figure = /** @type {LaterFigure | null} */ (document.querySelector(tagOf(name)));
    return figure ? [{ name, figure }] : [];
  });
  /** The attributes of figures that do not run yet. @type {Map<string, URLSearchParams>} */
  const waiting = new Map();

  /** What all figures show, as a query. */
  const shown = () => {
    const all = new URLSearchParams();
    for (const { name, figure } of figures) {
      const own = waiting.get(name) ?? new URLSearchParams(figure.ownState ?? figure.state);
      own.delete('lang');
      // An empty pad, which is not how the page begins.
      if (name === first && !drawings.some((key) => own.has(key))) {
        own.set('strokes', '');
      }
      for (const [key, value] of own) all.append(prefixOf(name) + key, value);
    }
    return String(all);
  };

  /** The state that the address has. */
  let written = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let wait = waits.shortest;
  let lastTime = 0;

  /** @param {{ isLast?: boolean }} [how] whether the page is left: then the history stays as long as it is */
  const write = ({ isLast = false } = {}) => {
    clearTimeout(timer);
    timer = undefined;
    const [{ figure: pen }] = figures;
    lastTime = performance.now();
    if (/** @type {DigitFigure} */ (/** @type {unknown} */ (pen)).isDrawing) {
      change();
      return;
    }
    const now = shown();
    if (now === written) return;
    const isChoice = !isLast && chosenIn(now) !== chosenIn(written);
    written = now;
    const url = new URL(location.href);
    const language = url.searchParams.get('lang');
    url.search = language ? String(new URLSearchParams({ lang: language })) : '';
    url.hash = now;
    try {
      history[isChoice ? 'pushState' : 'replaceState']({ shown: now }, '', url);
    } catch {
      // Browsers forbid it in some frames, and files.
    }
  };

  /** Is called when figures have changed. */
  function change() {
    if (timer !== undefined) return;
    const isBusy = performance.now() - lastTime < waits.rest;
    wait = isBusy ? Math.min(2 * wait, waits.longest) : waits.shortest;
    timer = setTimeout(() => write(), wait);
  }

  /** @param {string} text a state */
  const show = (text) => {
    clearTimeout(timer);
    timer = undefined;
    const all = new URLSearchParams(text);
    for (const { name, figure } of figures) {
      const own = ownOf(all, name);
      if (waiting.has(name)) waiting.set(name, own);
      else restore(figure, own);
    }
    settle();
  };

  /** What is shown is what the address says. */
  function settle() {
    written = shown();
    history.replaceState({ shown: written }, '');
  }

  for (const { name, figure } of figures) {
    waiting.set(name, ownOf(asked, name));
    void customElements.whenDefined(tagOf(name)).then(async () => {
      // Those of the first one are set in index.js.
      if (name !== first) setAttributes(figure, waiting.get(name) ?? asked);
      // By then, what made no sense is the default.
      await figure.updateComplete;
      const isSettled = shown() === written;
      waiting.delete(name);
      if (isSettled) settle();
      if (name === first && !isAsAsked(figure)) {
        written = '';
        change();
      }
    });
    new MutationObserver(change).observe(figure, { attributes: true });
  }
  settle();
  linkState(() => Object.fromEntries(new URLSearchParams(shown())));
  for (const type of ['deepfool-result', 'deepfool-change']) addEventListener(type, change);
  addEventListener('pagehide', () => write({ isLast: true }));
  addEventListener('popstate', ({ state }) => {
    const fragment = location.hash.slice(1);
    const text = state?.shown ?? (fragment.includes('=') ? fragment : null);
    if (text !== null) show(text);
  });

  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll('a.language')
  )) {
    // Before it is followed, by whatever means.
    for (const type of ['click', 'auxclick', 'contextmenu']) {
      link.addEventListener(type, () => {
        write();
        link.hash = shown();
      });
    }
  }
}

/** Whether nothing was drawn or chosen since the page was opened. @param {LaterFigure} figure the first one */
function isAsAsked(figure) {
  const name = drawings.find((key) => figure.hasAttribute(key));
  return !name || figure.state[name] === figure.getAttribute(name);
}

/**
 * Shows what attributes say, and nothing that was drawn, chosen or followed meanwhile.
 *
 * @param {LaterFigure} figure
 * @param {URLSearchParams} own
 */
function restore(figure, own) {
  const { observedAttributes } = /** @type {typeof LaterFigure} */ (figure.constructor);
  for (const name of observedAttributes) if (!own.has(name)) figure.removeAttribute(name);
  setAttributes(figure, own);
  figure.startOver();
}
