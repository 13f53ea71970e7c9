// The same digit on the plain classifier and on others that were made of it, or trained otherwise.

import { certify } from '../../engine/certify.js';
import { classifiers } from '../../engine/classifiers.js';
import { fineTunedFiles, hasFineTuned } from '../../engine/fine_tuned.js';
import { backgroundClassifier, backgroundEngine } from '../../engine/shared_engine.js';

/** @import { Certified } from '../../engine/certify.js' */
/** @import { Engine } from '../../engine/engine.js' */
/** @import { Variant } from './results.js' */
/** @import { AttackResult, Classifier, Pixels } from '../../engine/types.js' */

/** What the others are made of. */
const plain = 'fc500-150-10';

/**
 * What is compared, with the variant of fine-tuning that each is.
 *
 * @type {{ variant: Variant, name: string }[]}
 */
export const compared = [
  { variant: 'plain', name: plain },
  { variant: 'deepfool', name: `${plain}-deepfool` },
  { variant: 'deepfool-2', name: `${plain}-deepfool-2` },
  { variant: 'pgd', name: `${plain}-pgd` },
];

/** Whether the page has these classifiers. */
export const canCompare = hasFineTuned && Object.hasOwn(classifiers, plain);

/**
 * What is known of the digit on one classifier.
 *
 * @typedef {object} Found
 * @property {AttackResult | null} attack null before it is found
 * @property {Certified | null} certified null before anything is proved
 * @property {boolean} done whether that is all
 */

/** The fine-tuned classifiers of an engine, by name. @type {WeakMap<Engine, Map<string, Promise<Classifier>>>} */
const loadings = new WeakMap();

/** @param {string} name @returns {Promise<Classifier>} */
function classifierOf(name) {
  if (name === plain) return backgroundClassifier(name);
  const engine = backgroundEngine();
  const known = loadings.get(engine) ?? new Map();
  loadings.set(engine, known);
  const loaded =
    known.get(name) ??
    fineTunedFiles(name).then(({ model, card }) => engine.loadClassifier(model, { card }));
  known.set(name, loaded);
  // What fails is forgotten, so that it can be tried again.
  loaded.catch(() => known.delete(name));
  return loaded;
}

/**
 * Looks for the shortest change on each classifier, and proves how short none can be.
 *
 * @param {Pixels} pixels
 * @param {object} how
 * @param {number} how.norm 2 or Infinity
 * @param {[number, number] | null} how.box
 * @param {AbortSignal} how.signal
 * @param {(i: number, found: Found) => Promise<void>} how.show is told what is new of compared[i]; work goes on when it
 *   settles
 */
export async function compare(pixels, { norm, box, signal, show }) {
  /** @type {{ classifier: Classifier, attack: AttackResult }[]} */
  const all = [];
  for (const [i, { name }] of compared.entries()) {
    const classifier = await classifierOf(name);
    signal.throwIfAborted();
    const attack = await backgroundEngine().attack(
      classifier,
      pixels,
      { method: norm === 2 ? 'refine' : 'pgd', norm, box },
      {
        signal,
        onProgress: (attack) => show(i, { attack, certified: null, done: false }),
      },
    );
    await show(i, { attack, certified: null, done: false });
    all.push({ classifier, attack });
  }
  for (const [i, { classifier, attack }] of all.entries()) {
    const certified = await certify(backgroundEngine(), classifier, pixels, {
      norm,
      box,
      signal,
      onProgress: (certified) => show(i, { attack, certified, done: false }),
    });
    await show(i, { attack, certified, done: true });
  }
}
