// What the native command `deepfool` refuses, and how it says so.

import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  attack,
  deepfool,
  floatsFile,
  folder,
  imagesFile,
  labelsFile,
  model,
  predict,
} from './support.mjs';

const softmax = ['--model', model('softmax'), '--images', imagesFile];

/**
 * A command line is wrong: the message is alone but for a hint, and the exit code is 2.
 *
 * @param {string[]} args
 * @param {RegExp} message
 * @param {string} [help] what the hint names
 */
function refused(args, message, help = `help ${args[0]}`) {
  const { status, stdout, stderr } = deepfool(...args);
  assert.equal(status, 2, stderr);
  assert.match(stderr, message);
  const [first, second, ...more] = stderr.trimEnd().split('\n');
  assert.match(first, /^deepfool: /);
  assert.equal(second, `Try 'deepfool ${help}'.`);
  assert.deepEqual(more, []);
  assert.equal(stdout, '');
}

/**
 * Something cannot be done: one line, and the exit code is 1.
 *
 * @param {string[]} args
 * @param {RegExp} message
 */
function failed(args, message) {
  const { status, stderr } = deepfool(...args);
  assert.equal(status, 1, stderr);
  assert.match(stderr, message);
  assert.equal(stderr.trimEnd().split('\n').length, 1);
}

test('help: the commands, and the options of each', () => {
  for (const asked of ['help', '--help', '-h']) {
    const { status, stdout } = deepfool(asked);
    assert.equal(status, 0);
    for (const name of [
      'predict',
      'attack',
      'evaluate',
      'common-epsilon',
      'universal',
      'certify',
    ]) {
      assert.match(stdout, new RegExp(`^ +${name} +\\w`, 'm'));
      for (const args of [
        ['help', name],
        [name, '--help'],
      ]) {
        const help = deepfool(...args);
        assert.equal(help.status, 0);
        assert.match(help.stdout, new RegExp(`^deepfool ${name} --model FILE`));
        assert.match(help.stdout, /^ +--count N +\w/m);
      }
    }
  }
  refused([], /no command is given/, 'help');
  refused(['fly'], /unknown command 'fly'/, 'help');
  refused(['help', 'fly'], /unknown command 'fly'/, 'help');
});

describe('options that cannot be understood', () => {
  /** @type {[string[], RegExp][]} */
  const cases = [
    [['attack'], /--model is missing/],
    [attack('--out'), /--out needs a value/],
    [attack('--out', '--count', '5'), /--out needs a value/],
    [attack(), /--out is missing/],
    [attack('--colour', 'red'), /unknown option '--colour'/],
    [attack('--count', '1', '--count', '2'), /--count is given twice/],
    [attack('--count', 'many'), /--count 'many'/],
    [attack('--count', ' 5'), /--count ' 5'/],
    [attack('--count', '0'), /--count '0'/],
    [attack('--count', '3.5'), /--count '3.5'/],
    [attack('--count', '9223372036854775808'), /--count '9223372036854775808'/],
    [attack('--first', '-1'), /--first '-1'/],
    [attack('--first', '10001'), /--first 10001.*10000 images/],
    [attack('--norm', 'l0'), /--norm 'l0'/],
    [attack('--norm', '0.5'), /--norm '0.5'/],
    [attack('--norm', 'nan'), /--norm 'nan'/],
    [attack('--box', '0'), /--box '0'/],
    [attack('--box', '0,1,2'), /--box '0,1,2'/],
    [attack('--box', '0,1e39'), /--box '0,1e39'/],
    [attack('--box', '0, 1'), /--box '0, 1'/],
    [attack('--overshoot', 'x'), /--overshoot 'x'/],
    [attack('--overshoot', '-1'), /--overshoot '-1'/],
    [attack('--overshoot', 'inf'), /--overshoot 'inf'/],
    [attack('--overshoot', '0x1'), /--overshoot '0x1'/],
    [attack('--overshoot', '1e999'), /--overshoot '1e999'/],
    [attack('--max-iterations', '0'), /--max-iterations '0'/],
    [attack('--max-iterations', '4294967297'), /--max-iterations '4294967297'.* up to 2147483647/],
    [attack('--method', 'pgd', '--steps', '0'), /--steps '0'/],
    [attack('--path', 'perhaps'), /--path 'perhaps'/],
    [attack('--target', 'rank:1'), /rank:2 to rank:10/],
    [attack('--target', 'rank:11'), /rank:2 to rank:10/],
    [attack('--target', 'rank:3x'), /--target 'rank:3x'/],
    [attack('--target', '10'), /--target '10'.* 0 to 9/],
    [attack('--target', '2.5'), /--target '2.5'/],
    [attack('--target', '4294967298'), /--target '4294967298'/],
    [['common-epsilon', ...softmax, '--share', '0'], /--share '0'.* above 0, up to 1/],
    [['common-epsilon', ...softmax, '--share', '1.5'], /--share '1.5'/],
    [['common-epsilon', ...softmax, '--single-precision', '1'], /'1': give yes or no/],
    [['universal', ...softmax], /--radius is missing/],
    [['universal', ...softmax, '--radius', '0'], /--radius '0'/],
    [['universal', ...softmax, '--radius', '1', '--norm', 'l1'], /norm/],
    [['universal', ...softmax, '--radius', '1', '--epochs', '4294967297'], /--epochs/],
    [['universal', ...softmax, '--radius', '1', '--labels', labelsFile], /option '--labels'/],
  ];
  for (const [args, message] of cases) {
    test(`${args[0]} ${args.slice(5).join(' ')}`, (t) => {
      const out = join(folder(t), 'out.jsonl');
      const complete =
        args[0] !== 'attack' || args.includes('--out') || args.length <= 5
          ? args
          : [...args, '--out', out];
      refused(complete, message);
      assert.ok(!existsSync(out));
    });
  }
});

test('values that the classifier or the method does not take', (t) => {
  const out = join(folder(t), 'out.jsonl');
  /** @type {[string[], RegExp][]} */
  const cases = [
    [['--candidates', '1'], /candidates/],
    [['--candidates', '11'], /candidates/],
    [['--box', '1,0'], /box/],
    [['--box', '0,1', '--norm', '3'], /box/],
    [['--method', 'magic'], /--method 'magic'/],
    [['--method', 'universal'], /--method 'universal'/],
    [['--method', 'ddn', '--norm', 'linf'], /norm: ddn/],
    [['--method', 'fgsm', '--epsilon', '0'], /--epsilon '0': give a number above 0/],
  ];
  for (const [args, message] of cases) {
    refused(attack('--count', '1', '--out', out, ...args), message);
  }
  failed(attack('--out', out, '--box', '0.5,1'), /image 0 .* --box, .* from 0.5 to 1/);
  assert.ok(!existsSync(out));
});

describe('the table of options', () => {
  const { methods, options } = JSON.parse(deepfool('options').stdout);
  const flag = (/** @type {string} */ name) =>
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  /** @type {Record<string, string>} */
  const values = { number: '0.5', integer: '2', class: '2', range: '0,1', flag: 'yes' };

  test('an option that a method does not take is refused', (t) => {
    const out = join(folder(t), 'out.jsonl');
    let refusals = 0;
    for (const { name: method, wholeSet } of methods) {
      for (const { name, type, methods } of options) {
        if (wholeSet || name === 'norm') continue;
        const known = methods.some((/** @type {string} */ m) => !/universal|common/.test(m));
        const args = attack('--method', method, flag(name), values[type], '--count', '1');
        if (methods.includes(method)) {
          const run = deepfool(...args, '--out', out);
          assert.equal(run.status, 0, `${method} ${name}: ${run.stderr}`);
          continue;
        }
        const message = known ? `${flag(name)}: ${method} does not take it` : 'unknown option';
        refused([...args, '--out', out], new RegExp(message));
        ++refusals;
      }
    }
    assert.ok(refusals > 20);
  });

  test('the help has the options of each command, their defaults and their methods', () => {
    /** @type {[string, (method: any) => boolean][]} */
    const commands = [
      ['attack', ({ wholeSet }) => !wholeSet],
      ['evaluate', ({ wholeSet }) => !wholeSet],
      ['universal', ({ name }) => name === 'universal'],
      ['common-epsilon', ({ name }) => name === 'commonEpsilon'],
    ];
    for (const [command, of] of commands) {
      const help = deepfool('help', command).stdout.replace(/\s+/g, ' ');
      const names = methods.filter(of).map((/** @type {any} */ { name }) => name);
      for (const option of options) {
        const takers = names.filter((/** @type {string} */ name) => option.methods.includes(name));
        const listed = takers.length > 0 && !(command === 'evaluate' && option.name === 'path');
        assert.equal(help.includes(` ${flag(option.name)} `), listed, `${command} ${option.name}`);
        if (!listed) continue;
        assert.ok(help.includes(option.meaning), option.meaning);
        const { default: usual } = option;
        if (usual !== null) assert.ok(help.includes(` (${usual === false ? 'no' : usual})`));
        if (takers.length === names.length) continue;
        const steps = ` [${takers.join(', ')}]`;
        assert.ok(help.replace(/ \d+(?=[,\]])/g, '').includes(steps), steps);
      }
    }
  });
});

test('files that cannot be read', (t) => {
  const path = folder(t);
  const out = join(path, 'out.jsonl');
  const text = join(path, 'text');
  writeFileSync(text, 'This is no IDX file.');
  const short = join(path, 'short');
  writeFileSync(short, readFileSync(imagesFile).subarray(0, 5000));
  const small = join(path, 'small');
  writeFileSync(small, floatsFile([1, 2], [0, 0]));
  const strip = join(path, 'strip');
  writeFileSync(strip, floatsFile([1, 14, 56], new Array(784).fill(0)));
  const none = join(path, 'none');
  const images = ['--images', imagesFile];
  /** @type {[string[], RegExp][]} */
  const cases = [
    [['--model', none, ...images], /none: .*cannot be opened: No such file/],
    [['--model', text, ...images], /text: .*no ONNX file/],
    [['--model', path, ...images], new RegExp(`${path}: it is a directory`)],
    [['--model', model('softmax'), '--images', none], /none: .*cannot be opened: No such file/],
    [['--model', model('softmax'), '--images', path], new RegExp(`${path}: it is a directory`)],
    [['--model', model('softmax'), '--images', text], /text: .*no IDX file/],
    [['--model', model('softmax'), '--images', short], /short: .*cut short/],
    [
      ['--model', model('softmax'), '--images', small],
      /small: .*its images are 2; the model takes .*784/,
    ],
    [
      ['--model', model('softmax'), '--images', strip],
      /strip: .*14 x 56; the model takes 1 x 28 x 28/,
    ],
    [[...softmax, '--labels', path], new RegExp(`${path}: it is a directory`)],
    [[...softmax, '--labels', imagesFile], /one label for each of 10000/],
  ];
  for (const [args, message] of cases) {
    for (const command of ['predict', 'attack']) failed([command, ...args, '--out', out], message);
  }
  assert.ok(!existsSync(out));
});

describe('outputs', () => {
  test('that cannot be written are found before anything is done', (t) => {
    const path = folder(t);
    const nowhere = join(path, 'no', 'file');
    const out = join(path, 'out.jsonl');
    writeFileSync(out, 'of an earlier run');
    failed(attack('--count', '1', '--out', nowhere), /no\/file: cannot be written: No such file/);
    failed(attack('--count', '1', '--out', path), /cannot be written: it is a directory/);
    for (const option of ['--perturbations', '--quantise']) {
      failed(attack('--count', '1', '--out', out, option, nowhere), /no\/file: cannot be written/);
    }
    const universal = ['universal', ...softmax, '--radius', '1', '--perturbations', nowhere];
    failed(universal, /no\/file: cannot be written/);
    assert.equal(readFileSync(out, 'utf8'), 'of an earlier run');
  });

  test('are not among the inputs, by whatever name', (t) => {
    const path = folder(t);
    const images = join(path, 'images.idx');
    const bytes = floatsFile([1, 784], new Float32Array(784));
    writeFileSync(images, bytes);
    mkdirSync(join(path, 'sub'));
    const [hard, soft] = [join(path, 'hard'), join(path, 'soft')];
    linkSync(images, hard);
    symlinkSync('images.idx', soft);
    const labels = join(path, 'labels.idx');
    const labelBytes = floatsFile([1], [3]);
    writeFileSync(labels, labelBytes);
    const base = ['--model', model('softmax'), '--images', images, '--labels', labels];
    for (const name of [images, hard, soft, join(path, 'sub', '..', 'images.idx')]) {
      const same = new RegExp(`--out '${name}' is the same file as --images`);
      refused(['predict', ...base, '--out', name], same);
      refused(['attack', ...base, '--out', name], same);
    }
    refused(['predict', ...base, '--out', labels], /the same file as --labels/);
    const out = join(path, 'out.jsonl');
    for (const option of ['--perturbations', '--quantise']) {
      refused(['attack', ...base, '--out', out, option, soft], /the same file as --images/);
    }
    refused(
      ['universal', ...base.slice(0, 4), '--radius', '1', '--perturbations', images],
      /the same file as --images/,
    );
    assert.deepEqual(readFileSync(images), bytes);
    assert.deepEqual(readFileSync(labels), labelBytes);
    assert.ok(!existsSync(out));
  });

  test('are not each other, be they there or not', (t) => {
    const path = folder(t);
    const out = join(path, 'out');
    symlinkSync('out', join(path, 'link'));
    for (const other of [out, join(path, '.', 'out'), join(path, 'link')]) {
      refused(attack('--out', out, '--perturbations', other), /the same file as --out/);
      refused(attack('--out', other, '--quantise', out), /the same file as --out/);
    }
    assert.deepEqual(readdirSync(path), ['link']);
    writeFileSync(out, 'kept');
    linkSync(out, join(path, 'hard'));
    refused(attack('--out', out, '--quantise', join(path, 'hard')), /the same file as --out/);
    assert.equal(readFileSync(out, 'utf8'), 'kept');
  });

  test('may be /dev/null, also twice', () => {
    const nothing = ['--out', '/dev/null', '--perturbations', '/dev/null'];
    assert.equal(deepfool(...attack('--count', '2', ...nothing)).status, 0);
  });
});

test('a count beyond the last image is one of what there is', () => {
  const most = ['--first', '9990', '--count', '9223372036854775807', '--out', '/dev/null'];
  const { status, stdout, stderr } = deepfool(...predict(...most));
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^images +10$/m);
});
