package dev.factorizer.io.nifti;

import dev.factorizer.io.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes a NIfTI file or pair; compressed files hold no time and no name, so the same image gives the same bytes. */
final class NiftiWriter {
    private static final int BLOCK = 16;

    private final NiftiHeader header;
    private final byte[] voxels;

    NiftiWriter(NiftiHeader header, byte[] voxels) {
        this.header = header;
        this.voxels = voxels;
    }

    void write(Path file) throws IOException {
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        boolean gzip = lower.endsWith(".gz");
        String stem = gzip ? lower.substring(0, lower.length() - 3) : lower;
        if (stem.endsWith(".nii")) {
            writeSingle(file, gzip);
        } else if (stem.endsWith(".hdr") || stem.endsWith(".img")) {
            String start = name.substring(0, stem.length() - 4);
            String end = name.substring(stem.length());
            writePair(file.resolveSibling(start + ".hdr" + end), file.resolveSibling(start + ".img" + end), gzip);
        } else {
            throw new IllegalArgumentException(file + ": its ending is none of .nii, .hdr and .img, each also with .gz;"
                    + " rename it");
        }
    }

    private void writeSingle(Path file, boolean gzip) throws IOException {
        byte[] extensions = extensions();
        long offset = layout(file).bytes + extensions.length;
        byte[] start = encode(file, false, offset);
        AtomicFile.write(file, content(file, gzip, start, extensions, voxels));
    }

    private void writePair(Path headerFile, Path image, boolean gzip) throws IOException {
        byte[] extensions = header.extensions().isEmpty() ? new byte[0] : extensions();
        byte[] start = encode(headerFile, true, 0);
        // The header last: where it is, both are.
        AtomicFile.writeAll(List.of(image, headerFile), List.of(content(image, gzip, voxels),
                content(headerFile, gzip, start, extensions)));
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
