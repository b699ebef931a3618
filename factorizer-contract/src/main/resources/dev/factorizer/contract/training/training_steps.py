"""Trains each network for 20 steps in PyTorch and writes what it did, one JSON file per network.

    PYTHONPATH=REFERENCE python3 training_steps.py FOLDER [NETWORK ...]     writes FOLDER/NETWORK.json
    PYTHONPATH=REFERENCE python3 training_steps.py --state-dict NETWORK FILE     writes the state dict before training

REFERENCE is a clone of https://github.com/pashtari/factorizer, which Factorizer and Deconver come from; the other networks are
MONAI's. Last ran with MONAI 1.5.2 and PyTorch 2.7.1. The files that lie beside this one are what the tests of the backends hold
their own training against.

Nothing is drawn: weights, images and targets are hashes of names and positions, so that both sides make them for themselves.
Number i of the name n is u = (z >> 40) / 2^23 - 1 with z = crc32(n) * 9E3779B97F4A7C15 + i * D1B54A32D192ED03 (mod 2^64) after
splitmix64's finalizer.
- A parameter of two or more dimensions is u / sqrt(the product of all but the first), others 0.1 u, plus 1 if the name ends with
  "weight". A tensor with several names in the state dict takes the first.
- A buffer of floating point is |u|; one of whole numbers is what the network computes itself.
- Targets are blocks of 4 voxels a side: of regions those with u > 0.2, of classes floor((u + 1) / 2 * classes), u those of
  "target" for the grid of blocks.
- An image is 0.5 u, u those of "image", plus the target: of regions the one of the channel's number modulo theirs, of classes the
  class over the greatest.
"""
import contextlib
import json
import math
import pathlib
import sys
import unittest.mock
import warnings
import zlib

import numpy as np
import torch
import torch.nn.functional as F
from monai import __version__ as monai_version
from monai.losses import DeepSupervisionLoss, DiceCELoss, DiceFocalLoss, DiceLoss, GeneralizedDiceLoss
from monai.networks.nets import UNETR, DynUNet, SegResNet, SwinUNETR
from monai.optimizers import WarmupCosineSchedule
from torch import nn

STEPS = 20
BLOCK = 4
warnings.simplefilter("ignore")


# --- numbers by rule ------------------------------------------------------------------------------------------------

def uniform(name, shape):
    position = np.arange(math.prod(shape), dtype=np.uint64)
    with np.errstate(over="ignore"):
        z = np.uint64(zlib.crc32(name.encode())) * np.uint64(0x9E3779B97F4A7C15) + position * np.uint64(0xD1B54A32D192ED03)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
            z = (z ^ (z >> np.uint64(shift))) * np.uint64(factor)
    return ((z >> np.uint64(40)).astype(np.float64) / 2 ** 23 - 1).reshape(shape)


def parameter(name, shape):
    u = uniform(name, shape)
    return u / math.sqrt(math.prod(shape[1:])) if len(shape) > 1 else 0.1 * u + name.endswith("weight")


def single(values):
    return torch.as_tensor(np.asarray(values, dtype=np.float32))


def fill(network):
    """By rule; the names that a tensor has after its first one are returned with that one."""
    first, aliases = {}, {}
    trainable = {id(p) for p in network.parameters()}
    for name, tensor in network.state_dict(keep_vars=True).items():
        if id(tensor) in first:
            aliases[name] = first[id(tensor)]
            continue
        first[id(tensor)] = name
        if tensor.is_floating_point():
            values = parameter(name, tensor.shape) if id(tensor) in trainable else abs(uniform(name, tensor.shape))
            with torch.no_grad():
                tensor.copy_(single(values))
    return aliases


def data(case):
    shape = case["images"]
    blocks = [n // BLOCK for n in shape[2:]]
    outputs = case["outputs"]
    if case["classes"]:
        target = np.floor((uniform("target", (shape[0], 1, *blocks)) + 1) / 2 * outputs)
        signal = np.repeat(target / (outputs - 1), shape[1], 1)
    else:
        target = (uniform("target", (shape[0], outputs, *blocks)) > 0.2).astype(np.float64)
        signal = target[:, [c % outputs for c in range(shape[1])]]
    for axis in range(2, len(shape)):
        target, signal = np.repeat(target, BLOCK, axis), np.repeat(signal, BLOCK, axis)
    return single(0.5 * uniform("image", shape) + signal), single(target)


# --- losses, optimizers, schedules ----------------------------------------------------------------------------------

def binary(logits, target):
    return DiceLoss(sigmoid=True)(logits, target) + F.binary_cross_entropy_with_logits(logits, target)


LOSSES = {
    "as published": DiceCELoss(sigmoid=True, squared_pred=True),
    "nnU-Net, classes": DiceCELoss(softmax=True, to_onehot_y=True, include_background=False),
    "nnU-Net, regions": binary,
    "Dice + focal": DiceFocalLoss(sigmoid=True, squared_pred=True, gamma=2.0),
    "generalized Dice": GeneralizedDiceLoss(sigmoid=True, w_type="simple"),
}


def loss_of(case, results, target):
    base = LOSSES[case["loss"]]
    if not case["heads"]:
        return base(results, target)
    levels = list(results.unbind(1)) if isinstance(results, torch.Tensor) else results
    supervised = DeepSupervisionLoss(base)
    return sum(w * supervised.get_loss(y, target) for w, y in zip(supervised.get_weights(len(levels)), levels))


def optimizer_of(case, parameters):
    rate, decay = case["optimizer"]["learningRate"], case["optimizer"]["weightDecay"]
    return {"adam": lambda: torch.optim.Adam(parameters, lr=rate, weight_decay=decay),
            "adamW": lambda: torch.optim.AdamW(parameters, lr=rate, weight_decay=decay),
            "adamW with AMSGrad": lambda: torch.optim.AdamW(parameters, lr=rate, weight_decay=decay, amsgrad=True),
            "SGD, Nesterov 0.99": lambda: torch.optim.SGD(parameters, lr=rate, momentum=0.99, nesterov=True,
                                                          weight_decay=decay),
            "SGD, momentum 0.9": lambda: torch.optim.SGD(parameters, lr=rate, momentum=0.9, weight_decay=decay),
            }[case["optimizer"]["name"]]()


def schedule_of(case, optimizer):
    lr = torch.optim.lr_scheduler
    return {"warm-up cosine": lambda: WarmupCosineSchedule(optimizer, 3, STEPS + 1, warmup_multiplier=0.1),
            "polynomial": lambda: lr.PolynomialLR(optimizer, STEPS, 0.9),
            "cosine": lambda: lr.CosineAnnealingLR(optimizer, STEPS),
            "cosine restarts": lambda: lr.CosineAnnealingWarmRestarts(optimizer, 5, 2),
            "constant": lambda: lr.ConstantLR(optimizer, 1)}[case["schedule"]]()


# --- networks -------------------------------------------------------------------------------------------------------

def case(build, kind, settings, batch, loss, optimizer, rate, decay, schedule, clipping=None, dimensions=None):
    size = settings["spatialSize"]
    return {"kind": kind, "settings": settings, "images": [batch, settings["inputChannels"], *size],
            "outputs": settings["outputChannels"], "classes": "classes" in loss,
            "heads": settings.get("deepSupervisionHeads", 0), "loss": loss,
            "optimizer": {"name": optimizer, "learningRate": rate, "weightDecay": decay}, "schedule": schedule,
            "clipping": clipping, "build": build}


def factorizer_network(*schedule):
    settings = {"inputChannels": 2, "outputChannels": 2, "spatialSize": [8, 8, 16], "widths": [8, 16], "encoderDepths": [1, 1],
                "decoderDepths": [1], "strides": [1, 2], "mlpRatio": 2, "positionalEmbedding": "learned",
                "deepSupervisionHeads": 0, "dropout": 0.0, "normalization": "layerNorm", "activation": "relu",
                "windows": "shifted", "headDimension": 4, "patchSize": 4, "shifts": [None, 2], "solvers": ["hals"], "rank": 1,
                "iterations": 5, "gradientSteps": 5, "initialization": "uniform"}

    def build():
        import factorizer
        reshape = (factorizer.SWMatricize, {"head_dim": 4, "patch_size": 4, "shifts": [None, 2]})
        return factorizer.Factorizer(2, 2, (8, 8, 16), encoder_depth=(1, 1), encoder_width=(8, 16), strides=(1, 2),
                                     decoder_depth=(1,), mlp_ratio=2, reshape=reshape, act=nn.ReLU, factorize=factorizer.NMF,
                                     rank=1, num_iters=5, init="uniform", solver="hals")
    return case(build, "factorizer", settings, 2, *schedule)


def dyn_unet(inputs, outputs, size, widths, residual, heads, batch, *schedule):
    stages = len(widths)
    settings = {"inputChannels": inputs, "outputChannels": outputs, "spatialSize": size, "kernels": [3] * stages,
                "strides": [1] + [2] * (stages - 1), "upsampleKernels": [2] * (stages - 1), "widths": widths,
                "normalization": "instance", "affine": True, "activation": "leakyRelu 0.01", "residual": residual,
                "deepSupervisionHeads": heads, "transposedBias": False}

    def build():
        return DynUNet(len(size), inputs, outputs, settings["kernels"], settings["strides"], settings["upsampleKernels"], widths,
                       norm_name=("INSTANCE", {"affine": True}), deep_supervision=heads > 0, deep_supr_num=max(heads, 1),
                       res_block=residual)
    return case(build, "dynUNet", settings, batch, *schedule)


def seg_resnet(*schedule):
    settings = {"inputChannels": 2, "outputChannels": 3, "spatialSize": [8, 12, 8], "width": 8, "blocksDown": [1, 2],
                "blocksUp": [1], "groups": 8, "upsampling": "linear"}
    return case(lambda: SegResNet(3, 8, 2, 3, blocks_down=(1, 2), blocks_up=(1,)), "segResNet", settings, 2, *schedule)


def unetr(*schedule):
    settings = {"inputChannels": 2, "outputChannels": 1, "spatialSize": [32, 16, 32], "width": 3, "hidden": 12, "mlpWidth": 20,
                "heads": 2, "layers": 12, "patch": 16}
    return case(lambda: UNETR(2, 1, (32, 16, 32), 3, 12, 20, 2), "unetr", settings, 2, *schedule)


def six_corners(self, x):
    """How MONAI joined the corners of each cell up to 1.4: two of them twice."""
    corners = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (0, 1, 0), (0, 0, 1), (1, 1, 1)]
    return self.reduction(self.norm(torch.cat([x[:, i::2, j::2, k::2] for i, j, k in corners], -1)))


def swin_unetr(merging, *schedule):
    settings = {"inputChannels": 1, "outputChannels": 1, "spatialSize": [64, 32, 32], "width": 12, "depths": [2, 1, 1, 1],
                "heads": [2, 2, 4, 4], "window": 2, "mlpRatio": 2.0, "version": 1, "patchMerging": merging}

    def build():
        return SwinUNETR(1, 1, feature_size=12, depths=(2, 1, 1, 1), num_heads=(2, 2, 4, 4), window_size=2, mlp_ratio=2.0)
    return case(build, "swinUNETR", settings, 1, *schedule)


def deconver(inputs, outputs, size, widths, kernel, ratio, groups, heads, batch, *schedule):
    stages = len(widths)
    settings = {"inputChannels": inputs, "outputChannels": outputs, "spatialSize": size, "widths": widths,
                "encoderDepths": [1] * stages, "decoderDepths": [1] * (stages - 1), "strides": [1] + [2] * (stages - 1),
                "normalization": "instance, no affine", "activation": "relu", "groups": groups, "ratio": ratio,
                "kernel": kernel, "iterations": 1, "mlpRatio": 2, "deepSupervisionHeads": heads}

    def build():
        import factorizer
        axes = len(size)
        return factorizer.Deconver(inputs, outputs, axes, encoder_depth=settings["encoderDepths"], encoder_width=tuple(widths),
                                   strides=settings["strides"], decoder_depth=settings["decoderDepths"],
                                   norm=getattr(nn, f"InstanceNorm{axes}d"), act=nn.ReLU, groups=groups, ratio=ratio,
                                   kernel_size=(kernel,) * axes, num_iters=1, num_grad_iters=None, mlp_ratio=2,
                                   num_deep_supr=heads or False)
    return case(build, "deconver", settings, batch, *schedule)


CASES = {
    "factorizer": factorizer_network("as published", "adamW", 0.01, 1e-5, "warm-up cosine"),
    "dynUNet": dyn_unet(2, 3, [16, 8, 12], [4, 6, 8], False, 0, 2, "nnU-Net, classes", "SGD, Nesterov 0.99", 0.01, 3e-5,
                        "polynomial", 12.0),
    "dynUNet-residual": dyn_unet(1, 2, [16, 16, 16], [4, 4, 6, 8], True, 2, 1, "nnU-Net, regions", "adam", 0.01, 1e-3,
                                 "cosine"),
    "segResNet": seg_resnet("Dice + focal", "adamW with AMSGrad", 0.01, 0.01, "cosine restarts"),
    "unetr": unetr("as published", "SGD, momentum 0.9", 0.004, 1e-5, "warm-up cosine", 1.0),
    "swinUNETR": swin_unetr("eight corners", "as published", "adamW", 0.001, 1e-5, "warm-up cosine"),
    "swinUNETR-six-corners": swin_unetr("six corners", "as published", "adamW", 0.001, 1e-5, "warm-up cosine"),
    "deconver": deconver(2, 3, [8, 12, 8], [8, 12], 3, 1, -1, 0, 2, "nnU-Net, classes", "adam", 0.001, 0.0, "constant"),
    "deconver-2d": deconver(1, 2, [16, 24], [6, 8, 10], 5, 2, 2, 2, 2, "generalized Dice", "SGD, momentum 0.9", 0.2, 1e-4,
                            "cosine"),
}


def merging(settings):
    old = settings["settings"].get("patchMerging") == "six corners"
    return unittest.mock.patch("monai.networks.nets.swin_unetr.PatchMerging.forward", six_corners) if old \
        else contextlib.nullcontext()


# --- training -------------------------------------------------------------------------------------------------------

def train(settings, dtype):
    """Losses before each of the steps, and the finest result in evaluation before the first."""
    # Some of MONAI's losses round to float32 on their way.
    whole = unittest.mock.patch.object(torch.Tensor, "float", torch.Tensor.double) if dtype is torch.float64 \
        else contextlib.nullcontext()
    with merging(settings), whole:
        network = settings["build"]()
        fill(network)
        network = network.to(dtype)
        images, targets = (t.to(dtype) for t in data(settings))
        network.eval()
        with torch.no_grad():
            before = network(images)
        before = before if isinstance(before, torch.Tensor) else before[0]
        network.train()
        optimizer = optimizer_of(settings, network.parameters())
        schedule = schedule_of(settings, optimizer)
        losses = []
        for _ in range(STEPS):
            optimizer.zero_grad()
            loss = loss_of(settings, network(images), targets)
            loss.backward()
            if settings["clipping"]:
                nn.utils.clip_grad_norm_(network.parameters(), settings["clipping"])
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        return losses, before


def record(name):
    settings = CASES[name]
    exact, before = train(settings, torch.float64)
    rounded, _ = train(settings, torch.float32)
    with merging(settings):
        network = settings["build"]()
    aliases = fill(network)
    trainable = {n for n, _ in network.named_parameters(remove_duplicate=False)}
    tensors = []
    for n, t in network.state_dict().items():
        tensors.append({"name": n, "shape": list(t.shape)} | ({} if n in trainable else {"trainable": False})
                       | ({"aliasOf": aliases[n]} if n in aliases else {}))
        if not t.is_floating_point():
            tensors[-1]["values"] = t.flatten().tolist()
    count = math.prod(before.shape[2:])
    voxels = list(range(0, count, max(1, count // 48)))
    logits = before[0].flatten(1)[:, voxels].T.flatten().tolist()
    head = {"reference": f"torch {torch.__version__.split('+')[0]}, monai {monai_version}, pashtari/factorizer 0.0.2",
            **{k: v for k, v in settings.items() if k != "build"}, "losses": exact, "lossesInFloat32": rounded,
            "voxels": voxels, "logits": logits}
    parameters = sum(p.numel() for p in network.parameters())
    difference = max(abs(a - b) for a, b in zip(exact, rounded))
    print(f"{name}: {parameters} parameters, loss {exact[0]:.4f} to {exact[-1]:.4f}, float32 off by {difference:.1e}",
          flush=True)
    lines = [f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in head.items()]
    lines.append(' "tensors": [\n  ' + ",\n  ".join(map(json.dumps, tensors)) + "\n ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(arguments):
    torch.manual_seed(0)
    if arguments and arguments[0] == "--state-dict":
        network = CASES[arguments[1]]["build"]()
        fill(network)
        torch.save(network.state_dict(), arguments[2])
        return
    for name in arguments[1:] or CASES:
        pathlib.Path(arguments[0], f"{name}.json").write_text(record(name), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
