#!/usr/bin/env python3
"""Checks that what the command `deepfool` finds flips in PyTorch, too, in float64 and in float32.

    check_flips.py [--data FOLDER] [--command FILE] [--count N] [--only ATTACK] [NAME ...]

For each classifier NAME, over the first N (10,000) MNIST test images: DeepFool in l_2, l_infinity
and l_1, without a box and in [0, 1], its refinement, and the pictures of 8 bits a pixel made of
each. An image is read as float32(byte) / 255, and x + r is summed in float32, as the command does.
A line for each says how many
    flipped   by the command
    float64   of these are not flipped in double precision (must be 0)
    float32   of these are not flipped in PyTorch's float32 (must be 0)
    saved     of the pictures made of these do not flip by the command, in float64 and in float32
and, in units of eps max |f_k| (eps = 2^-23, f the logits at x + r):
    least     the least margin f_new - f_k0 in float64 (flip.h asks for 48 in float32)
    ours      the most that this margin of the command's own float32 logits is wrong by
    PyTorch   the same of PyTorch's
Exits with 1 if one does not flip. All of it takes an hour and a half on one core, most of it the
refinement of `lenet`. Needs PyTorch and the command (npm run build native).
"""

import argparse
import json
import os
import struct
import subprocess
import sys
import tempfile

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.join(HERE, '../../models')
COMMAND = os.path.join(HERE, '../../build/native/deepfool')
sys.path.insert(0, MODELS)

import mnist  # noqa: E402
import onnx_graph  # noqa: E402

NAMES = ['softmax', 'fc500-150-10', 'digits', 'lenet']
ATTACKS = {
    f'{kind}{" in the box" if box else ""}': [*arguments, *(['--box', '0,1'] if box else [])]
    for kind, arguments in {
        'l2': ['--norm', 'l2'],
        'linf': ['--norm', 'linf'],
        'l1': ['--norm', 'l1'],
        'refine': ['--method', 'refine'],
    }.items()
    for box in (False, True)
}
UNIT = 2.0**-23


def read_idx(path):
    """IDX, big-endian, of uint8 (0x08) or float32 (0x0D) -> numpy array."""
    with open(path, 'rb') as file:
        data = file.read()
    shape = np.frombuffer(data, '>u4', data[3], 4)
    kind = {0x08: np.uint8, 0x0D: '>f4'}[data[2]]
    return np.frombuffer(data, kind, offset=4 + 4 * data[3]).reshape(shape)


def write_floats(path, array):
    with open(path, 'wb') as file:
        file.write(struct.pack('>I', 0x0D00 + array.ndim) + struct.pack('>3I', *array.shape))
        file.write(array.astype('>f4').tobytes())


def read_lines(path):
    with open(path, encoding='ascii') as file:
        return [json.loads(line) for line in file]


def logits(graph, pixels, kind):
    """pixels [n, 28, 28] float32 -> [n, 10] in the precision `kind`, as float64."""
    parts = torch.from_numpy(pixels)[:, None].split(1000)
    with torch.no_grad():
        return torch.cat([graph(part.to(kind)) for part in parts]).double().numpy()


def margins(f, labels):
    """f [n, C], labels [n] -> max over k != label of f_k - f_label, in units of eps max |f_k|."""
    rows = np.arange(len(f))
    others = f.copy()
    others[rows, labels] = -np.inf
    return (others.max(1) - f[rows, labels]) / (UNIT * np.abs(f).max(1))


class Check:
    def __init__(self, options):
        self.options = options
        self.images = mnist.load('t10k', options.data)[0][: options.count, 0].numpy()
        folder = options.data or mnist.DATA
        self.file = os.path.join(folder, 't10k-images-idx3-ubyte')
        self.failed = False

    def run(self, command, name, images, *arguments):
        model = os.path.join(MODELS, f'{name}.onnx')
        words = [self.options.command, command, '--model', model, '--images', images, *arguments]
        # Pictures that do not flip make its exit code 1; they are counted here.
        if subprocess.run(words, stdout=subprocess.DEVNULL).returncode not in (0, 1):
            raise SystemExit('The command has failed: ' + ' '.join(words))

    def attack(self, name, graph, kind):
        with tempfile.TemporaryDirectory() as folder:
            out, r, pictures, moved = (os.path.join(folder, f) for f in ('out', 'r', 'p', 'moved'))
            self.run('attack', name, self.file, '--count', str(self.options.count), '--out', out,
                     '--perturbations', r, '--quantise', pictures, *ATTACKS[kind])
            lines = read_lines(out)
            perturbed = self.images + read_idx(r).astype(np.float32)
            saved = read_idx(pictures).astype(np.float32) / np.float32(255)
            write_floats(moved, perturbed)
            self.run('predict', name, moved, '--out', out)
            ours = np.array([line['logits'] for line in read_lines(out)])
        labels = np.array([line['predicted'] for line in lines])
        flipped = np.array([line['status'] == 'flipped' for line in lines])
        exact, single = (margins(logits(graph, perturbed, t), labels)[flipped]
                         for t in (torch.float64, torch.float32))
        own = margins(ours, labels)[flipped]
        not_saved = [sum(not line['quantised']['flipped'] for line in lines),
                     *((margins(logits(graph, saved, t), labels) <= 0).sum()
                       for t in (torch.float64, torch.float32))]
        undone = [(exact <= 0).sum(), (single <= 0).sum()]
        self.failed |= any(undone) or any(not_saved)
        print(f'{name:12} {kind:17} {flipped.sum():7} {undone[0]:7} {undone[1]:7} '
              f'{"/".join(map(str, not_saved)):>9} {exact.min():8.2f} '
              f'{np.abs(own - exact).max():8.2f} {np.abs(single - exact).max():8.2f}', flush=True)


def main():
    parser = argparse.ArgumentParser(description='Check that results flip in PyTorch, too.')
    parser.add_argument('names', nargs='*', default=NAMES)
    parser.add_argument('--data', help='the folder with the four MNIST files')
    parser.add_argument('--command', default=COMMAND)
    parser.add_argument('--count', type=int, default=10000)
    parser.add_argument('--only', help='one of ' + ', '.join(ATTACKS))
    options = parser.parse_args()
    check = Check(options)
    print(f'{"":30} flipped float64 float32     saved    least     ours  PyTorch')
    for name in options.names:
        graph = onnx_graph.Graph(os.path.join(MODELS, f'{name}.onnx'))
        for kind in ATTACKS:
            if options.only in (None, kind):
                check.attack(name, graph, kind)
    return 1 if check.failed else 0


if __name__ == '__main__':
    sys.exit(main())
