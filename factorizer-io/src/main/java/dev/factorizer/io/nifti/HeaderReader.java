package dev.factorizer.io.nifti;

import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Reads the fixed part of a header and decides what it declares, before anything is allocated for it. */
final class HeaderReader {
    /** More than the 2 GiB of a Java array. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64;
    /** Where the dimensions that are not space begin, counted from 1; before it, an empty one is an empty image. */
    private static final int FIRST_THAT_MAY_BE_EMPTY = 3;

    private final Path file;
    private final boolean compressed;
    private final Consumer<String> warnings;

    /**
     * What a header declares.
     *
     * @param fields its bytes, in its byte order
     * @param layout where they are
     * @param pair whether its magic puts the voxels into a file of their own
     * @param shape the sizes
     * @param type what a voxel is
     * @param offset where the voxels begin
     * @param voxelBytes how many bytes they are
     */
    record Declared(ByteBuffer fields, HeaderLayout layout, boolean pair, List<Integer> shape, NiftiType type, long offset,
            long voxelBytes) {
        NiftiHeader header(List<NiftiExtension> extensions) {
            return layout.read(fields, fields.order() == ByteOrder.BIG_ENDIAN, shape, type, offset, extensions);
        }
    }

    HeaderReader(Path file, boolean compressed, Consumer<String> warnings) {
        this.file = file;
        this.compressed = compressed;
        this.warnings = warnings;
    }

    /** Reads to the end of the header and no further. */
    Declared read(InputStream in) throws IOException {
        in.mark(FileFormat.BYTES);
        byte[] start = in.readNBytes(FileFormat.BYTES);
        in.reset();
        if (start.length < 4) {
            throw malformed("is " + start.length + " bytes long, expected a header of 348 or 540");
        }
        HeaderLayout layout = layout(start);
        byte[] bytes = in.readNBytes(layout.bytes);
        if (bytes.length < layout.bytes) {
            throw malformed("ends after " + bytes.length + " bytes, inside the header of " + layout.bytes);
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(order(bytes, layout));
        boolean pair = checkMagic(fields, layout);
        List<Integer> shape = shape(fields, layout);
        NiftiType type = type(fields, layout);
        return new Declared(fields, layout, pair, shape, type, offset(fields, layout), voxelBytes(shape, type));
    }

    private HeaderLayout layout(byte[] start) throws IOException {
        int little = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
        boolean one = hasMagic(start, HeaderLayout.ONE.magicAt, HeaderLayout.ONE.version);
        boolean two = hasMagic(start, HeaderLayout.TWO.magicAt, HeaderLayout.TWO.version);
        for (HeaderLayout candidate : HeaderLayout.values()) {
            boolean other = candidate == HeaderLayout.TWO && one && !two;
            if (!other && (little == candidate.bytes || Integer.reverseBytes(little) == candidate.bytes)) {
                return candidate;
            }
        }
        if (one) {
            warnings.accept("sizeof_hdr is " + little + ", expected 348; the magic says NIfTI-1, and as that it is read");
            return HeaderLayout.ONE;
        }
        FileFormat format = FileFormat.of(start).orElse(null);
        if (format == null) {
            throw malformed("sizeof_hdr is " + little + ", expected 348 (NIfTI-1) or 540 (NIfTI-2) in either byte order, so"
                    + " this is no NIfTI image, nor of another format that is known");
        }
        if (compressed && format == FileFormat.GZIP) {
            throw malformed("is gzip data inside of gzip data: it was compressed twice; unpack it once with gunzip");
        }
        throw malformed(compressed ? "holds, compressed, " + format.description() + ", expected a NIfTI image; " + format.advice()
                : format.insteadOf("a NIfTI image"));
    }

    /** By the number of dimensions, as the format has it; where no order gives a possible one, by the header's size. */
    private ByteOrder order(byte[] header, HeaderLayout layout) {
        ByteOrder bySize = ByteBuffer.wrap(header).order(ByteOrder.BIG_ENDIAN).getInt(0) == layout.bytes ? ByteOrder.BIG_ENDIAN
                : ByteOrder.LITTLE_ENDIAN;
        ByteOrder reverse = bySize == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        if (hasRank(header, layout, bySize) || !hasRank(header, layout, reverse)) {
            return bySize;
        }
        int size = ByteBuffer.wrap(header).order(bySize).getInt(0);
        if (size == layout.bytes) {
            warnings.accept("sizeof_hdr has its bytes in another order than dim[0], the number of dimensions; all numbers are read"
                    + " in that of dim[0]");
        }
        return reverse;
    }

    private static boolean hasRank(byte[] header, HeaderLayout layout, ByteOrder order) {
        long rank = layout.dim(ByteBuffer.wrap(header).order(order), 0);
        return rank >= 1 && rank <= 7;
    }

    private static boolean hasMagic(byte[] bytes, int at, int version) {
        return bytes.length >= at + 4 && bytes[at] == 'n' && (bytes[at + 1] == '+' || bytes[at + 1] == 'i')
                && bytes[at + 2] == '0' + version && bytes[at + 3] == 0;
    }

    private boolean checkMagic(ByteBuffer header, HeaderLayout layout) throws IOException {
        if (!hasMagic(header.array(), layout.magicAt, layout.version)) {
            throw malformed("magic is not \"n+" + layout.version + "\" or \"ni" + layout.version + "\", so this is no NIfTI"
                    + " file" + (layout == HeaderLayout.ONE ? "; an Analyze 7.5 image has the same size, convert it" : ""));
        }
        return header.get(layout.magicAt + 1) == 'i';
    }

    private List<Integer> shape(ByteBuffer header, HeaderLayout layout) throws IOException {
        long rank = layout.dim(header, 0);
        if (rank < 1 || rank > 7) {
            throw malformed("dim[0], the number of dimensions, is " + rank + ", expected 1 to 7");
        }
        int used = used(header, layout, (int) rank);
        List<Integer> shape = new ArrayList<>();
        for (int i = 1; i <= used; i++) {
            long size = layout.dim(header, i);
            if (size < 1 || size > Integer.MAX_VALUE) {
                throw malformed("dim[" + i + "] is " + size + ", expected 1 to " + Integer.MAX_VALUE);
            }
            shape.add((int) size);
        }
        if (used < rank) {
            warnings.accept("dim[" + (used + 1) + "] is 0, expected at least 1; it is left out, so that the image has the sizes "
                    + shape);
        }
        return shape;
    }

    /** The number of dimensions before those at the end that are 0, or 1 behind a 0. */
    private static int used(ByteBuffer header, HeaderLayout layout, int rank) {
        int empty = rank + 1;
        for (int i = rank; i >= FIRST_THAT_MAY_BE_EMPTY && layout.dim(header, i) >= 0 && layout.dim(header, i) <= 1; i--) {
            empty = layout.dim(header, i) == 0 ? i : empty;
        }
        return empty - 1;
    }

    private NiftiType type(ByteBuffer header, HeaderLayout layout) throws IOException {
        int code = layout.datatype(header);
        NiftiType type = NiftiType.of(code).orElseThrow(() -> malformed("datatype is " + code
                + ", expected one of " + Arrays.stream(NiftiType.values()).map(t -> t.code() + " " + t.label()).toList()
                + "; convert the image"));
        if (layout.bitpix(header) != 8 * type.bytes()) {
            warnings.accept("bitpix is " + layout.bitpix(header) + ", expected " + 8 * type.bytes() + " for " + type.label()
                    + "; the datatype decides");
        }
        if (type == NiftiType.RGBA) {
            warnings.accept("datatype is rgba; red, green, blue and alpha become four channels");
        }
        return type;
    }

    private long voxelBytes(List<Integer> shape, NiftiType type) throws IOException {
        long bytes = type.bytes();
        try {
            for (int size : shape) {
                bytes = Math.multiplyExact(bytes, (long) size);
            }
        } catch (ArithmeticException e) {
            throw new MalformedFileException(file, "dim " + shape + " declares more voxels than 64 bits can count", e);
        }
        if (bytes > MOST_BYTES) {
            throw malformed("dim " + shape + " of " + type.label() + " declares " + bytes
                    + " bytes of voxels, expected less than 2 GiB");
        }
        return bytes;
    }

    private long offset(ByteBuffer header, HeaderLayout layout) throws IOException {
        double offset = layout.voxOffset(header);
        if (!(offset >= 0) || offset > Integer.MAX_VALUE) {
            throw malformed("vox_offset is " + offset + ", expected a whole number from " + layout.bytes
                    + ", or from 0 in a pair of files");
        }
        if (offset != Math.rint(offset)) {
            warnings.accept("vox_offset is " + offset + ", expected a whole number; the voxels are read from byte "
                    + (long) offset);
        }
        return (long) offset;
    }

    private MalformedFileException malformed(String problem) {
        return new MalformedFileException(file, problem);
    }
}
