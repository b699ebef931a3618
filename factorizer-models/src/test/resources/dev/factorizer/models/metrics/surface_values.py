"""What MONAI and surface-distance measure on real labels: each pair of masks a line of surface_values.csv.

python surface_values.py OUT SHARED   writes OUT/surface_values.csv from SHARED/data (MONAI 1.5.2, surface-distance 0.1)
"""
import sys
import warnings
from pathlib import Path

import nibabel
import numpy as np
import torch
from scipy import ndimage

np.Inf = np.inf  # surface-distance 0.1 is older than NumPy 2
warnings.filterwarnings("ignore")
import monai.metrics as monai_metrics  # noqa: E402
import surface_distance  # noqa: E402

COLUMNS = ("spacing", "voxels", "targetVoxels", "dice", "tolerance",
           "monaiHausdorff", "monaiHausdorff95", "monaiAverage", "monaiSymmetric", "monaiSurfaceDice", "monaiSurfaceDiceAreas",
           "hausdorff", "hausdorff95", "averagePrediction", "averageTarget", "surfaceDice")


def shifted(mask):
    """By 2, -1 and 1 voxels, without wrapping around."""
    moved = np.zeros_like(mask)
    moved[2:, :-1, 1:] = mask[:-2, 1:, :-1]
    return moved


def eroded(mask):
    return ndimage.binary_erosion(mask)


def noise(number):
    """Every neighborhood of 8 voxels occurs: bit 30 of a linear congruential generator."""
    values = np.zeros(16 * 15 * 17, dtype=bool)
    for i in range(values.size):
        number = (number * 1103515245 + 12345) % 2 ** 31
        values[i] = number >> 30
    return values.reshape(16, 15, 17)


def measured(prediction, target, spacing, tolerance):
    x, y = (torch.as_tensor(m)[None, None] for m in (prediction, target))
    options = {"include_background": True, "spacing": [float(s) for s in spacing]}
    distances = surface_distance.compute_surface_distances(target, prediction, spacing)
    to_prediction, to_target = surface_distance.compute_average_surface_distance(distances)
    numbers = [
        monai_metrics.compute_hausdorff_distance(x, y, **options),
        monai_metrics.compute_hausdorff_distance(x, y, percentile=95, **options),
        monai_metrics.compute_average_surface_distance(x, y, **options),
        monai_metrics.compute_average_surface_distance(x, y, symmetric=True, **options),
        monai_metrics.compute_surface_dice(x, y, [tolerance], **options),
        monai_metrics.compute_surface_dice(x, y, [tolerance], use_subvoxels=True, **options),
        surface_distance.compute_robust_hausdorff(distances, 100),
        surface_distance.compute_robust_hausdorff(distances, 95),
        to_target, to_prediction,
        surface_distance.compute_surface_dice_at_tolerance(distances, tolerance)]
    dice = surface_distance.compute_dice_coefficient(target, prediction)
    return [" ".join(repr(float(s)) for s in spacing), int(prediction.sum()), int(target.sum()), repr(float(dice)), tolerance] + [
        repr(float(n)) for n in numbers]


def pairs(data):
    yield "noise", noise(1), noise(2), (0.7, 1.1, 3.2), 0.9
    for kind in ("semantic", "unmatched_instance"):
        images = [nibabel.load(data / "spine" / kind / f"{name}.nii.gz") for name in ("pred", "ref")]
        prediction, target = (np.asarray(image.dataobj) for image in images)
        spacing = np.sqrt((images[1].affine[:3, :3] ** 2).sum(0))
        for label in sorted(set(np.unique(prediction)) & set(np.unique(target)) - {0}):
            yield f"spine/{kind} {label}", prediction == label, target == label, spacing, 2.0
    for case in ("003", "034", "087", "143", "204"):
        path = data / "hippocampus" / "labelsTr" / f"hippocampus_{case}.nii.gz"
        if not path.exists():
            raise SystemExit(f"{path} is missing")
        image = nibabel.load(path)
        labels = np.asarray(image.dataobj)
        spacing = np.sqrt((image.affine[:3, :3] ** 2).sum(0))
        for label in (1, 2):
            for change in (shifted, eroded):
                target = labels == label
                yield f"hippocampus_{case} {label} {change.__name__}", change(target), target, spacing, 1.0


def main(out, shared):
    lines = ["name," + ",".join(COLUMNS)]
    for name, prediction, target, spacing, tolerance in pairs(Path(shared) / "data"):
        lines.append(",".join(str(v) for v in [name] + measured(prediction, target, np.asarray(spacing, dtype=float), tolerance)))
    (Path(out) / "surface_values.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
