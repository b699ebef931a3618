"""State dicts of the authors' Deconver with what it computes, and how it is trained: python3 deconver_networks.py FOLDER

FOLDER/NAME.pt holds the state dict before training, a sample x with its result y, and the losses of 20 steps on (images, targets)
with DiceCELoss of sigmoids and AdamW, in double precision: AdamW makes whole steps of rounding errors, which in single precision
move the last losses by 0.007. Needs the package factorizer (github.com/pashtari/factorizer) on PYTHONPATH. Last ran with
factorizer 0.0.2, MONAI 1.5.2 and PyTorch 2.7.1 (2 threads).
"""
import pathlib
import sys

import factorizer
import torch
from monai.losses import DiceCELoss

folder = pathlib.Path(sys.argv[1])
SHAPE = {"encoder_width": (4, 6, 8), "encoder_depth": (1, 1, 1), "decoder_depth": (1, 1), "strides": (1, 2, 2), "mlp_ratio": 4}
NETWORKS = {
    "deconver": (lambda: factorizer.Deconver(2, 1, spatial_dims=3, norm=torch.nn.InstanceNorm3d, groups=-1, ratio=1,
                                             kernel_size=(3, 3, 3), num_iters=1, **SHAPE), (8, 8, 8)),
    "deconver-options": (lambda: factorizer.Deconver(2, 1, spatial_dims=2, groups=2, ratio=2, kernel_size=(5, 3), num_iters=2,
                                                     update_filter=True, **SHAPE), (12, 8))}
for name, (build, size) in NETWORKS.items():
    torch.manual_seed(7)
    network = build()
    images = torch.randn(2, 2, *size)
    targets = (images.mean(1, keepdim=True) > 0.3).float()
    saved = {"state_dict": {key: value.clone() for key, value in network.state_dict().items()}}
    with torch.no_grad():
        saved["sample"] = {"x": images[:1].clone(), "y": network(images[:1])}
    network.double()
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-2)
    loss_function = DiceCELoss(sigmoid=True, squared_pred=True)
    losses = []
    for _ in range(20):
        loss = loss_function(network(images.double()), targets.double())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    saved["training"] = {"images": images, "targets": targets, "losses": torch.tensor(losses, dtype=torch.float64)}
    torch.save(saved, folder / f"{name}.pt")
    print(name, len(saved["state_dict"]), "entries, losses", losses[0], "to", losses[-1])
