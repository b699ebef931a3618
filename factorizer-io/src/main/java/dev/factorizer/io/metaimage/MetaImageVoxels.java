package dev.factorizer.io.metaimage;

import dev.factorizer.io.files.GzipInput;
import dev.factorizer.io.files.InflatedInput;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.voxels.DetachedFile;
import dev.factorizer.io.voxels.VoxelFile;
import dev.factorizer.io.voxels.VoxelOrder;
import dev.factorizer.io.voxels.VoxelReader;
import dev.factorizer.io.voxels.VoxelType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Finds the numbers of an image, behind its header or in a file beside it, and unpacks them. */
final class MetaImageVoxels {
    private static final long LARGEST_SIZE = 1L << 50;
    private static final int GZIP = 0x1f8b;

    private final MetaImageHeader header;
    private final VoxelType type;
    private final VoxelOrder order;
    private final Consumer<String> warnings;

    MetaImageVoxels(MetaImageHeader header, VoxelOrder order, Consumer<String> warnings) throws IOException {
        this.header = header;
        this.type = type(header);
        this.order = order;
        this.warnings = warnings;
    }

    /** A long has four bytes, whatever the machine. */
    private static VoxelType type(MetaImageHeader header) throws IOException {
        return switch (header.required("ElementType")) {
            case "MET_CHAR" -> VoxelType.INT8;
            case "MET_UCHAR" -> VoxelType.UINT8;
            case "MET_SHORT" -> VoxelType.INT16;
            case "MET_USHORT" -> VoxelType.UINT16;
            case "MET_INT", "MET_LONG" -> VoxelType.INT32;
            case "MET_UINT", "MET_ULONG" -> VoxelType.UINT32;
            case "MET_LONG_LONG" -> VoxelType.INT64;
            case "MET_ULONG_LONG" -> VoxelType.UINT64;
            case "MET_FLOAT" -> VoxelType.FLOAT32;
            case "MET_DOUBLE" -> VoxelType.FLOAT64;
            default -> throw header.refused("ElementType", "a type of numbers, such as MET_SHORT or MET_FLOAT");
        };
    }

    /** From the opened file of the header. */
    float[] read(VoxelFile headerFile) throws IOException {
        intensities();
        String name = header.required(MetaImageHeader.DATA);
        if (name.equalsIgnoreCase("LOCAL")) {
            return read(header.file(), headerFile, header.length());
        }
        if (name.equals("LIST") || name.startsWith("LIST ") || name.contains("%")) {
            throw header.refused(MetaImageHeader.DATA, "LOCAL or one file; several are not read, so save the image as one .mha");
        }
        Path path = DetachedFile.of(header.file(), MetaImageHeader.DATA, name);
        try (VoxelFile file = VoxelFile.open(path)) {
            return read(path, file, 0);
        }
    }

    private void intensities() throws IOException {
        double slope = header.numbers(1, "ElementToIntensityFunctionSlope").orElse(new double[] {1})[0];
        double offset = header.numbers(1, "ElementToIntensityFunctionOffset").orElse(new double[] {0})[0];
        if (slope != 1 || offset != 0) {
            warnings.accept("ElementToIntensityFunction has slope " + slope + " and offset " + offset
                    + "; voxels are taken as they are stored, as ITK does");
        }
    }

    private float[] read(Path path, VoxelFile file, long start) throws IOException {
        long needed = (long) order.values() * type.bytes();
        VoxelReader reader = new VoxelReader(path, type, order);
        long skipped = header.whole("HeaderSize", -1, LARGEST_SIZE, 0);
        // As MetaIO has it: counted from the beginning of the file with the voxels, also where that has the header.
        long offset = skipped < 0 ? file.size() - needed : skipped == 0 ? start : skipped;
        if (header.isTrue("CompressedData")) {
            if (skipped < 0) {
                throw header.refused("HeaderSize", "at least 0 for compressed voxels");
            }
            checkStart(offset, start);
            file.checkHolds(offset, needed, true);
            return isGzip(file, offset) ? gzip(file, reader, offset) : zlib(path, file, reader, offset);
        }
        if (header.field("BinaryData").isPresent() && !header.isTrue("BinaryData")) {
            checkStart(offset, start);
            file.checkHolds(offset, 2L * order.values() - 1, false);
            return reader.text(file.raw(offset));
        }
        if (offset < 0) {
            file.checkHolds(0, needed, false);
        }
        checkStart(offset, start);
        file.checkHolds(offset, needed, false);
        if (file.size() > offset + needed) {
            warnings.accept("bytes follow its voxels"
                    + (path.equals(header.file()) ? "" : " in " + path.getFileName()) + ", " + (file.size() - offset - needed) + " of them; they are left out");
        }
        return reader.binary(file.raw(offset), endian());
    }

    private void checkStart(long offset, long start) throws IOException {
        if (offset < start) {
            throw new MalformedFileException(header.file(), "its voxels would begin at byte " + offset + ", inside its header of " + start
                    + " bytes; check HeaderSize and DimSize");
        }
    }

    private static boolean isGzip(VoxelFile file, long offset) throws IOException {
        byte[] start = file.raw(offset).readNBytes(2);
        return start.length == 2 && ((start[0] & 0xff) << 8 | start[1] & 0xff) == GZIP;
    }

    private float[] gzip(VoxelFile file, VoxelReader reader, long offset) throws IOException {
        try (GzipInput in = file.gzip(offset)) {
            float[] voxels = reader.binary(in, endian());
            reader.finish(in);
            return voxels;
        }
    }

    /** The data says itself where it ends, so a size that is not its own is no reason to refuse it. */
    private float[] zlib(Path path, VoxelFile file, VoxelReader reader, long offset) throws IOException {
        long declared = header.whole("CompressedDataSize", 0, LARGEST_SIZE, -1);
        if (declared > file.size() - offset) {
            throw new MalformedFileException(path, "CompressedDataSize declares " + declared + " bytes of voxels, but only "
                    + (file.size() - offset) + " are there");
        }
        try (InflatedInput in = file.zlib(offset)) {
            float[] voxels = reader.binary(in, endian());
            reader.finish(in);
            if (declared != in.packedBytes()) {
                warnings.accept((declared < 0 ? "has no CompressedDataSize" : "CompressedDataSize is " + declared) + ", expected "
                        + in.packedBytes() + ", which its voxels take; they are read, while ITK reads others");
            }
            return voxels;
        }
    }

    private ByteOrder endian() throws IOException {
        String key = header.field("BinaryDataByteOrderMSB").isPresent() ? "BinaryDataByteOrderMSB" : "ElementByteOrderMSB";
        return header.isTrue(key) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
}
