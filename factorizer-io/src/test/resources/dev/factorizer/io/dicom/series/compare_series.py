"""Compares volumes that the test wrote with what SimpleITK, dicom2nifti and nibabel make of the same files.

usage: compare_series.py FOLDER DATA; FOLDER has NAME.nii for each name below, DATA is the folder of the real files.
"""
import glob
import gzip
import os
import sys
import tempfile
import warnings

import dicom2nifti
import nibabel
import numpy
import pydicom
import SimpleITK
from dicom2nifti import common
from nibabel.nicom import dicomwrappers

warnings.simplefilter("ignore")
FOLDER, DATA = sys.argv[1:]
TOLERANCE = 1e-4
failures = []
compared = 0


def canonical(voxels, affine):
    image = nibabel.as_closest_canonical(nibabel.Nifti1Image(voxels.astype(numpy.float32), affine))
    return numpy.asarray(image.dataobj), image.affine


def compare(name, program, voxels, affine, columns=(0, 1, 2, 3)):
    """Columns of the affine that the other program has otherwise are left out, by number."""
    global compared
    compared += 1
    ours = nibabel.load(os.path.join(FOLDER, name + ".nii"))
    found = numpy.asarray(ours.dataobj, dtype=numpy.float32)
    if columns == (0, 1, 2, 3):
        found, own = canonical(found.reshape(found.shape[0], found.shape[1], -1), ours.affine)
        voxels, affine = canonical(voxels.reshape(voxels.shape[0], voxels.shape[1], -1), affine)
    else:
        own = ours.affine
    worst = numpy.abs(own - affine)[:, list(columns)].max()
    same = found.shape == voxels.shape and numpy.array_equal(found, voxels.astype(numpy.float32))
    print(f"{name}: {program}: {found.shape}, affine differs by {worst:.2g} mm, voxels {'equal' if same else 'DIFFER'}")
    if not same or worst > TOLERANCE:
        failures.append(f"{name} ({program})\n{own}\n{affine}")


def itk(image):
    voxels = SimpleITK.GetArrayFromImage(image)
    voxels = voxels.transpose(range(voxels.ndim)[::-1])
    affine = numpy.eye(4)
    affine[:3, :3] = numpy.array(image.GetDirection()).reshape(3, 3) * image.GetSpacing()
    affine[:3, 3] = image.GetOrigin()
    return voxels, numpy.diag([-1, -1, 1, 1]) @ affine


def itk_series(files):
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(files)
    return itk(reader.Execute())


def nifti(folder):
    with tempfile.TemporaryDirectory() as out:
        path = os.path.join(out, "out.nii")
        dicom2nifti.dicom_series_to_nifti(folder, path, reorient_nifti=False)
        image = nibabel.load(path)
        return numpy.asarray(image.dataobj), image.affine


def unpacked(name, folder):
    path = os.path.join(folder, os.path.basename(name)[:-3])
    with gzip.open(name) as source, open(path, "wb") as target:
        target.write(source.read())
    return path


for series in "ct", "hippocampus":
    folder = os.path.join(DATA, "dicom-series", series)
    reader = SimpleITK.ImageSeriesReader()
    identifiers = reader.GetGDCMSeriesIDs(folder)
    compare(series, "SimpleITK", *itk_series(reader.GetGDCMSeriesFileNames(folder, identifiers[0])))
    compare(series, "dicom2nifti", *nifti(folder))

files = [os.path.join(DATA, "dicom", name) for name in ("0.dcm", "1.dcm")]
voxels, affine = itk_series(files)
# SimpleITK takes the third axis at right angles, dicom2nifti from the positions.
compare("two-slices", "SimpleITK", voxels, affine, columns=(0, 1, 3))
ours = nibabel.load(os.path.join(FOLDER, "two-slices.nii")).affine
positions = common.create_affine([pydicom.dcmread(file) for file in files])[0]
if numpy.abs(ours - positions).max() > TOLERANCE:
    failures.append(f"two-slices (dicom2nifti)\n{ours}\n{positions}")

for name in "CT_small", "MR_small", "decimal_rescale", "slicethickness_empty_string":
    voxels, affine = itk(SimpleITK.ReadImage(os.path.join(DATA, "dicom", name + ".dcm")))
    compare(name, "SimpleITK", voxels, affine, columns=(0, 1, 3))

with tempfile.TemporaryDirectory() as folder:
    path = unpacked(os.path.join(DATA, "dicom", "philips_mprage.dcm.gz"), folder)
    compare("philips_mprage", "dicom2nifti", *nifti(folder))
    voxels, affine = itk(SimpleITK.ReadImage(path))
    compare("philips_mprage", "SimpleITK", voxels, affine)

with tempfile.TemporaryDirectory() as folder:
    for value in "0", "1000":
        path = unpacked(os.path.join(DATA, "dicom", f"siemens_dwi_{value}.dcm.gz"), folder)
        mosaic = dicomwrappers.wrapper_from_file(path)
        # nibabel's first axis runs along columns.
        affine = mosaic.affine[:, [1, 0, 2, 3]]
        affine = numpy.diag([-1, -1, 1, 1]) @ affine
        compare(f"siemens_dwi_{value}", "nibabel", mosaic.get_data().transpose(1, 0, 2), affine)

assert compared == 13, compared
sys.exit("\n".join(failures) or 0)
