#!/usr/bin/env python3
"""Writes the values that the C++ is held against, in double precision from the committed .onnx.

    make_references.py [--data FOLDER] [--out FOLDER] [NAME ...]

For each classifier NAME, over the first 200 MNIST test images (pixel = float32(byte) / 255 in
float32, then exact in double):
    NAME-logits.idx    float64 [200, 10]
    NAME-jacobian.idx  float32 [3, 10, 784], autograd's at test images 0, 1, 2, rounded from double
    NAME-l2.csv, -linf, -l1          DeepFool without a box
    NAME-l2-box.csv, -linf-box, -l1-box    in [0, 1]
    NAME-target.csv    l_2, no box, towards the fifth most likely class. Where two classes lead the
        target alternately, the steps go to and fro between two boundaries and close in on the line
        where both meet; which of them crosses is up to rounding, so that beyond a few steps only
        the norms, not the iterations, can be held against another precision.
A row of a .csv is `index,label,adversarial,iterations,status,l2,linf,l1`: label is the class that
the classifier predicts, adversarial the class at the returned point, and the norms are those of
the returned perturbation, overshoot included. Needs PyTorch alone.
"""

import argparse
import os
import struct
import sys
import time

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.join(HERE, '../../models')
sys.path.insert(0, MODELS)

import mnist  # noqa: E402
import onnx_graph  # noqa: E402
from deepfool import deepfool, logits_and_jacobian  # noqa: E402

NAMES = ['softmax', 'lenet', 'fc500-150-10', 'digits']
IMAGES = 200
ATTACKS = {
    'l2': {'p': 2},
    'linf': {'p': np.inf},
    'l1': {'p': 1},
    'l2-box': {'p': 2, 'box': (0.0, 1.0)},
    'linf-box': {'p': np.inf, 'box': (0.0, 1.0)},
    'l1-box': {'p': 1, 'box': (0.0, 1.0)},
}


def write_idx(path, array):
    """IDX, big-endian: float32 is type 0x0D, float64 type 0x0E."""
    kind = {np.dtype(np.float32): 0x0D, np.dtype(np.float64): 0x0E}[array.dtype]
    with open(path, 'wb') as file:
        file.write(struct.pack('>HBB', 0, kind, array.ndim))
        file.write(struct.pack(f'>{array.ndim}I', *array.shape))
        file.write(array.astype(array.dtype.newbyteorder('>')).tobytes())


def write_attacks(path, attacks):
    with open(path, 'w', encoding='ascii') as file:
        file.write('index,label,adversarial,iterations,status,l2,linf,l1\n')
        for index, a in enumerate(attacks):
            r = a.perturbation
            norms = [np.sqrt((r * r).sum()), np.abs(r).max(), np.abs(r).sum()]
            file.write(f'{index},{a.label},{a.adversarial},{a.iterations},{a.status},'
                       + ','.join(f'{norm:.17g}' for norm in norms) + '\n')
    flipped = sum(a.status == 'flipped' for a in attacks)
    steps = np.mean([a.iterations for a in attacks])
    print(f'{os.path.basename(path)}: {flipped} of {len(attacks)} flipped, {steps:.2f} steps',
          flush=True)


def main():
    parser = argparse.ArgumentParser(description='Write the reference values.')
    parser.add_argument('names', nargs='*', default=NAMES)
    parser.add_argument('--data', help='the folder with the four MNIST files')
    parser.add_argument('--out', default=HERE)
    parser.add_argument('--only', help='one of ' + ', '.join([*ATTACKS, 'target', 'network']))
    options = parser.parse_args()
    images, _ = mnist.load('t10k', options.data)
    x = images[:IMAGES].flatten(1).double().numpy()
    for name in options.names:
        start = time.time()
        graph = onnx_graph.Graph(os.path.join(MODELS, f'{name}.onnx'))
        path = os.path.join(options.out, name)
        with torch.no_grad():
            logits = graph(torch.from_numpy(x).view(-1, 1, 28, 28), ordered=True).numpy()
        if options.only in (None, 'network'):
            write_idx(f'{path}-logits.idx', logits)
            jacobian = logits_and_jacobian(graph, x[:3])[1]
            write_idx(f'{path}-jacobian.idx', jacobian.astype(np.float32))
        for kind, how in ATTACKS.items():
            if options.only in (None, kind):
                write_attacks(f'{path}-{kind}.csv', deepfool(graph, x, **how))
        if options.only in (None, 'target'):
            fifth = np.argsort(-logits, axis=1, kind='stable')[:, 4]
            write_attacks(f'{path}-target.csv', deepfool(graph, x, targets=fifth.tolist()))
        print(f'{name}: {time.time() - start:.0f} s', flush=True)


if __name__ == '__main__':
    main()
