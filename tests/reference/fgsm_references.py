#!/usr/bin/env python3
"""Writes fgsm.csv: FGSM's common epsilon, as the paper's Table 1 has it, worked out by PyTorch.

    fgsm_references.py [--data FOLDER] [--out FOLDER]

For each classifier, over the first 1,000 MNIST test images with their true labels: the smallest
epsilon (by doubling from 0.01 and bisection to 1/1,000) for which 90 % are misclassified at
x + epsilon sign(gradient of the cross-entropy of the label), and the means of
||r||_p / ||x||_p there, p = 2 and infinity. `gradient` is `exact`: in double precision with
1 - p_label as the sum of the others, or `single`: PyTorch's own in float32, which rounds p_label
to 1 where the classifier is sure. Needs PyTorch alone.
"""

import argparse
import os
import sys

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.join(HERE, '../../models')
sys.path.insert(0, MODELS)

import mnist  # noqa: E402
import onnx_graph  # noqa: E402

NAMES = ['softmax', 'lenet', 'fc500-150-10', 'digits']
IMAGES = 1000
SHARE = 0.9


def exact_signs(graph, x, labels):
    x = x.double().requires_grad_()
    logits = graph(x)
    p = torch.softmax(logits.detach(), 1)
    own = F.one_hot(labels, p.shape[1]).bool()
    others = p.masked_fill(own, 0)
    weights = torch.where(own, -others.sum(1, keepdim=True), others)
    return torch.autograd.grad((weights * logits).sum(), x)[0].sign()


def single_signs(graph, x, labels):
    x = x.float().requires_grad_()
    loss = F.cross_entropy(graph(x), labels, reduction='sum')
    return torch.autograd.grad(loss, x)[0].sign().double()


def common_epsilon(graph, x, labels, signs):
    def reaches(epsilon):
        with torch.no_grad():
            wrong = graph(x + epsilon * signs).argmax(1) != labels
        return wrong.sum().item() >= SHARE * len(labels)

    if reaches(0.0):
        return 0.0
    missed, epsilon = 0.0, 0.01
    while not reaches(epsilon):
        missed, epsilon = epsilon, 2 * epsilon
    reached = epsilon
    while reached - missed > 1e-3 * reached:
        middle = (missed + reached) / 2
        missed, reached = (missed, middle) if reaches(middle) else (middle, reached)
    return reached


def main():
    parser = argparse.ArgumentParser(description='Write the reference values of FGSM.')
    parser.add_argument('--data', help='the folder with the four MNIST files')
    parser.add_argument('--out', default=HERE)
    options = parser.parse_args()
    images, labels = mnist.load('t10k', options.data)
    x, labels = images[:IMAGES].double(), labels[:IMAGES]
    with open(os.path.join(options.out, 'fgsm.csv'), 'w', encoding='ascii') as file:
        file.write('classifier,gradient,epsilon,rho,rho_inf\n')
        for name in NAMES:
            graph = onnx_graph.Graph(os.path.join(MODELS, f'{name}.onnx'))
            for gradient, signs_of in (('exact', exact_signs), ('single', single_signs)):
                signs = signs_of(graph, x, labels)
                epsilon = common_epsilon(graph, x, labels, signs)
                r, flat = epsilon * signs.flatten(1), x.flatten(1)
                rho = (r.norm(dim=1) / flat.norm(dim=1)).mean().item()
                rho_inf = (r.abs().amax(1) / flat.abs().amax(1)).mean().item()
                file.write(f'{name},{gradient},{epsilon:.9g},{rho:.9g},{rho_inf:.9g}\n')
                print(f'{name}, {gradient}: epsilon {epsilon:.4f}, rho {rho:.4f}', flush=True)


if __name__ == '__main__':
    main()
