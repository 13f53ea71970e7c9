/**
 * DeepFool as a web author would write it on TensorFlow.js: the same loop, the same weights, gradients
 * by its autodiff. Runs in a page that has loaded TensorFlow.js.
 */

import { readOnnx } from './onnx.js';
import { median, time } from './workload.js';

/** @import { Graph } from './onnx.js' */

/** TensorFlow.js, as its script leaves it. @type {any} */
const tf = /** @type {any} */ (globalThis).tf;

const classes = 10;
const pixels = 784;

/**
 * The logits of a batch of digits, as a function on tensors: pictures are height x width x channels.
 *
 * @param {Graph} graph
 * @returns {(x: any) => any} [batch, 784] -> [batch, classes]
 */
function functionOf(graph) {
  /** @type {((values: Map<string, any>) => void)[]} */
  const steps = [];
  /** The picture that a vector was flattened from: [channels, height, width]. @type {Map<string, number[]>} */
  const flattened = new Map();
  /** Shapes [channels, height, width] or [features]. @type {Map<string, number[]>} */
  const shapes = new Map([[graph.input, [1, 28, 28]]]);
  const constant = (/** @type {string} */ name) => {
    const tensor = graph.constants.get(name);
    if (!tensor) throw new Error(`no constant ${name}`);
    return tensor;
  };
  for (const { type, inputs, outputs, attributes } of graph.nodes) {
    const [a, b, c] = inputs;
    const y = outputs[0];
    const shape = shapes.get(a) ?? [];
    if (type === 'Conv') {
      const { dims, values } = constant(b);
      const kernel = tf.tensor4d(values, dims).transpose([2, 3, 1, 0]);
      const bias = c ? tf.tensor1d(constant(c).values) : tf.zeros([dims[0]]);
      steps.push((v) => v.set(y, tf.conv2d(v.get(a), kernel, 1, 'valid').add(bias)));
      shapes.set(y, [dims[0], shape[1] - dims[2] + 1, shape[2] - dims[3] + 1]);
    } else if (type === 'MaxPool') {
      const size = attributes.kernel_shape;
      const strides = attributes.strides;
      steps.push((v) => v.set(y, tf.maxPool(v.get(a), size, strides, 'valid')));
      shapes.set(y, [
        shape[0],
        ...[1, 2].map((i) => Math.floor((shape[i] - size[i - 1]) / strides[i - 1]) + 1),
      ]);
    } else if (type === 'Relu') {
      steps.push((v) => v.set(y, v.get(a).relu()));
      shapes.set(y, shape);
      const from = flattened.get(a);
      if (from) flattened.set(y, from);
    } else if (type === 'Flatten' || type === 'Reshape') {
      const size = shape.reduce((n, d) => n * d, 1);
      steps.push((v) => v.set(y, v.get(a).reshape([-1, size])));
      shapes.set(y, [size]);
      if (shape.length === 3) flattened.set(y, shape);
    } else if (type === 'Gemm') {
      const { dims, values } = constant(b);
      const [outputs, features] = attributes.transB?.[0] ? dims : [dims[1], dims[0]];
      let W = tf.tensor2d(values, dims);
      if (attributes.transB?.[0]) W = W.transpose();
      const from = flattened.get(a); // the rows of W are in the order channels, height, width
      if (from)
        W = W.reshape([...from, outputs])
          .transpose([1, 2, 0, 3])
          .reshape([features, outputs]);
      const bias = c ? tf.tensor1d(constant(c).values) : tf.zeros([outputs]);
      steps.push((v) => v.set(y, v.get(a).matMul(W).add(bias)));
      shapes.set(y, [outputs]);
    } else if (type === 'Add' || type === 'Sub' || type === 'Mul' || type === 'Div') {
      const { dims, values } = constant(b);
      let k = tf.tensor(values, dims);
      if (dims.length === 4) k = k.transpose([0, 2, 3, 1]);
      if (dims.length === 3) k = k.transpose([1, 2, 0]);
      const name = { Add: 'add', Sub: 'sub', Mul: 'mul', Div: 'div' }[type];
      steps.push((v) => v.set(y, v.get(a)[name](k)));
      shapes.set(y, shape);
    } else throw new Error(`the peers have no ${type}`);
  }
  return (x) => {
    const values = new Map([[graph.input, x.reshape([-1, 28, 28, 1])]]);
    for (const step of steps) step(values);
    return values.get(graph.output);
  };
}

/**
 * Two ways to the ten gradients: one backward pass a class, or one of a batch in which picture k
 * counts for class k alone.
 *
 * @param {(x: any) => any} f
 */
function jacobians(f) {
  const eye = tf.eye(classes);
  const pick = Array.from({ length: classes }, (_, k) =>
    tf.oneHot(tf.tensor1d([k], 'int32'), classes).toFloat(),
  );
  const batched = tf.valueAndGrad((/** @type {any} */ x) => f(x).mul(eye).sum());
  const single = pick.map((row) => tf.grad((/** @type {any} */ x) => f(x).mul(row).sum()));
  return {
    batched: (/** @type {Float32Array} */ x) =>
      tf.tidy(() => batched(tf.tensor2d(x, [1, pixels]).tile([classes, 1])).grad.dataSync()),
    single: (/** @type {Float32Array} */ x) => {
      const J = new Float32Array(classes * pixels);
      tf.tidy(() => {
        const at = tf.tensor2d(x, [1, pixels]);
        single.forEach((grad, k) => J.set(grad(at).dataSync(), k * pixels));
      });
      return J;
    },
  };
}

/**
 * TensorFlow.js 4.22's wasm backend takes the largest element of a pooling window for 0 if it is
 * negative, and sends the gradient to the window's first one: of maxPool([-2, -1, -3, -4]) its
 * gradient is [1, 0, 0, 0]. Of a network that pools before its ReLU the Jacobian, and so DeepFool, is
 * wrong. Here the backend's kernel is given the same input made positive, which costs next to nothing
 * beside the rest.
 */
function mendMaxPoolGradients() {
  const kernel = tf.getKernel('MaxPoolGrad', 'wasm');
  tf.unregisterKernel('MaxPoolGrad', 'wasm');
  tf.registerKernel({
    ...kernel,
    kernelFunc: (/** @type {any} */ { inputs, backend, attrs }) => {
      const input = backend.makeOutput(inputs.input.shape, 'float32');
      const values = backend.typedArrayFromHeap(inputs.input);
      let least = 0;
      for (const value of values) least = Math.min(least, value);
      const positive = backend.typedArrayFromHeap(input);
      for (let i = 0; i < values.length; ++i) positive[i] = values[i] - least + 1;
      const dx = kernel.kernelFunc({ inputs: { ...inputs, input }, backend, attrs });
      backend.disposeData(input.dataId);
      return dx;
    },
  });
}

const argmax = (/** @type {Float32Array} */ f) => f.indexOf(Math.max(...f));

/**
 * Algorithm 2, l_2, all classes, no box; ||r||_2.
 *
 * @param {(x: any) => any} f
 * @param {(x: Float32Array) => Float32Array} jacobian
 * @param {Float32Array} x0
 */
function deepfool(f, jacobian, x0) {
  const logits = (/** @type {Float32Array} */ x) =>
    tf.tidy(() => f(tf.tensor2d(x, [1, pixels])).dataSync());
  const r = new Float64Array(pixels);
  const label = argmax(logits(x0));
  let perturbation = new Float32Array(pixels);
  for (let i = 0; i < 50; ++i) {
    const x = x0.map((v, j) => v + Math.fround(r[j]));
    const values = logits(x);
    const J = jacobian(x);
    let nearest = Infinity;
    let scale = 0;
    let chosen = -1;
    for (let k = 0; k < classes; ++k) {
      if (k === label) continue;
      let square = 0;
      for (let j = 0; j < pixels; ++j) square += (J[k * pixels + j] - J[label * pixels + j]) ** 2;
      const gap = Math.abs(values[k] - values[label]);
      if (gap / Math.sqrt(square) < nearest) {
        nearest = gap / Math.sqrt(square);
        scale = gap / square;
        chosen = k;
      }
    }
    for (let j = 0; j < pixels; ++j)
      r[j] += scale * (J[chosen * pixels + j] - J[label * pixels + j]);
    perturbation = Float32Array.from(r, (v) => 1.02 * v);
    if (argmax(logits(x0.map((v, j) => v + perturbation[j]))) !== label) break;
  }
  return Math.hypot(...perturbation);
}

/**
 * @param {'wasm' | 'cpu'} backend
 * @param {Uint8Array} model
 * @param {Float32Array[]} digits the first few warm the engine up and are then timed with the others
 * @returns {Promise<{ milliseconds: number, jacobian: string, norms: number[] }>} the median time, the
 *   faster way to the gradients
 */
export async function measurePeer(backend, model, digits) {
  await tf.setBackend(backend);
  await tf.ready();
  if (backend === 'wasm') mendMaxPoolGradients();
  const f = functionOf(readOnnx(model));
  const both = jacobians(f);
  const [x] = digits;
  const [J, batched] = [both.single(x), both.batched(x)];
  const largest = Math.max(...J.map(Math.abs));
  const agree = J.every((v, i) => Math.abs(v - batched[i]) <= 1e-3 * largest);
  const ways = Object.entries(agree ? both : { single: both.single });
  const speeds = ways.map(([, jacobian]) => {
    const times = digits.slice(0, 6).map((x) => time(() => jacobian(x)));
    return median(times.slice(1));
  });
  const [name, jacobian] = ways[speeds.indexOf(Math.min(...speeds))];
  for (const x of digits.slice(0, 3)) deepfool(f, jacobian, x);
  const norms = new Array(digits.length);
  const times = digits.map((x, i) => time(() => (norms[i] = deepfool(f, jacobian, x))));
  return { milliseconds: median(times), jacobian: name, norms };
}
