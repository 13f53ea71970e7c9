// What may happen to the changed picture, and what each classifier reads then.

import { asBytes, inputAt, shifted, withNoise } from '../../engine/plane.js';
import { backgroundClassifier, backgroundEngine } from '../../engine/shared_engine.js';
import { optionsFor } from '../parts/attack_settings.js';
import { throughJpeg } from './jpeg.js';

/** @import { Engine } from '../../engine/engine.js' */
/** @import { AttackResult, Classifier, Pixels } from '../../engine/types.js' */
/** @import { Settings } from '../parts/attack_settings.js' */

/** The order in which they are shown. */
export const treatmentNames = /** @type {const} */ (['none', 'bytes', 'jpeg', 'shift', 'noise']);

/** @typedef {typeof treatmentNames[number]} TreatmentName */

export const jpegQuality = 0.75;

/** By a pixel to each side. @type {[number, number][]} */
const shifts = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];

/** The noise's standard deviation, and how often it is tried. */
export const noise = { deviation: 0.1, times: 8 };

/**
 * @typedef {object} SurvivalRequest
 * @property {Pixels} pixels
 * @property {string} source the classifier that the change is made for
 * @property {string[]} names of all classifiers that are asked, the source among them
 * @property {Settings} settings
 * @property {number} further by what the change is multiplied
 */

/**
 * @typedef {object} Treatment
 * @property {TreatmentName} name
 * @property {Pixels[]} pictures what became of the changed picture, in each try
 * @property {number[][]} labels read by each classifier, in the order of names, for each picture
 */

/**
 * @typedef {object} Survival
 * @property {SurvivalRequest} request
 * @property {AttackResult[]} attacks on the digit, for each classifier
 * @property {Treatment[]} treatments
 */

/**
 * @param {SurvivalRequest} request
 * @param {object} how
 * @param {(share: number) => void} how.loading is told what share of the classifiers is there
 * @param {AbortSignal} how.signal ends the wait for them
 * @returns {Promise<Survival>}
 */
export async function survival(request, { loading, signal }) {
  const { pixels, names, source, settings, further } = request;
  const engine = backgroundEngine();
  const classifiers = await loaded(names, loading, signal);
  const options = optionsFor(settings, 'deepfool');
  const attacks = await Promise.all(
    classifiers.map((classifier) => engine.attack(classifier, pixels, options)),
  );
  const i = names.indexOf(source);
  const changed = await along(engine, classifiers[i], pixels, attacks[i].perturbation, further);
  const versions = await treated(engine, classifiers[i], changed);
  const treatments = await Promise.all(
    treatmentNames.map(async (name) => {
      const labels = await Promise.all(
        classifiers.map((classifier) =>
          Promise.all(
            versions[name].map(
              async (picture) => (await engine.predict(classifier, picture)).label,
            ),
          ),
        ),
      );
      return { name, pictures: versions[name], labels };
    }),
  );
  return { request, attacks, treatments };
}

/**
 * The classifiers. What has begun to arrive when the wait is ended is kept for the next time.
 *
 * @param {string[]} names
 * @param {(share: number) => void} loading
 * @param {AbortSignal} signal
 * @returns {Promise<Classifier[]>}
 */
async function loaded(names, loading, signal) {
  const shares = names.map(() => 0);
  const all = names.map((name, i) =>
    backgroundClassifier(name, (share) => {
      shares[i] = share;
      if (!signal.aborted) loading(shares.reduce((sum, one) => sum + one) / names.length);
    }),
  );
  const ended = new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const classifiers = await Promise.race([Promise.all(all), ended]);
  loading(1);
  return /** @type {Classifier[]} */ (classifiers);
}

/**
 * x + further r.
 *
 * @param {Engine} engine
 * @param {Classifier} classifier
 * @param {Pixels} pixels
 * @param {Float32Array} perturbation
 * @param {number} further
 */
async function along(engine, classifier, pixels, perturbation, further) {
  const line = await engine.slice(classifier, pixels, [perturbation]);
  try {
    return await inputAt(engine, line, [further]);
  } finally {
    await engine.unload(line);
  }
}

/**
 * @param {Engine} engine
 * @param {Classifier} classifier of such inputs
 * @param {Pixels} changed
 * @returns {Promise<Record<TreatmentName, Pixels[]>>}
 */
async function treated(engine, classifier, changed) {
  const bytes = await asBytes(engine, classifier, changed);
  const noisy = Array.from({ length: noise.times }, async (_, i) => {
    const how = { deviation: noise.deviation, seed: i + 1 };
    return asBytes(engine, classifier, await withNoise(engine, classifier, changed, how));
  });
  return {
    none: [changed],
    bytes: [bytes],
    jpeg: [await throughJpeg(bytes, jpegQuality)],
    shift: await Promise.all(shifts.map((by) => shifted(engine, classifier, bytes, by))),
    noise: await Promise.all(noisy),
  };
}
