// Evaluations as files: the same columns as `deepfool evaluate --csv`, and what src/cli/report.schema.json says.

import { attackOptions, norms, takes } from './attack_options.js';
import { isOther } from './classifier_names.js';
import { classifierFiles } from './classifiers.js';
import { titleOf } from './classifier_title.js';
import { fetchedModel } from './fetched_model.js';
import { ownScript } from './named_classifier.js';

/** @import { Method, OptionName } from './attack_options.js' */
/** @import { Evaluated, Report } from './reports.js' */
/** @import { AttackOptions, Classifier } from './types.js' */

/** The default of the option `steps` of each method that takes it; a test holds it to C++. @type {Partial<Record<Method, number>>} */
export const defaultSteps = { refine: 60, ddn: 1000, pgd: 40, cw: 200, lbfgs: 40 };

/** A row's status by its number. */
const statuses = [
  ...['flipped', 'at boundary', 'no gradient', 'iteration limit', 'not finite', 'already target'],
];

export const columns = [
  ...['index', 'label', 'predicted', 'adversarial', 'status', 'iterations'],
  ...['l1', 'l2', 'linf', 'relative_l2', 'relative_linf'],
];

/** The files that the digits are from, as MNIST has them, for reports. */
export const sources = {
  images: {
    file: 't10k-images-idx3-ubyte',
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  labels: {
    file: 't10k-labels-idx1-ubyte',
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
};

/**
 * What is needed to repeat an evaluation.
 *
 * @param {object} evaluation
 * @param {string} evaluation.name of the classifier
 * @param {Classifier} evaluation.classifier
 * @param {AttackOptions} evaluation.options
 * @param {number} evaluation.count of digits
 * @param {number} evaluation.seed
 */
export async function describeRun({ name, classifier, options, count, seed }) {
  const { method = 'deepfool', ...given } = options;
  const { convention } = classifier.own ?? {};
  return {
    method,
    options: allOptions(method, given),
    model: { file: `${titleOf(name)}.onnx`, sha256: await sha256(await bytesOf(name)) },
    ...(convention && { convention }),
    ...sources,
    classes: classifier.classes,
    first: 0,
    count,
    seed,
  };
}

/** Every option that a method takes, as `deepfool evaluate` writes it. @param {Method} method @param {Partial<Record<OptionName, any>>} given */
function allOptions(method, given) {
  const names = /** @type {OptionName[]} */ (Object.keys(attackOptions)).filter(
    (name) => name !== 'path' && takes(method, name),
  );
  const own = { norm: norms[method]?.[0] ?? 2, steps: defaultSteps[method] };
  const all = { ...own, ...Object.fromEntries(Object.entries(given).filter(([, v]) => v != null)) };
  return Object.fromEntries(
    names.map((name) => {
      const value = Reflect.get(all, name) ?? attackOptions[name].default;
      return [name, value === Infinity ? 'Infinity' : value];
    }),
  );
}

/** @typedef {Awaited<ReturnType<typeof describeRun>>} RunDescription */

/** The bytes of a classifier's file. @param {string} name */
async function bytesOf(name) {
  if (isOther(name)) return (await ownScript()).bytesOf(name);
  return (await fetchedModel((await classifierFiles(name)).model)).bytes;
}

/** In hexadecimal; null where the browser has no such function: in a page without https. @param {Uint8Array} bytes */
async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest('SHA-256', /** @type {BufferSource} */ (bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A row a digit, with empty cells where there is no value; the first line is a comment with the run.
 *
 * @param {RunDescription} run
 * @param {Evaluated} evaluated
 */
export function csvOf(run, { indices, rows }) {
  const lines = Array.from(indices, (index, i) => {
    const [label, predicted, adversarial, status, ...numbers] = rows.subarray(10 * i, 10 * (i + 1));
    const cells = [
      ...[label, predicted, Number.isNaN(predicted) ? NaN : adversarial].map(cell),
      statuses[status],
      ...numbers.map(cell),
    ];
    return [index, ...cells].join();
  });
  return [`# ${JSON.stringify(run)}`, columns.join(), ...lines, ''].join('\n');
}

/** @param {number} value */
const cell = (value) => (Number.isNaN(value) ? '' : String(value));

/**
 * What the rows come to.
 *
 * @param {RunDescription} run
 * @param {Report} report
 */
export const jsonOf = (run, report) =>
  `${JSON.stringify({ format: 'deepfool-report', version: 1, run, ...report }, null, 2)}\n`;
