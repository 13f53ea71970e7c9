// What an ONNX file says of itself, besides its network: who wrote it, its operators, its classes' names. An ONNX file is
// one protobuf message (protobuf.dev/programming-guides/encoding); the numbers of fields are those of onnx.proto.

/**
 * @typedef {object} OnnxDescription all texts are without control and bidirectional characters
 * @property {string} producer the software that wrote the file, and its version; '' if it does not say
 * @property {number | null} opset the version of the operators
 * @property {Record<string, number>} operators how many nodes have each of them
 * @property {string[]} classNames in the order of the classes; none if the file does not say
 */

/** The longest text that is taken from a file. */
const longest = 80;

/** Keys of metadata under which exporters and people write the classes' names. */
const nameKeys = ['names', 'class_names', 'classes', 'labels', 'class_labels'];

/**
 * What a file says of itself. It need not be a classifier: what cannot be read is left out.
 *
 * @param {Uint8Array} bytes
 * @returns {OnnxDescription}
 */
export function describeOnnx(bytes) {
  /** @type {OnnxDescription} */
  const found = { producer: '', opset: null, operators: Object.create(null), classNames: [] };
  const producer = ['', ''];
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === 2 || field === 3) producer[field - 2] = textOf(value);
    else if (field === 7) describeGraph(value, found);
    else if (field === 8) takeOpset(value, found);
    else if (field === 14) takeMetadata(value, found);
  }
  found.producer = producer.filter(Boolean).join(' ');
  return found;
}

/**
 * @param {Value} graph
 * @param {OnnxDescription} found
 */
function describeGraph(graph, found) {
  for (const [field, node] of fieldsOf(graph)) {
    if (field !== 1) continue;
    for (const [part, value] of fieldsOf(node)) {
      if (part === 4) {
        const name = textOf(value);
        found.operators[name] = (found.operators[name] ?? 0) + 1;
      } else if (part === 5) takeLabels(value, found);
    }
  }
}

/**
 * The attribute of a node of ai.onnx.ml that names the classes.
 *
 * @param {Value} attribute
 * @param {OnnxDescription} found
 */
function takeLabels(attribute, found) {
  const fields = [...fieldsOf(attribute)];
  const name = fields.find(([field]) => field === 1)?.[1];
  if (name === undefined || textOf(name) !== 'classlabels_strings') return;
  found.classNames = fields.filter(([field]) => field === 9).map(([, value]) => textOf(value));
}

/**
 * @param {Value} opset domain = 1, version = 2
 * @param {OnnxDescription} found
 */
function takeOpset(opset, found) {
  const fields = new Map(fieldsOf(opset));
  const version = fields.get(2);
  const domain = textOf(fields.get(1) ?? 0);
  if (typeof version === 'number' && (domain === '' || domain === 'ai.onnx')) found.opset = version;
}

/**
 * @param {Value} entry key = 1, value = 2
 * @param {OnnxDescription} found
 */
function takeMetadata(entry, found) {
  const fields = new Map(fieldsOf(entry));
  const value = fields.get(2);
  if (!nameKeys.includes(textOf(fields.get(1) ?? 0).toLowerCase())) return;
  if (value instanceof Uint8Array) found.classNames = namesIn(new TextDecoder().decode(value));
}

/**
 * The names in a list as JSON or Python writes it ({0: 'a', 1: 'b'} and ['a', 'b']), or with commas or lines between them.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function namesIn(text) {
  const inner = text.trim().replace(/^[[{(]|[\])}]$/g, '');
  return inner
    .split(/[,;\n]/)
    .map((part) => part.replace(/^\s*['"]?\d+['"]?\s*:/, '').trim())
    .map((part) => clean(part.replace(/^(['"])(.*)\1$/, '$2')))
    .filter(Boolean);
}

/** @typedef {number | Uint8Array} Value */

/** @param {Value} value */
const textOf = (value) =>
  value instanceof Uint8Array
    ? clean(new TextDecoder().decode(value.subarray(0, 4 * longest)))
    : '';

/** Without control, bidirectional and unassigned characters. @param {string} text */
const clean = (text) => text.replace(/\p{C}/gu, '').slice(0, longest).trim();

/**
 * The fields of a message; it ends where it is damaged.
 *
 * @param {Value} message
 * @returns {Generator<[number, Value]>}
 */
function* fieldsOf(message) {
  if (!(message instanceof Uint8Array)) return;
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; at < message.length; shift *= 128) {
      const byte = message[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
    return NaN;
  };
  while (at < message.length) {
    const key = varint();
    const kind = key % 8;
    const field = Math.floor(key / 8);
    if (kind === 0) yield [field, varint()];
    else if (kind === 1 || kind === 5) at += kind === 1 ? 8 : 4;
    else if (kind === 2) {
      const size = varint();
      if (!(at + size <= message.length)) return;
      yield [field, message.subarray(at, at + size)];
      at += size;
    } else return;
  }
}
