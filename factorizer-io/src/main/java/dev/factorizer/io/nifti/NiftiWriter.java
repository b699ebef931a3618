package dev.factorizer.io.nifti;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.GzipFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes a NIfTI file or pair; compressed files hold no time and no name, so the same image gives the same bytes. */
final class NiftiWriter {
    private static final int BLOCK = 16;

    private final NiftiHeader header;
    private final byte[] voxels;

    NiftiWriter(NiftiHeader header, byte[] voxels) {
        this.header = header;
        this.voxels = voxels;
    }

    /** The files that an image becomes, one or a pair, and what comes into each. */
    Map<Path, AtomicFile.Content> contents(Path file) {
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        boolean gzip = lower.endsWith(".gz");
        String stem = gzip ? lower.substring(0, lower.length() - 3) : lower;
        if (stem.endsWith(".nii")) {
            return single(file, gzip);
        }
        if (stem.endsWith(".hdr") || stem.endsWith(".img")) {
            String start = name.substring(0, stem.length() - 4);
            String end = name.substring(stem.length());
            return pair(file.resolveSibling(start + ".hdr" + end), file.resolveSibling(start + ".img" + end), gzip);
        }
        throw new IllegalArgumentException(file + ": its ending is none of .nii, .hdr and .img, each also with .gz;"
                + " rename it");
    }

    private Map<Path, AtomicFile.Content> single(Path file, boolean gzip) {
        byte[] extensions = extensions();
        long offset = layout(file).bytes + extensions.length;
        return Map.of(file, content(file, gzip, encode(file, false, offset), extensions, voxels));
    }

    /** The header last: where it is, both are. */
    private Map<Path, AtomicFile.Content> pair(Path headerFile, Path image, boolean gzip) {
        byte[] extensions = header.extensions().isEmpty() ? new byte[0] : extensions();
        Map<Path, AtomicFile.Content> contents = new LinkedHashMap<>();
        contents.put(image, content(image, gzip, voxels));
        contents.put(headerFile, content(headerFile, gzip, encode(headerFile, true, 0), extensions));
        return contents;
    }

    private HeaderLayout layout(Path file) {
        if (header.version() == 1 && header.shape().stream().anyMatch(size -> size > Short.MAX_VALUE)) {
            throw new IllegalArgumentException(file + ": shape " + header.shape() + " has a size above " + Short.MAX_VALUE
                    + ", which NIfTI-1 can't hold; write version 2");
        }
        return HeaderLayout.of(header.version());
    }

    private byte[] encode(Path file, boolean pair, long offset) {
        if (header.version() == 1 && (long) (float) offset != offset) {
            throw new IllegalArgumentException(file + ": header extensions of " + offset
                    + " bytes are too long for NIfTI-1; write version 2");
        }
        return layout(file).encode(header, pair, offset);
    }

    private static AtomicFile.Content content(Path file, boolean gzip, byte[]... parts) {
        return gzip ? new GzipFile(file, parts) : out -> {
            for (byte[] part : parts) {
                out.write(part);
            }
        };
    }

    /** Four bytes that say whether there are any, then each as size, code and content, in blocks of 16. */
    private byte[] extensions() {
        int total = 4;
        for (NiftiExtension extension : header.extensions()) {
            total = Math.addExact(total, padded(extension));
        }
        ByteBuffer buffer = ByteBuffer.allocate(total)
                .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        buffer.put(0, (byte) (header.extensions().isEmpty() ? 0 : 1));
        int at = 4;
        for (NiftiExtension extension : header.extensions()) {
            buffer.putInt(at, padded(extension)).putInt(at + 4, extension.code()).put(at + 8, extension.content());
            at += padded(extension);
        }
        return buffer.array();
    }

    private static int padded(NiftiExtension extension) {
        return Math.multiplyExact(Math.ceilDiv(Math.addExact(8, extension.content().length), BLOCK), BLOCK);
    }
}
