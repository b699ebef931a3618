"""Losses and their gradients where a part of the targets is not known, from PyTorch and MONAI, which are given the known part only.

    python3 partly_labeled.py FILE     writes FILE, partly_labeled.safetensors beside this script

Last ran with MONAI 1.5.2 and PyTorch 2.7.1, in float64. There are three samples of three channels: in the first some voxels are not
known; in the second other voxels, and its last channel; of the third nothing is known. -1 in "regions" and "classes" says so.
"""
import sys

import numpy as np
import torch
from monai.losses import DiceLoss, FocalLoss, GeneralizedDiceLoss, TverskyLoss
from safetensors.numpy import save_file

SPACE = (4, 4, 2)
random = np.random.default_rng(17)
logits = torch.tensor(random.normal(0, 2, (3, 3, *SPACE)))
coarse = torch.tensor(random.normal(0, 2, (3, 3, 2, 2, 1)))
unknown = random.random((3, *SPACE)) < 0.3
unknown[2] = True
regions = (random.random((3, 3, *SPACE)) < 0.4).astype(np.float64)
regions[np.broadcast_to(unknown[:, None], regions.shape)] = -1
regions[1, 2] = -1
regions[0, 1][regions[0, 1] == 1] = 0  # nothing is there, which is known
classes = random.integers(0, 3, (3, 1, *SPACE)).astype(np.float64)
classes[unknown[:, None]] = -1
regions, classes = torch.tensor(regions), torch.tensor(classes)


def channels(x, target):
    """Logits and targets of each sample's channel of which something is known, each as one sample of one channel."""
    for b in range(x.shape[0]):
        for c in range(x.shape[1]):
            known = target[b, c] >= 0
            if known.any():
                yield x[b, c][known][None, None], target[b, c][known][None, None]


def samples(x, target):
    """Logits and one-hot targets of the known voxels of each sample."""
    for b in range(x.shape[0]):
        known = target[b, 0] >= 0
        if known.any():
            one_hot = torch.nn.functional.one_hot(target[b, 0][known].long(), x.shape[1]).T
            yield x[b][:, known][None], one_hot[None].to(x)


def known_channels(x, target):
    """Logits and targets of each sample's known voxels and channels."""
    for b in range(x.shape[0]):
        which = [c for c in range(x.shape[1]) if (target[b, c] >= 0).any()]
        if which:
            known = target[b, which[0]] >= 0
            yield x[b][which][:, known][None], target[b][which][:, known][None]


def mean(loss, parts):
    return torch.stack([loss(x, y) for x, y in parts]).mean()


def regions_cross_entropy(x, target):
    """Softmax over the known channels of a voxel."""
    total, voxels = 0, 0
    for part, y in known_channels(x, target):
        total = total - (torch.log_softmax(part, 1) * y).sum()
        voxels += part.shape[2]
    return total / voxels


def binary(x, target):
    return torch.nn.functional.binary_cross_entropy_with_logits(x[target >= 0], target[target >= 0])


def cross_entropy(x, target):
    return torch.nn.functional.cross_entropy(x, target[:, 0].long(), ignore_index=-1)


def together(parts):
    """All voxels as one sample: what sums over samples see."""
    parts = list(parts)
    return [(torch.cat([x for x, _ in parts], 2), torch.cat([y for _, y in parts], 2))]


dice = DiceLoss(sigmoid=True, squared_pred=True)
foreground = DiceLoss(softmax=True, include_background=False)


def published(x, target):
    return mean(dice, channels(x, target)) + regions_cross_entropy(x, target)


LOSSES = {
    "dice": (regions, lambda x, y: mean(dice, channels(x, y))),
    "jaccard": (regions, lambda x, y: mean(DiceLoss(sigmoid=True, jaccard=True), channels(x, y))),
    "diceOfClasses": (classes, lambda x, y: mean(foreground, samples(x, y))),
    "diceOfClassesOverTheBatch": (classes, lambda x, y: mean(foreground, together(samples(x, y)))),
    "binaryCrossEntropy": (regions, binary),
    "crossEntropyOfRegions": (regions, regions_cross_entropy),
    "crossEntropyOfClasses": (classes, cross_entropy),
    "published": (regions, published),
    "nnUNet": (classes, lambda x, y: mean(foreground, samples(x, y)) + cross_entropy(x, y)),
    "focal": (regions, lambda x, y: mean(FocalLoss(gamma=1.5, alpha=0.3), channels(x, y))),
    "focalOfClasses": (classes, lambda x, y: mean(FocalLoss(gamma=2, use_softmax=True), samples(x, y))),
    "generalizedDice": (regions, lambda x, y: mean(GeneralizedDiceLoss(sigmoid=True), known_channels(x, y))),
    "generalizedDiceOfClasses": (classes, lambda x, y: mean(GeneralizedDiceLoss(softmax=True, w_type="simple"), samples(x, y))),
    "tversky": (regions, lambda x, y: mean(TverskyLoss(sigmoid=True, alpha=0.3, beta=0.7), channels(x, y))),
}

tensors = {"logits": logits, "coarse": coarse, "regions": regions, "classes": classes}
for name, (target, loss) in LOSSES.items():
    x = logits.clone().requires_grad_()
    value = loss(x, target)
    value.backward()
    tensors[name + ".loss"], tensors[name + ".gradient"] = value.detach(), x.grad
fine, rough = logits.clone().requires_grad_(), coarse.clone().requires_grad_()
value = published(fine, regions) + 0.5 * published(rough, torch.nn.functional.interpolate(regions, rough.shape[2:], mode="nearest-exact"))
value.backward()
tensors |= {"deepSupervision.loss": value.detach(), "deepSupervision.gradient": fine.grad, "deepSupervision.coarseGradient": rough.grad}
save_file({name: np.ascontiguousarray(tensor.numpy()) for name, tensor in tensors.items()}, sys.argv[1], {"config": "{}"})
