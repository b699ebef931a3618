"""Writes the checkpoints beside this script: python3 checkpoints.py FOLDER (made with PyTorch 2.11.0, numpy, Python 3.11).

beside-*.pt    two tensors under "state_dict", and beside them one of each kind of thing that training scripts store
tensors-*.pt   under each key a dict with one tensor "w" of another kind; all have the numbers 1 to 6 where they can
"""
import argparse
import array
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import io
import ipaddress
import itertools
import logging
import operator
import pathlib
import random
import re
import sys
import time
import types
import typing
import uuid
import warnings
import zoneinfo

import numpy as np
import torch
from torch import nn

warnings.simplefilter("ignore")
folder = pathlib.Path(sys.argv[1])


class Color(enum.Enum):
    RED = 1


class Flags(enum.IntFlag):
    A = 1
    B = 2


class Outer:
    class Inner:
        def __init__(self):
            self.x = 1

    def method(self):
        return self


@dataclasses.dataclass
class Settings:
    rate: float = 0.1


class Point(collections.namedtuple("Point", "x y")):
    pass


class Dict(dict):
    pass


class List(list):
    pass


class Slots:
    __slots__ = ("a",)

    def __init__(self):
        self.a = 1


class Subclass(torch.Tensor):
    pass


def function(x):
    return x


numbers = torch.arange(1.0, 7.0).reshape(2, 3)
attributed = nn.Parameter(numbers.clone())
attributed.note = "text"
tagged = numbers.clone()
tagged.note = "text"
itself = []
itself.append(itself)
step = torch.optim.AdamW([nn.Parameter(numbers.clone())])
beside = [
    Color.RED, Flags.A | Flags.B, Outer.Inner(), Outer.Inner, Outer().method, Settings(), Point(1, 2), Dict(a=1), List([1]),
    Slots(), function, nn.functional.relu, nn.functional.gelu, nn.Linear(2, 2), step, step.state_dict(), nn.ReLU,
    pathlib.Path("a"), pathlib.PureWindowsPath("a"), datetime.datetime(2020, 1, 1), datetime.date(2020, 1, 1),
    datetime.timedelta(1), datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc), zoneinfo.ZoneInfo("UTC"),
    time.localtime(0), argparse.Namespace(a=pathlib.Path("b")), functools.partial(torch.optim.AdamW, lr=0.1),
    functools.partial(function, 1), decimal.Decimal("1.5"), fractions.Fraction(1, 2), uuid.UUID(int=1),
    ipaddress.ip_address("127.0.0.1"), random.Random(1).getstate()[0:1], types.SimpleNamespace(a=1), {1, 2}, frozenset([1]),
    range(3), slice(1), 1 + 2j, b"bytes", bytearray(b"bytes"), type(None), ..., int, ValueError("a"), 10**60, -1.5,
    collections.deque([1]), collections.Counter("aab"), collections.ChainMap({"a": 1}), collections.UserDict(a=1),
    collections.defaultdict(list, a=[1]), collections.defaultdict(dict), collections.defaultdict(int),
    collections.defaultdict(float), collections.defaultdict(functools.partial(collections.defaultdict, list)),
    collections.OrderedDict([(1, 2)]), {(1, 2): 3, Color.RED: 4, 1.5: 2, None: 1, b"x": 3, frozenset([1]): 2},
    logging.getLogger("a"), re.compile("a+"), operator.itemgetter(1), itertools.count(), array.array("d", [1.0]),
    io.BytesIO(b"x"), typing.List[int], np.arange(5), np.float64(1.5), np.int32(1), np.bool_(True), np.array(["a"]),
    np.array([1, None], dtype=object), np.dtype("float32"), np.ma.array([1], mask=[0]), np.datetime64("2020-01-01"),
    np.random.default_rng(1), np.rec.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
    torch.Size([1, 2]), torch.device("cpu"), torch.float16, torch.strided, torch.channels_last, torch.per_tensor_affine,
    torch.Generator(), torch.zeros(3).untyped_storage(), attributed, tagged, itself,
]


def tensors():
    complex_numbers = torch.complex(numbers, -numbers)
    hooked = nn.Parameter(numbers.clone())
    hooked._backward_hooks = collections.OrderedDict(a=1)
    return {
        "plain": numbers, "parameter": nn.Parameter(numbers), "buffer": nn.Buffer(numbers), "attributes": attributed,
        "transposed": numbers.t().contiguous().t(), "part": torch.arange(-3.0, 13.0)[4:10].reshape(2, 3),
        "negative": torch._neg_view(-numbers), "negative-double": torch._neg_view(-numbers.double()),
        "negative-half": torch._neg_view(-numbers.half()), "negative-bfloat16": torch._neg_view(-numbers.bfloat16()),
        "negative-long": torch._neg_view(-numbers.long()), "negative-short": torch._neg_view(-numbers.short()),
        "negative-parameter": nn.Parameter(torch._neg_view(-numbers)), "negative-imaginary": torch.complex(numbers, -numbers).conj().imag,
        "uint16": numbers.to(torch.uint16), "uint32": numbers.to(torch.uint32), "uint64": numbers.to(torch.uint64),
        "uint16-part": torch.arange(20).to(torch.uint16)[1:7].reshape(2, 3),
        "complex": complex_numbers, "conjugate": complex_numbers.conj(), "complex-double": complex_numbers.cdouble(),
        "float8": numbers.to(torch.float8_e4m3fn), "float8-e5m2": numbers.to(torch.float8_e5m2),
        "quantized": torch.quantize_per_tensor(numbers, 0.1, 0, torch.quint8),
        "quantized-channels": torch.quantize_per_channel(numbers, torch.ones(2), torch.zeros(2), 0, torch.qint8),
        "sparse": numbers.to_sparse(), "sparse-rows": numbers.to_sparse_csr(), "meta": numbers.to("meta"),
        "nested": torch.nested.nested_tensor([torch.zeros(2), torch.zeros(3)], layout=torch.jagged),
        "subclass": numbers.as_subclass(Subclass), "array": np.arange(6), "number": 3.5, "none": None, "text": "w",
        "dict": {"w": numbers}, "list": [numbers], "class": Color.RED,
    }


for zipped in (True, False):
    kind = "zip" if zipped else "legacy"
    for protocol in (2, 5):
        # Only newer protocols can write a memory format; the legacy format stores a module's source with its path.
        these = [thing for thing in beside if (protocol > 2 or thing is not torch.channels_last)
                 and (zipped or not isinstance(thing, nn.Module) and thing is not nn.ReLU)]
        torch.save({"state_dict": {"w": numbers, "b": torch.tensor([7, 8])}, "beside": these},
                   folder / f"beside-{kind}-{protocol}.pt", pickle_protocol=protocol, _use_new_zipfile_serialization=zipped)
    torch.save({key: {"w": value} for key, value in tensors().items()}, folder / f"tensors-{kind}.pt",
               _use_new_zipfile_serialization=zipped)
