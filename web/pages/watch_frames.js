// Gives the frames of a post the height of the figures in them.

/** A frame's height is taken in this range, in pixels. */
const heights = { least: 100, most: 4000 };

const here = new URL(import.meta.url).origin;

/** Frames that were asked for their height. @type {WeakSet<HTMLIFrameElement>} */
const known = new WeakSet();

export function watchFrames() {
  addEventListener('message', ({ data, origin, source }) => {
    if (origin !== here || data?.type !== 'deepfool:height') return;
    const { height } = data;
    if (typeof height !== 'number' || !(height >= heights.least && height <= heights.most)) return;
    const frame = [...document.querySelectorAll('iframe')].find(
      ({ contentWindow }) => contentWindow === source,
    );
    if (frame) give(frame, height);
  });
  askForHeights();
  new MutationObserver(askForHeights).observe(document, { childList: true, subtree: true });
}

/**
 * @param {HTMLIFrameElement} frame
 * @param {number} height in pixels
 */
function give(frame, height) {
  // Around a copied frame there is a box that keeps its room, and that it fills.
  const around = frame.style.position === 'absolute' ? frame.parentElement : null;
  if (around) around.style.minHeight = `${height}px`;
  else frame.style.height = `${height}px`;
}

/** Frames may have told their height before anyone listened. Those of other pages ignore the question. */
function askForHeights() {
  for (const frame of document.querySelectorAll('iframe')) {
    if (known.has(frame)) continue;
    known.add(frame);
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
