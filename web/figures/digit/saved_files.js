// Saves the perturbed digit as a file in which it is still read as shown.

import { sharedEngine } from '../../engine/shared_engine.js';
import { download } from '../export/download.js';
import { png } from '../export/png.js';
import { normAttribute, optionsFor } from '../parts/attack_settings.js';
import { laterWords } from '../later_words.js';
import { number, say } from '../words.js';
import { changed } from './shown.js';

/** @import { AttackResult, QuantisedPicture } from '../../engine/types.js' */
/** @import { Shown } from './shown.js' */
/** @import { Settings } from '../parts/attack_settings.js' */

/** @typedef {'small' | 'large' | 'numbers'} FileKind */

/** The side of a pixel in the large image. */
const enlargement = 20;

/**
 * Saves the perturbed digit with 256 shades.
 *
 * @param {FileKind} kind
 * @param {Shown} shown with an attack
 * @param {Settings} settings
 * @returns {Promise<string>} a sentence for the visitor
 */
export async function saveFile(kind, shown, settings) {
  const { classifier, digit } = shown;
  const attack = /** @type {AttackResult} */ (shown.attack);
  const { target, norm } = optionsFor(settings, shown.method);
  const options = { target, norm };
  const quantised = await sharedEngine().quantise(classifier, digit.pixels, attack, options);
  const { bytes } = quantised;
  const [, , width] = classifier.shape;
  const name = `deepfool-${attack.label}-to-${attack.adversarial}`;
  if (kind === 'small') download(await png(bytes, width), `${name}.png`);
  else if (kind === 'large') {
    const dark = bytes.map((ink) => 255 - ink);
    download(await png(dark, width, enlargement), `${name}-large.png`);
  } else {
    const report = JSON.stringify(numbers(shown, attack, settings, quantised, bytes));
    download(new Blob([report], { type: 'application/json' }), `${name}.json`);
    return '';
  }
  const message = !quantised.flipped
    ? laterWords.savedUnflipped
    : quantised.boxed
      ? laterWords.savedBoxed
      : quantised.levels > 0
        ? laterWords.savedFurther
        : laterWords.saved;
  return say(message, {
    adversarial: quantised.adversarial,
    before: number('number', quantised.l2Before),
    after: number('number', quantised.l2),
  });
}

/** The gap between the two digits in pixels, and the side of a pixel in the image. */
const fallback = { gap: 4, enlargement: 4 };

/**
 * An image of x and x + r side by side, for posts where no script runs.
 *
 * @param {Shown} shown with an attack
 * @returns {Promise<string>} a PNG as a data: address
 */
export async function fallbackImage({ classifier, digit, attack }) {
  const [, height, width] = classifier.shape;
  const whole = 2 * width + fallback.gap;
  const grey = new Uint8Array(whole * height).fill(255);
  const before = digit.pixels;
  const after = changed(/** @type {AttackResult} */ (attack)).pixels;
  const paper = (/** @type {number} */ ink) => 255 - Math.round(255 * ink);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      grey[y * whole + x] = paper(before[y * width + x]);
      grey[y * whole + width + fallback.gap + x] = paper(after[y * width + x]);
    }
  }
  const file = await png(grey, whole, fallback.enlargement);
  const bytes = new Uint8Array(await file.arrayBuffer());
  return `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;
}

/**
 * Everything that is shown, for a JSON file.
 *
 * @param {Shown} shown
 * @param {AttackResult} attack
 * @param {Settings} settings
 * @param {QuantisedPicture} quantised
 * @param {Uint8Array} bytes its pixels
 */
function numbers({ classifier, digit, method }, attack, settings, quantised, bytes) {
  const { label, adversarial, status, iterations, l1, l2, linf } = attack;
  const options = optionsFor(settings, method);
  const { flipped, levels, boxed } = quantised;
  return {
    classifier: (classifier.card ?? classifier.own)?.name ?? null,
    method,
    options: { ...options, norm: normAttribute.toAttribute(options.norm ?? 2) },
    result: { status, label, adversarial, iterations, l1, l2, linf },
    shape: classifier.shape.slice(1),
    input: Array.from(digit.pixels),
    perturbation: Array.from(attack.perturbation),
    logits: Array.from(attack.logits),
    adversarialLogits: Array.from(attack.adversarialLogits),
    saved: {
      bytes: Array.from(bytes),
      flipped,
      adversarial: quantised.adversarial,
      levels,
      boxed,
      l2: quantised.l2,
    },
  };
}
