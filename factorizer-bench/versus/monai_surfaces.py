#!/usr/bin/env python3
"""Times MONAI's HD95 and surface Dice of the pairs that `surfaces` in dev.factorizer.bench.kit.Main makes, by the same rules.

    python3 monai_surfaces.py --pair ORGAN --size 512,512,400 --repetitions 2 --json out.json

Needs monai, torch and scipy; says so when they are missing.
"""
import argparse
import json
import resource
import sys
import time
import warnings

try:
    import numpy as np
    import scipy  # noqa: F401
    import torch
    from monai.metrics import compute_hausdorff_distance, compute_surface_dice
except ImportError as missing:
    sys.exit(f"monai_surfaces: {missing}; install monai 1.5.2, torch and scipy")

SPACING = [0.75, 0.75, 1.25]


def wave(place, period):
    return np.abs(place % (2 * period) - period)


def contains(pair, size, prediction, x, y, z):
    if pair == "SCATTERED":
        a = (x + 2 if prediction else x) % 64 - 32
        b = (y - 1 if prediction else y) % 64 - 32
        c = z % 40 - 20
        inside = a * a + b * b + 3 * c * c < 90 + 3 * wave(x, 5)
        return inside & ((x // 64 + y // 64 + z // 40) % 3 != 0) if prediction else inside
    a = 1000 * (2 * x - size[0] + (12 if prediction else 0)) // size[0]
    b = 1000 * (2 * y - size[1] + (-8 if prediction else 0)) // size[1]
    c = 1000 * (2 * z - size[2]) // size[2]
    waves = wave(x, 13) + wave(y, 17) + wave(z, 10) if prediction else wave(x, 15) + wave(y, 11) + wave(z, 21)
    radius = 2 * a * a + 3 * b * b + 2 * c * c - 900 * waves
    return radius < 600_000 if pair == "ORGAN" else (radius < 600_000) & (radius > 420_000)


def mask(pair, size, prediction):
    y, z = np.arange(size[1])[:, None], np.arange(size[2])[None, :]
    voxels = np.empty(size, dtype=bool)
    for x in range(size[0]):
        voxels[x] = contains(pair, size, prediction, np.int64(x), y, z)
    return torch.from_numpy(voxels)[None, None]


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pair", default="ORGAN", choices=["ORGAN", "SHELL", "SCATTERED"])
    parser.add_argument("--size", default="512,512,400")
    parser.add_argument("--tolerance", type=float, default=2)
    parser.add_argument("--repetitions", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--json")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    size = tuple(int(n) for n in options.size.split(","))
    prediction, target = mask(options.pair, size, True), mask(options.pair, size, False)
    before = peak()
    seconds = []
    for _ in range(max(1, options.repetitions)):
        started = time.perf_counter()
        hausdorff = compute_hausdorff_distance(prediction, target, include_background=True, percentile=95, spacing=SPACING)
        half = time.perf_counter()
        dice = compute_surface_dice(prediction, target, [options.tolerance], include_background=True, spacing=SPACING)
        ended = time.perf_counter()
        seconds.append((ended - started, half - started, ended - half))
    found = {"work": "surfaces", "engine": "MONAI", "pair": options.pair, "size": size, "threads": torch.get_num_threads(),
             "firstSeconds": seconds[0][0], "minimumSeconds": min(s[0] for s in seconds),
             "hausdorffSeconds": min(s[1] for s in seconds), "surfaceDiceSeconds": min(s[2] for s in seconds),
             "peakResidentBytes": peak(), "residentBytesBefore": before,
             "hausdorff95": float(hausdorff), "surfaceDice": float(dice)}
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=2)
    else:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
