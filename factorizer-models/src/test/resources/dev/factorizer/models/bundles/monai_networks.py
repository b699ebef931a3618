"""State dicts of MONAI's networks with what they compute, and how they are trained: python3 monai_networks.py FOLDER

FOLDER/NAME.pt holds the state dict before training, a sample x with its result y in evaluation, and the losses of 20 steps in
training mode on (images, targets): DiceCELoss of sigmoids, for further results by deep supervision weighted 1, 1/2 and so on, and
AdamW. Last ran with MONAI 1.5.2 and PyTorch 2.7.1 (2 threads).
"""
import pathlib
import sys
import warnings

import torch
from monai.losses import DiceCELoss
from monai.networks.nets import DynUNet, SegResNet

warnings.simplefilter("ignore")
folder = pathlib.Path(sys.argv[1])
NETWORKS = {
    "dynunet-residual": (lambda: DynUNet(3, 2, 1, [3, 3, (3, 3, 1)], [1, 2, (2, 2, 1)], [2, (2, 2, 1)], [4, 6, 8],
                                         norm_name=("instance", {"affine": True}), res_block=True, deep_supervision=True,
                                         deep_supr_num=1, trans_bias=True), (8, 8, 4)),
    "dynunet-batch": (lambda: DynUNet(2, 2, 1, [3, (5, 3), 3], [1, 2, 2], [2, 2], [4, 6, 8], norm_name="batch"), (12, 8)),
    "dynunet-group": (lambda: DynUNet(2, 2, 1, [3, 3, 3], [1, 2, 2], [2, 2], [4, 6, 8],
                                      norm_name=("group", {"num_groups": 2})), (8, 8)),
    "segresnet": (lambda: SegResNet(2, 8, 2, 1, blocks_down=(1, 2), blocks_up=(1,)), (8, 12))}
for name, (build, size) in NETWORKS.items():
    torch.manual_seed(7)
    network = build()
    images = torch.randn(2, 2, *size)
    targets = (images.mean(1, keepdim=True) > 0.3).float()
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.ndim == 1:
                parameter.add_(0.2 * torch.randn_like(parameter))
    saved = {"state_dict": {key: value.clone() for key, value in network.state_dict().items()}}
    # Names that share a tensor share it in the file, too.
    places = {value.data_ptr(): key for key, value in network.state_dict().items()}
    for key, value in network.state_dict().items():
        saved["state_dict"][key] = saved["state_dict"][places[value.data_ptr()]]
    network.eval()
    with torch.no_grad():
        saved["sample"] = {"x": images[:1].clone(), "y": network(images[:1])}
    network.train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-2)
    loss_function = DiceCELoss(sigmoid=True, squared_pred=True)
    losses = []
    for _ in range(20):
        result = network(images)
        results = result.unbind(1) if result.ndim > images.ndim else [result]
        loss = sum(0.5 ** i * loss_function(one, targets) for i, one in enumerate(results))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    saved["training"] = {"images": images, "targets": targets, "losses": torch.tensor(losses, dtype=torch.float64)}
    torch.save(saved, folder / f"{name}.pt")
    print(name, len(saved["state_dict"]), "entries, losses", losses[0], "to", losses[-1])
