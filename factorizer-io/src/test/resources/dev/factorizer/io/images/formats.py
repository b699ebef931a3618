"""Writes small images as SimpleITK, pynrrd and NumPy write them, and what is in them, to a folder: formats.py FOLDER"""
import json
import pathlib
import sys

import nrrd
import numpy as np
import SimpleITK as sitk

folder = pathlib.Path(sys.argv[1])
folder.mkdir(exist_ok=True)
expected = []
rng = np.random.default_rng(1)
LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
TYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"]


def numbers(shape, dtype):
    """Of the whole range of a type."""
    kind = np.dtype(dtype)
    if kind.kind == "b":
        return rng.integers(0, 2, shape).astype(bool)
    if kind.kind in "iu":
        info = np.iinfo(kind)
        return rng.integers(info.min, info.max, shape, dtype=kind, endpoint=True)
    return rng.normal(0, 100, shape).astype(kind)


def add(name, affine, values):
    """Values (C, X, Y, Z), affine to RAS+."""
    expected.append({"file": name, "shape": list(values.shape), "affine": np.asarray(affine, float)[:3].ravel().tolist(),
                     "values": np.asarray(values).astype(np.float32).astype(float).ravel().tolist()})


def itk_affine(image):
    axes = min(3, image.GetDimension())
    full = image.GetDimension()
    affine = np.eye(4)
    direction = np.reshape(image.GetDirection(), (full, full))
    affine[:axes, :axes] = direction[:axes, :axes] * np.array(image.GetSpacing()[:axes])
    affine[:axes, 3] = image.GetOrigin()[:axes]
    if axes == 2:
        affine[2, 2] = np.linalg.det(direction)
    return LPS_TO_RAS @ affine


def itk_values(image):
    """(C, X, Y, Z) of SimpleITK's (T, Z, Y, X, C)."""
    array = sitk.GetArrayFromImage(image)
    if image.GetNumberOfComponentsPerPixel() == 1:
        array = array[..., np.newaxis]
    while array.ndim < 5:
        array = array[np.newaxis]
    return np.ascontiguousarray(array.transpose(0, 4, 3, 2, 1)).reshape((-1,) + array.shape[-2:0:-1])


def itk(name, image, compress):
    sitk.WriteImage(image, str(folder / name), compress)
    read = sitk.ReadImage(str(folder / name))
    add(name, itk_affine(read), itk_values(read))


def placed(image):
    axes = image.GetDimension()
    rotation = np.eye(axes)
    rotation[:2, :2] = [[0.8, -0.6], [0.6, 0.8]]
    if axes == 3:
        rotation = rotation @ np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]])
    image.SetDirection(rotation.ravel().tolist())
    image.SetSpacing([0.5, 1.25, 3, 2][:axes])
    image.SetOrigin([-90.5, 20, 7.25, 1][:axes])
    return image


for dtype in TYPES:
    image = placed(sitk.GetImageFromArray(numbers((2, 3, 4), dtype)))
    for ending, compress in (("nrrd", False), ("mha", True)):
        itk(f"itk-{dtype}.{ending}", image, compress)
short = placed(sitk.GetImageFromArray(numbers((2, 3, 4), "int16")))
for ending in ("nrrd", "nhdr", "mha", "mhd"):
    for compress in (False, True):
        name = f"itk-{ending}-{'packed' if compress else 'plain'}"
        itk(f"{name}.{ending}", short, compress)
        colors = sitk.GetImageFromArray(numbers((2, 3, 4, 3), "uint8"), isVector=True)
        itk(f"{name}-colors.{ending}", placed(colors), compress)
for ending in ("nrrd", "mha"):
    itk(f"itk-flat.{ending}", placed(sitk.GetImageFromArray(numbers((3, 4), "int16"))), False)
    series = sitk.GetImageFromArray(numbers((2, 2, 3, 4), "float32"), isVector=False)
    series.SetSpacing([1, 2, 3, 4])
    itk(f"itk-series.{ending}", series, False)

text = "NDims = 3\nBinaryData = True\nDimSize = 4 3 2\nElementType = MET_SHORT\n"
data = numbers((24,), "int16")
for name, lines, order in (("big", "ElementByteOrderMSB = True\n", ">"), ("size", "ElementSize = 2 3 4\n", "<"),
                           ("flipped", "ElementSpacing = -2 3 4\nPosition = 1 2 3\n", "<"),
                           ("orientation", "Orientation = 0 1 0 -1 0 0 0 0 1\nOrigin = 5 6 7\nElementSpacing = 1 2 3\n"
                            "CenterOfRotation = 9 9 9\nAnatomicalOrientation = RAS\n", "<")):
    path = folder / f"meta-{name}.mha"
    path.write_bytes((text + lines + "ElementDataFile = LOCAL\n").encode() + data.astype(order + "i2").tobytes())
    read = sitk.ReadImage(str(path))
    add(path.name, itk_affine(read), itk_values(read))

DIRECTIONS = np.array([[0.5, 0, 0.1], [0, -1.5, 0], [0.2, 0, 3]])
AFFINE = np.eye(4)
AFFINE[:3, :3] = DIRECTIONS.T
AFFINE[:3, 3] = [10, -20, 30.5]
SIGNS = {"right-anterior-superior": [1, 1, 1, 1], "left-anterior-superior": [-1, 1, 1, 1], "left-posterior-superior": [-1, -1, 1, 1],
         "RAS": [1, 1, 1, 1], "LAS": [-1, 1, 1, 1], "LPS": [-1, -1, 1, 1]}


def pynrrd(name, array, header, values, affine, **options):
    header = {"space": "LPS", "space directions": DIRECTIONS, "space origin": AFFINE[:3, 3], **header}
    nrrd.write(str(folder / name), array, header, **options)
    add(name, affine, values)


for dtype in TYPES:
    for encoding in ("raw", "gzip", "ascii"):
        if encoding == "ascii" and dtype == "int8":
            continue  # pynrrd writes letters
        array = numbers((4, 3, 2), dtype)
        for endian in ("little", "big") if encoding != "ascii" else ("little",):
            pynrrd(f"pynrrd-{dtype}-{encoding}-{endian}.nrrd", array.astype(array.dtype.newbyteorder(endian)),
                   {"encoding": encoding, "endian": endian}, array[np.newaxis], LPS_TO_RAS @ AFFINE)
for space, signs in SIGNS.items():
    array = numbers((4, 3, 2), "int16")
    pynrrd(f"pynrrd-{space}.nrrd", array, {"space": space}, array[np.newaxis], np.diag(signs) @ AFFINE)
array = numbers((4, 3, 2), "uint16")
pynrrd("pynrrd-detached.nhdr", array, {"encoding": "gzip", "note": "a := b"}, array[np.newaxis], LPS_TO_RAS @ AFFINE,
       detached_header=True)
NONE = [np.nan] * 3
for place in range(4):
    array = numbers((4, 3, 2), "float32")
    channels = np.stack([array, array * 2, array * 3, -array, array + 1])
    directions = np.insert(DIRECTIONS, place, NONE, axis=0)
    kinds = ["domain"] * 3
    kinds.insert(place, "vector")
    pynrrd(f"pynrrd-channels-{place}.nrrd", np.moveaxis(channels, 0, place), {"space directions": directions, "kinds": kinds},
           channels, LPS_TO_RAS @ AFFINE)

layers = numbers((2, 4, 3, 2), "uint8") % 3
segments = {"Segment0_ID": "a", "Segment0_Name": "Tumor", "Segment0_LabelValue": "1", "Segment0_Layer": "0",
            "Segment1_ID": "b", "Segment1_Name": "Edema", "Segment1_LabelValue": "2", "Segment1_Layer": "0",
            "Segment2_ID": "c", "Segment2_Name": "Brain", "Segment2_LabelValue": "1", "Segment2_Layer": "1",
            "Segment2_Extent": "0 3 0 2 0 1", "Segmentation_MasterRepresentation": "Binary labelmap"}
pynrrd("slicer-layers.seg.nrrd", layers, {"space directions": np.insert(DIRECTIONS, 0, NONE, axis=0),
       "kinds": ["list", "domain", "domain", "domain"], **segments}, np.stack([layers[0] == 1, layers[0] == 2, layers[1] == 1]),
       LPS_TO_RAS @ AFFINE)
pynrrd("slicer-labels.seg.nrrd", layers[0], {key: value for key, value in segments.items() if not key.startswith("Segment2")},
       layers[:1], LPS_TO_RAS @ AFFINE)

for dtype in TYPES + ["bool", "float16"]:
    for order in "CF":
        for endian in "<>":
            array = np.array(numbers((4, 3, 2), dtype), order=order)
            np.save(folder / f"numpy-{dtype}-{order}-{'little' if endian == '<' else 'big'}.npy",
                    array.astype(array.dtype.newbyteorder(endian), order=order))
            add(f"numpy-{dtype}-{order}-{'little' if endian == '<' else 'big'}.npy", np.eye(4), array[np.newaxis])
for version in ((1, 0), (2, 0), (3, 0)):
    array = numbers((2, 4, 3, 2), "float32")
    with open(folder / f"numpy-version{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version)
    add(f"numpy-version{version[0]}.npy", np.eye(4), array)
array = numbers((4, 3), "float32")
np.save(folder / "numpy-flat.npy", array)
add("numpy-flat.npy", np.eye(4), array[np.newaxis, :, :, np.newaxis])
array = numbers((2, 4, 3, 2), "float16")
np.savez(folder / "numpy-one.npz", array)
add("numpy-one.npz", np.eye(4), array)
np.savez_compressed(folder / "numpy-nnunet.npz", data=array, seg=numbers((1, 4, 3, 2), "int8"))
add("numpy-nnunet.npz", np.eye(4), array)
np.savez_compressed(folder / "numpy-probabilities.npz", probabilities=array)
add("numpy-probabilities.npz", np.eye(4), array)

(folder / "expected.json").write_text(json.dumps(expected).replace("}, {", "},\n{") + "\n")
print(len(expected), "images")
