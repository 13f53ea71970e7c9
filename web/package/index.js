/**
 * DeepFool as a library. `createEngine()` for pages: promises, a worker, AbortSignals. `openCore()` for
 * Node and for workers of your own: the same as synchronous calls.
 *
 * @file
 */

export { createEngine, Engine } from '../engine/engine.js';
export { openCore } from './open_core.js';
export { Core } from '../engine/core.js';
export { EngineError } from '../engine/errors.js';
export { classifiers } from '../engine/classifiers.js';

/** @typedef {import('../engine/core.js').AttackOptions} AttackOptions */
/** @typedef {import('../engine/core.js').AttackResult} AttackResult */
/** @typedef {import('../engine/core.js').ClassifierInfo} ClassifierInfo */
/** @typedef {import('../engine/core.js').Prediction} Prediction */
/** @typedef {import('../engine/types.js').Card} Card */
/** @typedef {import('../engine/types.js').Classifier} Classifier */
