package dev.factorizer.models.curves;

import dev.factorizer.io.files.MalformedFileException;
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
    private static final int CHUNK = 1 << 16;

    /** Takes a line. */
    @FunctionalInterface
    interface Receiver {
        void accept(LogLine line) throws IOException;
    }

    private LogLines() { }

    static void read(Path log, Receiver receiver) throws IOException {
        byte[] line = new byte[MOST_BYTES];
        byte[] chunk = new byte[CHUNK];
        long number = 1;
        long length = 0;
        try (InputStream in = Files.newInputStream(log)) {
            for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
                for (int i = 0; i < size; i++) {
                    if (chunk[i] == '\n') {
                        end(log, number++, line, length, receiver);
                        length = 0;
                    } else {
                        if (length < MOST_BYTES) {
                            line[(int) length] = chunk[i];
                        }
                        length++;
                    }
                }
            }
        }
    }

    private static void end(Path log, long number, byte[] line, long length, Receiver receiver) throws IOException {
        if (length > MOST_BYTES) {
            throw new MalformedFileException(log, "line " + number + " has " + length + " bytes, expected at most " + MOST_BYTES);
        }
        String text = text(log, number, ByteBuffer.wrap(line, 0, (int) length));
        if (!text.isBlank()) {
            receiver.accept(new LogLine(log, number, text));
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
