"""Layers that PyTorch does not have, and what folds layers into others."""

import torch
import torch.nn.functional as F
from torch import nn


class Centred(nn.Module):
    """x - mean, the mean training image: a constant of the graph, not a parameter."""

    def __init__(self, mean):
        super().__init__()
        self.register_buffer('mean', mean.clone())

    def forward(self, x):
        return x - self.mean


class Scaled(nn.Module):
    """factor * x, only while training: `fold_scale` moves it into the layer that follows."""

    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return self.factor * x


def fold_scale(network):
    """Scaled, layer -> layer with scaled weights: the same function, one operator fewer."""
    layers, factor = [], 1.0
    for layer in network:
        if isinstance(layer, Scaled):
            factor = layer.factor
            continue
        if factor != 1.0 and isinstance(layer, (nn.Conv2d, nn.Linear)):
            layer.weight.data *= factor
            factor = 1.0
        layers.append(layer)
    return nn.Sequential(*layers)


class Halved(nn.Module):
    """A layer with its weights rounded to 16 bits, which its file has: half the size."""

    def __init__(self, layer):
        super().__init__()
        self.layer, self.of = layer, F.conv2d if isinstance(layer, nn.Conv2d) else F.linear
        self.register_buffer('weight', layer.weight.detach().half())
        self.register_buffer('bias', layer.bias.detach().half())

    def forward(self, x):
        return self.of(x, self.weight.float(), self.bias.float())


def halved(network):
    return nn.Sequential(*(
        Halved(layer) if isinstance(layer, (nn.Conv2d, nn.Linear)) else layer
        for layer in network
    ))


def fold_batch_norm(network):
    """Conv or Linear, batch norm -> one layer, by its running statistics: s (w.x + b - m) + t."""
    layers = []
    for layer in network:
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
            before = layers[-1]
            scale = layer.weight.data / torch.sqrt(layer.running_var + layer.eps)
            shape = [-1] + [1] * (before.weight.dim() - 1)
            bias = torch.zeros_like(scale) if before.bias is None else before.bias.data
            before.weight.data = before.weight.data * scale.view(shape)
            before.bias = nn.Parameter((bias - layer.running_mean) * scale + layer.bias.data)
        else:
            layers.append(layer)
    return nn.Sequential(*layers)
