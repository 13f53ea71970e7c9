/**
 * DeepFool as a library. `createEngine()` for pages: promises, a worker, AbortSignals. `openCore()` for
 * Node and for workers of your own: the same as synchronous calls.
 *
 * @module deepfool-wasm
 */

export { createEngine, Engine } from '../engine/engine.js';
export { openCore } from './open_core.js';
export { createPool, Pool } from '../engine/pool.js';
export { findConvention } from '../engine/conventions.js';
export { inspect } from '../engine/inspect.js';
export { Core } from '../engine/core.js';
export { EngineError } from '../engine/errors.js';

/** @typedef {import('../engine/attack_options.js').Method} Method */
/** @typedef {import('../engine/types.js').AffineWeights} AffineWeights */
/** @typedef {import('../engine/types.js').AttackOptions} AttackOptions */
/** @typedef {import('../engine/types.js').AttackResult} AttackResult */
/** @typedef {import('../engine/types.js').BinaryWeights} BinaryWeights */
/** @typedef {import('../engine/types.js').CallOptions} CallOptions */
/** @typedef {import('../engine/types.js').Card} Card */
/** @typedef {import('../engine/types.js').ClassifierInfo} ClassifierInfo */
/** @typedef {import('../engine/types.js').Classifier} Classifier */
/** @typedef {import('../engine/types.js').CommonEpsilonOptions} CommonEpsilonOptions */
/** @typedef {import('../engine/types.js').CommonEpsilonResult} CommonEpsilonResult */
/** @typedef {import('../engine/types.js').Convention} Convention */
/** @typedef {import('../engine/types.js').DrawnDigit} DrawnDigit */
/** @typedef {import('../engine/types.js').EngineSource} EngineSource */
/** @typedef {import('../engine/types.js').EvaluationResult} EvaluationResult */
/** @typedef {import('../engine/types.js').FoundConvention} FoundConvention */
/** @typedef {import('../engine/inspect.js').Inspection} Inspection */
/** @typedef {import('../engine/types.js').Iterate} Iterate */
/** @typedef {import('../engine/types.js').LoadOptions} LoadOptions */
/** @typedef {import('../engine/types.js').ModuleFile} ModuleFile */
/** @typedef {import('../engine/types.js').Grid} Grid */
/** @typedef {import('../engine/types.js').PerturbedSet} PerturbedSet */
/** @typedef {import('../engine/types.js').PlaneField} PlaneField */
/** @typedef {import('../engine/types.js').PictureDigits} PictureDigits */
/** @typedef {import('../engine/types.js').Picture} Picture */
/** @typedef {import('../engine/types.js').Pixels} Pixels */
/** @typedef {import('../engine/types.js').Prediction} Prediction */
/** @typedef {import('../engine/types.js').Quadratic} Quadratic */
/** @typedef {import('../engine/types.js').QuantisedPicture} QuantisedPicture */
/** @typedef {import('../engine/types.js').Reading} Reading */
/** @typedef {import('../engine/types.js').Rectangle} Rectangle */
/** @typedef {import('../engine/types.js').Status} Status */
/** @typedef {import('../engine/types.js').Stroke} Stroke */
/** @typedef {import('../engine/types.js').UniversalOptions} UniversalOptions */
/** @typedef {import('../engine/types.js').UniversalResult} UniversalResult */
/** @typedef {import('../engine/pool.js').EvaluationOptions} EvaluationOptions */
/** @typedef {import('../engine/errors.js').ErrorCode} ErrorCode */
/** @template T @typedef {import('../engine/types.js').Run<T>} Run */
/** @template T @typedef {import('../engine/types.js').RunOptions<T>} RunOptions */
