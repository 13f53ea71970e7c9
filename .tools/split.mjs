// node .tools/split.mjs FOLDER: cuts FOLDER/deepfool.wasm in two, as the build does. deepfool.first.wasm
// is what a page waits for: the functions that a first flip runs, of a classifier in
// web/engine/first_part.js, of a drawing, by DeepFool in l_2 and the box [0, 1], with the picture that is
// shown of it. deepfool.rest.wasm has all others, and is fetched afterwards.
// (web/engine/split_module.js puts them together.)

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCore, finished } from '../web/engine/core.js';
import { classifiersOfFirstPart } from '../web/engine/first_part.js';
import { withShortPlaceholders } from './placeholders.mjs';
import { root } from './run.mjs';
import { withTextsSplit } from './split_texts.mjs';

const folder = resolve(process.argv[2]);
const at = (/** @type {string} */ name) => join(folder, name);
// As em++ -msimd128 -mbulk-memory -fwasm-exceptions has it.
const features = ['simd', 'bulk-memory', 'exception-handling', 'mutable-globals', 'sign-ext'];

const [whole, counted, profile] = ['deepfool.wasm', 'deepfool.counted.wasm', 'deepfool.profile'];

/** @param {string[]} args */
function wasmSplit(...args) {
  const flags = features.map((name) => `--enable-${name}`);
  execFileSync(process.env.WASM_SPLIT || 'wasm-split', [...args, ...flags], { stdio: 'inherit' });
}

wasmSplit('--instrument', at(whole), '-o', at(counted));

/** @type {WebAssembly.Exports} */
let exports = {};
const { default: factory } = await import(pathToFileURL(at('deepfool.js')).href);
const core = await createCore({
  factory,
  instantiateWasm(
    /** @type {WebAssembly.Imports} */ imports,
    /** @type {(instance: WebAssembly.Instance) => void} */ done,
  ) {
    const module = new WebAssembly.Module(readFileSync(at(counted)));
    const instance = new WebAssembly.Instance(module, imports);
    exports = instance.exports;
    done(instance);
    return exports;
  },
});

/** What a figure asks for at first. @type {import('../web/engine/types.js').AttackOptions} */
const shown = { box: [0, 1] };
const drawings = [
  [],
  [[20, 10]],
  [[20, 10, 30, 40]],
  [
    [20, 10, 60, 10, 40, 90],
    [30, 50, 50, 50],
  ],
].map((strokes) => strokes.map((points) => Float32Array.from(points)));
// What an attack runs depends on the digit: how its sorts go, how close a boundary is. So there are many
// of them: those of the cards, each turned upside down and paler, too.
const digits = ['digits', 'softmax', 'lenet', 'fc500-150-10'].flatMap((name) => {
  const { test_vector } = JSON.parse(readFileSync(join(root, `models/${name}.json`), 'utf8'));
  const pixels = Float32Array.from(
    test_vector.input,
    (/** @type {number} */ value) => value / test_vector.scale,
  );
  const turned = pixels.slice().reverse();
  return [pixels, turned].flatMap((x) => [1, 0.7, 0.4].map((ink) => x.map((v) => ink * v)));
});
for (const name of classifiersOfFirstPart) {
  const { id } = core.load(readFileSync(join(root, `models/${name}.onnx`)));
  for (const pixels of digits) {
    core.predict(id, pixels);
    finished(core.beginAttack(id, pixels, shown, true));
    // Some attacks end so close to a boundary that rounding decides; without an overshoot, these do.
    finished(core.beginAttack(id, pixels, { ...shown, overshoot: 0 }, true));
  }
  for (const strokes of drawings) {
    const { run } = core.beginAttackOnStrokes(id, strokes, 3, shown, true);
    if (run) finished(run);
  }
}
for (const strokes of drawings) core.digitFromStrokes(strokes, 3);

const write = /** @type {(address: number, size: number) => number} */ (exports.__write_profile);
const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
if (!memory) throw new Error('The module exports no memory.');
const size = write(0, 0);
const end = memory.buffer.byteLength;
memory.grow(Math.ceil(size / 65536));
write(end, size);
writeFileSync(at(profile), new Uint8Array(memory.buffer, end, size));

wasmSplit(
  at(whole),
  `--profile=${at(profile)}`,
  '--export-prefix=%',
  ...['-o1', at('deepfool.first.wasm'), '-o2', at('deepfool.rest.wasm')],
);
const [first, rest] = [at('deepfool.first.wasm'), at('deepfool.rest.wasm')];
const text = execFileSync(process.env.WASM_DIS || 'wasm-dis', [first], {
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
const parts = withTextsSplit(readFileSync(first), readFileSync(rest), text);
writeFileSync(first, withShortPlaceholders(parts.first));
writeFileSync(rest, parts.rest);
for (const name of [counted, profile]) rmSync(at(name));
