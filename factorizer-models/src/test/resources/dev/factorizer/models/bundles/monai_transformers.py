"""Saves the state dicts of a small UNETR and a small Swin UNETR, each with an image and its result: python monai_transformers.py FOLDER

Last ran with MONAI 1.5.2 and PyTorch 2.7.1.
"""
import sys
import warnings

import torch
from monai.networks.nets import UNETR, SwinUNETR

warnings.simplefilter("ignore")
torch.manual_seed(5)
networks = {
    "unetr": (UNETR(2, 1, (32, 48), 4, 12, 20, 3, spatial_dims=2), (32, 48)),
    "swinUNETR": (SwinUNETR(2, 1, depths=(2, 2, 1, 1), num_heads=(1, 2, 3, 4), window_size=5, mlp_ratio=1.5, feature_size=12,
                            spatial_dims=2), (64, 64)),
}
for name, (network, size) in networks.items():
    network.eval()
    x = torch.randn(1, 2, *size)
    with torch.no_grad():
        y = network.double()(x.double()).float()
    torch.save(network.float().state_dict(), f"{sys.argv[1]}/{name}.pt")
    torch.save({"x": x, "y": y}, f"{sys.argv[1]}/{name}-sample.pt")
