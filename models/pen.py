"""Digits drawn by a made-up pen: what MNIST has too few of, from a few strokes a class.

MNIST's writers were American. Elsewhere a 1 has a long flag and sometimes a foot, a 7 is crossed, a
2 ends in a loop or a wave, a 9 in a hook, and a 0 is slashed or left open. Each form here is a
list of strokes with random proportions; `pen_digits` draws them as src/digit/strokes.cpp draws a
visitor's: the longer side of the ink 20 pixels, centred by mass.

A stroke is an array of points [n, 2], x to the right and y down, in any unit.
"""

import numpy as np
import torch

SUMMARY = 'one image in six drawn by a made-up pen (pen.py)'

# Points that a curve gets between two of its control points.
BETWEEN = 4


class Hand:
    """Random choices of one writer."""

    def __init__(self, random):
        self.random = random

    def within(self, low, high):
        return self.random.uniform(low, high)

    def often(self, probability):
        return self.random.random() < probability

    def curve(self, *points, wobble=0.025):
        """A Catmull-Rom spline through points that the hand does not quite meet."""
        p = np.array(points, float)
        p += self.random.normal(0, wobble, p.shape)
        p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
        t = np.linspace(0, 1, BETWEEN, endpoint=False)[:, None]
        pieces = [
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
                   + (3 * b - a - 3 * c + d) * t**3)
            for a, b, c, d in zip(p, p[1:], p[2:], p[3:])
        ]
        return np.vstack([*pieces, p[-2:-1]])

    def arc(self, centre, radii, first, last, points=7):
        """Part of an ellipse, angles in degrees, clockwise from the right."""
        angles = np.radians(np.linspace(first, last, points))
        return [(centre[0] + radii[0] * np.cos(a), centre[1] + radii[1] * np.sin(a)) for a in angles]

    def zero(self):
        w, h = self.within(0.22, 0.42), 0.5
        # Counter-clockwise from the top, closed, overlapping, or left open.
        start = self.within(-130, -30)
        sweep = self.within(340, 420) if self.often(0.8) else self.within(270, 340)
        strokes = [self.curve(*self.arc((0.5, 0.5), (w, h), start, start - sweep, 12), wobble=0.012)]
        if self.often(0.45):
            slope, half = np.radians(self.within(30, 75)), self.within(0.4, 1.0)
            dx, dy = half * np.cos(slope), half * np.sin(slope)
            x, y = self.within(0.4, 0.6), self.within(0.4, 0.6)
            strokes.append(self.curve((x + dx, y - dy), (x - dx, y + dy)))
        return strokes

    def one(self):
        lean = self.within(-0.12, 0.25)
        top, foot = (0.5 + lean, 0.0), (0.5, 1.0)
        stem = self.curve(top, foot)
        strokes = [stem]
        if self.often(0.7):
            # A flag rises by at least 28 degrees, which a seven's bar does not.
            rise, length = np.radians(self.within(28, 70)), self.within(0.15, 0.8)
            start = (stem[0][0] - length * np.cos(rise), stem[0][1] + length * np.sin(rise))
            middle = ((start[0] + stem[0][0]) / 2, (start[1] + stem[0][1]) / 2)
            flag = self.curve(start, middle, stem[0], wobble=0.015)
            strokes = [np.vstack([flag, stem])]
        if self.often(0.25):
            half, x = self.within(0.15, 0.6), stem[-1][0] + self.within(-0.1, 0.1)
            y = stem[-1][1] - (self.within(0, 0.15) if self.often(0.4) else 0)
            strokes.append(self.curve((x - half, y), (x + half, y)))
        return strokes

    def two(self):
        w = self.within(0.5, 0.75)
        y = self.within(0.75, 0.95)
        top = [(0.05 * w, self.within(0.15, 0.35)), (0.3 * w, 0.03), (0.75 * w, 0.03),
               (w, 0.25), (0.8 * w, 0.5)]
        if self.often(0.2):
            # A stroke down, along which the pen goes up again.
            x = self.within(-0.05, 0.1)
            top = [(x, 0.0), (x, self.within(0.25, 0.45)), (x + 0.05, 0.1), *top[1:]]
        kind = self.random.integers(4)
        end = w * self.within(0.9, 1.4)
        if kind == 0:  # a corner and a bar
            corner = (self.within(-0.1, 0.1), 1.0)
            bar = self.curve(corner, (end, 1.0 + self.within(-0.12, 0.08)))
            body = self.curve(*top, corner)
            return [np.vstack([body, bar])]
        if kind == 1:  # a loop
            size = self.within(0.06, 0.18)
            return [self.curve(*top, (0.25 * w, y), (0.0, y + size), (-0.05, y - 0.2 * size),
                               (0.2 * w, y - 0.5 * size), (0.55 * w, y + size),
                               (end, y + self.within(-0.1, 0.15)))]
        # A wave: from a corner or a bend, down to the right, and up.
        corner = (self.within(-0.15, 0.1), self.within(0.5, 0.95) if kind == 3 else y)
        low = 1.0 if corner[1] < 0.85 else 1.08
        tail = [(0.45 * w, 0.5 * (corner[1] + low)), (0.8 * w, low), (end, low - self.within(0, 0.1)),
                (end + 0.05, low - self.within(0.08, 0.25))]
        top[-1] = (0.8 * w, 0.6 * corner[1])
        return [np.vstack([self.curve(*top, corner), self.curve(corner, *tail)])]

    def three(self):
        w, waist = self.within(0.45, 0.75), self.within(0.4, 0.52)
        inner = w * self.within(0.25, 0.6)
        end = [(w * self.within(0.9, 1.1), 0.72), (0.65 * w, 0.98), (0.3 * w, 1.0),
               (self.within(-0.1, 0.1), self.within(0.75, 0.95))]
        if self.often(0.3):  # a flat top
            corner = (0.9 * w, self.within(-0.05, 0.08))
            bar = self.curve((0.0, 0.03), corner)
            return [np.vstack([bar, self.curve(corner, (inner, waist), wobble=0.01),
                               self.curve((inner, waist), (0.7 * w, waist + 0.04), *end)])]
        top = [(0.0, self.within(0.1, 0.25)), (0.35 * w, 0.0), (0.8 * w, 0.05), (0.85 * w, 0.25)]
        if self.often(0.25):  # a small loop at the waist
            return [self.curve(*top, (inner, waist), (inner - 0.08, waist + 0.05),
                               (inner + 0.02, waist + 0.02), (0.8 * w, 0.58), *end)]
        return [np.vstack([self.curve(*top, (inner, waist)),
                           self.curve((inner, waist), (0.75 * w, 0.53), *end)])]

    def four(self):
        w, bar = self.within(0.5, 0.75), self.within(0.5, 0.75)
        if self.often(0.35):  # closed at the top
            top = (0.65 * w, 0.0)
            corner = (0.0, bar)
            return [np.vstack([self.curve(top, corner), self.curve(corner, (w, bar))]),
                    self.curve((0.65 * w, self.within(-0.05, 0.4)), (0.62 * w, 1.0))]
        left = self.curve((self.within(0.0, 0.3), 0.0), (0.0, bar))
        strokes = [np.vstack([left, self.curve(left[-1], (w, bar + self.within(-0.1, 0.05)))])]
        x = w * self.within(0.55, 0.8)
        return [*strokes, self.curve((x + self.within(-0.02, 0.12), self.within(-0.1, 0.35)), (x, 1.0))]

    def five(self):
        w = self.within(0.45, 0.7)
        neck = self.within(0.38, 0.5)
        down = self.curve((0.15 * w, 0.0), (self.within(0, 0.1), neck))
        bowl = self.curve(down[-1], (0.5 * w, neck - 0.07), (w, 0.65), (0.6 * w, 0.98),
                          (self.within(-0.1, 0.1), self.within(0.85, 1.0)))
        bar_y = self.within(-0.06, 0.04)
        start = (0.15 * w + self.within(-0.03, 0.08), bar_y)
        bar = self.curve(start, (w * self.within(0.8, 1.25), bar_y + self.within(-0.08, 0.05)))
        if self.often(0.4):
            return [np.vstack([bar[::-1], down, bowl])]
        return [np.vstack([down, bowl]), bar]

    def six(self):
        w = self.within(0.4, 0.6)
        belly = self.within(0.45, 0.6)
        return [self.curve((w * self.within(0.5, 1.0), 0.0), (0.2 * w, 0.3), (0.0, 0.68), (0.3 * w, 0.98),
                           (0.85 * w, 0.9), (w, belly + 0.18), (0.6 * w, belly),
                           (self.within(0.0, 0.15), belly + 0.2))]

    def seven(self):
        w = self.within(0.45, 0.75)
        tilt = self.within(-0.1, 0.12)  # up to 15 degrees
        corner = (w, -tilt * w)
        bar = self.curve((0.0, 0.0), corner, wobble=0.015)
        bend, end = self.within(-0.08, 0.08), (w * self.within(0.15, 0.85), 1.0)
        middle = ((corner[0] + end[0]) / 2 + bend, 0.5)
        stem = self.curve(corner, middle, end)
        strokes = [np.vstack([bar, stem])]
        if self.often(0.15):  # a serif
            drop = self.within(0.08, 0.25)
            serif = self.curve((self.within(-0.05, 0.03), drop), bar[0])
            strokes = [np.vstack([serif, bar, stem])]
        if self.often(0.45):
            y, half = self.within(0.4, 0.78), self.within(0.15, 0.4)
            x = np.interp(y, [0, 0.5, 1], [corner[0], middle[0], end[0]]) + self.within(-0.08, 0.08)
            rise = self.within(-0.05, 0.12)
            strokes.append(self.curve((x - half, y + rise), (x + half, y - rise)))
        return strokes

    def eight(self):
        a, b = self.within(0.15, 0.3), self.within(0.18, 0.33)
        waist = self.within(0.42, 0.52)
        if self.often(0.25):  # two circles
            return [self.curve(*self.arc((0.5, waist / 2), (a, waist / 2), 90, 460, 10)),
                    self.curve(*self.arc((0.5, (1 + waist) / 2), (b, (1 - waist) / 2), -90, 280, 10))]
        start = (0.5 + a * self.within(0.5, 1.0), self.within(0.05, 0.2))
        end = (0.5 + a * self.within(0.3, 1.1), self.within(0.05, 0.3))
        return [self.curve(start, (0.5, 0.0), (0.5 - a, 0.2), (0.5, waist), (0.5 + b, 0.75), (0.5, 1.0),
                           (0.5 - b, 0.75), (0.5, waist), end)]

    def nine(self):
        # A loop at the top right, then the stem; a small loop leaves room for a long tail.
        r = self.within(0.13, 0.3)
        x, y = 0.5, r
        first = self.within(-70, 0)
        around = self.within(330, 400)
        loop = self.arc((x - r, y), (r * self.within(0.9, 1.2), r), first, first - around, 9)
        kind = self.random.integers(3)
        if kind == 0:  # straight
            end = [(x + self.within(-0.25, 0.05), 1.0)]
        elif kind == 1:  # bent to the left
            far = self.within(0.2, 0.6)
            end = [(x, 0.6), (x - 0.3 * far, 0.9), (x - far, self.within(0.92, 1.02))]
        else:  # a hook, up again
            far = self.within(0.25, 0.75)
            end = [(x + self.within(-0.02, 0.03), 0.65), (x - 0.25 * far, 0.95),
                   (x - 0.65 * far, 1.0), (x - far, self.within(0.72, 0.93))]
        strokes = [self.curve(*loop, *end, wobble=0.015)]
        if self.often(0.3):
            stem = self.curve((x, self.within(-0.05, 0.2)), *end)
            strokes = [self.curve(*loop, wobble=0.015), stem]
        return strokes

    def digit(self, label):
        forms = [self.zero, self.one, self.two, self.three, self.four, self.five, self.six, self.seven,
                 self.eight, self.nine]
        strokes = forms[label]()
        # Width, slant and turn are the writer's.
        stretch, slant, turn = np.exp(self.within(-0.25, 0.2)), self.within(-0.1, 0.3), self.within(-0.08, 0.08)
        c, s = np.cos(turn), np.sin(turn)
        matrix = np.array([[c, -s], [s, c]]) @ np.array([[stretch, -slant], [0, 1]])
        return [stroke @ matrix.T for stroke in strokes]


def placed(strokes, width):
    """Segments [n, 4] (x0, y0, x1, y1) in pixels: the ink's longer side 20, in the middle."""
    points = np.vstack(strokes)
    low, high = points.min(0), points.max(0)
    scale = (20 - width) / max((high - low).max(), 1e-6)
    segments = [np.hstack([s[:-1], s[1:]]) for s in strokes]
    middle = np.tile((low + high) / 2, 2)
    return (np.vstack(segments) - middle) * scale + 14


def draw(segments, width, middle=14.5, soft=1.15):
    """Segments [B, n, 4], widths [B] -> [B, 28, 28]: a round pen with a soft edge, and the centre of
    mass within half a pixel of `middle`, from the top left corner; MNIST's is at 14.5."""
    segments = torch.as_tensor(segments, dtype=torch.float32)
    row, column = torch.meshgrid(torch.arange(28) + 0.5, torch.arange(28) + 0.5, indexing='ij')
    px, py = column.reshape(1, 784, 1), row.reshape(1, 784, 1)
    x0, y0, x1, y1 = segments[:, None].unbind(-1)
    dx, dy = x1 - x0, y1 - y0
    reach = ((px - x0) * dx + (py - y0) * dy) / (dx.square() + dy.square()).clamp_min(1e-9)
    reach = reach.clamp(0, 1)
    distance = ((px - x0 - reach * dx).square() + (py - y0 - reach * dy).square()).amin(-1).sqrt()
    half = torch.as_tensor(width, dtype=torch.float32).view(-1, 1) / 2
    ink = ((half + soft / 2 - distance) / soft).clamp(0, 1).view(-1, 28, 28)
    mass = ink.sum((1, 2))
    right = (middle - (ink * column).sum((1, 2)) / mass).round().long()
    down = (middle - (ink * row).sum((1, 2)) / mass).round().long()
    return torch.stack([i.roll((int(d), int(r)), (0, 1)) for i, d, r in zip(ink, down, right)])


def drawn(drawings, width, middle=14.5):
    """Placed drawings and their widths -> pixels [count, 1, 28, 28]."""
    # By length, so that few segments have to be repeated to fill up.
    order = sorted(range(len(drawings)), key=lambda i: len(drawings[i]))
    pixels = torch.empty(len(drawings), 28, 28)
    for first in range(0, len(drawings), 100):
        chosen = order[first:first + 100]
        longest = len(drawings[chosen[-1]])
        filled = [np.vstack([s, np.repeat(s[-1:], longest - len(s), 0)])
                  for s in (drawings[i] for i in chosen)]
        pixels[chosen] = draw(np.stack(filled), width[chosen], middle)
    return pixels[:, None]


def pen_digits(count, seed, middle=14.5):
    """count digits, the ten classes alike -> pixels [count, 1, 28, 28], labels [count]."""
    random = np.random.default_rng(seed)
    hand = Hand(random)
    labels = np.arange(count) % 10
    width = random.uniform(1.9, 3.1, count)
    drawings = [placed(hand.digit(label), w) for label, w in zip(labels, width)]
    return drawn(drawings, width, middle), torch.from_numpy(labels)
