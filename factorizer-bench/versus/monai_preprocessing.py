#!/usr/bin/env python3
"""Times MONAI's own transforms of the published recipe on a case: what `preprocessing` of the kit does in Java.

Needs Python with MONAI 1.5 and nibabel; says so when they are missing.

    python3 monai_preprocessing.py --image t1n.nii.gz --image t1c.nii.gz --threads 2 --json out.json
"""
import argparse
import json
import sys
import time
import warnings

# What MONAI says of defaults that change is no result.
warnings.filterwarnings("ignore", category=FutureWarning)
try:
    import nibabel
    import numpy as np
    import torch
    from monai.data import MetaTensor
    from monai.transforms import (Compose, CropForegroundd, NormalizeIntensityd, Orientationd, Spacingd, SpatialPadd)
except ImportError as missing:
    sys.exit(f"monai_preprocessing: {missing}; install monai 1.5 and nibabel")


def read(files):
    images = [nibabel.load(name) for name in files]
    channels = np.stack([np.asarray(image.dataobj, dtype=np.float32) for image in images])
    return MetaTensor(torch.from_numpy(channels), affine=torch.from_numpy(images[0].affine))


def recipe(spacing, window):
    return Compose([
        CropForegroundd(keys="image", source_key="image", margin=10, allow_smaller=True),
        Orientationd(keys="image", axcodes="RAS"),
        NormalizeIntensityd(keys="image", nonzero=True, channel_wise=True),
        Spacingd(keys="image", pixdim=(spacing,) * 3, mode="bilinear", align_corners=True),
        SpatialPadd(keys="image", spatial_size=(window,) * 3),
    ])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--image", action="append", required=True)
    parser.add_argument("--spacing", type=float, default=1.0)
    parser.add_argument("--window", type=int, default=128)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json")
    parser.add_argument("--values")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    steps = recipe(options.spacing, options.window)
    reading, seconds = [], []
    for _ in range(max(1, options.repetitions)):
        started = time.perf_counter()
        image = read(options.image)
        ready = time.perf_counter()
        result = steps({"image": image})["image"]
        reading.append(ready - started)
        seconds.append(time.perf_counter() - ready)
    tree = {"work": "preprocessing", "engine": "MONAI", "threads": torch.get_num_threads(), "spacing": options.spacing,
            "size": list(result.shape[1:]), "affine": result.affine.flatten().tolist(), "firstSeconds": seconds[0],
            "minimumSeconds": min(seconds), "medianSeconds": sorted(seconds)[len(seconds) // 2],
            "readMinimumSeconds": min(reading)}
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump(tree, out)
    if options.values:
        result.as_tensor().numpy().astype("<f4").tofile(options.values)


if __name__ == "__main__":
    main()
