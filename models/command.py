"""What the native command finds: perturbations, rho_adv, and FGSM's common epsilon.

`npm run build native` makes the command.
"""

import functools
import json
import os
import re
import subprocess

import numpy as np

import mnist

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
COMMAND = os.path.join(ROOT, 'build/native/deepfool')


def deepfool(*arguments):
    """Runs the command and returns what it printed."""
    if not os.path.exists(COMMAND):
        raise SystemExit('build/native/deepfool is missing: npm run build native')
    done = subprocess.run([COMMAND, *map(str, arguments)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f'deepfool {" ".join(map(str, arguments))}\n{done.stderr}')
    return done.stdout


def version():
    return deepfool('--version').strip()


def files(model, part, data):
    folder = data or mnist.DATA
    return ['--model', model, '--images', os.path.join(folder, f'{part}-images-idx3-ubyte'),
            '--labels', os.path.join(folder, f'{part}-labels-idx1-ubyte')]


@functools.lru_cache(maxsize=1)  # several variants multiply the same ones
def perturbations(model, work, data, options, count=None):
    """Those of the training images -> [n, 28, 28] float32, as the command wrote them."""
    found = os.path.join(work, 'perturbations')
    first = [] if count is None else ['--count', count]
    deepfool('attack', *files(model, 'train', data), *options, *first,
             '--out', f'{found}.jsonl', '--perturbations', f'{found}.idx')
    with open(f'{found}.idx', 'rb') as file:
        content = file.read()
    for ending in ('jsonl', 'idx'):
        os.remove(f'{found}.{ending}')
    if content[:4] != b'\0\0\x0d\x03':
        raise ValueError('the perturbations are not an IDX file of float32 in three dimensions')
    shape = np.frombuffer(content, '>u4', 3, 4)
    return np.frombuffer(content, '>f4', offset=16).reshape(shape).astype(np.float32)


def robustness(model, work, data, shard):
    """DeepFool over the test images, l_2, no box -> rho_adv, its standard deviation, images."""
    report = os.path.join(work, 'evaluation.json')
    deepfool('evaluate', *files(model, 't10k', data), '--shard', shard, '--json', report)
    with open(report, encoding='utf-8') as file:
        summary = json.load(file)['summary']
    os.remove(report)
    found = summary['rho_adv']
    return {'rho_adv': found['mean'], 'rho_adv_deviation': found['deviation'],
            'rho_adv_images': found['count'], 'flipped': summary['flipped']}


def common_epsilon(model, data, count=None):
    """The smallest epsilon with which FGSM misclassifies 90 % of the training images."""
    first = [] if count is None else ['--count', count]
    printed = deepfool('common-epsilon', *files(model, 'train', data), *first)
    return float(re.search(r'^epsilon\s+(\S+)', printed, re.MULTILINE).group(1))
