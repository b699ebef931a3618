package dev.factorizer.io.weights;

import dev.factorizer.io.files.FileFormat;
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
import java.util.Optional;

/** What a file with weights is, by its first bytes; names say little ({@code .bin}, {@code .SAFETENSORS}). */
enum WeightFormat {
    /** PyTorch's since 1.6. */
    ZIP,
    /** PyTorch's before 1.6: pickles, one after the other. */
    PICKLES,
    /** Safetensors. */
    SAFETENSORS;

    private static final String EXPECTED = "a PyTorch checkpoint or safetensors";

    static WeightFormat of(Path file) throws IOException {
        FileKind.requireRegular(file, "a file with weights");
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(FileFormat.BYTES);
        }
        if (begins(start, "PK\3\4")) {
            return ZIP;
        }
        // Asked first: headers of 128, 384, 640, … bytes begin as pickles do, but no pickle goes on with zeros after that.
        long header = start.length < 9 ? 0 : ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        boolean isText = header >= 2 && start[8] == '{';
        if (isText && header <= SafetensorsReader.LONGEST_HEADER) {
            return SAFETENSORS;
        }
        if (start.length >= 2 && start[0] == (byte) 0x80 && start[1] <= 5) {
            return PICKLES;
        }
        if (isText) {
            return SAFETENSORS;
        }
        Optional<FileFormat> other = FileFormat.of(start);
        // Damaged ones are still best explained by their own reader.
        if (start.length > 0 && other.isEmpty() && file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors")) {
            return SAFETENSORS;
        }
        throw new MalformedFileException(file, start.length == 0 ? "is empty, expected " + EXPECTED
                : other.map(format -> format.insteadOf(EXPECTED)).orElse("is neither a zip archive nor a pickle, expected " + EXPECTED));
    }

    private static boolean begins(byte[] start, String latin) {
        return new String(start, StandardCharsets.ISO_8859_1).startsWith(latin);
    }
}
