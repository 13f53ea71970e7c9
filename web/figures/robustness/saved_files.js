// The robustness figure's files: rows, reports and plots.

import { csvOf, describeRun, jsonOf } from '../../engine/report_files.js';
import { titleOf } from '../../engine/classifier_title.js';
import { download } from '../export/download.js';
import { laterWords } from '../later_words.js';
import { say } from '../words.js';
import { pngOf, svgOf } from './plot_files.js';

/** @import { Classifier } from '../../engine/types.js' */
/** @import { Entry } from '../export/save_menu.js' */
/** @import { Answer } from './evaluation_runner.js' */
/** @import { Plot } from './plot.js' */

/**
 * What the menu offers, in groups.
 *
 * @param {Answer} answer
 * @param {number} looked the place of the classifier whose rows are saved
 * @param {Plot[]} plots
 * @returns {Entry[][]}
 */
export function saveEntries({ question, classifiers, evaluated, reports }, looked, plots) {
  const texts = laterWords.robustness;
  const name = question.names[looked];
  const title = titleOf(name);
  const run = () =>
    describeRun({ ...question, name, classifier: /** @type {Classifier} */ (classifiers[looked]) });
  const names = ['distribution', 'curves'];
  return [
    [
      {
        name: say(texts.saveRows, { name: title }),
        explanation: texts.saveRowsFor,
        take: async () => {
          const csv = csvOf(await run(), evaluated[looked]);
          download(new Blob([csv], { type: 'text/csv' }), `deepfool-${title}.csv`);
          return texts.saved;
        },
      },
      {
        name: say(texts.saveReport, { name: title }),
        explanation: texts.saveReportFor,
        take: async () => {
          const json = jsonOf(await run(), reports.sets[looked].report);
          download(new Blob([json], { type: 'application/json' }), `deepfool-${title}.json`);
          return texts.saved;
        },
      },
    ],
    plots.flatMap((plot, i) => [
      {
        name: say(texts.saveSvg, { plot: [texts.distribution, texts.curve][i] }),
        explanation: texts.saveSvgFor,
        take: async () => {
          download(new Blob([svgOf(plot)], { type: 'image/svg+xml' }), `deepfool-${names[i]}.svg`);
          return texts.saved;
        },
      },
      {
        name: say(texts.savePng, { plot: [texts.distribution, texts.curve][i] }),
        explanation: texts.savePngFor,
        take: async () => {
          download(await pngOf(plot), `deepfool-${names[i]}.png`);
          return texts.saved;
        },
      },
    ]),
  ];
}
