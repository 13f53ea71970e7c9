"""What `digits` is shown in training: MNIST made to look as digits drawn with a pen do.

Everything works on a whole batch, x [B, 1, 28, 28] in [0, 1], and draws its own random numbers.
"""

import math

import torch
import torch.nn.functional as F

import other_drawings
import pen

# Greatest standard deviation of the noise that is added at the end.
NOISE = 0.4

SUMMARY = (
    'rotation, slant, shift, scale (each axis), elastic distortion; strokes thickened and thinned, '
    'blurred and hardened; slashed zeros, crossed sevens, ones with flag and foot; '
    f'{pen.SUMMARY}; '
    f'Gaussian noise of deviation 0 to {NOISE}'
)


def uniform(count, low, high):
    return low + (high - low) * torch.rand(count)


def chance(count, probability):
    return torch.rand(count) < probability


def segment(start, end, half_width):
    """Round-ended antialiased strokes: start, end [B, 2] as (column, row), half_width [B]
    -> [B, 1, 28, 28]."""
    row, column = torch.meshgrid(torch.arange(28.0), torch.arange(28.0), indexing='ij')
    pixel = torch.stack([column, row], -1).view(1, 784, 2)
    along = (end - start).view(-1, 1, 2)
    length2 = along.square().sum(-1).clamp_min(1e-6)
    reach = ((pixel - start.view(-1, 1, 2)) * along).sum(-1) / length2
    nearest = start.view(-1, 1, 2) + reach.clamp(0, 1).unsqueeze(-1) * along
    distance = (pixel - nearest).norm(dim=-1)
    return (half_width.view(-1, 1) + 0.5 - distance).clamp(0, 1).view(-1, 1, 28, 28)


def ink_column(x, row):
    """The mean column of the ink near a row: x [B, 1, 28, 28], row [B] -> [B]."""
    near = torch.exp(-(torch.arange(28.0).view(1, 28, 1) - row.view(-1, 1, 1)).square())
    weight = (x[:, 0] * near).sum(1)
    return (weight * torch.arange(28.0)).sum(1) / weight.sum(1).clamp_min(1e-3)


def first_and_last_row(x):
    inked = x[:, 0].amax(2) > 0.3
    return inked.float().argmax(1).float(), 27 - inked.flip(1).float().argmax(1).float()


def direction(degrees, length):
    angle = degrees * math.pi / 180
    return torch.stack([length * torch.cos(angle), -length * torch.sin(angle)], 1)


def resize(x, scale):
    """x [B, 1, 28, 28] scaled about its middle by scale [B, 2] (across, down)."""
    if len(x) == 0:
        return x
    matrix = torch.diag_embed(torch.cat([1 / scale, torch.zeros(len(scale), 1)], 1))[:, :2]
    return F.grid_sample(x, F.affine_grid(matrix, x.shape, align_corners=False),
                         align_corners=False)


def extra_strokes(x, y):
    """Slashes through zeros, bars through sevens, flags and feet on ones."""
    x = x.clone()

    def add(chosen, start, end):
        x[chosen] = torch.maximum(x[chosen], segment(start, end, uniform(len(chosen), 0.5, 1.3)))

    zeros = ((y == 0) & chance(len(y), 0.4)).nonzero()[:, 0]
    n = len(zeros)
    # A slash that runs far beyond its zero leaves the zero a smaller part of the 20 x 20 box.
    size = uniform(n, 0.55, 1.05)
    shape = torch.stack([size * uniform(n, 0.9, 1.25), size], 1)
    x[zeros] = resize(x[zeros], shape)
    centre = uniform((n, 2), 12.5, 15.0)
    slope = torch.where(chance(n, 0.85), uniform(n, 30, 75), uniform(n, 105, 150))
    half = torch.maximum(8 * size, uniform(n, 5, 13)) + uniform(n, -2, 1)
    add(zeros, centre - direction(slope, half), centre + direction(slope, half))

    sevens = ((y == 7) & chance(len(y), 0.3)).nonzero()[:, 0]
    n = len(sevens)
    row = uniform(n, 12.5, 17.0)
    centre = torch.stack([ink_column(x[sevens], row), row], 1)
    half = direction(uniform(n, -15, 25), uniform(n, 2.5, 5.5))
    add(sevens, centre - half, centre + half)

    ones = (y == 1).nonzero()[:, 0]
    flagged = ones[chance(len(ones), 0.4)]
    n = len(flagged)
    row = first_and_last_row(x[flagged])[0] + 1
    top = torch.stack([ink_column(x[flagged], row), row], 1)
    add(flagged, top, top + direction(uniform(n, 200, 250), uniform(n, 2, 12)))
    footed = ones[chance(len(ones), 0.12)]
    n = len(footed)
    row = first_and_last_row(x[footed])[1] - 1
    foot = torch.stack([ink_column(x[footed], row), row], 1)
    half = direction(uniform(n, -8, 8), uniform(n, 2.5, 6))
    add(footed, foot - half, foot + half)
    return x


def warp(x):
    """One resampling: rotation, slant, scale, shift, and a smooth random displacement."""
    n = len(x)
    turn, slant = uniform(n, -0.22, 0.22), uniform(n, -0.4, 0.4)
    size, stretch = uniform(n, -0.16, 0.12), uniform(n, -0.14, 0.14)
    across, down = torch.exp(-size - stretch), torch.exp(-size + stretch)
    c, s = torch.cos(turn), torch.sin(turn)
    shift = uniform((n, 2), -1.5, 1.5) / 14
    # Each output pixel looks up where it comes from: shear, then turn, then scale.
    matrix = torch.stack([
        torch.stack([across * c, across * (slant * c - s), shift[:, 0]], 1),
        torch.stack([down * s, down * (slant * s + c), shift[:, 1]], 1),
    ], 1)
    grid = F.affine_grid(matrix, [n, 1, 28, 28], align_corners=False)
    amplitude = uniform(n, 0.0, 1.3).view(-1, 1, 1, 1) / 14
    knots = torch.randn(n, 2, 5, 5) * amplitude
    bend = F.interpolate(knots, size=(28, 28), mode='bicubic', align_corners=True)
    return F.grid_sample(x, grid + bend.permute(0, 2, 3, 1), align_corners=False)


def blur(x, deviation):
    reach = torch.arange(-3.0, 4.0)
    kernel = torch.exp(-0.5 * (reach / deviation) ** 2)
    kernel = kernel / kernel.sum()
    x = F.conv2d(x, kernel.view(1, 1, 7, 1), padding=(3, 0))
    return F.conv2d(x, kernel.view(1, 1, 1, 7), padding=(0, 3))


def stroke_width(x):
    """A soft threshold of the blurred digit: a low one thickens its strokes, a high one thins."""
    n = len(x)
    low = uniform(n, 0.08, 0.34).view(-1, 1, 1, 1)
    span = uniform(n, 0.15, 0.65).view(-1, 1, 1, 1)
    y = ((blur(x, 0.6 + 0.5 * torch.rand(1).item()) - low) / span).clamp(0, 1)
    return torch.where(chance(n, 0.75).view(-1, 1, 1, 1), y, x)


class Drawn:
    """What a batch becomes: MNIST as visitors might have drawn it, and digits of a made-up pen."""

    # Images of MNIST to one of the pen's.
    SHARE = 5

    def __init__(self, count=24000, seed=5):
        # Half a pixel off MNIST's middle; warp() shifts them further.
        self.pen, self.labels = pen.pen_digits(count, seed, middle=14.0)

    @torch.no_grad()
    def __call__(self, x, y):
        """x [B, 1, 28, 28], labels y [B] -> the same with B + B // SHARE images."""
        chosen = torch.randint(len(self.labels), (len(y) // self.SHARE,))
        x = torch.cat([extra_strokes(x, y), self.pen[chosen]])
        x = stroke_width(warp(x))
        # Noise is not for the drawings: it keeps the network smooth between them, so that DeepFool's
        # linear steps hold further and fewer are needed.
        x = x + uniform(len(x), 0.0, NOISE).view(-1, 1, 1, 1) * torch.randn_like(x)
        return x, torch.cat([y, self.labels[chosen]])


class DigitsAndOthers:
    """What `digit-or-not` is shown: for MNIST's batch as many digits of the made-up pen, and as many
    drawings that are no digits. Labels: 0 a digit, 1 none."""

    def __init__(self, digits=15000, others=40000, seed=6):
        self.pen = pen.pen_digits(digits, seed)[0]
        self.others = other_drawings.other_drawings(others, seed + 1)

    @torch.no_grad()
    def __call__(self, x, y):
        n = len(y)
        pen = self.pen[torch.randint(len(self.pen), (n,))]
        others = self.others[torch.randint(len(self.others), (n,))]
        x = torch.cat([x, pen, others])
        changed = torch.cat([extra_strokes(x[:n], y), x[n:]])
        changed = stroke_width(warp(changed))
        x = torch.where(chance(len(x), 0.3).view(-1, 1, 1, 1), x, changed)
        return x, torch.cat([torch.zeros(n + len(pen)), torch.ones(n)]).long()
