"""Trains as the authors' train.yaml does, with MONAI and ignite, and saves what it saves: python3 monai_training.py WEIGHTS FOLDER

The network has the names and shapes of WEIGHTS (a state dict) and is otherwise none of the authors'. Its learning rate is 0, so
that the weights in the checkpoint are those of WEIGHTS; optimizer, scheduler, trainer and metric logger have what they have
after two epochs. Last ran with MONAI 1.5.2, ignite 0.5.5 and PyTorch 2.7.1.
"""
import sys
import warnings

import torch
from monai.data import DataLoader, Dataset
from monai.engines import SupervisedEvaluator, SupervisedTrainer
from monai.handlers import (CheckpointSaver, LrScheduleHandler, MeanDice, MetricLogger, StatsHandler, ValidationHandler,
                            from_engine)
from monai.inferers import SimpleInferer, SlidingWindowInferer
from monai.losses import DiceCELoss
from monai.optimizers import WarmupCosineSchedule
from monai.transforms import Activationsd, AsDiscreted, Compose, EnsureTyped, SplitDimd
from torch import nn

warnings.simplefilter("ignore")
weights, folder = sys.argv[1:]


class Network(nn.Module):
    def __init__(self, state):
        super().__init__()
        for name, value in state.items():
            *path, last = name.split(".")
            module = self
            for part in path:
                if not hasattr(module, part):
                    module.add_module(part, nn.Module())
                module = getattr(module, part)
            module.register_parameter(last, nn.Parameter(value.clone()))

    def forward(self, x):
        return x[:, :1] * sum(parameter.mean() for parameter in self.parameters())


network = Network(torch.load(weights, weights_only=True))
optimizer = torch.optim.AdamW(network.parameters(), lr=0.0, weight_decay=1e-5)
lr_scheduler = WarmupCosineSchedule(optimizer, warmup_steps=1, t_total=3, warmup_multiplier=0.1)
torch.manual_seed(0)
cases = [{"image": torch.rand(2, 8, 8), "label": (torch.rand(1, 8, 8) > 0.5).float()} for _ in range(4)]
typed = EnsureTyped(keys=["image", "label"], dtype=torch.float32, track_meta=True)
loader = DataLoader(Dataset(cases, typed), batch_size=2)
postprocessing = Compose([Activationsd(keys="pred", sigmoid=True), AsDiscreted(keys="pred", threshold=0.5)])
evaluator = SupervisedEvaluator(
    device=torch.device("cpu"), val_data_loader=loader, network=network,
    inferer=SlidingWindowInferer(roi_size=[8, 8], sw_batch_size=2, overlap=0.5, mode="gaussian"),
    postprocessing=Compose([postprocessing, SplitDimd(keys=["pred", "label"], output_postfixes=["lesion"])]),
    key_val_metric={"val_mean_dice": MeanDice(output_transform=from_engine(["pred", "label"]))},
    additional_metrics={"val_mean_dice_lesion": MeanDice(output_transform=from_engine(["pred_lesion", "label_lesion"]))},
    val_handlers=[StatsHandler(iteration_log=False)])
metriclogger = MetricLogger(evaluator=evaluator)
trainer = SupervisedTrainer(
    max_epochs=2, device=torch.device("cpu"), train_data_loader=loader, network=network,
    loss_function=DiceCELoss(sigmoid=True, squared_pred=True), optimizer=optimizer, inferer=SimpleInferer(),
    postprocessing=postprocessing, key_train_metric={"train_mean_dice": MeanDice(output_transform=from_engine(["pred", "label"]))},
    train_handlers=[metriclogger, LrScheduleHandler(lr_scheduler=lr_scheduler, print_lr=True),
                    ValidationHandler(validator=evaluator, epoch_level=True, interval=1),
                    StatsHandler(tag_name="train_loss", output_transform=from_engine(["loss"], first=True))])
CheckpointSaver(file_prefix="model_fold=0", save_dir=folder, epoch_level=True, save_interval=1, n_saved=1,
                save_dict={"trainer": trainer, "model": network, "optimizer": optimizer, "lr_scheduler": lr_scheduler,
                           "logger": metriclogger}).attach(trainer)
trainer.run()
