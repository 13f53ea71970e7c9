/**
 * DeepFool as a library. `createEngine()` for pages: promises, a worker, AbortSignals. `openCore()` for
 * Node and for workers of your own: the same as synchronous calls.
 *
 * @module deepfool-wasm
 */

export { createEngine, Engine } from '../engine/engine.js';
export { openCore } from './open_core.js';
export { createPool, Pool } from '../engine/pool.js';
export { Core } from '../engine/core.js';
export { EngineError } from '../engine/errors.js';
export { classifiers } from '../engine/classifiers.js';

/** @typedef {import('../engine/core.js').AttackOptions} AttackOptions */
/** @typedef {import('../engine/core.js').AttackResult} AttackResult */
/** @typedef {import('../engine/core.js').ClassifierInfo} ClassifierInfo */
/** @typedef {import('../engine/core.js').CommonEpsilonOptions} CommonEpsilonOptions */
/** @typedef {import('../engine/core.js').CommonEpsilonResult} CommonEpsilonResult */
/** @typedef {import('../engine/core.js').DrawnDigit} DrawnDigit */
/** @typedef {import('../engine/core.js').EvaluationResult} EvaluationResult */
/** @typedef {import('../engine/core.js').Iterate} Iterate */
/** @typedef {import('../engine/core.js').ModuleFile} ModuleFile */
/** @typedef {import('../engine/core.js').PictureDigits} PictureDigits */
/** @typedef {import('../engine/core.js').Prediction} Prediction */
/** @typedef {import('../engine/core.js').QuantisedPicture} QuantisedPicture */
/** @typedef {import('../engine/core.js').Rectangle} Rectangle */
/** @typedef {import('../engine/core.js').Status} Status */
/** @typedef {import('../engine/core.js').UniversalOptions} UniversalOptions */
/** @typedef {import('../engine/core.js').UniversalResult} UniversalResult */
/** @typedef {import('../engine/engine.js').LoadOptions} LoadOptions */
/** @typedef {import('../engine/pool.js').EvaluationOptions} EvaluationOptions */
/** @typedef {import('../engine/errors.js').ErrorCode} ErrorCode */
/** @typedef {import('../engine/types.js').Card} Card */
/** @typedef {import('../engine/types.js').Classifier} Classifier */
/** @typedef {import('../engine/types.js').Moved} Moved */
/** @typedef {import('../engine/types.js').Picture} Picture */
/** @typedef {import('../engine/types.js').Pixels} Pixels */
/** @typedef {import('../engine/types.js').Reading} Reading */
/** @typedef {import('../engine/types.js').Stroke} Stroke */
/** @template T @typedef {import('../engine/core.js').Run<T>} Run */
/** @template T @typedef {import('../engine/engine.js').RunOptions<T>} RunOptions */
