// Fetches a figure's script, or says why there is no figure.

import { online } from '../engine/load_once.js';
import { anyFigure } from '../figures/names.js';
import { figureScripts } from '../figures/registry.js';
import { languageOf, languageOfFigures, wordsIn } from '../locales/choose.js';

/** @import { FigureName } from '../figures/names.js' */

/**
 * A module with a function that makes a vector: a browser without WebAssembly's 128-bit SIMD refuses it.
 * (Binary format of WebAssembly 2.0: type, function and code section; i32.const 0, i8x16.splat, drop.)
 */
const simd = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
  ...[10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11],
);

/** Whether figures can run here. */
export const canRun = typeof WebAssembly === 'object' && WebAssembly.validate(simd);

/**
 * Fetches a figure's script and words. Without a network, that is tried again when the network is back.
 *
 * @param {FigureName} name of the figure
 * @param {Element} place that is told, in a sentence, why there is none
 */
export async function loadFigure(name, place) {
  if (!canRun) {
    await excuse(place, 'unable');
    return;
  }
  try {
    // The first figure, unless it is in another component's shadow root.
    const first = document.querySelector(anyFigure) ?? place;
    await Promise.all([figureScripts[name](), wordsIn(languageOfFigures(first))]);
  } catch {
    const excused = excuse(place, 'unreachable');
    await online();
    (await excused)?.remove();
    void loadFigure(name, place);
  }
}

/**
 * @param {Element} place
 * @param {'unable' | 'unreachable'} why
 */
async function excuse(place, why) {
  const language = languageOf(place);
  const words = await wordsIn(language).catch(() => null);
  // Without a network there may be no words.
  if (!words) return null;
  const sentence = document.createElement('p');
  sentence.lang = language;
  sentence.textContent = words.embed[why];
  place.append(sentence);
  return sentence;
}
