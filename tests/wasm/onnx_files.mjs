// Small ONNX files, written here: linear classifiers of digits that want their pictures in one way or another.

import { readFileSync } from 'node:fs';
import { loadCore, model } from './support.mjs';

/** @typedef {import('../../web/engine/types.js').Convention} Convention */

/** @param {number} value @returns {number[]} a varint */
const varint = (value) =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

/** @param {number} field @param {number} value */
const integer = (field, value) => Buffer.from([...varint(8 * field), ...varint(value)]);

/** @param {number} field @param {string | Uint8Array} value */
const bytes = (field, value) => {
  const content = Buffer.from(value);
  return Buffer.concat([
    Buffer.from([...varint(8 * field + 2), ...varint(content.length)]),
    content,
  ]);
};

const message = (/** @type {Buffer[]} */ ...fields) => Buffer.concat(fields);

/** TensorProto: dims = 1, data_type = 2 (1: float32), name = 8, raw_data = 9. */
const tensor = (
  /** @type {string} */ name,
  /** @type {number[]} */ dims,
  /** @type {Float32Array} */ values,
) =>
  message(
    ...dims.map((dim) => integer(1, dim)),
    integer(2, 1),
    bytes(8, name),
    bytes(9, new Uint8Array(values.buffer)),
  );

/**
 * TensorProto whose data is a whole file: data_location = 14 (1: outside), external_data = 13, an entry of
 * key = 1 and value = 2.
 */
const tensorOutside = (
  /** @type {string} */ name,
  /** @type {number[]} */ dims,
  /** @type {string} */ location,
) =>
  message(
    ...dims.map((dim) => integer(1, dim)),
    integer(2, 1),
    bytes(8, name),
    bytes(13, message(bytes(1, 'location'), bytes(2, location))),
    integer(14, 1),
  );

/** NodeProto: input = 1, output = 2, op_type = 4, attribute = 5 (name = 1, i = 3, type = 20: 2). */
const node = (
  /** @type {string} */ operator,
  /** @type {string[]} */ inputs,
  /** @type {string} */ output,
  /** @type {Record<string, number>} */ attributes = {},
) =>
  message(
    ...inputs.map((input) => bytes(1, input)),
    bytes(2, output),
    bytes(4, operator),
    ...Object.entries(attributes).map(([name, value]) =>
      bytes(5, message(bytes(1, name), integer(3, value), integer(20, 2))),
    ),
  );

/** ValueInfoProto of float32 numbers: name = 1, type = 2 / tensor_type = 1 / elem_type = 1, shape = 2 / dim = 1. */
const value = (/** @type {string} */ name, /** @type {number[]} */ dims) => {
  const shape = message(...dims.map((dim) => bytes(1, integer(1, dim))));
  return message(bytes(1, name), bytes(2, bytes(1, message(integer(1, 1), bytes(2, shape)))));
};

/**
 * An ONNX file of f(x) = W x + b on an input of these dimensions.
 *
 * @param {object} of
 * @param {number[]} of.dims
 * @param {Float32Array} of.weights classes x inputs, row-major
 * @param {Float32Array} of.bias
 * @param {string} [of.producer]
 * @param {Record<string, string>} [of.metadata]
 * @param {string} [of.operator] a node in the place of Flatten
 * @param {string} [of.location] the file that has the weights, if they are not inside
 */
export function linearFile({
  dims,
  weights,
  bias,
  producer = '',
  metadata = {},
  operator = 'Flatten',
  location,
}) {
  const classes = bias.length;
  const weightDims = [classes, weights.length / classes];
  const graph = message(
    bytes(1, node(operator, ['x'], 'flat')),
    bytes(1, node('Gemm', ['flat', 'W', 'b'], 'y', { transB: 1 })),
    bytes(2, 'linear'),
    bytes(
      5,
      location ? tensorOutside('W', weightDims, location) : tensor('W', weightDims, weights),
    ),
    bytes(5, tensor('b', [classes], bias)),
    bytes(11, value('x', dims)),
    bytes(12, value('y', [1, classes])),
  );
  return message(
    integer(1, 8),
    ...(producer ? [bytes(2, producer), bytes(3, '1.0')] : []),
    bytes(7, graph),
    bytes(8, integer(2, 13)),
    ...Object.entries(metadata).map(([key, text]) =>
      bytes(14, message(bytes(1, key), bytes(2, text))),
    ),
  );
}

/**
 * models/softmax.onnx, W x + b of a digit's pixels.
 *
 * @returns {Promise<{ weights: Float32Array, bias: Float32Array }>}
 */
export async function softmaxWeights() {
  const core = await loadCore();
  const { id } = core.load(readFileSync(model('softmax')));
  const zero = new Float32Array(784);
  return { weights: core.jacobian(id, zero), bias: core.logits(id, zero) };
}

/**
 * The same classifier as a file that wants its pictures under a convention: W' (a P x + b') + c' = W x + c.
 *
 * @param {{ weights: Float32Array, bias: Float32Array }} softmax
 * @param {Convention & { channels?: number, framed?: number, dims?: number[], producer?: string,
 *   metadata?: Record<string, string> }} wanted framed: pixels of paper on each side
 */
export function demandingFile(softmax, wanted) {
  const { scale = 1, offset = 0, inverted, transposed, channelsLast } = wanted;
  const { channels = 1, framed = 0 } = wanted;
  const [a, b] = [Number(scale), Number(offset)];
  const side = 28 + 2 * framed;
  const size = side * side * channels;
  const dims =
    wanted.dims ?? (channelsLast ? [1, side, side, channels] : [1, channels, side, side]);
  const weights = new Float32Array(10 * size);
  const bias = Float32Array.from(softmax.bias);
  for (let k = 0; k < 10; ++k) {
    let shift = 0;
    for (let row = 0; row < 28; ++row) {
      for (let column = 0; column < 28; ++column) {
        const w = softmax.weights[784 * k + 28 * row + column] / channels;
        const [y, x] = transposed ? [column, row] : [row, column];
        for (let c = 0; c < channels; ++c) {
          const at = side * (y + framed) + x + framed;
          const i = channelsLast ? channels * at + c : side * side * c + at;
          // The pixel is (value - b) / a, or one less that.
          weights[size * k + i] = (inverted ? -w : w) / a;
          shift += inverted ? w * (1 + b / a) : (-w * b) / a;
        }
      }
    }
    bias[k] += shift;
  }
  return linearFile({ ...wanted, dims, weights, bias });
}
