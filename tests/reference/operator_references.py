#!/usr/bin/env python3
"""operator_references.py: small models, one or more of each ONNX operator and of its attributes, with
their logits and Jacobians as PyTorch has them, in double precision by automatic differentiation:
tests/reference/operators.bin, which operator_reference_test.cpp reads.

Needs torch and onnx (Debian: python3-torch, python3-onnx). Each model is the operator, then a matrix
product with two logits. Where the operator takes a picture there is a second model, with a
convolution and a ReLU before the operator: so its input lies in memory with the channel last.

The file: for each model its name, its bytes, the input, the logits and the Jacobian (row by row),
each with its length in bytes before it (uint32); numbers are float32, all little-endian."""

import os
import struct

import numpy as np
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(5)


def numbers(*shape):
    """Weights, exact in float32."""
    return random.uniform(-1, 1, shape).astype(np.float32)


class Graph:
    """An ONNX graph that grows node by node."""

    def __init__(self, opset):
        self.opset, self.nodes, self.constants = opset, [], []

    def constant(self, array):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def add(self, kind, *inputs, outputs=1, domain="", **attributes):
        inputs = [i if isinstance(i, str) else self.constant(i) for i in inputs]
        names = [f"n{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def bytes(self, dims, output):
        graph = helper.make_graph(
            self.nodes, "test", [helper.make_tensor_value_info("x", TensorProto.FLOAT, dims)],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)], self.constants)
        imports = [helper.make_opsetid("", self.opset), helper.make_opsetid("ai.onnx.ml", 1)]
        return helper.make_model(graph, opset_imports=imports).SerializeToString()


def t(array):
    return torch.tensor(np.asarray(array), dtype=torch.float64)


written = 0
out = open(os.path.join(HERE, "operators.bin"), "wb")


def write(name, model, x, function):
    global written
    point = t(x)
    logits = function(point).reshape(-1)
    jacobian = torch.autograd.functional.jacobian(lambda p: function(p).reshape(-1), point)
    for piece in (name.encode(), model, x.tobytes(),
                  logits.numpy().astype(np.float32).tobytes(),
                  jacobian.numpy().astype(np.float32).tobytes()):
        out.write(struct.pack("<I", len(piece)) + piece)
    written += 1


def case(name, dims, build, function, opset=17, least=-2.0, most=2.0, ends=False):
    """build(graph, name of the input) gives the output's name; function is PyTorch's. Inputs are from
    `least` to `most`. `ends`: the operator itself gives the logits."""
    for picture in (False, True):
        if picture and len(dims) != 4:
            continue
        g = Graph(opset)
        x = random.uniform(least, most, dims).astype(np.float32)
        at, before = "x", lambda p: p
        if picture:
            channels = dims[1]
            W, b = np.abs(numbers(channels, channels, 1, 1)), np.abs(numbers(channels))
            if least < 0:
                W, b = numbers(channels, channels, 1, 1), numbers(channels)
            at = g.add("Relu", g.add("Conv", "x", W, b))
            before = lambda p, W=W, b=b: torch.relu(F.conv2d(p, t(W), t(b)))
        at = build(g, at)
        whole = lambda p: function(before(p))
        if not ends:
            n = whole(t(x)).numel()
            M = numbers(n, 2) / np.float32(np.sqrt(n))
            at = g.add("MatMul", g.add("Reshape", at, np.array([1, -1], np.int64)), M)
            inner, whole = whole, lambda p, M=M: inner(p).reshape(1, -1) @ t(M)
        write(name + (" after Conv" if picture else ""), g.bytes(dims, at), x, whole)


def unary(kind, function, opset=17, least=-2.0, most=2.0, **attributes):
    label = kind + "".join(f" {k}={v}" for k, v in attributes.items())
    case(label, [1, 3, 2, 2], lambda g, x: g.add(kind, x, **attributes), function, opset, least, most)


P = [1, 4, 4, 5]  # a picture

unary("Abs", torch.abs)
unary("Neg", torch.neg)
unary("Sqrt", torch.sqrt, least=0.2)
unary("Reciprocal", torch.reciprocal, least=0.3)
unary("Exp", torch.exp)
unary("Log", torch.log, least=0.2)
unary("Sin", torch.sin)
unary("Cos", torch.cos)
unary("Atan", torch.atan)
unary("Tanh", torch.tanh)
unary("Erf", torch.erf)
unary("Sigmoid", torch.sigmoid, least=-9, most=9)
unary("Softplus", F.softplus, least=-9, most=9)
unary("Softsign", F.softsign)
unary("LeakyRelu", lambda x: F.leaky_relu(x, 0.01))
unary("LeakyRelu", lambda x: F.leaky_relu(x, 0.25), alpha=0.25)
unary("ThresholdedRelu", lambda x: F.threshold(x, 0.5, 0), alpha=0.5)
unary("Elu", F.elu)
unary("Elu", lambda x: F.elu(x, 0.5), alpha=0.5)
unary("Celu", lambda x: F.celu(x, 0.5), alpha=0.5)
unary("Selu", F.selu)
unary("HardSigmoid", lambda x: (0.2 * x + 0.5).clamp(0, 1), least=-4, most=4)
unary("HardSigmoid", F.hardsigmoid, least=-4, most=4, alpha=1 / 6, beta=0.5)
unary("HardSwish", F.hardswish, least=-4, most=4)
unary("Swish", F.silu, opset=24)
unary("Mish", F.mish, opset=18)
unary("Gelu", F.gelu, opset=20)
unary("Gelu", lambda x: F.gelu(x, approximate="tanh"), opset=20, approximate="tanh")
unary("Clip", lambda x: x.clamp(-0.5, 1), opset=6, min=-0.5, max=1.0)
case("Clip by inputs", P, lambda g, x: g.add("Clip", x, np.float32(-0.5), np.float32(1)),
     lambda x: x.clamp(-0.5, 1))
case("Clip from below", P, lambda g, x: g.add("Clip", x, np.float32(0.25)), lambda x: x.clamp(min=0.25))
slope = np.abs(numbers(4, 1, 1))
case("PRelu", P, lambda g, x: g.add("PRelu", x, slope), lambda x: F.prelu(x, t(slope).reshape(-1)))

for kind, function in (("Add", torch.add), ("Sub", torch.sub), ("Mul", torch.mul), ("Div", torch.div)):
    for dims in ([4, 1, 1], [1], [5], [1, 4, 4, 5], [4, 5]):
        c = np.abs(numbers(*dims)) + np.float32(0.5)
        case(f"{kind} with {dims}", P, lambda g, x: g.add(kind, x, c), lambda x: function(x, t(c)))
        if kind in ("Sub", "Div"):
            case(f"{kind} from {dims}", P, lambda g, x: g.add(kind, c, x), lambda x: function(t(c), x),
                 least=0.3)
    wide = numbers(2, 1, 4, 1, 5) + np.float32(2)
    case(f"{kind} with a wider constant", [1, 4, 5], lambda g, x: g.add(kind, x, wide),
         lambda x: function(x, t(wide)))
    case(f"{kind} of two, broadcast", P,
         lambda g, x: g.add(kind, x, g.add("Exp", g.add("GlobalAveragePool", x))),
         lambda x: function(x, x.mean((2, 3), keepdim=True).exp()))
    case(f"{kind} of two of one shape", P, lambda g, x: g.add(kind, x, g.add("Exp", x)),
         lambda x: function(x, x.exp()))
case("Pow 2", P, lambda g, x: g.add("Pow", x, np.float32(2)), lambda x: x**2)
case("Pow 0.5", [1, 6], lambda g, x: g.add("Pow", x, np.float32(0.5)), lambda x: x**0.5, least=0.2)
case("Pow 3", P, lambda g, x: g.add("Pow", x, np.float32(3)), lambda x: x**3)
case("Pow of two", [1, 6], lambda g, x: g.add("Pow", x, g.add("Sin", x)), lambda x: x**x.sin(), least=0.2)
half = numbers(1, 4, 1, 1)
case("Max", P, lambda g, x: g.add("Max", x, half), lambda x: torch.maximum(x, t(half)))
case("Min of three", P, lambda g, x: g.add("Min", x, half, g.add("Neg", x)),
     lambda x: torch.minimum(torch.minimum(x, t(half)), -x))
case("Sum of three", P, lambda g, x: g.add("Sum", x, half, g.add("Sin", x)), lambda x: x + t(half) + x.sin())
case("Mean of two", P, lambda g, x: g.add("Mean", x, g.add("Sin", x)), lambda x: (x + x.sin()) / 2)

parameters = [np.abs(numbers(4)) + np.float32(0.1), numbers(4), numbers(4), np.abs(numbers(4)) + np.float32(0.1)]
case("BatchNormalization", P, lambda g, x: g.add("BatchNormalization", x, *parameters, epsilon=1e-3),
     lambda x: F.batch_norm(x, t(parameters[2]), t(parameters[3]), t(parameters[0]), t(parameters[1]), eps=1e-3))
case("BatchNormalization of a vector", [1, 4], lambda g, x: g.add("BatchNormalization", x, *parameters),
     lambda x: F.batch_norm(x, t(parameters[2]), t(parameters[3]), t(parameters[0]), t(parameters[1])))
case("InstanceNormalization", P, lambda g, x: g.add("InstanceNormalization", x, *parameters[:2]),
     lambda x: F.instance_norm(x, weight=t(parameters[0]), bias=t(parameters[1])))
case("GroupNormalization", P, lambda g, x: g.add("GroupNormalization", x, *parameters[:2], num_groups=2),
     lambda x: F.group_norm(x, 2, t(parameters[0]), t(parameters[1])), opset=21)
last = [np.abs(numbers(5)) + np.float32(0.1), numbers(5)]
case("LayerNormalization", P, lambda g, x: g.add("LayerNormalization", x, *last, axis=-1),
     lambda x: F.layer_norm(x, [5], t(last[0]), t(last[1])))
whole = [np.abs(numbers(4, 4, 5)) + np.float32(0.1), numbers(4, 4, 5)]
case("LayerNormalization from axis 1", P, lambda g, x: g.add("LayerNormalization", x, *whole, axis=1),
     lambda x: F.layer_norm(x, [4, 4, 5], t(whole[0]), t(whole[1])))
case("RMSNormalization", P, lambda g, x: g.add("RMSNormalization", x, last[0], epsilon=1e-4),
     lambda x: x / (x.square().mean(-1, keepdim=True) + 1e-4).sqrt() * t(last[0]), opset=23)
case("LpNormalization", P, lambda g, x: g.add("LpNormalization", x, axis=1),
     lambda x: F.normalize(x, dim=1), least=0.1)
case("LpNormalization 1", P, lambda g, x: g.add("LpNormalization", x, p=1), lambda x: F.normalize(x, p=1, dim=-1),
     least=0.1)
case("LRN", [1, 6, 2, 3], lambda g, x: g.add("LRN", x, size=5, alpha=0.1, beta=0.5, bias=1.5),
     lambda x: F.local_response_norm(x, 5, 0.1, 0.5, 1.5))
case("LRN as PyTorch writes it", [1, 6, 2, 3],
     lambda g, x: g.add("Squeeze", g.add("AveragePool", g.add("Pad", g.add("Unsqueeze", x, np.array([1], np.int64)),
                        np.array([0, 0, 2, 0, 0, 0, 0, 2, 0, 0], np.int64)), kernel_shape=[5, 1, 1],
                        strides=[1, 1, 1]), np.array([1], np.int64)),
     lambda x: F.avg_pool3d(F.pad(x[:, None], (0, 0, 0, 0, 2, 2)), (5, 1, 1), 1)[:, 0])
case("LRN, even", [1, 6, 2, 3], lambda g, x: g.add("LRN", x, size=2, alpha=0.5),
     lambda x: x / (1 + 0.25 * (x**2 + F.pad(x, (0, 0, 0, 0, 0, 1))[:, 1:] ** 2)) ** 0.75)
case("MeanVarianceNormalization", P, lambda g, x: g.add("MeanVarianceNormalization", x),
     lambda x: (x - x.mean((0, 2, 3), keepdim=True)) / (x.var((0, 2, 3), unbiased=False, keepdim=True) + 1e-9).sqrt())

reductions = {
    "ReduceSum": lambda x, **k: x.sum(**k), "ReduceMean": lambda x, **k: x.mean(**k),
    "ReduceMax": lambda x, **k: x.amax(**k), "ReduceMin": lambda x, **k: x.amin(**k),
    "ReduceL1": lambda x, **k: x.abs().sum(**k), "ReduceL2": lambda x, **k: x.square().sum(**k).sqrt(),
    "ReduceSumSquare": lambda x, **k: x.square().sum(**k),
    "ReduceLogSumExp": lambda x, **k: x.logsumexp(**k),
}
for kind, function in reductions.items():
    for axes in ([1], [2, 3], [1, 3], [-1]):
        for keep in (0, 1):
            least = 0.2 if kind in ("ReduceMax", "ReduceMin") else -2
            at_end = kind != "ReduceSum"
            case(f"{kind} {axes} keepdims={keep}", P,
                 (lambda g, x: g.add(kind, x, axes=axes, keepdims=keep)) if at_end else
                 (lambda g, x: g.add(kind, x, np.array(axes, np.int64), keepdims=keep)),
                 lambda x: function(x, dim=axes, keepdim=bool(keep)))
case("ReduceLogSum", P, lambda g, x: g.add("ReduceLogSum", x, axes=[1]), lambda x: x.sum(1).log(), least=0.2)
case("ReduceMean, axes as input", P, lambda g, x: g.add("ReduceMean", x, np.array([2], np.int64)),
     lambda x: x.mean(2, keepdim=True), opset=18)
case("ReduceMean of all", P, lambda g, x: g.add("Mul", x, g.add("ReduceMean", x)), lambda x: x * x.mean())
case("GlobalAveragePool", P, lambda g, x: g.add("GlobalAveragePool", x), lambda x: x.mean((2, 3)))
case("GlobalMaxPool", P, lambda g, x: g.add("GlobalMaxPool", x), lambda x: x.amax((2, 3)))

for axis in (1, 2, -1):
    case(f"Softmax inside, axis {axis}", P, lambda g, x: g.add("Sin", g.add("Softmax", x, axis=axis)),
         lambda x: x.softmax(axis).sin())
    case(f"LogSoftmax inside, axis {axis}", P, lambda g, x: g.add("Sin", g.add("LogSoftmax", x, axis=axis)),
         lambda x: x.log_softmax(axis).sin())
case("Softmax of operator set 11", P, lambda g, x: g.add("Sin", g.add("Softmax", x, axis=2)),
     lambda x: x.reshape(4, 20).softmax(1).sin(), opset=11)

W = numbers(5, 7)
case("MatMul of rows", [1, 4, 5], lambda g, x: g.add("MatMul", x, W), lambda x: x @ t(W))
case("MatMul of rows of a picture", P, lambda g, x: g.add("MatMul", x, W), lambda x: x @ t(W))
case("MatMul of a vector", [5], lambda g, x: g.add("MatMul", x, W), lambda x: x @ t(W))
L = numbers(3, 4)
case("MatMul, a constant first", P, lambda g, x: g.add("MatMul", L, x), lambda x: t(L) @ x)
case("MatMul of two, batched", [1, 3, 4, 5],
     lambda g, x: g.add("MatMul", x, g.add("Transpose", g.add("Sin", x), perm=[0, 1, 3, 2])),
     lambda x: x @ x.sin().transpose(2, 3))
B = numbers(3, 5, 2)
case("MatMul with constant batches", [1, 4, 5], lambda g, x: g.add("MatMul", x, B), lambda x: x @ t(B))
bias = numbers(7)
case("Gemm of rows", [1, 4, 5],
     lambda g, x: g.add("Gemm", g.add("Reshape", x, np.array([4, 5], np.int64)), W, bias, alpha=0.5, beta=2.0),
     lambda x: 0.5 * x[0] @ t(W) + 2 * t(bias))
case("Gemm transA", [1, 5], lambda g, x: g.add("Gemm", g.add("Transpose", x), W, transA=1), lambda x: x @ t(W))
case("Gemm of two, transB", [1, 4, 5],
     lambda g, x: g.add("Gemm", g.add("Squeeze", x, np.array([0], np.int64)),
                        g.add("Sin", g.add("Squeeze", x, np.array([0], np.int64))), transB=1),
     lambda x: x[0] @ x[0].sin().T)

case("Transpose", [1, 2, 3, 4], lambda g, x: g.add("Transpose", x, perm=[0, 3, 1, 2]), lambda x: x.permute(0, 3, 1, 2))
case("Transpose and flatten", [1, 2, 3, 4],
     lambda g, x: g.add("Flatten", g.add("Transpose", x, perm=[0, 2, 3, 1])), lambda x: x.permute(0, 2, 3, 1))
case("Transpose without perm", [1, 2, 3], lambda g, x: g.add("Transpose", x), lambda x: x.permute(2, 1, 0))
K = numbers(5, 3, 3, 3)
case("NHWC", [1, 5, 6, 3],
     lambda g, x: g.add("Transpose", g.add("Conv", g.add("Transpose", x, perm=[0, 3, 1, 2]), K), perm=[0, 2, 3, 1]),
     lambda x: F.conv2d(x.permute(0, 3, 1, 2), t(K)).permute(0, 2, 3, 1))
i64 = lambda *v: np.array(v, np.int64)
case("Slice", P, lambda g, x: g.add("Slice", x, i64(1, -1), i64(3, -10), i64(1, 3), i64(1, -2)),
     lambda x: x[:, 1:3].flip(3)[..., ::2])
case("Slice of operator set 9", P, lambda g, x: g.add("Slice", x, starts=[0, 1], ends=[2, 9000000000], axes=[1, 2]),
     lambda x: x[:, 0:2, 1:], opset=9)
case("Gather", P, lambda g, x: g.add("Gather", x, i64(3, 0, -1, 0), axis=1), lambda x: x[:, [3, 0, 3, 0]])
case("Gather of one", P, lambda g, x: g.add("Gather", x, np.int64(2), axis=2), lambda x: x[:, :, 2])
for mode in ("constant", "reflect", "edge"):
    case(f"Pad {mode}", P, lambda g, x: g.add("Pad", x, i64(0, 0, 1, 2, 0, 0, 2, 1), np.float32(0.5), mode=mode),
         lambda x: F.pad(x, (2, 1, 1, 2), mode=mode.replace("edge", "replicate"), **(
             {"value": 0.5} if mode == "constant" else {})))
case("Pad of operator set 2, cropping", P, lambda g, x: g.add("Pad", x, pads=[0, 0, -1, 1, 0, 0, 0, 0], value=0.5),
     lambda x: F.pad(x, (1, 0, -1, 0), value=0.5), opset=9)
case("Expand", [1, 4, 1, 3], lambda g, x: g.add("Expand", x, i64(2, 1, 5, 1)), lambda x: x.expand(2, 4, 5, 3))
case("Tile", [1, 2, 2, 3], lambda g, x: g.add("Tile", x, i64(1, 2, 1, 3)), lambda x: x.tile(1, 2, 1, 3))
for axis in (1, 2, 3):
    c = numbers(*[1, 4, 4, 5][:axis], 2, *[1, 4, 4, 5][axis + 1:])
    case(f"Concat axis {axis}", P, lambda g, x: g.add("Concat", x, g.add("Sin", x), c, axis=axis),
         lambda x: torch.cat([x, x.sin(), t(c)], axis))
case("Split", P,
     lambda g, x: (lambda s: g.add("Mul", s[0], g.add("Sin", s[1])))(g.add("Split", x, i64(2, 2), axis=1, outputs=2)),
     lambda x: x[:, :2] * x[:, 2:].sin())
case("Split evenly", P,
     lambda g, x: (lambda s: g.add("Mul", s[0], g.add("Sin", s[1])))(g.add("Split", x, axis=2, outputs=2)),
     lambda x: x[:, :, :2] * x[:, :, 2:].sin(), opset=11)
mask = random.integers(0, 2, (4, 1, 5)).astype(bool)
case("Where", P, lambda g, x: g.add("Where", mask, x, g.add("Sin", x)), lambda x: torch.where(torch.tensor(mask), x, x.sin()))
case("Where with a constant", P, lambda g, x: g.add("Where", mask, np.float32(0.5), x),
     lambda x: torch.where(torch.tensor(mask), torch.tensor(0.5, dtype=torch.float64), x))
case("DepthToSpace", [1, 8, 2, 3], lambda g, x: g.add("DepthToSpace", x, blocksize=2),
     lambda x: x.reshape(1, 2, 2, 2, 2, 3).permute(0, 3, 4, 1, 5, 2).reshape(1, 2, 4, 6))
case("DepthToSpace CRD", [1, 8, 2, 3], lambda g, x: g.add("DepthToSpace", x, blocksize=2, mode="CRD"),
     lambda x: F.pixel_shuffle(x, 2))
case("SpaceToDepth", [1, 2, 4, 6], lambda g, x: g.add("SpaceToDepth", x, blocksize=2),
     lambda x: x.reshape(1, 2, 2, 2, 3, 2).permute(0, 3, 5, 1, 2, 4).reshape(1, 8, 2, 3))
case("Squeeze, Unsqueeze", [1, 4, 1, 3],
     lambda g, x: g.add("Unsqueeze", g.add("Squeeze", x, i64(2)), i64(1, -1)), lambda x: x)
case("channel shuffle", [1, 6, 2, 3],
     lambda g, x: g.add("Reshape", g.add("Transpose", g.add("Reshape", x, i64(1, 2, 3, 2, 3)), perm=[0, 2, 1, 3, 4]),
                        i64(1, 6, 2, 3)), 
     lambda x: x.reshape(1, 2, 3, 2, 3).transpose(1, 2).reshape(1, 6, 2, 3))

W1 = numbers(4, 3, 3)
bias4 = numbers(4)
case("Conv 1-D", [1, 3, 8], lambda g, x: g.add("Conv", x, W1, bias4, strides=[2], pads=[1, 0], dilations=[2]),
     lambda x: F.conv1d(F.pad(x, (1, 0)), t(W1), t(bias4), 2, 0, 2))
case("MaxPool 1-D", [1, 3, 8], lambda g, x: g.add("MaxPool", x, kernel_shape=[3], strides=[2], pads=[1, 1]),
     lambda x: F.max_pool1d(x, 3, 2, 1))
case("AveragePool 1-D", [1, 3, 8], lambda g, x: g.add("AveragePool", x, kernel_shape=[2], strides=[2]),
     lambda x: F.avg_pool1d(x, 2))
for axes in (1, 2):
    sizes = [7, 4][:axes]
    for groups in (1, 2):
        V = numbers(4, 3, *[3, 2][:axes])
        vb = numbers(3 * groups)
        torch_conv = F.conv_transpose1d if axes == 1 else F.conv_transpose2d
        for strides, pads, more, dilations in (([1, 1], [0, 0], [0, 0], [1, 1]), ([2, 3], [1, 0], [1, 2], [1, 1]),
                                               ([2, 1], [1, 1], [0, 0], [2, 1])):
            s, p, m, d = strides[:axes], pads[:axes], more[:axes], dilations[:axes]
            case(f"ConvTranspose {axes}-D groups={groups} strides={s} pads={p} dilations={d}", [1, 4, *sizes],
                 lambda g, x: g.add("ConvTranspose", x, V, vb, group=groups, strides=s, pads=p + p,
                                    output_padding=m, dilations=d),
                 lambda x: torch_conv(x, t(V), t(vb), s, p, m, groups, d))
case("LpPool", P, lambda g, x: g.add("LpPool", x, kernel_shape=[2, 3], strides=[2, 1], p=2),
     lambda x: F.avg_pool2d(x**2, (2, 3), (2, 1)).mul(6).sqrt(), least=0.1)
case("LpPool 3", P, lambda g, x: g.add("LpPool", x, kernel_shape=[2, 2], p=3),
     lambda x: F.avg_pool2d(x.abs() ** 3, 2, 1).mul(4) ** (1 / 3), least=0.1)
f32 = lambda *v: np.array(v, np.float32)
for kind, opset in (("Upsample", 9), ("Resize", 10)):
    case(f"{kind} nearest, operator set {opset}", [1, 2, 3, 4], lambda g, x: g.add(kind, x, f32(1, 1, 2, 1.5)),
         lambda x: x[:, :, [0, 0, 1, 1, 2, 2]][..., [0, 0, 1, 2, 2, 3]], opset=opset)
for coordinates, align in (("half_pixel", False), ("align_corners", True)):
    case(f"Resize linear, {coordinates}", [1, 2, 3, 4],
         lambda g, x: g.add("Resize", x, "", "", i64(1, 2, 5, 7), mode="linear",
                            coordinate_transformation_mode=coordinates),
         lambda x: F.interpolate(x, (5, 7), mode="bilinear", align_corners=align))
case("Resize nearest, half_pixel", [1, 2, 3, 4], lambda g, x: g.add("Resize", x, "", f32(1, 1, 2, 2), mode="nearest"),
     lambda x: F.interpolate(x, scale_factor=2, mode="nearest"))
case("Resize nearest, asymmetric, to sizes", [1, 2, 3, 4],
     lambda g, x: g.add("Resize", x, "", "", i64(1, 2, 5, 7), mode="nearest", nearest_mode="floor",
                        coordinate_transformation_mode="asymmetric"), lambda x: F.interpolate(x, (5, 7)))
case("Resize linear, smaller", [1, 2, 5, 7],
     lambda g, x: g.add("Resize", x, "", "", i64(1, 2, 3, 4), mode="linear",
                        coordinate_transformation_mode="pytorch_half_pixel"),
     lambda x: F.interpolate(x, (3, 4), mode="bilinear"))


def fake(x, scale, zero, least, most):
    """Rounded to whole numbers and back, with the gradient of the clamp alone."""
    whole = x / scale + ((x / scale).round() - x / scale).detach() + zero
    return (whole.clamp(least, most) - zero) * scale


for kind, zero in (("uint8", np.uint8(100)), ("int8", np.int8(-10))):
    limits = np.iinfo(kind)
    case(f"QuantizeLinear {kind}", P,
         lambda g, x: g.add("DequantizeLinear", g.add("QuantizeLinear", x, np.float32(0.0125), zero),
                            np.float32(0.0125), zero),
         lambda x: fake(x, float(np.float32(0.0125)), float(zero), limits.min, limits.max))
whole_weights, each = random.integers(-127, 128, (5, 7)).astype(np.int8), np.abs(numbers(7)) / np.float32(100)
case("DequantizeLinear of weights, by column", [1, 5],
     lambda g, x: g.add("MatMul", x, g.add("DequantizeLinear", whole_weights, each, np.zeros(7, np.int8), axis=1)),
     lambda x: x @ (t(whole_weights) * t(each)))
for equation, shape in (("bij,bjk->bik", [1, 5, 3]), ("bij,bkj->bik", [1, 3, 5]), ("bij,ij->bi", [4, 5]),
                        ("bij,jk->kib", [5, 2]), ("bij,kl->bij", [2, 2]), ("bij,j->bi", [5])):
    E = numbers(*shape)
    case(f"Einsum {equation}", [1, 4, 5], lambda g, x: g.add("Einsum", x, E, equation=equation),
         lambda x: torch.einsum(equation, x, t(E)))
case("Einsum of two", [1, 3, 4, 5], lambda g, x: g.add("Einsum", x, g.add("Sin", x), equation="bhid,bhjd->bhij"),
     lambda x: torch.einsum("bhid,bhjd->bhij", x, x.sin()))
case("Einsum of one", [1, 3, 4, 5], lambda g, x: g.add("Einsum", x, equation="bhid->bdh"),
     lambda x: torch.einsum("bhid->bdh", x))


def shape_arithmetic(g, x):
    """x.view(x.size(0), -1), as PyTorch's exporter writes it."""
    size = g.add("Gather", g.add("Shape", x), np.int64(0), axis=0)
    dims = g.add("Concat", g.add("Unsqueeze", size, i64(0)), i64(-1), axis=0)
    return g.add("Reshape", x, g.add("Cast", dims, to=TensorProto.INT64))


def choice(g, x):
    """x.squeeze(1) with an open size, as PyTorch's exporter writes it: the shape chooses a branch."""
    def branch(kind, *inputs):
        return helper.make_graph([helper.make_node(kind, [x, *inputs], [f"{kind} inside"])], kind, [],
                                 [helper.make_tensor_value_info(f"{kind} inside", TensorProto.FLOAT, None)])
    size = g.add("Gather", g.add("Shape", x), np.int64(1), axis=0)
    return g.add("If", g.add("Equal", size, np.int64(4)), then_branch=branch("Sin"), else_branch=branch("Exp"))


case("If, by a shape", P, choice, torch.sin)
case("If, by a shape, the other", [1, 3, 2, 2], choice, torch.exp)
case("shape arithmetic", P, shape_arithmetic, lambda x: x)
case("shape arithmetic with quotients", P,
     lambda g, x: g.add("Reshape", x, g.add("Concat", i64(1), g.add(
         "Div", g.add("Slice", g.add("Shape", x), i64(3), i64(4)), i64(2)), i64(-1), axis=0)),
     lambda x: x)
case("ConstantOfShape, Range", [1, 4, 5],
     lambda g, x: g.add("Add", g.add("Mul", x, g.add("ConstantOfShape", g.add("Shape", x), value=helper.make_tensor(
         "v", TensorProto.FLOAT, [1], [0.5]))), g.add("Range", np.float32(0), np.float32(5), np.float32(1))),
     lambda x: 0.5 * x + torch.arange(5))
token = numbers(1, 1, 5)
q, k, v, o = (numbers(5, 5) for _ in range(4))


def attention(g, x):
    """One block of a transformer with a class token and two heads of unequal use."""
    x = g.add("Concat", token, x, axis=1)
    heads = lambda w: g.add("Transpose", g.add("Reshape", g.add("MatMul", x, w), i64(0, -1, 1, 5)), perm=[0, 2, 1, 3])
    keys = g.add("Transpose", heads(k), perm=[0, 1, 3, 2])
    weights = g.add("Softmax", g.add("Div", g.add("MatMul", heads(q), keys), np.float32(5**0.5)), axis=-1)
    y = g.add("Reshape", g.add("Transpose", g.add("MatMul", weights, heads(v)), perm=[0, 2, 1, 3]), i64(0, -1, 5))
    y = g.add("Add", x, g.add("MatMul", y, o))
    return g.add("Gather", g.add("LayerNormalization", y, *last), np.int64(0), axis=1)


def torch_attention(x):
    x = torch.cat([t(token), x], 1)
    weights = ((x @ t(q)) @ (x @ t(k)).transpose(1, 2) / 5**0.5).softmax(-1)
    y = x + weights @ (x @ t(v)) @ t(o)
    return F.layer_norm(y, [5], t(last[0]), t(last[1]))[:, 0]


case("a transformer's block", [1, 4, 5], attention, torch_attention)

logits = numbers(5, 3)
for ending in (["Softmax"], ["LogSoftmax"], ["Sigmoid"], ["Softmax", "Log"], ["Softmax", "Identity"],
               ["Softmax", "Flatten"]):
    def build(g, x):
        x = g.add("MatMul", x, logits)
        for kind in ending:
            x = g.add(kind, x)
        return x
    case("ends with " + ", ".join(ending), [1, 5], build, lambda x: x @ t(logits), ends=True)
case("ends with Softmax, Clip, Reshape", [1, 5], lambda g, x: g.add("Reshape", g.add(
    "Clip", g.add("Softmax", g.add("MatMul", x, logits)), np.float32(1e-7), np.float32(1)), i64(-1, 3)),
     lambda x: x @ t(logits), ends=True)
case("ends with ArgMax", [1, 5], lambda g, x: g.add("ArgMax", g.add("Softmax", g.add("MatMul", x, logits)), axis=1),
     lambda x: x @ t(logits), ends=True)
single = numbers(5, 1)
zero = lambda z: torch.cat([torch.zeros(1, 1, dtype=torch.float64), z], 1)
case("one logit", [1, 5], lambda g, x: g.add("MatMul", x, single), lambda x: zero(x @ t(single)), ends=True)
case("one sigmoid", [1, 5], lambda g, x: g.add("Sigmoid", g.add("MatMul", x, single)),
     lambda x: zero(x @ t(single)), ends=True)
case("LinearClassifier", [1, 5], lambda g, x: g.add("Normalizer", g.add(
    "LinearClassifier", x, outputs=2, domain="ai.onnx.ml", coefficients=logits.T.reshape(-1).tolist(),
    intercepts=[0.5, -0.25, 0.0], classlabels_ints=[0, 1, 2], post_transform="SOFTMAX")[1],
     domain="ai.onnx.ml", norm="L1"), lambda x: x @ t(logits) + t([0.5, -0.25, 0]), ends=True)
case("Scaler", [1, 5], lambda g, x: g.add("Scaler", x, domain="ai.onnx.ml", offset=[0.5] * 5, scale=[0.25] * 5),
     lambda x: 0.25 * (x - 0.5))
case("Normalizer", [1, 5], lambda g, x: g.add("Normalizer", x, domain="ai.onnx.ml", norm="L2"),
     lambda x: F.normalize(x, dim=1))

out.close()
print(f"{written} models")
