"""What panoptica finds in label maps of vertebrae: python panoptic.py FOLDER SPINE writes FOLDER/panoptic.json.

SPINE is the folder of data/spine: semantic/ has classes, unmatched_instance/ a number for each object.
"""
import json
import sys

import nibabel
import numpy as np
from panoptica import ConnectedComponentsInstanceApproximator, InputType, NaiveThresholdMatching, Panoptica_Evaluator
from panoptica.metrics import Metric


def labels(path):
    return np.asarray(nibabel.load(path).dataobj).astype(np.uint16)


def main(folder, spine):
    results = {}
    for name, kind in (("semantic", InputType.SEMANTIC), ("unmatched_instance", InputType.UNMATCHED_INSTANCE)):
        found = Panoptica_Evaluator(
            expected_input=kind, instance_approximator=ConnectedComponentsInstanceApproximator() if name == "semantic" else None,
            instance_matcher=NaiveThresholdMatching(), instance_metrics=[Metric.IOU, Metric.DSC], global_metrics=[],
        ).evaluate(labels(f"{spine}/{name}/pred.nii.gz"), labels(f"{spine}/{name}/ref.nii.gz"), verbose=False)["ungrouped"]
        results[name] = {"targets": found.n_ref_instances, "predictions": found.n_pred_instances, "matched": found.tp,
                         "rq": float(found.rq), "sq": float(found.sq), "pq": float(found.pq), "sq_dsc": float(found.sq_dsc)}
    with open(folder + "/panoptic.json", "w") as file:
        json.dump(results, file, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
