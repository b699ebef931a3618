"""What MONAI and PyTorch make of a small image, for IntensityGoldenTest.

    python3 monai_values.py > monai_values.json        (MONAI 1.5.2, torch 2.7.1)
"""
import json
import math

import torch
from monai.transforms import (AdjustContrast, Affine, Compose, Flip, GaussianSmooth, ScaleIntensity, ShiftIntensity,
                              SpatialCrop)

SIZE = (2, 9, 8, 7)


def image():
    """The same as IntensityGoldenTest.image()."""
    count = math.prod(SIZE)
    return torch.tensor([((i * 7919) % 1009) / 251.0 - 1.5 for i in range(count)], dtype=torch.float32).reshape(SIZE)


def blurred(x, sigmas):
    for axis, sigma in enumerate(sigmas):
        taps = 6 * sigma + 0.5
        length = round(taps)
        if length % 2 == 0:
            length += 1 if taps >= length else -1
        at = torch.arange(length, dtype=torch.float64) - (length - 1) / 2
        kernel = torch.exp(-0.5 * (at / sigma) ** 2)
        kernel = (kernel / kernel.sum()).float()
        shape, pad = [1] * 3, [0] * 6
        shape[axis] = length
        pad[4 - 2 * axis] = pad[5 - 2 * axis] = length // 2
        padded = torch.nn.functional.pad(x[:, None], pad, mode="reflect")
        x = torch.nn.functional.conv3d(padded, kernel.reshape(1, 1, *shape))[:, 0]
    return x


def low_resolution(x, zoom):
    size = [round(n * zoom) for n in x.shape[1:]]
    small = torch.nn.functional.interpolate(x[None], size, mode="nearest-exact")
    return torch.nn.functional.interpolate(small, x.shape[1:], mode="trilinear")[0]


def contrast(x, factor):
    return ((x - x.mean()) * factor + x.mean()).clamp(x.min(), x.max())


def recipe(x, mode):
    """The order of the published recipe: flips last."""
    spatial = [SpatialCrop(roi_start=[1, 2, 0], roi_end=[8, 8, 6]),
               Affine(rotate_params=[0.2, -0.1, 0.26], scale_params=[1.2, 0.85, 1.1], padding_mode="border", mode=mode,
                      image_only=True)]
    values = [GaussianSmooth(sigma=(0.5, 0.7, 0.9)), ScaleIntensity(minv=None, maxv=None, factor=-0.2), ShiftIntensity(0.07)]
    return Compose(spatial + (values if mode == "bilinear" else []) + [Flip(0), Flip(2)])(x)


x = image()
results = {
    "adjustContrast": AdjustContrast(0.8)(x),
    "adjustContrast-invert": AdjustContrast(1.4, invert_image=True)(x),
    "adjustContrast-retain": AdjustContrast(1.3, retain_stats=True)(x),
    "adjustContrast-invert-retain": AdjustContrast(0.7, invert_image=True, retain_stats=True)(x),
    "scaleContrast-0.75": contrast(x, 0.75),
    "scaleContrast-1.25": contrast(x, 1.25),
    "gaussianBlur": blurred(x, (0.5, 0.8, 1.0)),
    "lowResolution-0.5": low_resolution(x, 0.5),
    "lowResolution-0.66": low_resolution(x, 0.66),
    "lowResolution-0.9": low_resolution(x, 0.9),
    "recipe": recipe(x, "bilinear"),
    "recipe-label": recipe((x[:1] * 1.3).round(), "nearest"),
}
print(json.dumps({name: [float(f"{v:.8g}") for v in y.flatten().tolist()] for name, y in results.items()}, indent=0)
      .replace(",\n", ", ").replace("], ", "],\n"))
