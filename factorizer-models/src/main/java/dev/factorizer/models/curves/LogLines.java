package dev.factorizer.models.curves;

import dev.factorizer.io.files.MalformedFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a training's log, one after the other. What follows the last end of a line is none: a killed process leaves it. */
final class LogLines {
    /** A validation of a thousand regions has less. */
    static final int MOST_BYTES = 1 << 18;

    /** Takes a line. */
    @FunctionalInterface
    interface Receiver {
        void accept(LogLine line) throws IOException;
    }

    private LogLines() { }

    static void read(Path log, Receiver receiver) throws IOException {
        byte[] line = new byte[MOST_BYTES];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log), MOST_BYTES)) {
            long number = 1;
            long length = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    if (length < MOST_BYTES) {
                        line[(int) length] = (byte) next;
                    }
                    length++;
                    continue;
                }
                if (length > MOST_BYTES) {
                    throw new MalformedFileException(log, "line " + number + " has " + length + " bytes, expected at most " + MOST_BYTES);
                }
                String text = text(log, number, ByteBuffer.wrap(line, 0, (int) length));
                if (!text.isBlank()) {
                    receiver.accept(new LogLine(log, number, text));
                }
                length = 0;
                number++;
            }
        }
    }

    private static String text(Path log, long number, ByteBuffer bytes) throws MalformedFileException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(log, "line " + number + " is not UTF-8 text, expected a log with an event per line", e);
        }
    }
}
