// What the regions' figure says of itself.

import { html, nothing } from 'lit';
import { laterWords } from '../later_words.js';
import { normText, optionsFor } from '../parts/attack_settings.js';
import { normSymbol } from '../parts/norm_symbol.js';
import { number, pieces, say, words } from '../words.js';

/** @import { Regions } from './class_regions.js' */
/** @import { Scene } from './scene.js' */

/** Distances below this are those of float32. */
const rounding = 1e-5;

/** A number of steps, with the word for it. @param {number} count */
export const steps = (count) =>
  say(laterWords.stepCount, { count, number: number('integer', count) });

/**
 * @param {Scene | null} scene
 * @param {number} norm
 */
export function sentence(scene, norm) {
  if (!scene) return nothing;
  const { attack, planar, distances } = scene;
  const { settings } = scene.request;
  if (attack.status !== 'flipped') {
    const message =
      attack.status === 'already target' ? words['already target'] : laterWords.regionsNoPath;
    return say(message, { label: attack.label });
  }
  const furthest = Math.max(...distances);
  const [before, length] = [attack.l2, planar.l2].map((size) => number('number', size));
  const found = pieces(laterWords.regionsFound, {
    label: html`<b class="was">${attack.label}</b>`,
    adversarial: html`<b class="becomes">${attack.adversarial}</b>`,
    steps: steps(attack.iterations),
    norm: html`${normSymbol('r', normText(norm))} = ${number('number', attack.lp)}`,
  });
  const message = before === length ? laterWords.regionsPlanarSame : laterWords.regionsPlanar;
  const inPlane =
    planar.status === 'flipped'
      ? pieces(message, {
          adversarial: html`<b>${planar.adversarial}</b>`,
          steps: steps(planar.iterations),
          before,
          length,
          unboxed: optionsFor(settings, 'deepfool').box ? laterWords.unboxed : '',
        })
      : laterWords.regionsNoPlanar;
  const beside =
    furthest < rounding
      ? laterWords.pathInside
      : say(laterWords.pathBeside, { distance: number('number', furthest) });
  const { gap } = laterWords;
  return [found, gap, inPlane, gap, beside];
}

/**
 * The plane in words.
 *
 * @param {Scene} scene
 * @param {Regions} regions
 */
export function planeText({ attack, path, third }, { all }) {
  const at = (/** @type {ArrayLike<number>} */ point) =>
    say(laterWords.planeAt, {
      x: number('coordinate', point[0]),
      y: number('coordinate', point[1]),
    });
  return [
    say(laterWords.regionsText, {
      classes: all.map((region) => region.class).join(', '),
      label: attack.label,
    }),
    attack.status === 'flipped'
      ? say(laterWords.regionsEnd, {
          adversarial: attack.adversarial,
          point: at(path[path.length - 1]),
        })
      : '',
    third.isPoint ? say(laterWords.regionsThird, { point: at(third.at) }) : '',
  ].join(' ');
}
