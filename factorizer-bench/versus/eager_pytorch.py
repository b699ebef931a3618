#!/usr/bin/env python3
"""Times the authors' own package in eager PyTorch: the same named works as `./factorizer bench`.

Needs Python with torch 2.7.1 and the package `factorizer` of the authors on PYTHONPATH; says so when they are missing.

    python3 eager_pytorch.py --work isles-inference --repetitions 3 --threads 2 --json out.json
"""
import argparse
import json
import resource
import sys
import time

try:
    import torch
    from factorizer import NMF, Factorizer, SWMatricize
except ImportError as missing:
    sys.exit(f"eager_pytorch: {missing}; install torch 2.7.1 and put the authors' package factorizer on PYTHONPATH")

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


def inference(name):
    settings = PUBLISHED[name]
    model = network(**settings).eval()
    x = torch.randn(1, settings["in_channels"], *settings["spatial_size"])

    def run():
        with torch.inference_mode():
            model(x)
    return run


def training(name):
    settings = PUBLISHED[name]
    model = network(**settings).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=1e-5)
    x = torch.randn(1, settings["in_channels"], *settings["spatial_size"])
    target = (torch.rand(1, settings["out_channels"], *settings["spatial_size"]) > 0.9).float()

    def run():
        optimizer.zero_grad()
        logits = model(x)
        p = logits.sigmoid()
        dice = 1 - (2 * (p * target).sum((2, 3, 4)) + 1e-5) / ((p * p).sum((2, 3, 4)) + target.sum((2, 3, 4)) + 1e-5)
        loss = dice.mean() + torch.nn.functional.binary_cross_entropy_with_logits(logits, target)
        loss.backward()
        optimizer.step()
    return run


def factorization(backward):
    layer = NMF((8, 512), rank=1, num_iters=5, init="uniform", solver="hals")
    x = torch.rand(8192, 8, 512, requires_grad=backward)
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
    "factorization": lambda: factorization(False),
    "factorization-gradient": lambda: factorization(True),
    "isles-inference": lambda: inference("isles"),
    "isles-training": lambda: training("isles"),
    "brats-inference": lambda: inference("brats"),
    "brats-training": lambda: training("brats"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", choices=sorted(WORKS), required=True)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0, help="0: one a processor")
    parser.add_argument("--json")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    run = WORKS[options.work]()
    run()
    seconds = []
    for _ in range(options.repetitions):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    seconds.sort()
    result = {"work": options.work, "engine": f"torch {torch.__version__} eager", "threads": torch.get_num_threads(),
              "minimumSeconds": seconds[0], "medianSeconds": seconds[len(seconds) // 2],
              "peakResidentBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
    print(json.dumps(result))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump(result, out)


if __name__ == "__main__":
    main()
