import { importOnce } from '../../engine/load_once.js';
import { Likeness } from './likeness.js';

/** @import { DigitFigure } from './digit_figure.js' */

const scripts = {
  controls: importOnce(() => import('../parts/attack_controls.js')),
  own: importOnce(() => import('../own/own_choice.js')),
  saving: importOnce(() => import('./saving.js')),
  marks: importOnce(() => import('../parts/outside_marks.js')),
  explorer: importOnce(() => import('./explorer.js')),
};

/**
 * Fetches what the figure does not need before the first flip, one piece after the other: the pen comes first. It may be
 * called again before it is done.
 *
 * @param {DigitFigure} figure
 */
export async function loadRest(figure) {
  await scripts.controls();
  await scripts.marks();
  const { Explorer, ready } = await scripts.explorer();
  await ready;
  figure._explorer ??= new Explorer(figure);
  await scripts.own();
  const saving = await scripts.saving();
  await figure.loadCopying();
  if (!figure._saving) figure.addController(new Likeness(figure));
  figure._saving = saving;
}
