#!/usr/bin/env python3
"""Writes fine_tuned/NAME.onnx and its card, for the classifiers that ship, of what fine_tune.py made.

    fine_tuned_cards.py [--data FOLDER] [--results models/fine_tuning.json]

Weights have 16 bits. What a card says, rho_adv too, is measured with the rounded weights.
"""

import argparse
import json
import os

import torch

import command
import fine_tune
import mnist
import train
from layers import fold_scale, halved

OUT = os.path.join(fine_tune.HERE, 'fine_tuned')

# name: the classifier, the variant and the seed of fine_tune.py
SHIPPED = {
    'fc500-150-10-deepfool': ('fc500-150-10', 'deepfool', 2),
    'fc500-150-10-deepfool-2': ('fc500-150-10', 'deepfool-2', 2),
    'fc500-150-10-pgd': ('fc500-150-10', 'pgd', 2),
}


def training(record):
    """What a card says of a run."""
    name, variant = record['classifier'], record['variant']
    kind = fine_tune.CLASSIFIERS[name]
    if variant == 'pgd':
        pgd = fine_tune.PGD
        shown = (f'adversarial training (Madry and others, 2018): each digit changed anew by projected '
                 f'gradient descent, l_inf, epsilon {pgd["epsilon"]}, {pgd["steps"]} steps of '
                 f'{pgd["step"]}, from a random start, pixels in [0, 1]')
    else:
        times = fine_tune.VARIANTS[variant].get('times', 1)
        shown = ('the training set perturbed by DeepFool (l_2, no box), the same in each epoch'
                 + (f', the perturbations times {times}' if times != 1 else ''))
    return {
        'optimizer': kind['trained'].split(';')[0], 'epochs': len(record['epochs']) - (variant != 'pgd'),
        'learning_rate': f'{record["learning_rate"]}, {record["schedule"]}',
        'augmentation': shown, 'seed': record['seed'],
        **({} if variant == 'pgd' else {'from': name}),
        'note': 'weights rounded to 16 bits',
    }


def main():
    parser = argparse.ArgumentParser(description='Write the fine-tuned classifiers that ship.')
    parser.add_argument('--data', help='the folder with the four MNIST files')
    parser.add_argument('--results', default=os.path.join(fine_tune.HERE, 'fine_tuning.json'))
    options = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(OUT, exist_ok=True)
    data = {part: mnist.load(file, options.data)
            for part, file in (('train', 'train'), ('test', 't10k'))}
    with open(options.results, encoding='utf-8') as file:
        runs = {(r['classifier'], r['variant'], r['seed']): r for r in json.load(file)['runs']}
    for shipped, key in SHIPPED.items():
        name, variant, seed = key
        kind = fine_tune.CLASSIFIERS[name]
        network = kind['make'](data['train'][0].mean(0, keepdim=True))
        weights = os.path.join(fine_tune.WORK, f'{name}-{variant}-{seed}.onnx')
        network = halved(fold_scale(fine_tune.restored(network, weights, kind['scale'])))
        train.export(
            shipped, network, training(runs[key]), data, OUT,
            lambda path: command.robustness(path, fine_tune.WORK, options.data, '1/1'))


if __name__ == '__main__':
    main()
