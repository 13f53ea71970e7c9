"""DeepFool in float64, written to be read: the values that the C++ is held against.

Moosavi-Dezfooli, Fawzi, Frossard, "DeepFool: a simple and accurate method to fool deep neural
networks", CVPR 2016, Algorithm 2 and equations (10) to (12); steps inside a box as in Croce and
Hein, "Minimally distorted adversarial examples with a fast adaptive boundary attack" (FAB), 2020.

Two rules come from the float32 of what is held against these values, with eps = 2^-23:
A flip counts only if its margin, by which the other class leads the label (or the target leads the
other classes), is above 48 eps max_k |f_k|: what float32 sums may be wrong by. Otherwise the steps
go on, further across the boundary. A step towards a target goes at least twice this beyond the
boundary that it makes for; where that was not enough for a flip, twice as much from then on.
Without a target, a gap says nothing of how far the boundary is below eps max(|f_k|, |f_k0|), and below 48 eps
max_k |f_k| where the tested point has crossed it by less than counts: the gap of the nearest class
counts as at least that, and each time that this is more than the gap, as at least twice as much
from then on.
"""

import numpy as np
import torch


EPS = 2.0**-23
ROUNDING = 48


def rounding_of(logits):
    """What float32 sums may be wrong by, in a difference of two of the logits [C]."""
    return ROUNDING * EPS * np.abs(logits).max()


def logits_and_jacobian(graph, x):
    """x [B, n] float64 -> logits [B, C], Jacobian [B, C, n]; equal windows tie exactly."""
    x = torch.from_numpy(x).view(-1, 1, 28, 28).requires_grad_()
    logits = graph(x, ordered=True)
    rows = [
        torch.autograd.grad(logits[:, k].sum(), x, retain_graph=True)[0].flatten(1)
        for k in range(logits.shape[1])
    ]
    return logits.detach().numpy(), torch.stack(rows, 1).numpy()


def dual_norm(w, p):
    """||w||_q with 1/p + 1/q = 1, p in {1, 2, inf}."""
    return {1: np.abs(w).max(), 2: np.sqrt((w * w).sum()), np.inf: np.abs(w).sum()}[p]


def step_to_plane(w, gap, p):
    """The least r in l_p with w.r = gap >= 0."""
    if p == 2:
        return gap / (w * w).sum() * w
    if p == np.inf:
        return gap / np.abs(w).sum() * np.sign(w)
    r = np.zeros_like(w)
    j = np.abs(w).argmax()  # one coordinate moves; the first of equals
    r[j] = gap / w[j]
    return r


def step_to_plane_in_box(w, gap, x, low, high, p):
    """The least r in l_p with w.r = gap >= 0 and x + r in the box, or None if there is none.

    Coordinate j can go `room[j]` in the direction that helps. In l_2 it goes min(t |w_j|, room_j),
    in l_inf min(t, room_j), for one t: what is gained grows with t and is linear between the points
    at which a coordinate reaches its wall. In l_1 the steepest coordinates go to their walls first.
    """
    a = np.abs(w)
    room = np.where(w > 0, high - x, np.where(w < 0, x - low, 0.0))
    if (a * room).sum() < gap:
        return None
    moving = a > 0
    far = np.zeros_like(w)
    if p == 1:
        left = gap
        for j in np.argsort(-a, kind='stable'):
            if left <= 0 or a[j] == 0:
                break
            far[j] = min(room[j], left / a[j])
            left -= far[j] * a[j]
        return np.sign(w) * far
    rate = a if p == 2 else np.ones_like(a)  # how far a moving coordinate goes for each unit of t
    wall = np.full_like(a, np.inf)
    wall[moving] = room[moving] / rate[moving]
    order = np.argsort(wall, kind='stable')[: moving.sum()]
    # Before the m-th wall is met: m coordinates stand at theirs, the rest go on.
    gained = np.concatenate([[0.0], np.cumsum((a * room)[order])])
    slope = np.concatenate([np.cumsum((a * rate)[order][::-1])[::-1], [0.0]])
    for m, j in enumerate(order):
        if gained[m] + wall[j] * slope[m] >= gap:
            t = (gap - gained[m]) / slope[m]
            break
    else:
        t = wall[order[-1]]  # only rounding keeps the far corner from the plane
    far[moving] = np.minimum(t * rate[moving], room[moving])
    return np.sign(w) * far


class Attack:
    """One image's DeepFool between two evaluations of the network.

    `at` is where the network is to be linearised next and `tested` the point that may have
    flipped; in a box, and towards a target, they are one and the same.
    """

    def __init__(self, x, logits, p, box, target, overshoot):
        self.x0, self.p, self.box, self.target, self.overshoot = x, p, box, target, overshoot
        self.label = int(logits.argmax())
        self.r = np.zeros_like(x)
        self.iterations, self.status = 0, None
        self.doubled, self.crossed, self.passing = 1, False, None
        if target is None and (logits == logits[self.label]).sum() > 1:
            self.status = 'at boundary'

    @property
    def at(self):
        return self.x0 + self.r

    @property
    def tested(self):
        return self.x0 + self.perturbation

    @property
    def perturbation(self):
        grown = self.box is None and self.target is None
        return (1 + self.overshoot) * self.r if grown else self.r

    def test(self, logits, limit):
        """Takes the logits [C] at `tested`; at last, sets the status."""
        self.adversarial = int(logits.argmax())
        own = self.label if self.target is None else self.target
        margin = np.delete(logits, own).max() - logits[own]
        if self.target is not None:
            margin = -margin
        self.crossed = self.adversarial != self.label
        if margin > rounding_of(logits):
            self.status = 'flipped'
        elif self.iterations == limit:
            self.status = 'iteration limit'

    def resolved(self, gap, logits, k, other):
        """The gap that counts: see the head of this file."""
        unit = EPS * max(abs(logits[k]), abs(logits[other]))
        if self.crossed:
            unit = rounding_of(logits)
        least = self.doubled * unit
        if gap >= least:
            return gap
        self.doubled *= 2
        return least

    def targeted_gap(self, logits, leader):
        """The gap to the leader, and the overshoot or the least margin beyond it."""
        rounding = rounding_of(logits)
        if self.passing is not None and logits[self.target] - logits[self.passing] < rounding:
            self.doubled *= 2
        margin = 2 * self.doubled * rounding
        gap = logits[leader] - logits[self.target]
        beyond = self.overshoot * gap
        self.passing = leader if beyond < margin else None
        return gap + max(beyond, margin)

    def step(self, logits, jacobian):
        """One step from `at`, where the logits [C] and the Jacobian [C, n] are these."""
        if self.target is not None:
            others = logits.copy()
            others[self.target] = -np.inf
            leader = int(others.argmax())
            planes = [(self.target, leader)]
        else:
            planes = [(k, self.label) for k in range(len(logits)) if k != self.label]
        found = []
        for k, other in planes:
            w, gap = jacobian[k] - jacobian[other], abs(logits[k] - logits[other])
            if np.any(w):
                found.append([gap / dual_norm(w, self.p), w, gap, k, other])
        if not found:
            self.status = 'no gradient'
            return
        found.sort(key=lambda plane: plane[0])  # stable: the first on ties
        self.iterations += 1
        _, w, gap, k, other = found[0]
        if self.target is not None:
            found[0][2] = self.targeted_gap(logits, other)
        else:
            found[0][2] = self.resolved(gap, logits, k, other)
            if self.box is not None:
                for plane in found:
                    plane[2] *= 1 + self.overshoot
        if self.box is None:
            self.r = self.r + step_to_plane(w, found[0][2], self.p)
            return
        low, high = self.box
        for _, w, gap, _, _ in found:
            step = step_to_plane_in_box(w, gap, self.at, low, high, self.p)
            if step is not None:
                self.r = np.clip(self.at + step, low, high) - self.x0
                return
        # Every plane misses the box: the corner that comes closest to the nearest plane.
        w = found[0][1]
        corner = np.where(w > 0, high, np.where(w < 0, low, self.at))
        self.r = corner - self.x0


def deepfool(graph, x, p=2, box=None, targets=None, overshoot=0.02, limit=50):
    """x [B, n] float64 -> a list of B finished attacks; all images step together.

    targets: a class for each image, or None for the nearest boundary.
    """
    logits, jacobian = logits_and_jacobian(graph, x)
    attacks = [
        Attack(x[b], logits[b], p, box, None if targets is None else targets[b], overshoot)
        for b in range(len(x))
    ]
    for b, attack in enumerate(attacks):
        attack.adversarial = attack.label
        attack.logits, attack.jacobian = logits[b], jacobian[b]
    active = [a for a in attacks if a.status is None]
    while active:
        for a in active:
            a.step(a.logits, a.jacobian)
        active = [a for a in active if a.status is None]
        if not active:
            break
        with torch.no_grad():
            points = torch.from_numpy(np.stack([a.tested for a in active]))
            tested = graph(points.view(-1, 1, 28, 28), ordered=True).numpy()
        for a, f in zip(active, tested):
            a.test(f, limit)
        active = [a for a in active if a.status is None]
        if active:
            logits, jacobian = logits_and_jacobian(graph, np.stack([a.at for a in active]))
            for b, a in enumerate(active):
                a.logits, a.jacobian = logits[b], jacobian[b]
    return attacks
