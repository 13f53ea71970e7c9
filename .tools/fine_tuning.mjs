// What fine-tuning came to, as Markdown: from the file that models/fine_tune.py writes. README has these tables of the
// committed one.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';
import { table } from './tables.mjs';

/** @import { Measured } from '../web/figures/finetuning/results.js' */

/** @typedef {Record<string, Record<string, Measured[]>>} Summary by classifier and variant, by epoch */

export const committed = 'models/fine_tuning.json';

/** The variants in the order of the tables, and what is said of each. @type {Record<string, string>} */
const variants = {
  clean: 'clean digits',
  deepfool: "DeepFool's perturbations",
  'deepfool-2': "DeepFool's times 2",
  'deepfool-3': "DeepFool's times 3",
  'deepfool-10': "DeepFool's times 10",
  fgsm: 'FGSM, each its smallest epsilon',
  'fgsm-common': 'FGSM, one epsilon for all',
  pgd: 'PGD, from the beginning, 8 epochs',
};

/** One thing changed at a time. @type {Record<string, string>} */
const reasons = {
  deepfool: "DeepFool's perturbations, as above",
  'deepfool-constant-rate': 'the same, learning rate constant',
  'deepfool-rate-20th': 'the same, a tenth of the learning rate, constant',
  'deepfool-rate-200th': 'the same, a hundredth of the learning rate, constant',
  'deepfool-and-clean': 'the same, and clean digits beside them',
  'deepfool-box': 'the same, perturbed within the box [0, 1]',
  clean: 'clean digits, as above',
  'clean-rate-20th': 'clean digits, a tenth of the learning rate, constant',
};

/** Table 3 of the paper (arXiv 1511.04599v3): test errors after five more epochs. */
const paper = [
  ['the paper, test error', 'before', 'clean', 'DeepFool', 'FGSM'],
  ['LeNet', '1.0 %', '1.0 %', '0.8 %', '4.4 %'],
  ['FC500-150-10', '1.7 %', '1.7 %', '1.5 %', '4.9 %'],
];

/** @param {number} mean @param {number | null} spread @param {(value: number) => string} text */
const withSpread = (mean, spread, text) =>
  spread === null ? text(mean) : `${text(mean)} ± ${text(spread)}`;

/** @param {Measured} measured */
const rho = ({ rho_adv_mean: mean, rho_adv_spread: spread }) =>
  withSpread(mean, spread, (value) => value.toFixed(4));

/** @param {Measured} measured */
const error = ({ test_error_mean: mean, test_error_spread: spread }) =>
  `${withSpread(mean, spread, (value) => (100 * value).toFixed(2))} %`;

/**
 * @param {string} title of the first column
 * @param {Record<string, Measured[]>} results by variant
 * @param {Record<string, string>} chosen
 */
function results(title, results, chosen) {
  const rows = Object.entries(chosen).flatMap(([variant, text]) => {
    const epochs = results[variant];
    if (!epochs) return [];
    // What is trained from the beginning has no epoch 0; only its end counts.
    const first = epochs[0].epoch === 0 ? epochs[1] : null;
    const last = epochs[epochs.length - 1];
    return [
      [
        text,
        first ? rho(first) : '',
        rho(last),
        first ? error(first) : '',
        error(last),
        String(last.seeds),
      ],
    ];
  });
  const [before] = Object.values(results).filter(([{ epoch }]) => epoch === 0);
  const head = ['ρ_adv after 1', 'ρ_adv after 5', 'test error after 1', 'after 5', 'seeds'];
  const start = before ? [['before', '', rho(before[0]), '', error(before[0]), '']] : [];
  return table([[title, ...head], ...start, ...rows]);
}

/** @param {Summary} summary */
export function fineTuningTables(summary) {
  const own = Object.entries(summary).map(([name, found]) => results(name, found, variants));
  const [name] = Object.keys(summary);
  const why = results(`${name}, what if`, summary[name], reasons);
  return [...own, why, table(paper)].join('\n\n');
}

/** @param {string} path from the repository's root @returns {Summary} */
export const summaryOf = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).summary;
