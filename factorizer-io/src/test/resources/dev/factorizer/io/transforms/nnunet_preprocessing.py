#!/usr/bin/env python3
"""Writes what nnU-Net's resampling and normalization make of small images, by scikit-image and SciPy: nnunet.json of the tests.

Needs numpy, scipy and scikit-image.

    python3 nnunet_preprocessing.py FOLDER
"""
import json
import pathlib
import sys

import numpy as np
from scipy.ndimage import binary_fill_holes, map_coordinates
from skimage.transform import resize


# In place of a label where rounding decides whether its share reaches one half.
TIE = -1


def drawn(channels, *size):
    """Numbers without order that any language makes."""
    index = np.arange(channels * int(np.prod(size)), dtype=np.int64)
    return ((index * 7919 + 104729) % 1009 / 100 - 3).astype(np.float32).reshape(channels, *size)


def labels(*size):
    index = np.arange(int(np.prod(size)), dtype=np.int64)
    return (index // 3 * (index // 7) % 4).astype(np.float32).reshape(1, *size)


def brief(values):
    """More digits than single precision has."""
    return [float(f"{value:.9g}") for value in values.ravel()]


def resized(part, size, content):
    if content == "LABELS":
        out, tie = np.zeros(size), np.zeros(size, dtype=bool)
        for label in np.unique(part):
            share = resize((part == label).astype(float), size, 1, mode="edge", clip=True, anti_aliasing=False)
            out[share >= 0.5] = label
            tie |= np.abs(share - 0.5) < 1e-6
        return np.where(tie, TIE, out)
    order = 3 if content == "IMAGE" else 1
    return resize(part, size, order, mode="edge", clip=True, anti_aliasing=False)


def separate_axis(old, new):
    for spacing in (np.array(old), np.array(new)):
        if spacing.max() / spacing.min() > 3:
            axes = np.flatnonzero(spacing.max() / spacing == 1)
            return int(axes[0]) if len(axes) == 1 else None
    return None


def resampled(image, size, old, new, content):
    axis = separate_axis(old, new)
    channels = []
    for channel in image.astype(float):
        if axis is None:
            channels.append(resized(channel, size, content))
            continue
        plane = [n for other, n in enumerate(size) if other != axis]
        slices = np.stack([resized(channel.take(i, axis), plane, content) for i in range(channel.shape[axis])], axis)
        at = np.indices(size).astype(float)
        at[axis] = slices.shape[axis] / size[axis] * (at[axis] + 0.5) - 0.5
        channels.append(map_coordinates(slices, at, order=0, mode="nearest"))
    return np.stack(channels)


def resampling(old_size, old, new, content):
    image = labels(*old_size) if content == "LABELS" else drawn(2, *old_size)
    size = [round(a / b * n) for a, b, n in zip(old, new, old_size)]
    return {"size": old_size, "spacing": old, "newSpacing": new, "content": content, "newSize": size,
            "values": brief(resampled(image, size, old, new, content))}


def holed(*size):
    """Zeros around a box with a hole."""
    image = drawn(2, *size)
    image[:, :1] = image[:, :, -2:] = 0
    image[:, 3:5, 2:4, 2] = 0
    return image


def normalization(name):
    image = holed(7, 6, 5).astype(np.float64)
    mask = binary_fill_holes((image != 0).any(0))
    if name == "zScore":
        out = [(c - c.mean()) / max(c.std(), 1e-8) for c in image]
    elif name == "zScoreInside":
        out = [np.where(mask, (c - c[mask].mean()) / max(c[mask].std(), 1e-8), c) for c in image]
    elif name == "ct":
        out = (np.clip(image, -1.5, 4.25) - 0.75) / 1.625
    else:
        out = [(c - c.min()) / max((c - c.min()).max(), 1e-8) for c in image]
    return {"name": name, "size": [7, 6, 5], "values": brief(np.stack(list(out)))}


def main(folder):
    cases = {
        "resampling": [
            resampling([7, 6, 5], [0.8, 1.0, 1.3], [1.0, 1.0, 1.0], "IMAGE"),
            resampling([7, 6, 5], [0.8, 1.1, 1.3], [0.5, 0.6, 0.7], "IMAGE"),
            resampling([6, 7, 5], [1.0, 0.9, 4.0], [0.8, 1.4, 2.1], "IMAGE"),
            resampling([6, 5, 7], [0.9, 3.5, 1.0], [0.7, 5.0, 0.8], "IMAGE"),
            resampling([5, 6, 7], [4.0, 1.1, 1.2], [3.0, 0.9, 1.0], "IMAGE"),
            resampling([6, 7, 8], [1.0, 1.0, 1.2], [1.3, 0.8, 4.0], "IMAGE"),
            resampling([6, 7, 5], [4.0, 4.0, 1.0], [3.0, 2.5, 1.2], "IMAGE"),
            resampling([1, 2, 9], [2.0, 2.0, 2.0], [1.0, 0.7, 2.9], "IMAGE"),
            resampling([7, 6, 5], [0.8, 1.1, 1.3], [0.5, 0.6, 0.7], "LABELS"),
            resampling([6, 7, 5], [1.0, 0.9, 4.0], [0.8, 1.3, 2.1], "LABELS"),
            resampling([7, 6, 5], [0.8, 1.1, 1.3], [0.5, 0.7, 1.9], "PROBABILITIES"),
            resampling([6, 5, 7], [0.9, 3.5, 1.0], [0.7, 5.0, 0.8], "PROBABILITIES"),
        ],
        "normalization": [normalization(name) for name in ("zScore", "zScoreInside", "ct", "rescale")],
    }
    with open(pathlib.Path(folder) / "nnunet.json", "w", encoding="utf-8") as out:
        json.dump(cases, out)
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
