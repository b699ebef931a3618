"""Writes DICOM files of all transfer syntaxes that pydicom and GDCM can write, and beside each, as 64-bit numbers, the values that
pydicom reads. Usage: frames.py FOLDER"""
import pathlib
import subprocess
import sys

import numpy
import pydicom
from pydicom import uid
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, encapsulate_extended

if len(sys.argv) == 4:
    import gdcm

    reader = gdcm.ImageReader()
    reader.SetFileName(sys.argv[1])
    assert reader.Read(), sys.argv
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(getattr(gdcm.TransferSyntax, sys.argv[3])))
    change.SetInput(reader.GetImage())
    assert change.Change(), sys.argv
    writer = gdcm.ImageWriter()
    writer.SetFileName(sys.argv[2])
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    assert writer.Write(), sys.argv
    sys.exit()

ROWS, COLUMNS = 38, 54
folder = pathlib.Path(sys.argv[1])
written = []


def pattern(bits, signed, frame=0):
    """Smooth, with noise and both extremes."""
    random = numpy.random.default_rng(100 * bits + 10 * signed + frame)
    y, x = numpy.mgrid[0:ROWS, 0:COLUMNS]
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    values = (numpy.sin(x / 7 + frame) * numpy.cos(y / 5) + 1) / 2 * (high - low) + low
    values = (values + random.normal(0, (high - low) / 200, x.shape)).clip(low, high)
    values[3] = low
    values[4, ::2] = high
    return values.astype(f"{'' if signed else 'u'}int{8 if bits <= 8 else 16 if bits <= 16 else 32}")


def dataset(pixels, bits, signed, frames=1):
    one = Dataset()
    one.file_meta = FileMetaDataset()
    one.file_meta.TransferSyntaxUID = uid.ExplicitVRLittleEndian
    one.file_meta.MediaStorageSOPClassUID = one.SOPClassUID = uid.CTImageStorage
    one.file_meta.MediaStorageSOPInstanceUID = one.SOPInstanceUID = "1.2.3"
    one.Modality = "CT"
    one.Rows, one.Columns = ROWS, COLUMNS
    one.SamplesPerPixel = 1
    one.PhotometricInterpretation = "MONOCHROME2"
    one.NumberOfFrames = frames
    one.BitsAllocated = pixels.dtype.itemsize * 8
    one.BitsStored, one.HighBit, one.PixelRepresentation = bits, bits - 1, int(signed)
    one.PixelData = pixels.tobytes()
    one["PixelData"].VR = "OB" if one.BitsAllocated == 8 else "OW"
    return one


def write(name, one, values=None, **arguments):
    path = folder / f"{name}.dcm"
    pydicom.dcmwrite(path, one, enforce_file_format=True, **arguments)
    expect(path, values)
    return path


def expect(path, values=None):
    if values is None:
        values = pydicom.dcmread(path).pixel_array
    numpy.asarray(values).astype("<f8").tofile(path.with_suffix(".values"))
    written.append(path.stem)


def compress(path, name, syntax):
    """In a process of its own: GDCM's zlib is not that of Python."""
    subprocess.run([sys.executable, __file__, str(path), str(folder / f"{name}.dcm"), syntax], check=True)
    expect(folder / f"{name}.dcm")


for bits, signed in ((8, 0), (8, 1), (10, 0), (12, 0), (12, 1), (16, 0), (16, 1), (32, 0), (32, 1)):
    kind = f"{bits}{'s' if signed else 'u'}"
    pixels = pattern(bits, signed)
    plain = write(f"{kind}-explicit", dataset(pixels, bits, signed), pixels)
    for name, syntax in (("implicit", uid.ImplicitVRLittleEndian), ("deflated", uid.DeflatedExplicitVRLittleEndian)):
        one = dataset(pixels, bits, signed)
        one.file_meta.TransferSyntaxUID = syntax
        write(f"{kind}-{name}", one, pixels)
    big = dataset(pixels.astype(pixels.dtype.newbyteorder(">")), bits, signed)
    big.file_meta.TransferSyntaxUID = uid.ExplicitVRBigEndian
    write(f"{kind}-big", big, pixels)
    if bits <= 16:
        one = dataset(pixels, bits, signed)
        one.compress(uid.RLELossless, generate_instance_uid=False)
        write(f"{kind}-rle", one, pixels)
        one = dataset(pixels, bits, signed)
        one.compress(uid.JPEG2000Lossless, generate_instance_uid=False)
        write(f"{kind}-jpeg2000-lossless", one, pixels)
        one = dataset(pixels, bits, signed)
        one.compress(uid.JPEG2000, j2k_psnr=[50], generate_instance_uid=False)
        write(f"{kind}-jpeg2000-lossy", one)
        if (bits, signed) != (8, 1):
            compress(plain, f"{kind}-jpeg-lossless", "JPEGLosslessProcess14")
            compress(plain, f"{kind}-jpeg-lossless-first", "JPEGLosslessProcess14_1")
    if (bits, signed) == (8, 0):
        compress(plain, f"{kind}-jpeg-baseline", "JPEGBaselineProcess1")
        compress(plain, f"{kind}-jpeg-extended", "JPEGExtendedProcess2_4")

overlay = pattern(12, 1).astype("int16") & 0x0FFF
overlay[::3] |= numpy.int16(-0x8000)
write("overlay-bits", dataset(overlay, 12, 1), pattern(12, 1))
frames = numpy.stack([pattern(12, 0, frame) for frame in range(3)])
write("frames-explicit", dataset(frames, 12, 0, 3), frames)
one = dataset(frames, 12, 0, 3)
one.compress(uid.RLELossless, generate_instance_uid=False)
write("frames-rle", one, frames)
one = dataset(frames, 12, 0, 3)
one.compress(uid.JPEG2000Lossless, generate_instance_uid=False)
write("frames-jpeg2000", one, frames)
parts = list(pydicom.encaps.generate_frames(one.PixelData, number_of_frames=3))
one.PixelData = encapsulate(parts, fragments_per_frame=3, has_bot=True)
write("frames-in-fragments-with-table", one, frames)
one.PixelData = encapsulate(parts, fragments_per_frame=3, has_bot=False)
write("frames-in-fragments-without-table", one, frames)
one.PixelData, one.ExtendedOffsetTable, one.ExtendedOffsetTableLengths = encapsulate_extended(parts)
write("frames-with-extended-table", one, frames)
colors = numpy.stack([pattern(8, 0, frame) for frame in range(3)], axis=-1)
for planar in (0, 1):
    one = dataset(colors if planar == 0 else colors.transpose(2, 0, 1), 8, 0)
    one.SamplesPerPixel, one.PhotometricInterpretation, one.PlanarConfiguration = 3, "RGB", planar
    write(f"colors-{planar}", one, colors)
one = dataset(colors, 8, 0)
one.SamplesPerPixel, one.PhotometricInterpretation, one.PlanarConfiguration = 3, "RGB", 0
one.compress(uid.RLELossless, generate_instance_uid=False)
write("colors-rle", one, colors)
one = dataset(colors, 8, 0)
one.SamplesPerPixel, one.PhotometricInterpretation, one.PlanarConfiguration = 3, "RGB", 0
one.compress(uid.JPEG2000Lossless, use_mct=False, generate_instance_uid=False)
write("colors-jpeg2000", one, colors)
one = dataset(colors, 8, 0)
one.SamplesPerPixel, one.PhotometricInterpretation, one.PlanarConfiguration = 3, "YBR_RCT", 0
one.compress(uid.JPEG2000Lossless, use_mct=True, generate_instance_uid=False)
write("colors-jpeg2000-decorrelated", one, colors)
for keyword, kind in (("FloatPixelData", "<f4"), ("DoubleFloatPixelData", "<f8")):
    values = (pattern(16, 1) / 7).astype(kind)
    one = dataset(values, 16, 0)
    del one.PixelData, one.BitsStored, one.HighBit, one.PixelRepresentation
    setattr(one, keyword, values.tobytes())
    write(keyword, one, values)
print(len(written), "files")
