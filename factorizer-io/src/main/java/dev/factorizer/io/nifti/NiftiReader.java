package dev.factorizer.io.nifti;

import dev.factorizer.io.files.MalformedFileException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a NIfTI file once, front to back, and believes no size before the bytes are there. */
final class NiftiReader {
    /** The most a deflated byte can unpack to. */
    private static final long DEFLATE_RATIO = 1032;
    /** What may follow the voxels before a gzip file is refused: its end must be reached to check its sum. */
    private static final long LONGEST_REST = 16L << 20;
    private static final int CHUNK = 1 << 20;

    private final Path named;
    private Path file;

    NiftiReader(Path file) {
        this.named = file;
        this.file = file;
    }

    NiftiImage read() throws IOException {
        Path header = namesVoxels() ? partner(".img", ".hdr") : named;
        file = header;
        if (!Files.isRegularFile(header)) {
            throw new MalformedFileException(header, Files.exists(header) ? "is not a file" : "does not exist");
        }
        try (InputStream in = open(header)) {
            return read(in);
        } catch (EOFException e) {
            throw new MalformedFileException(file, "ends in the middle of its compressed data", e);
        } catch (ZipException e) {
            throw new MalformedFileException(file, "its gzip data is damaged: " + e.getMessage(), e);
        }
    }

    private boolean namesVoxels() {
        String name = named.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".img") || name.endsWith(".img.gz");
    }

    private Path partner(String from, String to) {
        String name = named.getFileName().toString();
        int at = name.toLowerCase(Locale.ROOT).lastIndexOf(from);
        Path plain = named.resolveSibling(name.substring(0, at) + to + name.substring(at + from.length()));
        return Files.exists(plain) ? plain : named.resolveSibling(name.substring(0, at) + to);
    }

    /** By content, not by name: files are renamed more often than repacked. */
    private static InputStream open(Path path) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return gzip ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private NiftiImage read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(4);
        if (start.length < 4) {
            throw malformed("is " + start.length + " bytes long, expected a header of 348 or 540");
        }
        boolean big = false;
        HeaderLayout layout = null;
        for (HeaderLayout candidate : HeaderLayout.values()) {
            if (ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt() == candidate.bytes) {
                layout = candidate;
            } else if (ByteBuffer.wrap(start).getInt() == candidate.bytes) {
                layout = candidate;
                big = true;
            }
        }
        if (layout == null) {
            throw malformed("sizeof_hdr is " + ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt()
                    + ", expected 348 (NIfTI-1) or 540 (NIfTI-2) in either byte order");
        }
        byte[] bytes = Arrays.copyOf(start, layout.bytes);
        int found = 4 + in.readNBytes(bytes, 4, layout.bytes - 4);
        if (found < layout.bytes) {
            throw malformed("ends after " + found + " bytes, inside the header of " + layout.bytes);
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        boolean pair = checkMagic(header, layout);
        List<Integer> shape = shape(header, layout);
        NiftiType type = type(header, layout);
        long voxelBytes = voxelBytes(shape, type);
        long offset = offset(header, layout, pair);
        return pair ? readPair(in, header, layout, big, shape, type, offset, voxelBytes)
                : readSingle(in, header, layout, big, shape, type, offset, voxelBytes);
    }

    private boolean checkMagic(ByteBuffer header, HeaderLayout layout) throws IOException {
        int at = layout == HeaderLayout.ONE ? 344 : 4;
        char version = (char) ('0' + layout.version);
        if (header.get(at) != 'n' || header.get(at + 2) != version || header.get(at + 3) != 0
                || header.get(at + 1) != '+' && header.get(at + 1) != 'i') {
            throw malformed("magic is not \"n+" + version + "\" or \"ni" + version + "\", so this is no NIfTI file");
        }
        return header.get(at + 1) == 'i';
    }

    private List<Integer> shape(ByteBuffer header, HeaderLayout layout) throws IOException {
        long rank = layout.dim(header, 0);
        if (rank < 1 || rank > 7) {
            throw malformed("dim[0], the number of dimensions, is " + rank + ", expected 1 to 7");
        }
        List<Integer> shape = new ArrayList<>();
        for (int i = 1; i <= rank; i++) {
            long size = layout.dim(header, i);
            if (size < 1 || size > Integer.MAX_VALUE) {
                throw malformed("dim[" + i + "] is " + size + ", expected 1 to " + Integer.MAX_VALUE);
            }
            shape.add((int) size);
        }
        return shape;
    }

    private NiftiType type(ByteBuffer header, HeaderLayout layout) throws IOException {
        int code = layout.datatype(header);
        NiftiType type = NiftiType.of(code).orElseThrow(() -> malformed("datatype is " + code
                + ", expected one of " + Arrays.stream(NiftiType.values()).map(t -> t.code() + " " + t.label()).toList()
                + "; convert the image"));
        if (layout.bitpix(header) != 8 * type.bytes()) {
            throw malformed("bitpix is " + layout.bitpix(header) + ", expected " + 8 * type.bytes() + " for "
                    + type.label());
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
        if (bytes > Integer.MAX_VALUE - 64) {
            throw malformed("dim " + shape + " of " + type.label() + " declares " + bytes
                    + " bytes of voxels, expected less than 2 GiB");
        }
        return bytes;
    }

    private long offset(ByteBuffer header, HeaderLayout layout, boolean pair) throws IOException {
        double offset = layout.voxelOffset(header);
        long least = pair ? 0 : layout.bytes;
        if (!(offset >= least) || offset > Integer.MAX_VALUE || offset != Math.rint(offset)) {
            throw malformed("vox_offset is " + offset + ", expected a whole number of at least " + least);
        }
        return (long) offset;
    }

    private NiftiImage readSingle(InputStream in, ByteBuffer header, HeaderLayout layout, boolean big,
            List<Integer> shape, NiftiType type, long offset, long voxelBytes) throws IOException {
        checkPlausible(file, offset + voxelBytes);
        byte[] between = readExactly(in, offset - layout.bytes, "before vox_offset " + offset);
        List<NiftiExtension> extensions = extensions(between, header.order());
        byte[] voxels = readExactly(in, voxelBytes, "of voxels");
        drain(in);
        return image(layout.read(header, big, shape, type, offset, extensions), voxels);
    }

    private NiftiImage readPair(InputStream in, ByteBuffer header, HeaderLayout layout, boolean big, List<Integer> shape,
            NiftiType type, long offset, long voxelBytes) throws IOException {
        List<NiftiExtension> extensions = extensions(in.readNBytes(CHUNK), header.order());
        if (!namesVoxels() && !named.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.hdr(\\.gz)?")) {
            throw malformed("magic is \"ni" + layout.version + "\", which puts the voxels into a file of their own, but the"
                    + " name ends neither in .hdr nor in .img; rename it");
        }
        Path image = namesVoxels() ? named : partner(".hdr", ".img");
        if (!Files.isRegularFile(image)) {
            throw malformed("has its voxels in " + image.getFileName() + ", which does not exist beside it");
        }
        file = image;
        checkPlausible(image, offset + voxelBytes);
        try (InputStream data = open(image)) {
            readExactly(data, offset, "before vox_offset " + offset);
            byte[] voxels = readExactly(data, voxelBytes, "of voxels");
            drain(data);
            return image(layout.read(header, big, shape, type, offset, extensions), voxels);
        }
    }

    private NiftiImage image(NiftiHeader header, byte[] voxels) throws IOException {
        if (header.scaled() && !Double.isFinite(header.intercept())) {
            throw malformed("scl_inter is " + header.intercept() + " beside scl_slope " + header.slope()
                    + ", expected a finite number");
        }
        try {
            return new NiftiImage(header, NiftiAffine.of(header), voxels);
        } catch (NiftiAffine.Unusable e) {
            throw new MalformedFileException(file, e.getMessage(), e);
        }
    }

    private void checkPlausible(Path path, long needed) throws IOException {
        long size = Files.size(path);
        boolean gzip;
        try (InputStream in = Files.newInputStream(path)) {
            gzip = in.read() == 0x1f && in.read() == 0x8b;
        }
        if (needed > (gzip ? size * DEFLATE_RATIO : size)) {
            throw malformed("header declares " + needed + " bytes, but the file has only " + size
                    + (gzip ? " compressed" : ""));
        }
    }

    /** Grows with what is really there, so a header's claim alone allocates nothing. */
    private byte[] readExactly(InputStream in, long count, String what) throws IOException {
        byte[] bytes = new byte[(int) Math.min(count, CHUNK)];
        int filled = 0;
        while (filled < count) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * filled));
            }
            int read = in.read(bytes, filled, bytes.length - filled);
            if (read < 0) {
                throw malformed("ends after " + filled + " of " + count + " bytes " + what);
            }
            filled += read;
        }
        return bytes;
    }

    /** Reads on to the end, where gzip keeps its sum. */
    private void drain(InputStream in) throws IOException {
        if (!(in instanceof GZIPInputStream)) {
            return;
        }
        byte[] chunk = new byte[1 << 16];
        long rest = 0;
        for (int read; (read = in.read(chunk)) >= 0;) {
            rest += read;
            if (rest > LONGEST_REST) {
                throw malformed("unpacks to more than " + LONGEST_REST + " bytes beyond its voxels, expected its end");
            }
        }
    }

    private List<NiftiExtension> extensions(byte[] bytes, ByteOrder order) throws IOException {
        List<NiftiExtension> found = new ArrayList<>();
        if (bytes.length < 4 || bytes[0] == 0) {
            return found;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order).position(4);
        while (buffer.remaining() >= 8) {
            int size = buffer.getInt();
            int code = buffer.getInt();
            if (size == 0 && code == 0) {
                break; // padding up to vox_offset
            }
            if (size < 8 || size - 8 > buffer.remaining()) {
                throw malformed("header extension " + found.size() + " declares " + size + " bytes, expected 8 to "
                        + (buffer.remaining() + 8));
            }
            byte[] content = new byte[size - 8];
            buffer.get(content);
            int end = content.length;
            while (end > 0 && content[end - 1] == 0) {
                end--;
            }
            found.add(new NiftiExtension(code, Arrays.copyOf(content, end)));
        }
        return found;
    }

    private MalformedFileException malformed(String problem) {
        return new MalformedFileException(file, problem);
    }
}
