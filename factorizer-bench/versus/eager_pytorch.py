#!/usr/bin/env python3
"""Times the authors' own package in eager PyTorch: the same named works as `./factorizer bench`.

Needs Python with torch 2.7.1 or later and the package `factorizer` of the authors on PYTHONPATH, and for `dynunet…` MONAI 1.5;
says so when they are missing.

    python3 eager_pytorch.py --work isles-inference --repetitions 3 --threads 2 --json out.json

`--device cuda:0` times it on a GPU, without TF32 as everywhere here, with all tensors on it; `--compile` by torch.compile.
"""
import argparse
import json
import os
import resource
import sys
import time
from functools import partial

# Before PyTorch is loaded: libraries below it read it once.
os.environ.setdefault("NVIDIA_TF32_OVERRIDE", "0")
try:
    import torch
    from factorizer import NMF, Deconver, Factorizer, SWMatricize
except ImportError as missing:
    sys.exit(f"eager_pytorch: {missing}; install torch 2.7.1 or later and put the authors' package factorizer on PYTHONPATH")

PUBLISHED = {
    "isles": dict(in_channels=2, out_channels=1, spatial_size=(64,) * 3, patch=4, shifts=[None, 1, 2, 3]),
    "brats": dict(in_channels=4, out_channels=3, spatial_size=(128,) * 3, patch=8, shifts=[None, 2, 4, 6]),
}


def factorizer(name):
    in_channels, out_channels, spatial_size, patch, shifts = PUBLISHED[name].values()
    return Factorizer(in_channels=in_channels, out_channels=out_channels, spatial_size=spatial_size,
                      encoder_depth=[1] * 5, encoder_width=[32, 64, 128, 256, 512], strides=[1, 2, 2, 2, 2],
                      decoder_depth=[1] * 4, reshape=(SWMatricize, {"head_dim": 8, "patch_size": patch, "shifts": shifts}),
                      act=torch.nn.ReLU, factorize=NMF, rank=1, num_iters=5, num_grad_steps=None, init="uniform",
                      solver="hals", mlp_ratio=4)


def deconver():
    return Deconver(2, 1, 3, encoder_depth=[1] * 5, encoder_width=[32, 64, 128, 256, 512], strides=[1, 2, 2, 2, 2],
                    decoder_depth=[1] * 4, norm=torch.nn.InstanceNorm3d, act=torch.nn.ReLU, groups=-1, ratio=1, kernel_size=(3, 3, 3),
                    num_iters=1, num_grad_iters=None, mlp_ratio=4)


def dynunet(in_channels, out_channels, widths):
    from monai.networks.nets import DynUNet
    return DynUNet(3, in_channels, out_channels, kernel_size=[3] * len(widths), strides=[1] + [2] * (len(widths) - 1),
                   upsample_kernel_size=[2] * (len(widths) - 1), filters=widths)


# The shape of an image, the channels of the result, the network, and how many images make a step.
NETWORKS = {
    "isles": ((2, 64, 64, 64), 1, lambda: factorizer("isles"), 1),
    "brats": ((4, 128, 128, 128), 3, lambda: factorizer("brats"), 1),
    "deconver": ((2, 64, 64, 64), 1, deconver, 1),
    "dynunet-brats": ((4, 128, 128, 128), 3, lambda: dynunet(4, 3, [32, 64, 128, 256, 512]), 1),
    "dynunet": ((1, 48, 64, 48), 3, lambda: dynunet(1, 3, [32, 64, 128, 256]), 2),
}


def network(name):
    torch.manual_seed(0)
    return NETWORKS[name][2]()


def inference(name, device, prepare):
    model = prepare(network(name).eval().to(device))
    x = torch.randn(1, *NETWORKS[name][0], device=device)

    def run():
        with torch.inference_mode():
            model(x)
    return run


def training(name, device, prepare):
    image, channels, _, batch = NETWORKS[name]
    model = network(name).train().to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=1e-5)
    forward = prepare(model)
    x = torch.randn(batch, *image, device=device)
    target = (torch.rand(batch, channels, *image[1:], device=device) > 0.9).float()

    def run():
        optimizer.zero_grad()
        logits = forward(x)
        p = logits.sigmoid()
        dice = 1 - (2 * (p * target).sum((2, 3, 4)) + 1e-5) / ((p * p).sum((2, 3, 4)) + target.sum((2, 3, 4)) + 1e-5)
        loss = dice.mean() + torch.nn.functional.binary_cross_entropy_with_logits(logits, target)
        loss.backward()
        optimizer.step()
    return run


def factorization(rank, solver, backward, device, prepare):
    layer = prepare(NMF((8, 512), rank=rank, num_iters=5, init="uniform", solver=solver).to(device))
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


FACTORIZATIONS = {"factorization": (1, "hals"), "factorization-rank-2": (2, "hals"), "factorization-rank-4": (4, "hals"),
                  "factorization-mu": (1, "mu")}

WORKS = {}
for _name, _settings in FACTORIZATIONS.items():
    WORKS[_name] = partial(factorization, *_settings, False)
    WORKS[_name + "-gradient"] = partial(factorization, *_settings, True)
for _name in NETWORKS:
    WORKS[_name + "-inference"] = partial(inference, _name)
    WORKS[_name + "-training"] = partial(training, _name)


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
