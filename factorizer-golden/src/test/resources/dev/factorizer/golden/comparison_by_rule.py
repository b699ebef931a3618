"""Makes the small golden cases of kind comparisonNetworkByRule: python comparison_by_rule.py FOLDER, with torch and monai.

Weights follow the rule of WeightsByRule. The larger cases of three axes are in the full set of golden values.
"""
import json
import math
import pathlib
import struct
import sys
import zlib

import numpy as np
import torch
from monai import __version__ as monai_version
from monai.networks.nets import UNETR, SwinUNETR

MOST_VALUES = 200  # of a gradient that is stored itself
MOST_ERROR = 2e-5  # of single precision: images are drawn until none of their voxels sits on a kink of the leaky ReLU


def weights(name, shape):
    position = np.arange(math.prod(shape), dtype=np.uint64)
    with np.errstate(over="ignore"):
        z = np.uint64(zlib.crc32(name.encode())) * np.uint64(0x9E3779B97F4A7C15) + position * np.uint64(0xD1B54A32D192ED03)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    u = (z >> np.uint64(40)).astype(np.float64) / 2 ** 23 - 1
    if len(shape) >= 2:
        values = u / math.sqrt(math.prod(shape[1:]))
    else:
        values = 0.1 * u + (1.0 if name.endswith("weight") else 0.0)
    return torch.tensor(values.astype(np.float32)).reshape(shape)


def results(network, x, cotangent, stored):
    network.zero_grad()
    y = network(x)
    y.backward(cotangent)
    gradients = {n: torch.zeros_like(p) if p.grad is None else p.grad.clone() for n, p in network.named_parameters()}
    found = {"output.y": y.detach()} | {f"output.gradient.{n}": gradients[n] for n in stored}
    return found | {"output.gradientSums": torch.stack([g.double().abs().sum() for g in gradients.values()])}


def error(found, exact):
    return float((found.double() - exact).abs().max() / max(float(exact.abs().max()), 1e-12))


def write(path, tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in sorted(tensors.items()):
        raw = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": {torch.float32: "F32", torch.float64: "F64"}[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def case(folder, name, network, config, batch, size):
    torch.manual_seed(zlib.crc32(name.encode()))
    network.eval()
    with torch.no_grad():
        for n, p in network.named_parameters():
            p.copy_(weights(n, tuple(p.shape)))
    stored = [n for n, p in network.named_parameters() if p.numel() <= MOST_VALUES]
    errors = {"": math.inf}
    while max(errors.values()) > MOST_ERROR:
        x = torch.randn(batch, config["inputChannels"], *size)
        cotangent = torch.randn(batch, config["outputChannels"], *size)
        single = results(network.float(), x, cotangent, stored)
        exact = {n: t.double() for n, t in results(network.double(), x.double(), cotangent.double(), stored).items()}
        errors = {n: error(single[n], t) for n, t in exact.items()}
        print(f"{name}: error32 at most {max(errors.values()):.1e}")
    config |= {"dimensions": len(size), "parameters": "rule",
               "parameterShapes": {n: list(p.shape) for n, p in network.named_parameters()}}
    metadata = {"format": "factorizer-golden/1", "kind": "comparisonNetworkByRule", "config": json.dumps(config),
                "reference": f"torch {torch.__version__.split('+')[0]}, monai {monai_version}", "error32": json.dumps(errors)}
    write(folder / f"{name}.safetensors", {"input.x": x, "input.cotangent": cotangent} | exact, metadata)
    print(f"{name}: {len(exact)} results")


def swin_unetr(inputs, outputs, window, depths, version):
    heads = [1, 2, 3, 4]
    config = {"architecture": "swinUNETR", "inputChannels": inputs, "outputChannels": outputs, "width": 12, "depths": depths,
              "heads": heads, "window": window, "mlpRatio": 1.5, "version": version, "patchMerging": "eight corners"}
    return SwinUNETR(inputs, outputs, depths=depths, num_heads=heads, window_size=window, mlp_ratio=1.5, feature_size=12,
                     spatial_dims=2, use_v2=version == 2), config


def unetr(inputs, outputs, size):
    config = {"architecture": "unetr", "inputChannels": inputs, "outputChannels": outputs, "spatialSize": list(size),
              "width": 3, "hidden": 12, "mlpWidth": 20, "heads": 3, "layers": 12, "patch": 16}
    return UNETR(inputs, outputs, size, 3, 12, 20, 3, spatial_dims=2), config


if __name__ == "__main__":
    # Of a single input channel, the convolution in front of a normalization has no gradient but noise.
    target = pathlib.Path(sys.argv[1])
    case(target, "swinUNETR-2d", *swin_unetr(2, 2, 5, [2, 2, 2, 2], 1), 1, (96, 64))
    case(target, "swinUNETR-version2", *swin_unetr(3, 1, 3, [1, 2, 0, 1], 2), 1, (64, 96))
    case(target, "unetr-2d", *unetr(2, 1, (32, 48)), 2, (32, 48))
