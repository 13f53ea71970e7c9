"""Reads an ONNX classifier and evaluates it in PyTorch, in whatever precision the input has.

The exported file, and not the network in a training script's memory, is what every figure and
every reference value is worked out from. An ONNX file is one protobuf message; `fields` decodes
the wire format (developers.google.com/protocol-buffers/docs/encoding) and the numbers beside the
names below are those of onnx.proto (github.com/onnx/onnx).
"""

import struct

import numpy as np
import torch
import torch.nn.functional as F


def fields(data):
    """Yields (field number, value) of one protobuf message: an int, or the bytes of the field."""

    def varint(at):
        value = shift = 0
        while True:
            byte = data[at]
            value |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if byte < 0x80:
                return value, at

    at = 0
    while at < len(data):
        key, at = varint(at)
        kind = key & 7
        if kind == 0:
            value, at = varint(at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
            value, at = data[at : at + size], at + size
        elif kind == 2:
            size, at = varint(at)
            value, at = data[at : at + size], at + size
        else:
            raise ValueError(f'protobuf wire type {kind} has no place in an ONNX file')
        yield key >> 3, value


def signed(value):
    return value - (1 << 64) if value >> 63 else value


def integers(value):
    """A repeated int64 field's share: one number, or a packed run of varints."""
    if isinstance(value, int):
        return [signed(value)]
    # A packed run is read as if each number were a field of its own.
    return [signed(v) for _, v in fields(b''.join(b'\x08' + v for v in split_varints(value)))]


def split_varints(data):
    start = 0
    for at, byte in enumerate(data):
        if byte < 0x80:
            yield data[start : at + 1]
            start = at + 1


# TensorProto.DataType: FLOAT = 1, FLOAT16 = 10.
FLOATS = {1: '<f4', 10: '<f2'}


def tensor(data):
    """TensorProto: dims = 1, data_type = 2, name = 8, raw_data = 9 -> (name, torch tensor)."""
    dims, name, raw, kind = [], '', b'', '<f4'
    for number, value in fields(data):
        if number == 1:
            dims += integers(value)
        elif number == 2:
            if value not in FLOATS:
                raise ValueError(f'a tensor of data type {value}, not float, is not needed here')
            kind = FLOATS[value]
        elif number == 8:
            name = value.decode()
        elif number == 9:
            raw = value
    return name, torch.from_numpy(np.frombuffer(raw, kind).reshape(dims).astype(np.float32))


def attribute(data):
    """AttributeProto: name = 1, f = 2, i = 3, ints = 8."""
    name, value, ints = '', None, []
    for number, v in fields(data):
        if number == 1:
            name = v.decode()
        elif number == 2:
            value = struct.unpack('<f', v)[0]
        elif number == 3:
            value = signed(v)
        elif number == 8:
            ints += integers(v)
    return name, ints if ints else value


class Node:
    """NodeProto: input = 1, output = 2, op_type = 4, attribute = 5."""

    def __init__(self, data):
        self.inputs, self.outputs, self.attributes = [], [], {}
        for number, value in fields(data):
            if number == 1:
                self.inputs.append(value.decode())
            elif number == 2:
                self.outputs.append(value.decode())
            elif number == 4:
                self.operator = value.decode()
            elif number == 5:
                name, v = attribute(value)
                self.attributes[name] = v


class OrderedConv2d(torch.autograd.Function):
    """A convolution whose every position is summed in one and the same order.

    Equal windows must give equal sums to the last bit, or max-pool would not see that the flat
    background ties; a product by blocks, as libraries do it, does not promise that.
    x [B, C, H, W] padded already, weight [K, C, h, w], bias [K] -> [B, K, H', W'].
    """

    @staticmethod
    def forward(context, x, weight, bias, stride):
        context.save_for_backward(weight)
        context.shape, context.stride = x.shape, stride
        height = (x.shape[2] - weight.shape[2]) // stride[0] + 1
        width = (x.shape[3] - weight.shape[3]) // stride[1] + 1
        y = bias.view(1, -1, 1, 1).expand(x.shape[0], -1, height, width)
        for c in range(weight.shape[1]):
            for i in range(weight.shape[2]):
                for j in range(weight.shape[3]):
                    rows = slice(i, i + stride[0] * (height - 1) + 1, stride[0])
                    columns = slice(j, j + stride[1] * (width - 1) + 1, stride[1])
                    y = y + weight[:, c, i, j].view(1, -1, 1, 1) * x[:, c : c + 1, rows, columns]
        return y

    @staticmethod
    def backward(context, gradient):
        (weight,) = context.saved_tensors
        x = torch.nn.grad.conv2d_input(context.shape, weight, gradient, context.stride)
        return x, None, None, None


class Graph:
    """ModelProto: graph = 7. GraphProto: node = 1, initializer = 5, input = 11, output = 12."""

    def __init__(self, path):
        with open(path, 'rb') as file:
            model = dict(fields(file.read()))
        self.nodes, self.constants, inputs, outputs = [], {}, [], []
        for number, value in fields(model[7]):
            if number == 1:
                self.nodes.append(Node(value))
            elif number == 5:
                name, t = tensor(value)
                self.constants[name] = t
            elif number in (11, 12):  # ValueInfoProto: name = 1
                (inputs if number == 11 else outputs).append(dict(fields(value))[1].decode())
        self.take_casts()
        (self.input,) = [name for name in inputs if name not in self.constants]
        (self.output,) = outputs

    def take_casts(self):
        """Weights of 16 bits are cast when they are used; here they are float32 already."""
        nodes, self.nodes = self.nodes, []
        for node in nodes:
            if node.operator == 'Cast':
                self.constants[node.outputs[0]] = self.constants.pop(node.inputs[0])
            else:
                self.nodes.append(node)

    def parameters(self):
        """Numbers that training chose: weights and biases, but not a mean image or a shape."""
        used = {n for node in self.nodes if node.operator in ('Conv', 'Gemm') for n in node.inputs}
        return sum(t.numel() for name, t in self.constants.items() if name in used)

    def __call__(self, x, ordered=False, count=None):
        """x [B, 1, 28, 28] in [0, 1] -> logits [B, 10], computed in x's own precision.

        ordered: sum convolutions in a fixed order (slower; see OrderedConv2d).
        count: a list to which each layer's multiply-adds for the batch are appended.
        """
        values = {name: t.to(x.dtype) for name, t in self.constants.items()}
        values[self.input] = x
        for node in self.nodes:
            arguments = [values[name] for name in node.inputs]
            values[node.outputs[0]] = self.run(node, arguments, ordered, count)
        return values[self.output]

    @staticmethod
    def run(node, arguments, ordered, count):
        a = node.attributes
        x = arguments[0]
        if node.operator == 'Conv':
            _, weight, bias = arguments
            stride, pads = a.get('strides', [1, 1]), a.get('pads', [0, 0, 0, 0])
            if a.get('group', 1) != 1 or a.get('dilations', [1, 1]) != [1, 1]:
                raise ValueError('Conv with groups or dilation is not needed here')
            padded = F.pad(x, (pads[1], pads[3], pads[0], pads[2]))
            convolve = OrderedConv2d.apply if ordered else F.conv2d
            y = convolve(padded, weight, bias, stride)
            if count is not None:
                count.append(y.numel() * weight[0].numel())
            return y
        if node.operator == 'Gemm':
            _, weight, bias = arguments
            if a.get('alpha', 1) != 1 or a.get('beta', 1) != 1 or a.get('transA', 0):
                raise ValueError('Gemm with alpha, beta or transA is not needed here')
            weight = weight.t() if a.get('transB', 0) else weight
            if count is not None:
                count.append(x.shape[0] * weight.numel())
            return x @ weight + bias
        if node.operator == 'MaxPool':
            if any(a.get('pads', [0])) or a.get('ceil_mode', 0):
                raise ValueError('MaxPool with padding or ceil_mode is not needed here')
            return F.max_pool2d(x, a['kernel_shape'], a['strides'])
        if node.operator == 'Flatten':
            return x.flatten(a.get('axis', 1))
        if node.operator == 'Relu':
            return torch.relu(x)
        if node.operator == 'Sub':
            return x - arguments[1]
        raise ValueError(f'operator {node.operator} is not needed here')
