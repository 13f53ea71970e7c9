// The result of an attack, in words.

import { html, nothing, render } from 'lit';
import { normName, normText, usedNorm } from '../parts/attack_settings.js';
import { normSymbol } from '../parts/norm_symbol.js';
import { duration, number, pieces, say, words } from '../words.js';
import { changed, classText } from './shown.js';

/** @import { AttackResult } from '../../engine/types.js' */
/** @import { Method } from '../../engine/attack_options.js' */
/** @import { Running, Shown } from './shown.js' */
/** @import { NormName } from '../parts/attack_settings.js' */

/** @typedef {{ key: 'l1' | 'l2' | 'linf' | 'lp', p: string }} Size a norm of a result, and its p */

/** @type {Record<NormName, Size>} */
const sizes = {
  length: { key: 'l2', p: '2' },
  largest: { key: 'linf', p: '∞' },
  sum: { key: 'l1', p: '1' },
};

/**
 * What has the words of each result: another one's are not those of the last one moved, which browsers would count as a
 * shift.
 *
 * @type {WeakMap<AttackResult, HTMLElement>}
 */
const elements = new WeakMap();

/** @param {number} count */
export function iterations(count) {
  return say(words.iterations, { count, number: number('integer', count) });
}

/**
 * The sentence about a result, and below it its size and cost, or in their room what else there is to say.
 *
 * @param {Shown} shown
 * @param {AttackResult} attack its attack
 * @param {Running | null} running
 * @param {string} remark
 * @returns {HTMLElement}
 */
export function resultText(shown, attack, running, remark) {
  const p = usedNorm(shown.settings);
  const name = normName(p);
  /** @type {Size} */
  const size = name ? sizes[name] : { key: 'lp', p: normText(p) };
  // For a p without a name, the sentence tells the length.
  const element = elements.get(attack) ?? document.createElement('span');
  elements.set(attack, element);
  render(
    html`<span class="main"
        >${sentence(shown, attack, name ?? 'length')}
        ${attack.outsidePixels > 0 ? html`<span class="outside">${outside(attack)}</span>` : nothing}</span
      >
      <span class=${remark ? 'remark' : 'cost'}
        >${remark || cost(shown, attack, size, running?.method === shown.method)}</span
      >`,
    element,
  );
  return element;
}

/**
 * The result for screen readers, in few words.
 *
 * @param {Shown} shown
 * @param {AttackResult} attack
 * @returns {string}
 */
export function spokenResult({ classifier, method, settings }, attack) {
  const name = normName(usedNorm(settings)) ?? 'length';
  const message = attack.status === 'flipped' ? words.spoken[name] : words[attack.status];
  const text = say(message, {
    ...numbers({ classifier }, attack),
    iterations: iterations(attack.iterations),
    method: methodName(method),
  });
  return attack.outsidePixels > 0 ? `${text} ${outside(attack)}` : text;
}

/**
 * What is lost of a change that no picture can show.
 *
 * @param {AttackResult} attack
 */
function outside({ outsidePixels, picture }) {
  return say(words.outside, {
    count: outsidePixels,
    number: number('integer', outsidePixels),
    clipped: picture?.adversarial ?? '',
  });
}

/** @param {Pick<Shown, 'classifier'>} shown @param {AttackResult} attack */
function numbers(shown, attack) {
  const { label, relativeL2, linf, status, changedPixels } = attack;
  return {
    label: classText(shown, label),
    adversarial: classText(shown, changed(attack).adversarial),
    relative: number('share', relativeL2),
    linf: number('share', linf),
    count: status === 'flipped' ? changedPixels : 0,
  };
}

/**
 * @param {Shown} shown
 * @param {AttackResult} attack
 * @param {NormName} name
 */
function sentence(shown, attack, name) {
  const { digit, method } = shown;
  const { status } = attack;
  const flips = digit.outcome === 'line' ? words.flippedLine : words.flipped;
  const message = status === 'flipped' ? flips[name] : words[status];
  const { label, adversarial, relative, linf, count } = numbers(shown, attack);
  return pieces(message, {
    label: html`<b class="was">${label}</b>`,
    adversarial: html`<b class="becomes">${adversarial}</b>`,
    relative: html`<b>${relative}</b>`,
    linf: html`<b>${linf}</b>`,
    count,
    iterations: iterations(attack.iterations),
    method: methodName(method),
  });
}

/**
 * How large the change is, what it took to find it, and how it compares with DeepFool's.
 *
 * @param {Shown} shown
 * @param {AttackResult} attack
 * @param {Size} which
 * @param {boolean} running whether there is more to come
 */
function cost({ method, deepfool }, attack, { key, p }, running) {
  if (attack.status === 'not finite') return nothing;
  const size = attack[key];
  const before = deepfool?.status === 'flipped' ? deepfool[key] : null;
  const message =
    method === 'deepfool'
      ? words.detail
      : running
        ? words.detailSoFar
        : method === 'refine'
          ? words.detailRefined
          : words.detailMethod;
  return pieces(message, {
    norm: normSymbol('r', p),
    size: number('number', size),
    rounded: rounded(attack),
    iterations: iterations(attack.iterations),
    time: duration(attack.milliseconds),
    method: methodName(method),
    compared: attack.status === 'flipped' && before ? compared(size, before) : words.uncompared,
  });
}

/**
 * How large the change is once it is a picture of 8 bits a pixel; nothing, if it is not shown as one that flips.
 *
 * @param {AttackResult} attack
 */
function rounded({ status, picture, outsidePixels }) {
  if (!picture || outsidePixels > 0 || !(status === 'flipped' || picture.boxed)) return '';
  const { flipped, boxed, adversarial, lp } = picture;
  const message = !flipped ? words.roundedUndone : boxed ? words.roundedOther : words.rounded;
  return say(message, { adversarial, size: number('number', lp) });
}

/** @param {Method} method */
function methodName(method) {
  return words.methods[method === 'refine' ? 'deepfool' : method];
}

/**
 * @param {number} size of a change
 * @param {number} before that of DeepFool's
 */
function compared(size, before) {
  const [text, textBefore] = [size, before].map((value) => number('number', value));
  const message = text === textBefore ? words.same : size < before ? words.smaller : words.larger;
  return say(message, { before: textBefore });
}
