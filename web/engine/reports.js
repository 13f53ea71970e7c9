// What the rows of evaluations come to, worked out in C++ as for `deepfool report`, and the order in which a set is
// evaluated.

/** @import { Engine } from './engine.js' */
/** @import { CallOptions } from './types.js' */

/** @typedef {'l1' | 'l2' | 'linf' | 'relative_l2' | 'relative_linf'} Quantity a column of the rows */

/**
 * @typedef {object} Evaluated the rows of one classifier
 * @property {number} classes
 * @property {Int32Array} indices of the digits, ascending
 * @property {Float64Array} rows 10 numbers a digit (EvaluationResult in types.js)
 */

/** @typedef {{ count: number, mean: number | null, deviation: number | null, low: number | null, high: number | null }} Estimate */

/** @typedef {'success' | 'test_error' | 'rho_adv' | 'rho_adv_inf' | 'l1' | 'l2' | 'linf' | 'iterations'} EstimateName */

/**
 * @typedef {Record<EstimateName, Estimate> & { images: number, flipped: number, already_target: number,
 *   not_finite: number, zero_norm: number }} Summary
 */

/** @typedef {{ size: number, kept: number | null, accuracy: number | null }} CurvePoint */

/**
 * @typedef {object} Report what src/cli/report.schema.json says, without the run
 * @property {Summary} summary
 * @property {Summary[]} by_predicted_class
 * @property {number[][]} flips
 * @property {Record<'l1' | 'l2' | 'linf', CurvePoint[]>} curves
 */

/**
 * @typedef {object} Pair two classifiers on the digits that both have flipped
 * @property {number} first place of the classifier among the sets
 * @property {number} second
 * @property {Estimate} difference the first one's quantity minus the second one's
 * @property {number} firstLarger on how many digits the first one's is larger
 * @property {number} secondLarger
 * @property {number[]} firstMost the digits on which it is larger by most, the first first
 * @property {number[]} secondMost
 */

/**
 * @typedef {object} Reports
 * @property {number} most the largest quantity of all flipped digits: where the histograms end; 0 if none is flipped
 * @property {{ report: Report, histogram: number[], easiest: number[], hardest: number[] }[]} sets by classifier; the
 *   digits with the smallest and the largest quantity, the most extreme first
 * @property {Pair[]} pairs each two of them
 */

// C++ gives numbers without names, and NaN for what there is not: src/bindings/report_object.cpp.

const counts = /** @type {const} */ ([
  ...['images', 'flipped', 'already_target', 'not_finite', 'zero_norm'],
]);

const estimates = /** @type {const} */ ([
  ...['success', 'test_error', 'rho_adv', 'rho_adv_inf', 'l1', 'l2', 'linf', 'iterations'],
]);

const estimateNumbers = /** @type {const} */ (['count', 'mean', 'deviation', 'low', 'high']);

const pointNumbers = /** @type {const} */ (['size', 'kept', 'accuracy']);

const sizes = /** @type {const} */ (['l1', 'l2', 'linf']);

/** @param {Float64Array} numbers @param {number} length @returns {Float64Array[]} parts of so many numbers each */
const partsOf = (numbers, length) =>
  Array.from({ length: length === 0 ? 0 : numbers.length / length }, (_, i) =>
    numbers.subarray(length * i, length * (i + 1)),
  );

/** @param {readonly string[]} names @param {Float64Array} numbers @returns {any} */
const named = (names, numbers) =>
  Object.fromEntries(names.map((name, i) => [name, Number.isNaN(numbers[i]) ? null : numbers[i]]));

/** @param {Float64Array} numbers @returns {Estimate} */
const estimateOf = (numbers) => named(estimateNumbers, numbers);

/** @param {Float64Array} numbers @returns {Summary} */
function summaryOf(numbers) {
  const each = partsOf(numbers.subarray(counts.length), estimateNumbers.length).map(estimateOf);
  return {
    ...named(counts, numbers),
    ...Object.fromEntries(estimates.map((name, i) => [name, each[i]])),
  };
}

/**
 * @param {Engine} engine
 * @param {{ quantity: Quantity, bins: number, ends: number, sets: Evaluated[] }} request bins: of the histograms; ends:
 *   the most digits that are named at an end
 * @param {CallOptions} [how]
 * @returns {Promise<Reports>}
 */
export async function reports(engine, request, how) {
  return reportsOf(request, await engine.callModule('reports', request, how));
}

/**
 * @param {{ sets: Evaluated[] }} request
 * @param {[number, Float64Array[][], Float64Array[][]]} numbers what C++ gives for it
 * @returns {Reports}
 */
export function reportsOf({ sets }, [most, each, pairs]) {
  const two = sets.flatMap((_, first) =>
    sets.slice(first + 1).map((_, i) => ({ first, second: first + 1 + i })),
  );
  return {
    most,
    sets: each.map(([summaries, flips, curves, histogram, easiest, hardest], i) => {
      const [summary, ...classes] = partsOf(
        summaries,
        counts.length + estimates.length * estimateNumbers.length,
      ).map(summaryOf);
      const points = partsOf(curves, curves.length / sizes.length).map((curve) =>
        partsOf(curve, pointNumbers.length).map((point) => named(pointNumbers, point)),
      );
      return {
        report: {
          summary,
          by_predicted_class: classes,
          flips: partsOf(flips, sets[i].classes).map((row) => [...row]),
          curves: curvesOf(points),
        },
        histogram: [...histogram],
        easiest: [...easiest],
        hardest: [...hardest],
      };
    }),
    pairs: pairs.map(([numbers, firstMost, secondMost], i) => {
      const [firstLarger, secondLarger] = numbers.subarray(estimateNumbers.length);
      return {
        ...two[i],
        difference: estimateOf(numbers),
        firstLarger,
        secondLarger,
        firstMost: [...firstMost],
        secondMost: [...secondMost],
      };
    }),
  };
}

/** @param {CurvePoint[][]} points of each size @returns {Report['curves']} */
const curvesOf = ([l1 = [], l2 = [], linf = []]) => ({ l1, l2, linf });

/**
 * The order in which `deepfool evaluate` takes the first digits of a set.
 *
 * @param {Engine} engine
 * @param {number} count of digits
 * @param {number} seed
 * @param {CallOptions} [how]
 * @returns {Promise<Int32Array>}
 */
export const evaluationOrder = (engine, count, seed, how) =>
  engine.callModule('evaluationOrder', { count, seed }, how);
