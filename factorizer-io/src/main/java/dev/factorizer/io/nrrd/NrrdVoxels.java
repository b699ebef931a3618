package dev.factorizer.io.nrrd;

import dev.factorizer.io.files.GzipInput;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.voxels.DetachedFile;
import dev.factorizer.io.voxels.HexInput;
import dev.factorizer.io.voxels.VoxelFile;
import dev.factorizer.io.voxels.VoxelOrder;
import dev.factorizer.io.voxels.VoxelReader;
import dev.factorizer.io.voxels.VoxelType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the numbers of an image, behind its header or in a file beside it, and unpacks them. */
final class NrrdVoxels {
    private final NrrdHeader header;
    private final VoxelType type;
    private final VoxelOrder order;
    private final Consumer<String> warnings;

    NrrdVoxels(NrrdHeader header, VoxelOrder order, Consumer<String> warnings) throws IOException {
        this.header = header;
        this.type = type(header);
        this.order = order;
        this.warnings = warnings;
    }

    private static VoxelType type(NrrdHeader header) throws IOException {
        String name = header.required("type").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return switch (name) {
            case "signed char", "int8", "int8_t" -> VoxelType.INT8;
            case "uchar", "unsigned char", "uint8", "uint8_t" -> VoxelType.UINT8;
            case "short", "short int", "signed short", "signed short int", "int16", "int16_t" -> VoxelType.INT16;
            case "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t" -> VoxelType.UINT16;
            case "int", "signed int", "int32", "int32_t" -> VoxelType.INT32;
            case "uint", "unsigned int", "uint32", "uint32_t" -> VoxelType.UINT32;
            case "longlong", "long long", "long long int", "signed long long", "signed long long int", "int64", "int64_t" ->
                    VoxelType.INT64;
            case "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t" -> VoxelType.UINT64;
            case "float" -> VoxelType.FLOAT32;
            case "double" -> VoxelType.FLOAT64;
            default -> throw header.refused("type", "a type of whole numbers or fractions, such as short or float");
        };
    }

    /** The file with the numbers: that of the header, or one beside it. */
    static Path place(NrrdHeader header) throws IOException {
        Optional<String> name = header.field("data file");
        if (name.isEmpty()) {
            return header.file();
        }
        if (name.get().equals("LIST") || name.get().startsWith("LIST ") || name.get().contains("%")) {
            throw header.refused("data file", "one file; several are not read, so save the image as one .nrrd");
        }
        return DetachedFile.of(header.file(), "data file", name.get());
    }

    /** From the opened file of the header. */
    float[] read(VoxelFile headerFile) throws IOException {
        Path path = place(header);
        if (path.equals(header.file())) {
            return read(path, headerFile, header.length());
        }
        try (VoxelFile file = VoxelFile.open(path)) {
            return read(path, file, 0);
        }
    }

    private float[] read(Path path, VoxelFile file, long start) throws IOException {
        long lines = header.whole("line skip", 0, 0);
        long bytes = header.whole("byte skip", -1, 0);
        long offset = skipLines(path, file, start, lines);
        long needed = (long) order.values() * type.bytes();
        VoxelReader reader = new VoxelReader(path, type, order);
        String encoding = header.required("encoding").toLowerCase(Locale.ROOT);
        if (bytes < 0 && !encoding.equals("raw")) {
            throw header.refused("byte skip", "at least 0 where encoding is " + encoding);
        }
        return switch (encoding) {
            case "raw" -> raw(path, file, reader, bytes < 0 ? fromTheEnd(path, file, start, needed) : Math.addExact(offset, bytes), needed);
            case "gzip", "gz" -> gzip(file, reader, offset, bytes, needed);
            case "ascii", "text", "txt" -> {
                file.checkHolds(offset, Math.addExact(2L * order.values() - 1, bytes), false);
                yield reader.text(file.raw(offset + bytes));
            }
            case "hex" -> {
                file.checkHolds(offset, Math.addExact(2 * needed, bytes), false);
                yield reader.binary(new HexInput(path, file.raw(offset + bytes)), endian());
            }
            case "bzip2", "bz2" -> throw header.refused("encoding", "raw, gzip, ascii or hex; save it again with gzip");
            default -> throw header.refused("encoding", "raw, gzip, ascii or hex");
        };
    }

    private float[] raw(Path path, VoxelFile file, VoxelReader reader, long offset, long needed) throws IOException {
        file.checkHolds(offset, needed, false);
        if (file.size() > offset + needed) {
            warnings.accept("bytes follow its voxels" + (path.equals(header.file()) ? ""
                    : " in " + path.getFileName()) + ", " + (file.size() - offset - needed) + " of them; they are left out");
        }
        return reader.binary(file.raw(offset), endian());
    }

    private static long fromTheEnd(Path path, VoxelFile file, long start, long needed) throws IOException {
        long offset = file.size() - needed;
        if (offset < start) {
            throw new MalformedFileException(path, "its header declares " + needed + " bytes of voxels, but only "
                    + (file.size() - start) + " bytes are there");
        }
        return offset;
    }

    private float[] gzip(VoxelFile file, VoxelReader reader, long offset, long skipped, long needed) throws IOException {
        file.checkHolds(offset, Math.addExact(needed, skipped), true);
        ByteOrder order = endian();
        try (GzipInput in = file.gzip(offset)) {
            reader.skip(in, skipped);
            float[] voxels = reader.binary(in, order);
            reader.finish(in);
            if (in.hasTrailingBytes()) {
                warnings.accept("bytes that are no gzip data follow its gzip data; they are left out");
            }
            return voxels;
        }
    }

    private ByteOrder endian() throws IOException {
        if (type.bytes() == 1) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        return switch (header.required("endian").toLowerCase(Locale.ROOT)) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw header.refused("endian", "little or big");
        };
    }

    private static long skipLines(Path path, VoxelFile file, long start, long lines) throws IOException {
        if (lines == 0) {
            return start;
        }
        InputStream in = file.raw(start);
        long offset = start;
        for (long left = lines; left > 0;) {
            int next = in.read();
            if (next < 0) {
                throw new MalformedFileException(path, "ends before the " + lines + " lines that line skip leaves out");
            }
            offset++;
            left -= next == '\n' ? 1 : 0;
        }
        return offset;
    }
}
