"""Lesion-wise scores of BraTS, slowly, by scipy and surface-distance: python lesionwise.py FOLDER writes FOLDER/lesionwise.json.

python lesionwise.py FOLDER LABELS prints scores of a map of hippocampus labels against its shifted self.

Written from the definitions in docs/metrics.md. Masks are dilated and labelled voxel by voxel.
"""
import json
import sys

import numpy as np
import scipy.ndimage as nd

np.Inf = np.inf  # surface-distance was written for NumPy 1
import surface_distance  # noqa: E402

ALL = np.ones((3, 3, 3))
EIGHTEEN = nd.generate_binary_structure(3, 2)
FACES = nd.generate_binary_structure(3, 1)


def ordered(mask):
    """Components with 26 neighbors, numbered by their first voxel."""
    found, count = nd.label(mask, ALL)
    first = np.full(count + 1, mask.size)
    np.minimum.at(first, found.ravel(), np.arange(mask.size))
    rank = np.zeros(count + 1, int)
    rank[1 + np.argsort(first[1:])] = np.arange(1, count + 1)
    return rank[found]


def grow(mask, steps):
    return nd.binary_dilation(mask, EIGHTEEN, steps) if steps else mask


def joined(mask, steps):
    return np.where(mask, ordered(grow(mask, steps)), 0)


def without_small(lesions, voxels):
    kept = lesions.copy()
    for number in np.unique(lesions[lesions > 0]):
        if (lesions == number).sum() <= voxels:
            kept[kept == number] = 0
    return kept


def joined_by(lesions, others):
    result = lesions.copy()
    for number in np.unique(lesions[lesions > 0]):
        touched = others[grow(lesions == number, 1) & (others > 0)]
        if touched.size:
            result[lesions == number] = lesions.max() + touched.min()
    return result


def boundary(mask):
    return mask & ~nd.binary_erosion(mask, FACES)


def surface_dice(p, t, tolerance, spacing):
    near = []
    for a, b in ((p, t), (t, p)):
        distance = nd.distance_transform_edt(~boundary(b), sampling=spacing)[boundary(a)]
        near.append((distance <= tolerance).mean())
    return sum(near) / (2 + 1e-8)


def hausdorff(p, t, spacing):
    return surface_distance.compute_robust_hausdorff(surface_distance.compute_surface_distances(t, p, spacing), 95)


def tissue(name, labels, steps, ignored, *by):
    return {"name": name, "labels": labels, "steps": steps, "ignored": ignored, "by": by}


def tumor(steps, ignored):
    return [tissue("WT", (1, 2, 3), steps, ignored), tissue("TC", (1, 3), steps, ignored), tissue("ET", (3,), steps, ignored)]


def joined_tumor(steps, ignored):
    wt, tc, et = tumor(steps, ignored)
    return [wt, tc, et | {"by": (tissue("NETC", (1,), steps, ignored),)}]


def gli2024():
    wt, tc, et = tissue("WT", (1, 2, 3), 3, 20), tissue("TC", (1, 3), 3, 20), tissue("ET", (3,), 3, 10)
    netc, snfh, rc = tissue("NETC", (1,), 5, 20), tissue("SNFH", (2,), 3, 20), tissue("RC", (4,), 5, 20)
    return [wt, tc, netc | {"by": (et, rc)}, snfh | {"by": (et, rc, netc)}, et | {"by": (netc, rc)}, rc | {"by": (et, netc)}]


PED = [tissue(n, l, 5, 10) for n, l in (("WT", (1, 2, 3, 4)), ("TC", (1, 2, 3)), ("ET", (1,)), ("NETC", (2,)), ("CC", (3,)), ("ED", (4,)))]
# tissues, how predictions count, penalty (None: diagonal), whether false positives count, surface Dice
CHALLENGES = {
    "brats2023-gli": (tumor(3, 50), "components", 374, True, False),
    "brats2023-ssa": (tumor(3, 50), "components", 374, True, False),
    "brats2023-ped": (tumor(3, 50), "components", 374, True, False),
    "brats2023-men": (tumor(1, 50), "components", 374, True, False),
    "brats2023-met": (tumor(1, 2), "components", 374, True, False),
    "brats2024-gli": (gli2024(), "voxels", 337, True, True),
    "brats2024-ssa": (joined_tumor(3, 50), "voxels", 374, True, True),
    "brats2024-ped": (PED, "voxels", 374, True, True),
    "brats2024-men": (tumor(1, 50), "components", 374, True, True),
    "brats2024-met": (joined_tumor(1, 2) + [tissue("RC", (4,), 1, 2)], "voxels", None, True, True),
    "brats2024-men-rt": ([tissue("GTV", (1,), 1, 50)], "volume", None, False, True),
}


def lesions(labels, one, how, volume, target):
    def plain(t):
        mask = np.isin(labels, t["labels"])
        if target:
            return joined(mask, t["steps"])
        if how == "components":
            return ordered(mask)
        return without_small(joined(mask, t["steps"]), t["ignored"] / (volume if how == "volume" else 1))
    found = plain(one)
    for other in one["by"]:
        found = joined_by(found, plain(other))
    return found


def score(prediction, target, spacing, challenge):
    tissues, how, penalty, false_count, surfaces = CHALLENGES[challenge]
    penalty = penalty or float(np.sqrt(sum(float(s) ** 2 for s in target.shape)))
    volume = float(np.prod(spacing))
    results = []
    for one in tissues:
        t, p = lesions(target, one, how, volume, True), lesions(prediction, one, how, volume, False)
        matched, found, missed, dice, distance, near = set(), 0, 0, 0.0, 0.0, [0.0, 0.0]
        for number in np.unique(t[t > 0]):
            lesion = t == number
            own = set(np.unique(p[grow(lesion, one["steps"]) & (p > 0)]).tolist())
            matched |= own
            if not lesion.sum() * volume > one["ignored"]:
                continue
            if not own:
                missed, distance = missed + 1, distance + penalty
                continue
            union = np.isin(p, list(own))
            found += 1
            dice += 2 * (union & lesion).sum() / (union.sum() + lesion.sum())
            distance += hausdorff(union, lesion, spacing)
            near = [n + surface_dice(union, lesion, tau, spacing) for n, tau in zip(near, (0.5, 1.0))]
        false = len(set(np.unique(p[p > 0]).tolist()) - matched)
        counted = false if false_count else 0
        n = found + missed + counted
        wanted, predicted = np.isin(target, one["labels"]), np.isin(prediction, one["labels"])
        both, w, q = int((wanted & predicted).sum()), int(wanted.sum()), int(predicted.sum())
        results.append({
            "tissue": one["name"], "truePositives": found, "falsePositives": false, "falseNegatives": missed,
            "dice": dice / n if n else 1.0, "hausdorff95": (distance + counted * penalty) / n if n else 0.0,
            "surfaceDice": [x / n if n else 1.0 for x in near] if surfaces else [],
            "wholeDice": 2 * both / (w + q) if w + q else 1.0,
            "wholeHausdorff95": float(hausdorff(predicted, wanted, spacing)) if w and q else penalty if w + q else 0.0,
            "sensitivity": both / w if w else float(q == 0),
            "specificity": (wanted.size - w - q + both) / (wanted.size - w) if wanted.size > w else 0.0,
        })
    return results


def runs(labels):
    flat = labels.ravel()
    starts = np.flatnonzero(np.r_[True, flat[1:] != flat[:-1]])
    lengths = np.diff(np.r_[starts, flat.size])
    return [int(v) for pair in zip(flat[starts], lengths) for v in pair]


def blobs(random, shape, labels, level):
    fields = np.stack([nd.gaussian_filter(random.normal(size=shape), 1.6) for _ in range(labels)])
    return np.where(fields.max(0) > level * fields.std(), 1 + fields.argmax(0), 0).astype(np.uint8)


def cases():
    random = np.random.RandomState(16)
    for name, shape, labels, spacing, level in (
            ("three labels", (36, 33, 30), 3, (1.0, 1.0, 1.0), 2.2), ("four labels", (34, 38, 30), 4, (1.0, 1.0, 1.0), 2.3),
            ("thick slices", (30, 28, 15), 3, (0.9, 1.1, 2.5), 1.9), ("many specks", (40, 24, 24), 4, (1.0, 1.0, 1.0), 2.7),
            ("one label", (32, 30, 28), 1, (0.8, 0.8, 1.5), 1.4)):
        target = blobs(random, shape, labels, level)
        prediction = np.roll(target, (1, -1, 0), (0, 1, 2))
        other = blobs(random, shape, labels, level + 0.1)
        prediction = np.where(nd.gaussian_filter(random.normal(size=shape), 4) > 0, prediction, other).astype(np.uint8)
        yield name, spacing, prediction, target
    empty = np.zeros((9, 8, 7), np.uint8)
    full = np.ones_like(empty)
    yield "both empty", (1.0, 1.0, 1.0), empty, empty
    yield "empty prediction", (1.0, 1.0, 1.0), empty, full
    yield "empty target", (1.0, 1.0, 1.0), full, empty


def main(folder):
    written = []
    for name, spacing, prediction, target in cases():
        most = max(prediction.max(), target.max())
        known = {c: max(max(t["labels"]) for t in CHALLENGES[c][0]) for c in CHALLENGES}
        written.append({"name": name, "sizes": target.shape, "spacing": spacing, "prediction": runs(prediction),
                        "target": runs(target), "scores": {c: score(prediction, target, spacing, c) for c in CHALLENGES if most <= known[c]}})
    with open(folder + "/lesionwise.json", "w") as file:
        json.dump({"cases": written}, file)


def shifted(path):
    import nibabel
    image = nibabel.load(path)
    target = np.array([0, 1, 3])[np.asarray(image.dataobj).astype(int)]
    prediction = np.zeros_like(target)
    prediction[2:, 1:, :] = target[:-2, :-1, :]
    for challenge in ("brats2023-gli", "brats2024-met"):
        for one in score(prediction, target, image.header.get_zooms()[:3], challenge):
            print(challenge, one["tissue"], one["dice"], one["hausdorff95"], *one["surfaceDice"])


if __name__ == "__main__":
    if len(sys.argv) > 2:
        shifted(sys.argv[2])
    else:
        main(sys.argv[1])
