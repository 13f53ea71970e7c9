// What can be done with the digit figure's result: fetched after the first flip.

import '../export/save_menu.js';
import { laterWords } from '../later_words.js';
import { saveFile } from './saved_files.js';

/** @import { Entry } from '../export/save_menu.js' */
/** @import { Figure } from '../figure.js' */
/** @import { Settings } from '../parts/attack_settings.js' */
/** @import { Shown } from './shown.js' */
/** @import { FileKind } from './saved_files.js' */

export { actions } from './actions.js';
export { fallbackImage } from './saved_files.js';

/**
 * @param {Figure & { result: Shown | null, settings: Settings }} figure
 * @returns {Entry[][]} what the menu offers, in groups
 */
export function saveEntries(figure) {
  const file = (
    /** @type {FileKind} */ kind,
    /** @type {string} */ name,
    /** @type {string} */ explanation,
  ) => ({
    name,
    explanation,
    take: async () => (figure.result ? saveFile(kind, figure.result, figure.settings) : ''),
  });
  return [
    [
      file('small', laterWords.savePicture, laterWords.savePictureFor),
      file('large', laterWords.saveLarge, laterWords.saveLargeFor),
      file('numbers', laterWords.saveNumbers, laterWords.saveNumbersFor),
    ],
    figure.copyForms.map(({ form, name, explanation }) => ({
      name,
      explanation,
      take: () => figure.copy(form),
    })),
  ];
}
