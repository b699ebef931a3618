"""Records summary.json: what nnU-Net's evaluation of a folder writes, by its documented formulas, for three small cases.

python summary.py FOLDER writes it into a folder.
"""
import json
import sys
from pathlib import Path

import numpy as np

IGNORED = 4
REGIONS = [(1, 2, 3), 2, 9]


def label_map(factor, shift):
    """Labels of 6 x 5 x 4 voxels, drawn by a formula that the test repeats."""
    index = np.arange(6 * 5 * 4)
    return ((index * factor + shift) // 7 % 5).astype(np.uint8)


def overlap(reference, prediction, region):
    used = reference != IGNORED
    labels = region if isinstance(region, tuple) else (region,)
    there = np.isin(reference, labels) & used
    found = np.isin(prediction, labels) & used
    tp, fp = int((there & found).sum()), int((~there & found).sum())
    fn, tn = int((there & ~found).sum()), int((~there & ~found & used).sum())
    with np.errstate(invalid="ignore"):
        dice = float(np.float64(2 * tp) / np.float64(2 * tp + fp + fn))
        iou = float(np.float64(tp) / np.float64(tp + fp + fn))
    return {"Dice": dice, "IoU": iou, "FP": fp, "TP": tp, "FN": fn, "TN": tn, "n_pred": fp + tp, "n_ref": fn + tp}


cases = []
for name, truth, found in [("a", (3, 0), (3, 9)), ("b", (5, 2), (5, 2)), ("c", (1, 30), (11, 1))]:
    reference, prediction = label_map(*truth), label_map(*found)
    cases.append({"reference_file": f"labels/{name}.nii", "prediction_file": f"found/{name}.nii",
                  "metrics": {str(region): overlap(reference, prediction, region) for region in REGIONS}})
mean = {}
for region in map(str, REGIONS):
    mean[region] = {}
    for metric in cases[0]["metrics"][region]:
        values = [case["metrics"][region][metric] for case in cases]
        known = [value for value in values if not np.isnan(value)]
        mean[region][metric] = float(np.mean(known)) if known else float("nan")
foreground = {metric: float(np.mean([mean[region][metric] for region in mean])) for metric in mean["2"]}
summary = {"metric_per_case": cases, "mean": mean, "foreground_mean": foreground}
(Path(sys.argv[1]) / "summary.json").write_text(json.dumps(summary, sort_keys=True, indent=4))
