// The module's own thread. It is spoken to through Comlink, by engine.js only.

import * as Comlink from 'comlink';
import factory from 'deepfool-module';
import { createCore } from './core.js';
import { EngineError } from './errors.js';

/** @import { AttackOptions, ClassifierInfo } from './core.js' */
/** @import { Card, Pixels, Picture, Reading, Stroke } from './types.js' */

/** How far a classifier's logits may be from those that its card has. */
const logitTolerance = 1e-4;

const wasmUrl = new URL('../../build/wasm/deepfool.wasm', import.meta.url);
const core = createCore({ factory, wasmUrl }).catch((error) => {
  throw new EngineError('worker', `The WebAssembly module does not start: ${error.message}`);
});
// Whoever calls first hears of it; until then it is not an unhandled rejection.
core.catch(() => {});

const api = {
  /** Settles when the module runs. */
  async ready() {
    await core;
  },

  /**
   * @param {Uint8Array} bytes an ONNX file
   * @param {Card | null} card
   * @returns {Promise<ClassifierInfo>}
   */
  async load(bytes, card) {
    const module = await core;
    let info;
    try {
      info = module.load(bytes);
    } catch (error) {
      throw new EngineError('model', /** @type {Error} */ (error).message);
    }
    if (card) {
      const { input, scale, logits } = card.test_vector;
      const pixels = Float32Array.from(input, (value) => value / scale);
      const fits = pixels.length === info.inputs && logits.length === info.classes;
      const ours = fits ? module.predict(info.id, pixels).logits : [];
      // A comparison that NaN fails.
      if (!fits || !logits.every((logit, k) => Math.abs(ours[k] - logit) <= logitTolerance)) {
        module.unload(info.id);
        throw new EngineError(
          'test vector',
          `${card.name}: the logits of the card's test vector are not what the file computes. ` +
            'The two do not belong together, or the file is damaged.',
        );
      }
    }
    return info;
  },

  /** @param {number} id */
  async unload(id) {
    (await core).unload(id);
  },

  /**
   * @param {number} id
   * @param {Pixels} pixels
   */
  async predict(id, pixels) {
    return handedOver((await core).predict(id, pixels));
  },

  /**
   * @param {number} id
   * @param {Pixels} pixels
   * @param {AttackOptions} options
   */
  async attack(id, pixels, options) {
    return handedOver((await core).attack(id, pixels, options));
  },

  /**
   * @param {Stroke[]} strokes
   * @param {number} dotSize
   */
  async digitFromStrokes(strokes, dotSize) {
    return handedOver((await core).digitFromStrokes(strokes, dotSize));
  },

  /** @param {Picture} picture */
  async digitsFromPicture(picture) {
    return handedOver((await core).digitsFromPicture(picture));
  },

  /**
   * @param {number} id
   * @param {Stroke[]} strokes
   * @param {number} dotSize
   * @param {AttackOptions} options
   * @returns {Promise<Reading>}
   */
  async fromStrokes(id, strokes, dotSize, options) {
    const module = await core;
    const digit = module.digitFromStrokes(strokes, dotSize);
    const legible = digit.outcome === 'digit' || digit.outcome === 'line';
    return handedOver({
      digit,
      attack: legible ? module.attack(id, digit.pixels, options) : null,
    });
  },
};

/** @typedef {typeof api} WorkerApi */

/**
 * The result with all its arrays given away instead of copied.
 *
 * @template {object} T
 * @param {T} result
 * @returns {T}
 */
function handedOver(result) {
  /** @type {Set<ArrayBuffer>} */
  const buffers = new Set();
  /** @param {unknown} value */
  const collect = (value) => {
    if (ArrayBuffer.isView(value)) buffers.add(/** @type {ArrayBuffer} */ (value.buffer));
    else if (value && typeof value === 'object') Object.values(value).forEach(collect);
  };
  collect(result);
  return Comlink.transfer(result, [...buffers]);
}

Comlink.expose(api);
