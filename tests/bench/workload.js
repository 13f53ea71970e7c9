/**
 * The benchmark's workloads in JavaScript, the same in Node and in a browser: each classifier's
 * forward, Jacobian and DeepFool on MNIST's first test digits, beside the rate of multiplications and
 * additions that the engine reaches in the same process.
 */

/**
 * @typedef {object} Figures  of one classifier; times in milliseconds, medians over the digits
 * @property {number} forward
 * @property {number} jacobian
 * @property {number} deepfool
 * @property {number} throughCore  DeepFool as core.js offers it, with its copies of everything
 * @property {number} steps  mean
 * @property {number} forwardMultiplyAdds
 * @property {number} jacobianMultiplyAdds  mean, without those that zeros save
 * @property {number} floor  median: 2 forwards and a Jacobian for each step, at the peak rate
 * @property {number} share  median of floor / deepfool
 */

/** @typedef {{ peakGflops: number, classifiers: Record<string, Figures>, norms: Record<string, number[]> }} Results */

const pixels = 784;
const peakRounds = 2000;
// A machine that does other things too steals time: the least of a few is a digit's own.
const rounds = 5;

/** @param {ArrayLike<number>} values */
export function median(values) {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** @param {ArrayLike<number>} values */
export function mean(values) {
  return Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
}

/** Milliseconds of a call. @param {() => void} work */
export function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * The first images of an IDX file, from 0 to 1 in float32.
 *
 * @param {Uint8Array} idx a file of 28 x 28 bytes an image
 * @param {number} count
 */
export function digitsOf(idx, count) {
  const all = new Float32Array(count * pixels);
  for (let i = 0; i < all.length; ++i) all[i] = idx[16 + i] / Math.fround(255);
  return Array.from({ length: count }, (_, i) => all.subarray(i * pixels, (i + 1) * pixels));
}

/**
 * Puts digits and classifiers into the benchmark's module.
 *
 * @param {any} module of workload.cpp
 * @param {Float32Array[]} digits
 * @param {Record<string, Uint8Array>} models
 * @returns {Record<string, number>} the number to call each classifier by
 */
export function fill(module, digits, models) {
  const images = module._bench_images(digits.length * pixels) / 4;
  digits.forEach((digit, i) => module.HEAPF32.set(digit, images + i * pixels));
  return Object.fromEntries(
    Object.entries(models).map(([name, bytes]) => {
      const file = module._bench_file(bytes.length);
      module.HEAPU8.set(bytes, file);
      return [name, module._bench_load()];
    }),
  );
}

/**
 * Billions of float operations a second, in many short calls.
 *
 * @param {any} module
 */
function peak(module) {
  const operations = 12 * peakRounds * 4 * 2;
  const batch = 200; // a browser's clock is coarse
  let best = Infinity;
  for (let i = 0; i < 100; ++i) {
    best = Math.min(
      best,
      time(() => {
        for (let k = 0; k < batch; ++k) module._bench_peak(peakRounds);
      }),
    );
  }
  return (batch * operations) / best / 1e6;
}

/**
 * @param {any} module of workload.cpp
 * @param {import('../../web/engine/core.js').Core} core
 * @param {Float32Array[]} digits
 * @param {Record<string, Uint8Array>} models
 * @returns {Results}
 */
export function measure(module, core, digits, models) {
  const ids = fill(module, digits, models);
  let peakGflops = peak(module);
  /** @type {Results} */
  const results = { peakGflops, classifiers: {}, norms: {} };
  for (const [name, id] of Object.entries(ids)) {
    const { id: coreId } = core.load(models[name]);
    const least = () => new Float64Array(digits.length).fill(Infinity);
    const [forward, jacobian, deepfool, throughCore] = [least(), least(), least(), least()];
    const jacobianMultiplyAdds = new Float64Array(digits.length);
    const steps = new Float64Array(digits.length);
    const norms = new Float64Array(digits.length);
    const each = (/** @type {Float64Array} */ all, /** @type {(i: number) => void} */ work) =>
      digits.forEach(
        (_, i) =>
          (all[i] = Math.min(
            all[i],
            time(() => work(i)),
          )),
      );
    for (let round = 0; round < rounds; ++round) {
      each(forward, (i) => module._bench_forward(id, i));
      digits.forEach((_, i) => {
        module._bench_forward(id, i);
        jacobian[i] = Math.min(
          jacobian[i],
          time(() => module._bench_jacobian(id)),
        );
        jacobianMultiplyAdds[i] = module._bench_jacobian_multiply_adds(id);
      });
      each(deepfool, (i) => (steps[i] = module._bench_attack(id, i)));
      each(throughCore, (i) => (norms[i] = core.attack(coreId, digits[i]).l2));
    }
    core.unload(coreId);
    peakGflops = Math.max(peakGflops, peak(module));
    results.peakGflops = peakGflops;
    const forwardMultiplyAdds = module._bench_forward_multiply_adds(id);
    results.norms[name] = Array.from(norms);
    results.classifiers[name] = {
      forward: median(forward),
      jacobian: median(jacobian),
      deepfool: median(deepfool),
      throughCore: median(throughCore),
      steps: mean(steps),
      forwardMultiplyAdds,
      jacobianMultiplyAdds: mean(jacobianMultiplyAdds),
      ...share(deepfool, steps, forwardMultiplyAdds, jacobianMultiplyAdds, peakGflops),
    };
  }
  return results;
}

/**
 * @param {Float64Array} times of DeepFool, one a digit
 * @param {Float64Array} steps
 * @param {number} forward multiply-adds
 * @param {Float64Array} jacobian multiply-adds at each digit
 * @param {number} gflops
 */
function share(times, steps, forward, jacobian, gflops) {
  const floors = times.map(
    (_, i) => (2 * steps[i] * (2 * forward + jacobian[i])) / gflops / 1e6, // a multiply-add is 2
  );
  return { floor: median(floors), share: median(times.map((t, i) => floors[i] / t)) };
}
