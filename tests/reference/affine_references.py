#!/usr/bin/env python3
"""Writes affine.csv: least distances to an affine classifier's boundary, for 1,000 random cases.

    affine_references.py [--out FOLDER]

The inputs are not stored; anyone can make them again, bit for bit, from a case's seed:

    splitmix64 (Steele, Lea, Flood, 2014): state = seed at first; each draw does, modulo 2^64,
        state += 0x9E3779B97F4A7C15
        z = state;  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;  z = z ^ (z >> 31)
    unit()   = (z >> 40) / 2^24                 in [0, 1)
    signed() = ((z >> 40) - 2^23) / 2^23        in [-1, 1)
    Both are exact in float32. The draws of a case, in this order:
        W: classes x n signed(), row by row;  b: `classes` signed(), each times 2^s, where s is the
        least integer with 4^s >= n;  x: n unit().
    logits = W x + b. With classes = 1 the classifier is binary: its boundary is w.x + b = 0, and it
    is as if a second logit of 0 stood beside it (w points to the boundary: -w if w.x + b > 0).

A row of affine.csv is `seed,n,classes,p,box,class,norm,norm_overshoot`:
    p      1, 1.5, 2, 3, 4 or inf;  box: 0 for none, 1 for [0, 1] (x is inside it)
    class  the class whose boundary DeepFool goes to: with f' and w the differences of logits and of
           rows to the greatest logit, the least |f'| / ||w||_q (1/p + 1/q = 1) among those classes
           whose plane w.r = 1.02 |f'| the box holds; -1 in the binary case
    norm   the least ||r||_p with w.r = |f'| (and x + r in the box): the distance to that boundary
    norm_overshoot   the same with w.r = 1.02 |f'|: DeepFool's step with its overshoot

Without a box the distance is the closed form |f'| / ||w||_q. In a box it comes from the dual
problem, by bisection or by golden section, and not from sorting as DeepFool's own steps do:
    l_2    y_j = clip(l w_j), l by bisection;  l_inf  |y_j| <= t, t by bisection;
    l_1    max over l of l gap - sum_j room_j max(0, l |w_j| - 1), concave in l.

Seeds are drawn in sequence; those whose answer would hang on float32 rounding (two classes almost
equally near, a gap small beside the terms that cancel in it, a plane that only just meets the box)
are passed over, and so are those whose planes all miss the box.
"""

import argparse
import math
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = 1000
OVERSHOOT = 1.02
DIMENSIONS = [2, 3, 4, 5, 7, 10, 16, 25, 49, 64, 100, 196, 333, 512, 784]
CLASSES = [1, 2, 3, 5, 10]
KINDS = [(p, False) for p in (1, 1.5, 2, 3, 4, math.inf)] + [(p, True) for p in (1, 2, math.inf)]


def splitmix64(seed, count):
    """The first `count` draws from a seed, as an array of uint64 (which wraps as 2^64 does)."""
    z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def case(seed, n, classes):
    """-> W [classes, n], b [classes], x [n]."""
    high = (splitmix64(seed, classes * n + classes + n) >> np.uint64(40)).astype(np.float64)
    signed = (high - 2.0**23) / 2.0**23
    scale = 0
    while 4**scale < n:
        scale += 1
    weights = signed[: classes * n].reshape(classes, n)
    biases = signed[classes * n : classes * n + classes] * 2.0**scale
    return weights, biases, high[classes * n + classes :] / 2.0**24


def dual_norm(w, p):
    if p == 1:
        return np.abs(w).max()
    if p == math.inf:
        return np.abs(w).sum()
    q = p / (p - 1)
    return (np.abs(w) ** q).sum() ** (1 / q)


def bisect(enough, high):
    """The least t in [0, high] with enough(t), to the last bit."""
    low = 0.0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return high
        if enough(middle):
            high = middle
        else:
            low = middle


def golden_maximum(f, low, high):
    """The maximum of a concave f on [low, high]; at the top f is flat or has a kink."""
    ratio = (math.sqrt(5) - 1) / 2
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    fa, fb = f(a), f(b)
    best = max(fa, fb)
    for _ in range(200):
        if fa < fb:
            low, a, fa = a, b, fb
            b = low + ratio * (high - low)
            fb = f(b)
        else:
            high, b, fb = b, a, fa
            a = high - ratio * (high - low)
            fa = f(a)
        best = max(best, fa, fb)
    return best


def norm_in_box(w, gap, x, p):
    """min ||r||_p with w.r = gap, x + r in [0, 1]; the plane is known to meet the box."""
    a = np.abs(w)
    room = np.where(w > 0, 1 - x, x)
    if p == math.inf:
        return bisect(lambda t: math.fsum(a * np.minimum(t, room)) >= gap, 1.0)
    if p == 2:
        # At this l every coordinate has reached its wall.
        top = (room[a > 0] / a[a > 0]).max()
        scale = bisect(lambda t: math.fsum(a * np.minimum(t * a, room)) >= gap, top)
        return math.sqrt(math.fsum(np.minimum(scale * a, room) ** 2))
    top = 1 / a[a > 0].min()
    return golden_maximum(
        lambda t: t * gap - math.fsum(room * np.maximum(0, t * a - 1)), 0.0, top)


def solve(seed, n, classes, p, box):
    """-> (class, norm, norm with overshoot), or None if the case is passed over."""
    weights, biases, x = case(seed, n, classes)
    logits = weights @ x + biases
    label = int(logits.argmax())
    planes = []
    for k in range(classes):
        if classes > 1 and k == label:
            continue
        if classes == 1:
            w, gap = -np.sign(logits[0]) * weights[0], abs(logits[0])
        else:
            w, gap = weights[k] - weights[label], logits[label] - logits[k]
        terms = (np.abs(weights[[k, label]]) @ x).max()
        room = np.where(w > 0, 1 - x, x)
        reach = (np.abs(w) * room).sum()
        if gap < 0.02 * terms or (box and 0.98 < OVERSHOOT * gap / reach < 1.02):
            return None
        planes.append((gap / dual_norm(w, p), k, w, gap, not box or OVERSHOOT * gap < reach))
    planes.sort(key=lambda plane: plane[0])
    if any(b[0] < 1.001 * a[0] for a, b in zip(planes, planes[1:])):
        return None
    held = [plane for plane in planes if plane[4]]
    if not held:
        return None
    ratio, k, w, gap, _ = held[0]
    chosen = k if classes > 1 else -1
    if not box:
        return chosen, ratio, OVERSHOOT * ratio
    return chosen, norm_in_box(w, gap, x, p), norm_in_box(w, OVERSHOOT * gap, x, p)


def main():
    parser = argparse.ArgumentParser(description='Write affine.csv.')
    parser.add_argument('--out', default=HERE)
    options = parser.parse_args()
    rows, seed = [], 0
    for number in range(CASES):
        p, box = KINDS[number % len(KINDS)]
        n = DIMENSIONS[number // len(KINDS) % len(DIMENSIONS)]
        classes = CLASSES[number // len(KINDS) // len(DIMENSIONS) % len(CLASSES)]
        while True:
            seed += 1
            answer = solve(seed, n, classes, p, box)
            if answer is not None:
                break
        chosen, norm, beyond = answer
        rows.append(f'{seed},{n},{classes},{p:g},{int(box)},{chosen},{norm:.17g},{beyond:.17g}')
    with open(os.path.join(options.out, 'affine.csv'), 'w', encoding='ascii') as file:
        file.write('seed,n,classes,p,box,class,norm,norm_overshoot\n' + '\n'.join(rows) + '\n')
    print(f'affine.csv: {len(rows)} cases, seeds up to {seed}')


if __name__ == '__main__':
    main()
