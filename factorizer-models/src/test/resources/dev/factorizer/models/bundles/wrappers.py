"""Writes the weights of plain.pt as PyTorch's wrappers and Lightning name them: python3 wrappers.py FOLDER (PyTorch 2.7.1)."""
import pathlib
import sys

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel

folder = pathlib.Path(sys.argv[1])
state = torch.load(folder / "plain.pt", weights_only=True)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        for name, value in state.items():
            *path, last = name.split(".")
            module = self
            for part in path:
                if not hasattr(module, part):
                    module.add_module(part, nn.Module())
                module = getattr(module, part)
            module.register_parameter(last, nn.Parameter(value.clone()))


class Lit(nn.Module):
    """As a LightningModule: the network is an attribute, and so are losses and metrics."""

    def __init__(self, network):
        super().__init__()
        self.net = network
        self.loss = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([2.0]))
        self.total = nn.Buffer(torch.zeros((), dtype=torch.complex64))


class Settings:
    rate = 0.1


lit = Lit(torch.compile(Network()))
torch.save({"epoch": 3, "pytorch-lightning_version": "2.5.0", "state_dict": lit.state_dict(), "callbacks": {},
            "hyper_parameters": {"settings": Settings(), "act": nn.functional.relu, "class": nn.GELU}}, folder / "lightning.ckpt")
averaged = AveragedModel(Network())
averaged.update_parameters(Network())
torch.save(averaged.state_dict(), folder / "averaged.pt")
