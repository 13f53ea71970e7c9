"""What visitors draw besides digits: letters, shapes, scribbles. For `digit-or-not`.

Letters that many people write as they write a digit (B D G I O Q S Z b g i l o q s y z) are left
out. KEPT_BACK is not in training either: measure_digit_or_not.py draws it.
"""

import numpy as np
import torch

import pen

# Strokes on a grid of 10 x 10, y down: after / straight lines, after ~ a curve.
SHAPES = """
A   /0,10 5,0 10,10     /2,6 8,6
C   ~9,2 5,0 1,3 1,7 5,10 9,8
E   /9,0 1,0 1,10 9,10  /1,5 7,5
F   /9,0 1,0 1,10       /1,5 7,5
H   /1,0 1,10           /9,0 9,10       /1,5 9,5
J   ~7,0 7,7 5,10 2,9 1,7               /4,0 10,0
K   /1,0 1,10           /9,0 1,6        /3,5 9,10
K   /1,0 1,10           /9,0 2,5 9,10
L   /1,0 1,10 8,10
M   /0,10 1,0 5,7 9,0 10,10
N   /1,10 1,0 9,10 9,0
P   /1,10 1,0           ~1,0 7,0 9,3 6,5 1,5
R   /1,10 1,0           ~1,0 7,0 9,3 6,5 1,5    /4,5 9,10
T   /0,0 10,0           /5,0 5,10
U   ~1,0 1,7 5,10 9,7 9,0
V   /0,0 5,10 10,0
W   /0,0 2,10 5,2 8,10 10,0
X   /0,0 10,10          /10,0 0,10
Y   /0,0 5,5 10,0       /5,5 5,10
a   ~8,4 4,3 1,6 3,10 7,8 8,4           /8,3 8,10
a   ~8,4 4,3 1,6 3,10 7,8 8,4 8,9 10,10
d   ~8,5 4,4 1,7 4,10 8,8               /8,0 8,10
e   ~1,7 8,6 5,3 1,6 3,10 8,9
f   ~8,1 5,0 4,3 4,10   /1,4 8,4
h   /1,0 1,10           ~1,6 4,4 7,5 7,10
j   ~6,4 6,11 3,13 1,12 /6,1 6,2
k   /1,0 1,10           /7,4 1,7        /3,6 8,10
m   /0,10 0,4           ~0,6 2,4 4,5 4,10       ~4,6 6,4 8,5 8,10
n   /1,10 1,4           ~1,6 4,4 7,5 7,10
p   /1,4 1,14           ~1,5 5,4 8,7 5,10 1,9
r   /1,10 1,4           ~1,7 3,4 7,4
t   ~4,0 4,8 6,10 8,9   /0,3 9,3
u   ~1,4 1,8 4,10 7,7 7,4               /7,4 7,10
w   ~0,4 2,10 5,6 8,10 10,4
lambda  /2,0 8,10       /5,5 1,10
pi      /0,2 10,2       /3,2 2,10       ~7,2 7,8 9,10
sigma   /9,0 1,0 5,5 1,10 9,10
plus    /5,0 5,10       /0,5 10,5
equals  /0,3 10,3       /0,7 10,7
hash    /3,0 2,10       /8,0 7,10       /0,3 10,3       /0,7 10,7
tick    /0,6 3,10 10,0
arrow   /0,5 10,5       /6,1 10,5 6,9
star    /2,10 5,0 8,10 0,4 10,4 2,10
square  /0,0 10,0 10,10 0,10 0,0
crossed /0,0 10,0 10,10 0,10 0,0        /0,0 10,10      /10,0 0,10
triangle /0,10 5,0 10,10 0,10
diamond /5,0 10,5 5,10 0,5 5,0
house   /0,10 0,4 5,0 10,4 10,10 0,10   /4,10 4,7 6,7 6,10
heart   ~5,10 1,5 0,2 3,0 5,3  ~5,3 7,0 10,2 9,5 5,10
bolt    /7,0 2,6 6,5 3,10
wave    ~0,5 2,2 4,5 6,8 8,5 10,2
cloud   ~1,8 0,5 3,4 4,1 7,2 8,4 10,6 8,8 1,8
ren     ~5,0 4,5 0,10   ~5,4 7,8 10,10
da      /0,4 10,4       ~5,0 4,6 0,10   ~5,4 7,8 10,10
zhong   /1,3 9,3 9,7 1,7 1,3            /5,0 5,10
ri      /1,0 9,0 9,10 1,10 1,0          /1,5 9,5
"""

KEPT_BACK = """
alpha   ~9,0 5,9 1,9 0,5 2,1 6,3 9,10
omega   ~2,3 0,7 3,10 5,6 7,10 10,7 8,3
tree    /5,10 5,5       ~5,5 1,4 2,1 5,0 8,1 9,4 5,5
flower  ~5,5 3,1 7,1 5,5 9,3 9,7 5,5 7,9 3,9 5,5 1,7 1,3 5,5
fish    ~10,2 5,8 0,5 5,2 10,8          /10,2 10,8
cup     /0,0 1,10 8,10 9,0 0,0          ~9,2 12,3 11,7 9,7
shan    /5,0 5,9        /0,4 0,9 10,9 10,4
mu      /5,0 5,10       /0,3 10,3       /5,3 0,9        /5,3 10,9
"""


def shapes(text):
    """-> a list of (name, [(is a curve, points), ...])."""
    found = []
    for line in text.strip().split('\n'):
        name, *words = line.split()
        strokes = []
        for word in words:
            if word[0] in '/~':
                strokes.append((word[0] == '~', []))
                word = word[1:]
            strokes[-1][1].append([float(v) / 10 for v in word.split(',')])
        found.append((name, strokes))
    return found


class Doodler(pen.Hand):
    """Draws what is no digit."""

    def __init__(self, random, text=SHAPES):
        super().__init__(random)
        self.shapes = shapes(text)

    def lines(self, points, wobble):
        pieces = [self.curve(a, b, wobble=wobble) for a, b in zip(points, points[1:])]
        return np.vstack(pieces)

    def shape(self):
        _, strokes = self.shapes[self.random.integers(len(self.shapes))]
        return [self.curve(*points, wobble=0.035) if curved else self.lines(points, 0.03)
                for curved, points in strokes]

    def face(self):
        """A head, two eyes and a mouth, perhaps a nose and hair."""
        strokes = [self.curve(*self.arc((0.5, 0.5), (self.within(0.35, 0.5), 0.5), -90, 280, 11))]
        apart, height = self.within(0.12, 0.2), self.within(0.33, 0.45)
        for side in (-1, 1):
            x, size = 0.5 + side * apart, self.within(0.02, 0.08)
            if self.often(0.5):
                strokes.append(self.curve((x, height - size), (x, height + size), wobble=0.005))
            else:
                strokes.append(self.curve(*self.arc((x, height), (size, size), 0, 360), wobble=0.005))
        if self.often(0.4):
            strokes.append(self.curve((0.5, 0.48), (0.48, 0.58), (0.52, 0.6), wobble=0.01))
        bend = self.within(-0.12, 0.2)
        y = self.within(0.66, 0.76)
        strokes.append(self.curve((0.3, y), (0.5, y + bend), (0.7, y)))
        if self.often(0.3):
            for x in self.random.uniform(0.2, 0.8, self.random.integers(3, 8)):
                strokes.append(self.curve((x, 0.08), (x + self.within(-0.1, 0.1), self.within(-0.25, -0.08))))
        return strokes

    def scribble(self):
        """One to three long curves through random points."""
        return [self.curve(*self.random.uniform(0, 1, (self.random.integers(6, 16), 2)))
                for _ in range(self.random.integers(1, 4))]

    def zigzag(self):
        count = self.random.integers(4, 12)
        x = np.linspace(0, 1, count) + self.random.normal(0, 0.05, count)
        y = np.arange(count) % 2 * self.within(0.2, 1.0) + self.random.normal(0, 0.08, count)
        points = np.stack([x, y], 1)
        return [self.curve(*points) if self.often(0.5) else self.lines(points, 0.01)]

    def spiral(self):
        turns = self.within(2, 4.5) * 2 * np.pi
        angle = np.linspace(0, turns, int(turns * 2)) * (1 if self.often(0.5) else -1)
        radius = np.linspace(self.within(0, 0.2), 1, len(angle))
        return [self.curve(*np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1))]

    def parts(self):
        """Three to seven lines, circles and arcs, anywhere."""
        strokes = []
        for _ in range(self.random.integers(3, 8)):
            centre, size = self.random.uniform(0, 1, 2), self.within(0.05, 0.5)
            kind = self.random.integers(3)
            first = self.within(0, 360)
            if kind == 0:
                a = np.radians(first)
                step = size * np.array([np.cos(a), np.sin(a)])
                strokes.append(self.curve(centre - step, centre + step))
            else:
                sweep = 380 if kind == 1 else self.within(60, 240)
                radii = (size, size * self.within(0.6, 1.4))
                strokes.append(self.curve(*self.arc(centre, radii, first, first + sweep, 9)))
        return strokes

    def two_digits(self):
        """A number of two or three digits."""
        strokes, at = [], 0.0
        for _ in range(2 + self.often(0.3)):
            digit = self.digit(self.random.integers(10))
            points = np.vstack(digit)
            low, high = points.min(0), points.max(0)
            strokes += [stroke - [low[0] - at, low[1] - self.within(-0.1, 0.1)] for stroke in digit]
            at += high[0] - low[0] + self.within(0.1, 0.3)
        return strokes

    def turned_digit(self):
        """A digit on its side, or in a mirror, where that makes no other digit."""
        if self.often(0.5):
            strokes, turn = self.digit(self.random.choice([2, 3, 4, 5, 7])), [[0, 1], [-1, 0]]
            if self.often(0.5):
                turn = np.negative(turn)
        else:
            strokes, turn = self.digit(self.random.choice([3, 4, 7])), [[-1, 0], [0, 1]]
        return [stroke @ np.array(turn).T for stroke in strokes]

    def drawing(self):
        make = [self.shape, self.face, self.scribble, self.zigzag, self.spiral, self.parts,
                self.two_digits, self.turned_digit]
        share = [0.55, 0.08, 0.08, 0.03, 0.03, 0.11, 0.06, 0.06]
        strokes = make[self.random.choice(len(make), p=share)]()
        stretch, slant, turn = np.exp(self.within(-0.3, 0.3)), self.within(-0.15, 0.3), self.within(-0.12, 0.12)
        c, s = np.cos(turn), np.sin(turn)
        matrix = np.array([[c, -s], [s, c]]) @ np.array([[stretch, -slant], [0, 1]])
        return [stroke @ matrix.T for stroke in strokes]


def other_drawings(count, seed):
    """-> pixels [count, 1, 28, 28] of drawings that are no digits."""
    random = np.random.default_rng(seed)
    doodler = Doodler(random)
    width = random.uniform(1.9, 3.1, count)
    return pen.drawn([pen.placed(doodler.drawing(), w) for w in width], width)
