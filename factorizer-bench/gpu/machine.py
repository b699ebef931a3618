#!/usr/bin/env python3
"""What a device is, and how fast it copies and multiplies: the limits that everything else is held against.

    python3 machine.py --device cuda:0 --json machine.json

Fails with one line where the device can't be used.
"""
import argparse
import json
import pathlib
import platform
import sys
import time

try:
    import torch
except ImportError as missing:
    sys.exit(f"machine: {missing}; install torch 2.7 or later")

COPIED_BYTES = {"cuda": 2 << 30, "cpu": 256 << 20}
MATRIX = {"cuda": 8192, "cpu": 2048}
REPETITIONS = 10


def fastest(run, device):
    def once():
        begin = time.perf_counter()
        run()
        if device.type == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter() - begin
    once()
    return min(once() for _ in range(REPETITIONS))


def copy_rate(device):
    """Bytes per second, those read and those written, of numbers that fill no cache."""
    source = torch.rand(COPIED_BYTES[device.type] // 4, device=device)
    target = torch.empty_like(source)
    return 2 * source.numel() * 4 / fastest(lambda: target.copy_(source), device)


def product_rate(device, data_type):
    """Floating-point operations per second of a square matrix product."""
    size = MATRIX[device.type]
    a, b = (torch.randn(size, size, device=device).to(data_type) for _ in range(2))
    return 2 * size ** 3 / fastest(lambda: a @ b, device)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    device = torch.device(options.device)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.set_grad_enabled(False)
    found = {"device": options.device, "python": platform.python_version(), "torch": torch.__version__, "cuda": torch.version.cuda,
             "threads": torch.get_num_threads()}
    if device.type == "cuda":
        if not torch.cuda.is_available():
            sys.exit("machine: PyTorch sees no GPU that it can use; look at nvidia-smi, or measure without one by --cpu")
        one = torch.cuda.get_device_properties(device)
        found |= {"name": one.name, "memoryBytes": one.total_memory, "capability": f"{one.major}.{one.minor}"}
    found["copyBytesPerSecond"] = copy_rate(device)
    found["float32OperationsPerSecond"] = product_rate(device, torch.float32)
    if device.type == "cuda":
        found["bfloat16OperationsPerSecond"] = product_rate(device, torch.bfloat16)
    print(json.dumps(found, indent=1))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
