#!/usr/bin/env python3
"""Times the authors' own package in eager PyTorch: the same named works as `./factorizer bench`.

Needs Python with torch 2.7.1 or later and the package `factorizer` of the authors on PYTHONPATH; says so when they are missing.

    python3 eager_pytorch.py --work isles-inference --repetitions 3 --threads 2 --json out.json

`--device cuda:0` times it on a GPU, without TF32 as everywhere here, with all tensors on it; `--compile` by torch.compile.
"""
import argparse
import json
import os
import resource
import sys
import time

# Before PyTorch is loaded: libraries below it read it once.
os.environ.setdefault("NVIDIA_TF32_OVERRIDE", "0")
try:
    import torch
    from factorizer import NMF, Factorizer, SWMatricize
except ImportError as missing:
    sys.exit(f"eager_pytorch: {missing}; install torch 2.7.1 or later and put the authors' package factorizer on PYTHONPATH")

PUBLISHED = {
    "isles": dict(in_channels=2, out_channels=1, spatial_size=(64,) * 3, patch=4, shifts=[None, 1, 2, 3]),
    "brats": dict(in_channels=4, out_channels=3, spatial_size=(128,) * 3, patch=8, shifts=[None, 2, 4, 6]),
}


def network(in_channels, out_channels, spatial_size, patch, shifts):
    torch.manual_seed(0)
    return Factorizer(in_channels=in_channels, out_channels=out_channels, spatial_size=spatial_size,
                      encoder_depth=[1] * 5, encoder_width=[32, 64, 128, 256, 512], strides=[1, 2, 2, 2, 2],
                      decoder_depth=[1] * 4, reshape=(SWMatricize, {"head_dim": 8, "patch_size": patch, "shifts": shifts}),
                      act=torch.nn.ReLU, factorize=NMF, rank=1, num_iters=5, num_grad_steps=None, init="uniform",
                      solver="hals", mlp_ratio=4)


def inference(name, device, prepare):
    settings = PUBLISHED[name]
    model = prepare(network(**settings).eval().to(device))
    x = torch.randn(1, settings["in_channels"], *settings["spatial_size"], device=device)

    def run():
        with torch.inference_mode():
            model(x)
    return run


def training(name, device, prepare):
    settings = PUBLISHED[name]
    model = network(**settings).train().to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=1e-5)
    forward = prepare(model)
    x = torch.randn(1, settings["in_channels"], *settings["spatial_size"], device=device)
    target = (torch.rand(1, settings["out_channels"], *settings["spatial_size"], device=device) > 0.9).float()

    def run():
        optimizer.zero_grad()
        logits = forward(x)
        p = logits.sigmoid()
        dice = 1 - (2 * (p * target).sum((2, 3, 4)) + 1e-5) / ((p * p).sum((2, 3, 4)) + target.sum((2, 3, 4)) + 1e-5)
        loss = dice.mean() + torch.nn.functional.binary_cross_entropy_with_logits(logits, target)
        loss.backward()
        optimizer.step()
    return run


def factorization(backward, device, prepare):
    layer = prepare(NMF((8, 512), rank=1, num_iters=5, init="uniform", solver="hals").to(device))
    x = torch.rand(8192, 8, 512, device=device, requires_grad=backward)
    gradient = torch.randn_like(x)

    def run():
        if not backward:
            with torch.inference_mode():
                layer(x)
        else:
            x.grad = None
            layer(x).backward(gradient)
    return run


WORKS = {
    "factorization": lambda *how: factorization(False, *how),
    "factorization-gradient": lambda *how: factorization(True, *how),
    "isles-inference": lambda *how: inference("isles", *how),
    "isles-training": lambda *how: training("isles", *how),
    "brats-inference": lambda *how: inference("brats", *how),
    "brats-training": lambda *how: training("brats", *how),
}


def seconds(run, device):
    begin = time.perf_counter()
    run()
    if device.type == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter() - begin


def peak(device):
    """Bytes of tensors on a GPU; of the whole process on the CPU."""
    return torch.cuda.max_memory_allocated() if device.type == "cuda" else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", choices=sorted(WORKS), required=True)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0, help="0: one per processor")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.backends.cudnn.allow_tf32 = False
    device = torch.device(options.device)
    run = WORKS[options.work](device, torch.compile if options.compile else lambda module: module)
    first = seconds(run, device)
    # A compiled training step compiles its gradient with its first call, too; the second sees the optimizer's state.
    seconds(run, device)
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats()
    times = sorted(seconds(run, device) for _ in range(options.repetitions))
    result = {"work": options.work, "engine": f"torch {torch.__version__} {'compiled' if options.compile else 'eager'}",
              "device": options.device, "threads": torch.get_num_threads(), "firstSeconds": first, "minimumSeconds": times[0],
              "medianSeconds": times[len(times) // 2],
              ("peakBytes" if device.type == "cuda" else "peakResidentBytes"): peak(device)}
    print(json.dumps(result))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump(result, out)


if __name__ == "__main__":
    main()
