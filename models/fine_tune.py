#!/usr/bin/env python3
"""Fine-tunes classifiers on perturbed digits, as section 4.2 of the DeepFool paper does.

    fine_tune.py fc500-150-10|lenet [--seeds 2 3 4] [--variants NAME ...] [--out models/fine_tuning.json]

Five more epochs, half the learning rate, on one and the same perturbed training set in each epoch
(Moosavi-Dezfooli, Fawzi, Frossard, CVPR 2016). The native command finds the perturbations, and
rho_adv after each epoch. Each run is written to the file when it ends; those that are there
already are not done again. fine_tuned_cards.py makes the classifiers that ship. Run one at a
time: files in build/fine_tuning have the same names in each run.
"""

import argparse
import copy
import json
import os
import platform
import shutil
import statistics

# With the same number of threads, sums are the same to the bit. OpenBLAS reads it when it is loaded.
os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')

import torch
import torch.nn.functional as F

import command
import mnist
import onnx_graph
import train
from layers import fold_scale

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.path.join(HERE, '../build/fine_tuning')
EPOCHS = 5

# What each variant is shown. options: the command's attack, None: no perturbation; times: what it is
# multiplied by; rate: the learning rate, as a share of that of training, and whether it stays.
DEEPFOOL = ['--method', 'deepfool', '--norm', 'l2']
VARIANTS = {
    'clean': {'options': None},
    'deepfool': {'options': DEEPFOOL},
    'deepfool-2': {'options': DEEPFOOL, 'times': 2},
    'deepfool-3': {'options': DEEPFOOL, 'times': 3},
    'deepfool-10': {'options': DEEPFOOL, 'times': 10},
    'fgsm': {'options': ['--method', 'fgsm']},
    'fgsm-common': {'options': 'common epsilon'},
    'pgd': {'options': 'pgd'},
    # Why the test error is not the paper's: one thing changed at a time.
    'deepfool-box': {'options': [*DEEPFOOL, '--box', '0,1']},
    'deepfool-and-clean': {'options': DEEPFOOL, 'with_clean': True},
    'deepfool-constant-rate': {'options': DEEPFOOL, 'constant': True},
    'deepfool-rate-20th': {'options': DEEPFOOL, 'rate': 0.05},
    'deepfool-rate-200th': {'options': DEEPFOOL, 'rate': 0.005},
    'clean-rate-20th': {'options': None, 'rate': 0.05},
}

# shard: the share of the test images over which rho_adv is measured, as the command chooses them.
CLASSIFIERS = {
    'fc500-150-10': {
        'make': lambda mean: train.fc500_150_10_network(), 'train': train.train_fc500_150_10,
        'optimizer': train.fc500_150_10_optimizer, 'rate': 0.1, 'cosine': True, 'scale': 1.0,
        'shard': '1/1', 'trained': 'SGD, momentum 0.9, weight decay 1e-4, batch 100; 8 epochs, '
                                   'learning rate 0.1, falling to 0 by a cosine',
    },
    'lenet': {
        'make': train.lenet_network, 'train': train.train_lenet,
        'optimizer': train.lenet_optimizer, 'rate': 1e-3, 'cosine': False, 'scale': 255.0,
        'shard': '1/10', 'trained': 'SGD, momentum 0.9, weight decay 5e-4, batch 100; 20 epochs, '
                                    'learning rate 1e-3',
    },
}

# Madry and others, 2018: from scratch, on digits that projected gradient descent has changed.
PGD = {'epsilon': 0.1, 'steps': 7, 'step': 0.03, 'epochs': 8}


def restored(network, path, scale):
    """The network with the weights of an ONNX file; its first layer sees pixels times `scale`."""
    graph = onnx_graph.Graph(path)
    weights = [node.inputs[1:] for node in graph.nodes if node.operator in ('Conv', 'Gemm')]
    layers = [layer for layer in network if hasattr(layer, 'weight')]
    for at, (layer, (weight, bias)) in enumerate(zip(layers, weights, strict=True)):
        layer.weight.data.copy_(graph.constants[weight] / (scale if at == 0 else 1.0))
        layer.bias.data.copy_(graph.constants[bias])
    return network


def save(network, path):
    network = fold_scale(copy.deepcopy(network)).eval()
    torch.onnx.export(network, torch.zeros(1, 1, 28, 28), path, opset_version=13,
                      input_names=['pixels'], output_names=['logits'])


def pgd(network):
    """augmented(x, y) -> x, y, as `train.fit` takes it: l_infinity, in the box, a random start."""
    def perturbed(x, y):
        start = x + torch.empty_like(x).uniform_(-PGD['epsilon'], PGD['epsilon'])
        now = start.clamp(0, 1)
        for _ in range(PGD['steps']):
            now.requires_grad_(True)
            (slope,) = torch.autograd.grad(F.cross_entropy(network(now), y, reduction='sum'), now)
            now = now.detach() + PGD['step'] * slope.sign()
            now = torch.minimum(torch.maximum(now, x - PGD['epsilon']), x + PGD['epsilon'])
            now = now.clamp(0, 1)
        return now, y
    return perturbed


def common_steps(path, epsilon, pixels):
    """FGSM with one epsilon for all images; the gradient is that of double precision."""
    graph, steps = onnx_graph.Graph(path), []
    for x in pixels.split(500):
        x = x.double().requires_grad_(True)
        logits = graph(x)
        cost = F.cross_entropy(logits, logits.argmax(1), reduction='sum')
        steps.append((epsilon * torch.autograd.grad(cost, x)[0].sign()).float())
    return torch.cat(steps)


def perturbed(path, variant, data, options):
    """The training set that a variant is shown, and what is to be said of it."""
    pixels, labels = data['train']
    asked = VARIANTS[variant]
    if asked['options'] is None:
        return (pixels, labels), {}
    told = {}
    if asked['options'] == 'common epsilon':
        told['epsilon'] = command.common_epsilon(path, options.data, options.first)
        r = common_steps(path, told['epsilon'], pixels)
    else:
        r = torch.from_numpy(command.perturbations(path, WORK, options.data,
                                                   tuple(asked['options']), options.first))
        r = r[:, None] * asked.get('times', 1)
    size = (r.flatten(1).norm(dim=1) / pixels.flatten(1).norm(dim=1)).double()
    told['mean_relative_l2'] = size.mean().item()
    told['not_perturbed'] = (size == 0).sum().item()
    shown = pixels + r
    if asked.get('with_clean'):
        return (torch.cat([pixels, shown]), torch.cat([labels, labels])), told
    return (shown, labels), told


def measured(network, epoch, wrong, kind):
    path = os.path.join(WORK, 'now.onnx')
    save(network, path)
    row = {'epoch': epoch, 'test_error': wrong}
    row.update(command.robustness(path, WORK, kind['data'], kind['shard']))
    print(f'    epoch {epoch}: test error {100 * wrong:.2f} %, rho_adv {row["rho_adv"]:.4f}',
          flush=True)
    return row


def base(name, kind, seed, data):
    """The plain classifier of a seed: the one that comes along, or one that is trained here."""
    path = os.path.join(WORK, f'{name}-{seed}.onnx')
    if seed == train.TRAIN[name][1]:
        shutil.copy(os.path.join(HERE, f'{name}.onnx'), path)
    elif not os.path.exists(path):
        torch.manual_seed(seed)
        save(kind['train'](data)[0], path)
    return path


def run(name, variant, seed, data, options):
    """Fine-tunes (or, for pgd, trains) once -> the run's record; the network is left in WORK."""
    kind, asked = {**CLASSIFIERS[name], 'data': options.data}, VARIANTS[variant]
    start = base(name, kind, seed, data)
    torch.manual_seed(seed)
    network = kind['make'](data['train'][0].mean(0, keepdim=True))
    rows, told, epochs = [], {}, EPOCHS
    if variant == 'pgd':
        rate, cosine, epochs = kind['rate'], kind['cosine'], PGD['epochs']
        shown, told = data['train'], dict(PGD)
    else:
        restored(network, start, kind['scale'])
        rate, cosine = kind['rate'] * asked.get('rate', 0.5), kind['cosine']
        cosine = cosine and not asked.get('constant') and 'rate' not in asked
        rows.append(measured(network, 0, train.error(network, *data['test']), kind))
        shown, told = perturbed(start, variant, data, options)
    optimizer, schedule = kind['optimizer'](network, rate), None
    if cosine:
        steps = epochs * (len(shown[1]) // 100)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for epoch in range(1, epochs + 1):
        wrong = train.fit(network, {'train': shown, 'test': data['test']}, 1, 100, optimizer,
                          schedule, pgd(network) if variant == 'pgd' else None)
        rows.append(measured(network, epoch, wrong, kind))
    save(network, os.path.join(WORK, f'{name}-{variant}-{seed}.onnx'))
    return {'classifier': name, 'variant': variant, 'seed': seed,
            'learning_rate': rate, 'schedule': 'cosine to 0' if cosine else 'constant',
            'shown': told, 'epochs': rows}


def summary(runs):
    """Of each classifier and variant, by epoch: mean and standard deviation over the seeds."""
    found = {}
    for record in runs:
        variants = found.setdefault(record['classifier'], {})
        variants.setdefault(record['variant'], []).append(record)
    return {name: {variant: [
        {'epoch': rows[0]['epoch'], 'seeds': len(rows), **{
            f'{what}{ending}': of([row[what] for row in rows])
            for what in ('rho_adv', 'test_error') for ending, of in (
                ('_mean', statistics.mean),
                ('_spread', lambda v: statistics.stdev(v) if len(v) > 1 else None))}}
        for rows in zip(*(record['epochs'] for record in records), strict=True)]
        for variant, records in variants.items()} for name, variants in found.items()}


def write(path, runs):
    content = {
        'format': 'deepfool-fine-tuning', 'version': 1,
        'made_with': {'command': command.version(), 'pytorch': torch.__version__,
                      'python': platform.python_version(), 'threads': torch.get_num_threads()},
        'data': 'MNIST, 60,000 training and 10,000 test images',
        'fine_tuning': {'epochs': EPOCHS, 'batch': 100, 'pgd': PGD, 'variants': VARIANTS,
                        'trained': {name: kind['trained'] for name, kind in CLASSIFIERS.items()}},
        'measured': 'rho_adv: DeepFool, l_2, no box, by `deepfool evaluate`; test_error: over all '
                    '10,000 test images; spread: the standard deviation over seeds (n - 1)',
        'summary': summary(runs), 'runs': runs,
    }
    with open(f'{path}.part', 'w', encoding='utf-8') as file:
        json.dump(content, file, indent=1)
        file.write('\n')
    os.replace(f'{path}.part', path)


def main():
    parser = argparse.ArgumentParser(description='Fine-tune on perturbed digits, and measure.')
    parser.add_argument('name', choices=list(CLASSIFIERS))
    parser.add_argument('--seeds', type=int, nargs='+')
    parser.add_argument('--variants', nargs='+', choices=list(VARIANTS), default=list(VARIANTS))
    parser.add_argument('--data', help='the folder with the four MNIST files')
    parser.add_argument('--out', default=os.path.join(HERE, 'fine_tuning.json'))
    parser.add_argument('--first', type=int, help='how many training images, for a trial; all. '
                        'Remove its networks from build/fine_tuning before other runs.')
    parser.add_argument('--threads', type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    os.makedirs(WORK, exist_ok=True)
    data = {part: mnist.load(name, options.data)
            for part, name in (('train', 'train'), ('test', 't10k'))}
    data['train'] = tuple(part[:options.first] for part in data['train'])
    runs = []
    if os.path.exists(options.out):
        with open(options.out, encoding='utf-8') as file:
            runs = json.load(file)['runs']
    todo = [(seed, variant)
            for seed in options.seeds or [train.TRAIN[options.name][1] + k for k in range(3)]
            for variant in options.variants]
    for at, (seed, variant) in enumerate(todo):
        key = [options.name, variant, seed]
        if key in [[r['classifier'], r['variant'], r['seed']] for r in runs]:
            continue
        print(f'{at + 1}/{len(todo)}: {options.name}, {variant}, seed {seed}', flush=True)
        runs.append(run(options.name, variant, seed, data, options))
        write(options.out, runs)


if __name__ == '__main__':
    main()
