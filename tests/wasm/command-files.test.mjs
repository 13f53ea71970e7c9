// How the native command `deepfool` reads and writes: pipes, interruptions, and places that take nothing.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, test } from 'node:test';
import {
  attack,
  deepfool,
  file,
  folder,
  imagesFile,
  labelsFile,
  model,
  predict,
  readLines,
} from './support.mjs';

const command = file('build/native/deepfool');
const softmax = ['--model', model('softmax'), '--images', imagesFile];

/** Runs a command line of bash, in which $0 is the command. @param {string} line */
function inShell(line) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line, command], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/**
 * Starts a command that takes a while, and waits until it has written something.
 *
 * @param {string} path of the folder that it writes to
 * @param {string[]} args
 */
async function begun(path, ...args) {
  const process = spawn(command, args, { stdio: 'ignore' });
  const ended = once(process, 'exit');
  const unfinished = () => readdirSync(path).find((name) => name.endsWith('.part'));
  for (let name = unfinished(); !name || !statSync(join(path, name)).size; name = unfinished()) {
    assert.equal(process.exitCode, null, 'it ended too soon');
    await setTimeout(5);
  }
  return { process, ended };
}

describe('a file that is written', () => {
  const slow = ['--model', model('lenet'), '--images', imagesFile];
  /** @type {[string, string[]][]} */
  const commands = [
    ['--out', ['attack', ...slow]],
    ['--out', ['predict', ...slow]],
  ];
  for (const [option, args] of commands) {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      test(`stays as it was where ${signal} ends ${args[0]}, and nothing else stays`, async (t) => {
        const path = folder(t);
        const out = join(path, 'out');
        writeFileSync(out, 'of an earlier run');
        const { process, ended } = await begun(path, ...args, option, out);
        process.kill(signal);
        assert.deepEqual(await ended, [null, signal]);
        assert.equal(readFileSync(out, 'utf8'), 'of an earlier run');
        assert.deepEqual(readdirSync(path), ['out']);
      });
    }
  }

  test('stays as it was where nothing can be tidied up any more', async (t) => {
    const path = folder(t);
    const out = join(path, 'out');
    writeFileSync(out, 'of an earlier run');
    const { process, ended } = await begun(path, 'attack', ...slow, '--out', out);
    process.kill('SIGKILL');
    await ended;
    assert.equal(readFileSync(out, 'utf8'), 'of an earlier run');
  });

  test('is not there where a run fails', (t) => {
    const path = folder(t);
    const out = join(path, 'out');
    const { status, stderr } = deepfool(
      ...attack('--count', '20', '--out', out, '--perturbations', '/dev/full'),
    );
    assert.equal(status, 1);
    assert.equal(stderr, 'deepfool: /dev/full: cannot be written: No space left on device\n');
    assert.deepEqual(readdirSync(path), []);
  });

  test('is the one that a link names, keeps its permissions, and is whole', (t) => {
    const path = folder(t);
    const [out, link] = [join(path, 'out'), join(path, 'link')];
    writeFileSync(out, 'of an earlier run');
    chmodSync(out, 0o640);
    symlinkSync('out', link);
    const { status, stderr } = deepfool(...predict('--count', '3', '--out', link));
    assert.equal(status, 0, stderr);
    assert.equal(readlinkSync(link), 'out');
    assert.equal(readLines(out).length, 3);
    assert.equal(statSync(out).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(path).sort(), ['link', 'out']);
  });

  test('may be a pipe', () => {
    const { status, stdout } = inShell(
      `"$0" ${predict('--count', '3').join(' ')} --out >(wc -l) | cat; exit \${PIPESTATUS[0]}`,
    );
    assert.equal(status, 0);
    assert.match(stdout, /^3$/m);
    assert.match(stdout, /^images +3$/m);
  });
});

describe('pipes are read', () => {
  const [images, labels, softmaxModel] = [imagesFile, labelsFile, model('softmax')];
  const asked = '--first 9000 --count 20 --out';
  for (const [name, line] of [
    [
      'a process',
      `--model <(cat ${softmaxModel}) --images <(cat ${images}) --labels <(cat ${labels})`,
    ],
    ['images on standard input', `--model ${softmaxModel} --images /dev/stdin --labels ${labels}`],
  ]) {
    test(name, (t) => {
      const [piped, usual] = ['piped', 'usual'].map((out) => join(folder(t), out));
      const files = `--model ${softmaxModel} --images ${images} --labels ${labels}`;
      const run = inShell(`cat ${images} | "$0" predict ${line} ${asked} ${piped}`);
      assert.equal(run.status, 0, run.stderr);
      assert.deepEqual(run, inShell(`"$0" predict ${files} ${asked} ${usual}`));
      assert.equal(readLines(piped).length, 20);
      assert.equal(readFileSync(piped, 'utf8'), readFileSync(usual, 'utf8'));
    });
  }

  test('but not by evaluate, whose rows name their SHA-256', () => {
    const run = inShell(
      `cat ${images} | "$0" evaluate --model ${softmaxModel} --images /dev/stdin`,
    );
    assert.equal(run.status, 1);
    assert.match(run.stderr, /\/dev\/stdin: it is a pipe; a file is needed/);
  });

  test('but not twice', () => {
    const run = inShell(
      `cat ${images} | "$0" predict --model /dev/stdin --images /dev/stdin ${asked} x`,
    );
    assert.equal(run.status, 2);
    assert.match(run.stderr, /--images '\/dev\/stdin' is the same file as --model/);
  });

  test('an empty one is no model and no set of images', () => {
    const noModel = inShell(`true | "$0" predict --model /dev/stdin --images ${images} ${asked} x`);
    assert.equal(noModel.status, 1);
    assert.match(noModel.stderr, /\/dev\/stdin: this is no ONNX file/);
    const noImages = inShell(
      `true | "$0" predict --model ${softmaxModel} --images /dev/stdin ${asked} x`,
    );
    assert.equal(noImages.status, 1);
    assert.match(noImages.stderr, /\/dev\/stdin: this is no IDX file/);
  });

  test('a device is none', () => {
    const { status, stderr } = deepfool(
      'predict',
      '--model',
      '/dev/zero',
      ...softmax.slice(2),
      '--out',
      'x',
    );
    assert.equal(status, 1);
    assert.match(stderr, /\/dev\/zero: it is a device; a file or a pipe is needed/);
  });
});

test('an option that names a file names one', () => {
  for (const [option, args] of /** @type {[string, string[]][]} */ ([
    ['--out', predict()],
    ['--out', attack()],
    ['--quantise', attack('--out', '/dev/null')],
    ['--rows', ['evaluate', ...softmax]],
    ['--labels', predict('--out', '/dev/null')],
    ['--perturbations', ['universal', ...softmax, '--radius', '1']],
  ])) {
    const { status, stderr } = deepfool(...args, option, '');
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`^deepfool: ${option} '' names no file\n`));
  }
});

test('standard output that takes nothing is a failure, and so is one file for it and for --out', (t) => {
  const out = join(folder(t), 'out');
  for (const line of [
    'help',
    'help attack',
    '--version',
    'options',
    predict('--out', '/dev/null').join(' '),
  ]) {
    const { status, stderr } = inShell(`"$0" ${line} > /dev/full`);
    assert.equal(status, 1, line);
    assert.equal(stderr, 'deepfool: standard output cannot be written\n');
  }
  const { status, stderr } = inShell(`"$0" ${predict('--out', '/dev/stdout').join(' ')} > ${out}`);
  assert.equal(status, 2);
  assert.match(stderr, /--out '\/dev\/stdout' is where standard output goes/);
});

test('--version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(file('package.json'), 'utf8'));
  const { status, stdout } = deepfool('--version');
  assert.equal(status, 0);
  assert.equal(stdout, `deepfool ${version}\n`);
  assert.match(deepfool('help').stdout, /deepfool --version/);
});

test("--help among other options prints the command's help", () => {
  for (const name of ['predict', 'attack', 'evaluate', 'common-epsilon', 'universal', 'options']) {
    const { stdout: help } = deepfool('help', name);
    for (const args of [
      ['--help'],
      ['-h'],
      ['--model', 'none', '--help'],
      ['--help', '--model', 'none'],
      ['--out', '--help'],
      ['--model', 'none', '-h'],
    ]) {
      const run = deepfool(name, ...args);
      assert.deepEqual(run, { status: 0, stdout: help, stderr: '' }, args.join(' '));
    }
  }
});
