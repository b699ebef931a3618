package dev.factorizer.io.weights;

import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a file with weights is, by its first bytes; names say little ({@code .bin}, {@code .SAFETENSORS}). */
enum WeightFormat {
    /** PyTorch's since 1.6. */
    ZIP,
    /** PyTorch's before 1.6: pickles, one after the other. */
    PICKLES,
    /** Safetensors. */
    SAFETENSORS;

    private static final int LOOKED_AT = 512;

    static WeightFormat of(Path file) throws IOException {
        FileKind.requireRegular(file, "a file with weights");
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(LOOKED_AT);
        }
        if (begins(start, "PK\3\4")) {
            return ZIP;
        }
        if (start.length >= 2 && start[0] == (byte) 0x80 && start[1] <= 5) {
            return PICKLES;
        }
        long header = start.length < 9 ? 0 : ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (header >= 2 && start[8] == '{') {
            return SAFETENSORS;
        }
        String kind = kind(start);
        // Damaged ones are still best explained by their own reader.
        if (kind == null && file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors")) {
            return SAFETENSORS;
        }
        throw new MalformedFileException(file, (kind == null ? "is neither a zip archive nor a pickle" : kind)
                + ", expected a PyTorch checkpoint or safetensors");
    }

    private static boolean begins(byte[] start, String latin) {
        return new String(start, StandardCharsets.ISO_8859_1).startsWith(latin);
    }

    /** What else it is, as far as it can be told; else null. */
    private static String kind(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
        if (start.length == 0) {
            return "is empty";
        }
        if (begins(start, "\u001f\u008b")) {
            return "is compressed by gzip; unpack it first";
        }
        if (begins(start, "version https://git-lfs")) {
            return "is a pointer of Git LFS, not the file itself; fetch it by git lfs pull";
        }
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
            return "is a web page; the download went wrong";
        }
        if (begins(start, "\u0089HDF")) {
            return "is an HDF5 file, as Keras writes it";
        }
        if (begins(start, "PK\5\6")) {
            return "is an empty zip archive";
        }
        if (start.length > 262 && new String(start, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            return "is a tar archive; unpack it first, or load and save it by PyTorch if it is a checkpoint of before 2017";
        }
        return text.startsWith("{") ? "is JSON text" : null;
    }
}
