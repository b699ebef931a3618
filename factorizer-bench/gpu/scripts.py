#!/usr/bin/env python3
"""Runs programs that were exported as TorchScripts, compares what they give, and times the works among them.

    python3 scripts.py --programs FOLDER --device cuda:0 --json scripts.json

The folder is written by dev.factorizer.bench.scripts.ExportScripts for that device. PyTorch is set as the backend "djl" sets it:
no TF32, no recording of gradients, no rewriting of modules. A result is off by the greatest difference relative to the greatest
expected value, as golden values are compared; where one side is not a finite number, the other must be the same. Exit code 1 if
a program fails.
"""
import argparse
import json
import os
import pathlib
import sys
import time

# Before PyTorch is loaded: libraries below it read it once.
os.environ.setdefault("NVIDIA_TF32_OVERRIDE", "0")
try:
    import torch
except ImportError as missing:
    sys.exit(f"scripts: {missing}; install torch 2.7 or later")

FORMAT = "factorizer-scripts/1"
WORKS = "works"
SMALLEST_SCALE = 1e-12
WARM_UP_RUNS = 2


def prepare(threads):
    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch._C._set_graph_executor_optimize(False)


def error(found, expected):
    """The greatest difference relative to the greatest finite expected value."""
    if found.shape != expected.shape:
        return float("inf")
    if expected.numel() == 0:
        return 0.0
    found, expected = found.to(torch.float64), expected.to(torch.float64)
    finite = expected[torch.isfinite(expected)].abs()
    scale = max(SMALLEST_SCALE, finite.max().item() if finite.numel() else 0.0)
    same = (found == expected) | (found.isnan() & expected.isnan())
    difference = torch.where(same, 0.0, (found - expected).abs())
    return torch.where(difference.isnan(), float("inf"), difference).max().item() / scale


class Program:
    """One program with its tensors on the device."""

    def __init__(self, folder, entry, device):
        self.entry = entry
        self.device = device
        tensors = torch.load(folder / entry["tensors"], weights_only=True)
        self.given = [tensors[f"given.{i}"].to(device) for i in range(entry["given"])]
        self.expected = [tensors[f"expected.{i}"].to(device) for i in range(len(entry["results"]))]
        self.module = torch.jit.load(str(folder / entry["script"]), map_location=device)

    def run(self):
        return self.module(*self.given)

    def outcome(self):
        """The worst result: its error, and what is wrong, which is empty where all agree."""
        worst, where = 0.0, ""
        for found, expected, result in zip(self.run(), self.expected, self.entry["results"], strict=True):
            if result["allowed"] is None:
                continue
            off = error(found, expected)
            if not off <= result["allowed"]:
                return off, f"{result['name']} is off by {off:.3g}, allowed {result['allowed']:.3g}"
            if off >= worst:
                worst, where = off, result["name"]
        return worst, ""

    def seconds(self):
        if self.device.type == "cuda":
            begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
            begin.record()
            self.run()
            end.record()
            end.synchronize()
            return begin.elapsed_time(end) / 1000
        begin = time.perf_counter()
        self.run()
        return time.perf_counter() - begin

    def times(self, repetitions, limit):
        """Sorted seconds of some runs, fewer where they take long."""
        for _ in range(WARM_UP_RUNS):
            self.run()
        if self.device.type == "cuda":
            torch.cuda.synchronize()
            torch.cuda.reset_peak_memory_stats()
        found = []
        while len(found) < repetitions and (len(found) < 2 or sum(found) < limit):
            found.append(self.seconds())
        return sorted(found)


def attempt(folder, entry, device, repetitions, limit):
    """What became of a program; whatever a library throws is its failure, not that of the others."""
    result = {"name": entry["name"]}
    try:
        program = Program(folder, entry, device)
        worst, wrong = program.outcome()
        result |= {"error": worst, "wrong": wrong}
        if entry["set"] == WORKS:
            times = program.times(repetitions, limit)
            result |= {"work": entry["name"], "engine": f"torch {torch.__version__} TorchScript", "device": str(device),
                       "matmulPrecision": entry["matmulPrecision"], "threads": torch.get_num_threads(), "minimumSeconds": times[0], "medianSeconds": times[len(times) // 2], "repetitions": len(times),
                       "peakBytes": torch.cuda.max_memory_allocated() if device.type == "cuda" else None}
    except Exception as failure:  # noqa: BLE001
        result |= {"error": None, "wrong": " ".join(str(failure).split())[:500] or type(failure).__name__}
    if device.type == "cuda":
        torch.cuda.empty_cache()
    return result


def area(name, results):
    passed = [one for one in results if not one["wrong"]]
    worst = max(passed, key=lambda one: one["error"], default=None)
    return {"area": name, "passed": len(passed), "failed": len(results) - len(passed),
            "worstError": worst["error"] if worst else None, "worstCase": worst["name"] if worst else "",
            "failures": [{"name": one["name"], "wrong": one["wrong"]} for one in results if one["wrong"]]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU; PyTorch's sums depend on it")
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=5, help="the most that timing a work may take, after the second run")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    prepare(options.threads)
    index = json.loads((options.programs / "programs.json").read_text(encoding="utf-8"))
    if index["format"] != FORMAT or index["device"] != options.device:
        sys.exit(f"scripts: {options.programs} is {index['format']} for {index['device']}, expected {FORMAT} for {options.device};"
                 " export the scripts for this device")
    device = torch.device(options.device)
    sets = {}
    for entry in index["programs"]:
        sets.setdefault(entry["set"], []).append(attempt(options.programs, entry, device, options.repetitions, options.seconds))
    works = sets.pop(WORKS, [])
    areas = [area(name, results) for name, results in sets.items()]
    for one in areas:
        print(f"{one['area']:14} {one['passed']:4} passed {one['failed']:4} failed   worst {one['worstError'] or 0:.2e} ({one['worstCase']})")
        for failure in one["failures"]:
            print(f"  failed {failure['name']}: {failure['wrong']}")
    for one in works:
        print(f"{one['name']:24} " + (f"failed: {one['wrong']}" if one["wrong"] else
              f"{one['matmulPrecision']:8} minimum {one['minimumSeconds']:.6f} s  median {one['medianSeconds']:.6f} s  off by {one['error']:.2e}"
              + (f"  peak {one['peakBytes'] / 1e6:,.0f} MB" if one["peakBytes"] is not None else "")))
    if options.json:
        options.json.write_text(json.dumps({"engine": f"torch {torch.__version__} TorchScript", "device": options.device,
                                            "areas": areas, "works": works}, indent=1), encoding="utf-8")
    failed = sum(one["failed"] for one in areas) + sum(bool(one["wrong"]) for one in works)
    programs = len(index["programs"])
    print(f"{programs - failed} passed, {failed} failed")
    sys.exit(1 if failed or not programs else 0)


if __name__ == "__main__":
    main()
