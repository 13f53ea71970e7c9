#!/usr/bin/env python3
"""Writes the shortest perturbations known, which `refine` is held against, found with PyTorch.

    shortest_references.py [--data FOLDER] [--out FOLDER] [--work FOLDER] [--command FILE] [NAME ...]
    shortest_references.py --compare [NAME ...]

The second form finds nothing, and prints how many times as long the command's perturbations are,
for the files that are there.

For each classifier NAME, over the first 100 MNIST test images, in l_2, l_infinity and l_1, without
a box and in [0, 1]:
    NAME-shortest-l2.csv, NAME-shortest-l2-box.csv and so on
A row is `index,label,adversarial,norm,how`: the class that the classifier predicts, the class at
the shortest perturbation found, its norm, and the search that found it. In l_2 it is the least of
    walk     towards each class, from x0: to the projection of x0 onto the boundary linearised where
             the walk stands, averaged with what came before; 100 steps
    ddn      decoupled direction and norm (Rony et al., 2019) towards each class, 100 steps
    long     the same, 1,000 steps, towards each class whose best is within 1.3 of the least
    random   the same from two random starts
    edge     walks of 300 steps from the best point towards each such class
    free     ddn away from the label, on the cross-entropy, 1,000 steps
    cw       Carlini and Wagner's attack, by the command (npm run build native)
    refine   1,000 steps of refinement, by the command
and in the others of `walk`, `edge`, and `pgd` (the command's, l_infinity alone).
A point counts as the command counts it: x + r in float32, a margin above what float32 sums may be
wrong by. Each search's points are kept in --work (build/shortest), so that a run that was ended
goes on where it was; they are of one .onnx file, and are made anew for another. It takes minutes
for `fc500-150-10` on one core, and several times as long for `lenet`.
"""

import argparse
import csv
import hashlib
import itertools
import math
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.join(HERE, '../../models')
sys.path.insert(0, MODELS)
sys.path.insert(0, HERE)

import mnist  # noqa: E402
import onnx_graph  # noqa: E402
from check_flips import COMMAND, read_idx  # noqa: E402

NAMES = ['softmax', 'fc500-150-10', 'lenet', 'digits']
NORMS = {'l2': 2, 'linf': math.inf, 'l1': 1}
IMAGES = 100
KEPT = 1.3  # classes whose best is longer than the least times this are given up
ROUNDING = 48 * 2.0**-23


def file_of(name, norm, box):
    return f'{name}-shortest-{norm}{"-box" if box else ""}'


class Problem:
    """A classifier and its images, and the best point of each image towards each class."""

    def __init__(self, graph, x, norm, box):
        self.graph, self.x, self.norm, self.box = graph, x, norm, box  # x [N, n] float32
        self.labels = self.logits(x).argmax(1)
        count, classes = len(x), self.logits(x[:1]).shape[1]
        self.norms = torch.full((count, classes), math.inf, dtype=torch.float64)
        self.points = x[:, None].repeat(1, classes, 1)
        self.how = np.full((count, classes), '', dtype=object)
        self.search = ''

    def logits(self, points):
        with torch.no_grad():
            return self.graph(points.view(-1, 1, 28, 28))

    def clip(self, points):
        return points.clamp(0, 1) if self.box else points

    def gradient(self, points, weights):
        """The logits [B, C] at the points, and the gradient of weights(f).f there [B, n]."""
        points = points.view(-1, 1, 28, 28).detach().requires_grad_()
        f = self.graph(points)
        (f * weights(f.detach())).sum().backward()
        return f.detach(), points.grad.flatten(1)

    def take(self, rows, points, f):
        """Keeps what is shorter than the best. rows [B]: the images. Returns which points flip."""
        label = self.labels[rows][:, None]
        others = f.scatter(1, label, -math.inf)
        margin, classes = (others - f.gather(1, label)).max(1)
        flipped = margin.double() > ROUNDING * f.abs().max(1).values.double()
        norms = (points.double() - self.x[rows].double()).norm(self.norm, dim=1)
        for b in torch.nonzero(flipped & (norms < self.norms[rows, classes])).flatten().tolist():
            i, k = int(rows[b]), int(classes[b])
            if norms[b] < self.norms[i, k]:
                self.norms[i, k], self.points[i, k] = norms[b], points[b]
                self.how[i, k] = self.search
        return flipped

    def pairs(self, share=math.inf):
        """Images and classes to go towards: those whose best is within `share` of the least."""
        least = self.norms.min(1, keepdim=True).values
        wanted = (self.norms <= share * least) | math.isinf(share)
        wanted[torch.arange(len(self.x)), self.labels] = False
        rows, classes = torch.nonzero(wanted, as_tuple=True)
        return rows, classes


def towards(labels, classes):
    """Weights for f_k - f_label."""
    def weights(f):
        w = torch.zeros_like(f)
        w.scatter_(1, classes[:, None], 1)
        w.scatter_(1, labels[:, None], -1)
        return w
    return weights


def away(labels):
    """Weights whose sum with the logits has the gradient of the labels' cross-entropy, scaled."""
    def weights(f):
        p = f.double().softmax(1).scatter(1, labels[:, None], 0)
        p = p / p.sum(1, keepdim=True).clamp(min=1e-300)
        return p.scatter(1, labels[:, None], -1).float()
    return weights


def to_plane(w, gap, x, p, box):
    """The r [B, n] of least l_p norm with w.r = gap [B]; in a box, with x + r in it or as far as it
    goes. p is 1, 2 or infinity."""
    w, gap = w.double(), gap.double().clamp(min=0)
    slope = w.abs()
    room = torch.where(w > 0, 1 - x.double(), x.double()) if box else torch.full_like(w, math.inf)
    if p == 1:  # the steepest go to their walls first
        steepest, order = slope.sort(dim=1, descending=True, stable=True)
        rooms = room.gather(1, order)
        gained = (torch.where(rooms.isinf(), gap[:, None] + 1, rooms * steepest)).cumsum(1)
        before = torch.cat([torch.zeros_like(gained[:, :1]), gained[:, :-1]], 1)
        far = ((gap[:, None] - before) / steepest.clamp(min=1e-300)).clamp(min=0)
        return w.sign() * torch.zeros_like(w).scatter(1, order, torch.minimum(far, rooms))
    rate = slope if p == 2 else torch.ones_like(slope)  # how fast each moves until its wall
    factor = gap / (rate * slope).sum(1).clamp(min=1e-300)
    for _ in range(40 if box else 0):  # Newton's on a concave, piecewise linear function: from below
        left = gap - (torch.minimum(factor[:, None] * rate, room) * slope).sum(1)
        free = (rate * slope * (factor[:, None] * rate < room)).sum(1)
        if ((left <= 1e-9 * gap) | (free == 0)).all():
            break
        factor = factor + torch.where(free > 0, left / free.clamp(min=1e-300), torch.zeros_like(gap))
    return w.sign() * torch.minimum(factor[:, None] * rate, room)


def walk(problem, rows, classes, steps, start=None, first=1.0):
    x, labels = problem.x[rows], problem.labels[rows]
    r = torch.zeros_like(x).double() if start is None else start.double() - x.double()
    weights = towards(labels, classes)
    index = torch.arange(len(rows))
    for t in range(steps):
        points = problem.clip((x.double() + r).float())
        f, w = problem.gradient(points, weights)
        problem.take(rows, points, f)
        gap = (f[index, labels] - f[index, classes]).double() + (w.double() * r).sum(1)
        # 2 % too far at first, to be across, and less and less.
        goal = to_plane(w, (1 + 0.02 / (1 + t / 10)) * gap, x, problem.norm, problem.box)
        share = first / math.sqrt(t + 1)
        r = (1 - share) * r + share * goal
    points = problem.clip((x.double() + r).float())
    problem.take(rows, points, problem.logits(points))


def ddn(problem, rows, weights, steps, start=None):
    """DDN; gamma and the step fall as a cosine, from 0.1 and the first norm to a hundredth."""
    x = problem.x[rows].double()
    r = torch.zeros_like(x) if start is None else start.clone().double()
    best = problem.norms[rows].min(1).values
    first = torch.where(best.isfinite(), best, x.norm(dim=1) / 5)
    norm = first.clone()
    for t in range(steps + 1):
        points = problem.clip((x + r).float())
        f, g = problem.gradient(points, weights)
        flipped = problem.take(rows, points, f)
        if t == steps:
            return
        fall = (1 + math.cos(math.pi * t / steps)) / 2
        gamma, length = 0.002 + 0.098 * fall, 0.01 + 0.99 * fall
        g = g.double()
        r = points.double() - x + g * (length * first / g.norm(dim=1).clamp(min=1e-300))[:, None]
        norm = norm * torch.where(flipped, 1 - gamma, 1 + gamma)
        r = r * (norm / r.norm(dim=1).clamp(min=1e-300))[:, None]


def by_command(problem, name, command, images, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        out, r = os.path.join(folder, 'out'), os.path.join(folder, 'r')
        words = [command, 'attack', '--model', os.path.join(MODELS, f'{name}.onnx'), '--images', images,
                 '--count', str(IMAGES), '--out', out, '--perturbations', r, *arguments]
        subprocess.run(words + (['--box', '0,1'] if problem.box else []), check=True,
                       stdout=subprocess.DEVNULL)
        moved = torch.from_numpy(read_idx(r).astype(np.float32)).flatten(1)
    points = problem.clip(problem.x + moved)
    problem.take(torch.arange(len(points)), points, problem.logits(points))


def shorten(problem):
    """Each best point along its ray, to the last that flips."""
    rows, classes = problem.pairs(KEPT)
    x, best = problem.x[rows].double(), problem.points[rows, classes].double()
    low, high = torch.zeros(len(rows), 1).double(), torch.ones(len(rows), 1).double()
    for _ in range(20):
        middle = (low + high) / 2
        points = (x + middle * (best - x)).float()
        flipped = problem.take(rows, points, problem.logits(points))[:, None]
        low, high = torch.where(flipped, low, middle), torch.where(flipped, middle, high)


def search(problem, name, options, save):
    torch.manual_seed(0)
    everything = torch.arange(len(problem.x))

    def long(start=None):
        rows, classes = problem.pairs(KEPT)
        ddn(problem, rows, towards(problem.labels[rows], classes), 1000,
            None if start is None else start(rows))

    def random_start(rows):
        r = torch.randn(len(rows), problem.x.shape[1]).double()
        return r * (problem.norms[rows].min(1).values / r.norm(dim=1))[:, None]

    def short():
        rows, classes = problem.pairs()
        ddn(problem, rows, towards(problem.labels[rows], classes), 100)

    def edge():
        rows, classes = problem.pairs(KEPT)
        walk(problem, rows, classes, 300, problem.points[rows, classes], 0.5)

    images = os.path.join(options.data or mnist.DATA, 't10k-images-idx3-ubyte')

    def command(*arguments):
        return lambda: by_command(problem, name, options.command, images, *arguments)

    searches = {
        'walk': lambda: walk(problem, *problem.pairs(), 100),
        'ddn': short,
        'cw': command('--method', 'cw'),
        'free': lambda: ddn(problem, everything, away(problem.labels), 1000),
        'long': long,
        'random': lambda: (long(random_start), long(random_start)),
        'edge': edge,
        'refine': command('--method', 'refine', '--steps', '1000'),
    }
    if problem.norm != 2:
        searches = {what: searches[what] for what in ('walk', 'edge')}
        if math.isinf(problem.norm):
            searches['pgd'] = command('--method', 'pgd', '--norm', 'linf', '--steps', '200')
    for what, run in searches.items():
        if save.has(what):
            continue
        start = time.time()
        problem.search = what
        run()
        shorten(problem)
        save.done(what)
        print(f'{save.name}: {what}, mean '
              f'{problem.norms.min(1).values.mean():.5f}, {time.time() - start:.0f} s', flush=True)


class Save:
    """What a problem has come to, in a file."""

    def __init__(self, path, name, problem):
        self.path, self.name, self.problem, self.names = path, name, problem, []
        if os.path.exists(path):
            with np.load(path, allow_pickle=True) as file:
                self.names = list(file['names'])
                problem.norms = torch.from_numpy(file['norms'])
                problem.points = torch.from_numpy(file['points'])
                problem.how = file['how']

    def has(self, name):
        return name in self.names

    def done(self, name):
        self.names.append(name)
        p = self.problem
        np.savez(self.path + '.new.npz', names=self.names, norms=p.norms.numpy(),
                 points=p.points.numpy(), how=p.how)
        os.replace(self.path + '.new.npz', self.path)


def write(path, problem):
    with open(path, 'w', encoding='ascii') as file:
        file.write('index,label,adversarial,norm,how\n')
        for i, norms in enumerate(problem.norms):
            k = int(norms.argmin())
            file.write(f'{i},{int(problem.labels[i])},{k},{float(norms[k]):.9g},'
                       f'{problem.how[i, k]}\n')


def norms_in(path, column):
    """The column of a CSV file, whose comments begin with #."""
    with open(path, encoding='ascii') as file:
        lines = csv.DictReader(line for line in file if not line.startswith('#'))
        return np.array([float(line[column]) for line in lines])


def compare(names, out, command, images):
    """Prints a Markdown table: mean and worst of the command's norms / the shortest known."""
    attacks = {'DeepFool': ['--method', 'deepfool']}
    for steps in (60, 160, 240):
        attacks[f'refine, {steps}'] = ['--method', 'refine', '--steps', str(steps)]
    print(f'| times the shortest known | {" | ".join(attacks)} |')
    print('| --- ' * (len(attacks) + 1) + '|')
    for name in names:
        for norm, box in itertools.product(NORMS, (False, True)):
            path = os.path.join(out, file_of(name, norm, box) + '.csv')
            if not os.path.exists(path):
                continue
            known = norms_in(path, 'norm')
            cells = []
            for method, arguments in attacks.items():
                if norm != 'l2' and method != 'DeepFool':
                    cells.append('')
                    continue
                with tempfile.TemporaryDirectory() as folder:
                    rows = os.path.join(folder, 'rows.csv')
                    words = [command, 'evaluate', '--model', os.path.join(MODELS, f'{name}.onnx'),
                             '--images', images, '--count', str(IMAGES), '--csv', rows,
                             '--norm', norm, *arguments]
                    subprocess.run(words + (['--box', '0,1'] if box else []), check=True,
                                   stdout=subprocess.DEVNULL)
                    ratios = norms_in(rows, norm) / known
                cells.append(f'{ratios.mean():.4f}, worst {ratios.max():.3f}')
            print(f'| {name}, {norm}{", box" if box else ""} | {" | ".join(cells)} |', flush=True)


def main():
    parser = argparse.ArgumentParser(description='Write the shortest perturbations known.')
    parser.add_argument('names', nargs='*', default=NAMES)
    parser.add_argument('--data', help='the folder with the four MNIST files')
    parser.add_argument('--out', default=HERE)
    parser.add_argument('--work', default=os.path.join(HERE, '../../build/shortest'))
    parser.add_argument('--command', default=COMMAND)
    parser.add_argument('--norms', nargs='+', default=list(NORMS), choices=NORMS)
    parser.add_argument('--compare', action='store_true', help='with what the command finds')
    options = parser.parse_args()
    images = os.path.join(options.data or mnist.DATA, 't10k-images-idx3-ubyte')
    if options.compare:
        compare(options.names, options.out, options.command, images)
        return
    torch.set_num_threads(1)
    os.makedirs(options.work, exist_ok=True)
    x = mnist.load('t10k', options.data)[0][:IMAGES].flatten(1)
    for name in options.names:
        model = os.path.join(MODELS, f'{name}.onnx')
        with open(model, 'rb') as file:
            key = hashlib.sha256(file.read()).hexdigest()[:16]
        for norm, box in itertools.product(options.norms, (False, True)):
            problem = Problem(onnx_graph.Graph(model), x, NORMS[norm], box)
            kind = file_of(name, norm, box)
            path = os.path.join(options.work, f'{kind}-{key}.npz')
            search(problem, name, options, Save(path, kind, problem))
            write(os.path.join(options.out, f'{kind}.csv'), problem)


if __name__ == '__main__':
    main()
