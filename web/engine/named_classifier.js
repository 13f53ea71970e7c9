// Classifiers by name: see classifier_names.js.

import { isOther } from './classifier_names.js';
import { classifierFiles } from './classifiers.js';
import { importOnce } from './load_once.js';

/** @import { Engine } from './engine.js' */
/** @import { Classifier, LoadOptions } from './types.js' */

export const ownScript = importOnce(() => import('./own_classifiers.js'));

/**
 * @param {Engine} engine
 * @param {string} name
 * @param {LoadOptions} [how]
 * @returns {Promise<Classifier>}
 */
export async function loadNamed(engine, name, how) {
  if (isOther(name)) return (await ownScript()).loadOwn(engine, name, how);
  const { model, card } = await classifierFiles(name);
  return engine.loadClassifier(model, { card, ...how });
}
