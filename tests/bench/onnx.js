/**
 * As much of ONNX as the peers need: the nodes of a model and its float weights.
 *
 * @typedef {{ dims: number[], values: Float32Array }} Tensor
 * @typedef {{ type: string, inputs: string[], outputs: string[], attributes: Record<string, number[]> }} Node
 * @typedef {{ nodes: Node[], constants: Map<string, Tensor>, input: string, output: string }} Graph
 */

/** The fields of a protobuf message, in their order. @param {Uint8Array} bytes */
function* fieldsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    if (tag % 8 === 0) yield { field, number: varint(), bytes: new Uint8Array() };
    else if (tag % 8 === 2) {
      const length = varint();
      yield { field, number: 0, bytes: bytes.subarray(at, at + length) };
      at += length;
    } else {
      const size = tag % 8 === 1 ? 8 : 4;
      const number = size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true);
      yield { field, number, bytes: new Uint8Array() };
      at += size;
    }
  }
}

const text = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);

/** Numbers of a field that may come packed. @param {{ number: number, bytes: Uint8Array }} field */
function integersOf({ number, bytes }) {
  if (bytes.length === 0) return [number];
  // A packed list is a message of nothing but varints.
  const values = [];
  for (let at = 0; at < bytes.length;) {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    values.push(value);
  }
  return values;
}

/** @param {Uint8Array} bytes of a TensorProto @returns {Tensor & { name: string }} */
function tensorOf(bytes) {
  const tensor = { name: '', dims: /** @type {number[]} */ ([]), values: new Float32Array() };
  for (const field of fieldsOf(bytes)) {
    if (field.field === 1) tensor.dims.push(...integersOf(field));
    if (field.field === 8) tensor.name = text(field.bytes);
    if (field.field === 9)
      tensor.values = new Float32Array(field.bytes.slice().buffer, 0, field.bytes.length >> 2);
  }
  return tensor;
}

/** @param {Uint8Array} bytes of a NodeProto @returns {Node & { tensor: Tensor | null }} */
function nodeOf(bytes) {
  /** @type {Node & { tensor: Tensor | null }} */
  const node = { type: '', inputs: [], outputs: [], attributes: {}, tensor: null };
  for (const field of fieldsOf(bytes)) {
    if (field.field === 1) node.inputs.push(text(field.bytes));
    if (field.field === 2) node.outputs.push(text(field.bytes));
    if (field.field === 4) node.type = text(field.bytes);
    if (field.field !== 5) continue;
    let name = '';
    const values = [];
    for (const part of fieldsOf(field.bytes)) {
      if (part.field === 1) name = text(part.bytes);
      if (part.field === 2 || part.field === 3) values.push(part.number);
      if (part.field === 8) values.push(...integersOf(part));
      if (part.field === 5) node.tensor = tensorOf(part.bytes);
    }
    node.attributes[name] = values;
  }
  return node;
}

/**
 * @param {Uint8Array} bytes of a ModelProto
 * @returns {Graph}
 */
export function readOnnx(bytes) {
  /** @type {Graph} */
  const graph = { nodes: [], constants: new Map(), input: '', output: '' };
  const nameOf = (/** @type {Uint8Array} */ value) =>
    text([...fieldsOf(value)].find(({ field }) => field === 1)?.bytes ?? new Uint8Array());
  for (const model of fieldsOf(bytes)) {
    if (model.field !== 7) continue;
    for (const part of fieldsOf(model.bytes)) {
      if (part.field === 1) {
        const node = nodeOf(part.bytes);
        if (node.type === 'Constant' && node.tensor)
          graph.constants.set(node.outputs[0], node.tensor);
        else graph.nodes.push(node);
      }
      if (part.field === 5) {
        const { name, ...tensor } = tensorOf(part.bytes);
        graph.constants.set(name, tensor);
      }
      if (part.field === 11) graph.input ||= nameOf(part.bytes);
      if (part.field === 12) graph.output = nameOf(part.bytes);
    }
  }
  return graph;
}
