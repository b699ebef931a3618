package dev.factorizer.io.voxels;

import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a header of text, one after the other, within bounds: a file may be one line of a gigabyte. */
public final class HeaderLines {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int LONGEST_HEADER = 16 << 20;
    private static final int MOST_LINES = 100_000;

    private final Path file;
    private final InputStream in;
    private long position;
    private int lines;

    /**
     * The lines of a file.
     *
     * @param file the file, for messages
     * @param in its beginning; buffered, because it is read byte by byte
     */
    public HeaderLines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Reads to the end of a line.
     *
     * @return the line without its end, UTF-8; empty at the end of the file
     * @throws MalformedFileException if it, or the whole header, is too long
     * @throws IOException if it can't be read
     */
    public Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0; read = in.read()) {
            position++;
            if (read == '\n') {
                break;
            }
            if (line.size() == LONGEST_LINE || position > LONGEST_HEADER) {
                throw new MalformedFileException(file, line.size() == LONGEST_LINE
                        ? "line " + (lines + 1) + " of its header has more than " + LONGEST_LINE + " bytes, expected less"
                        : "its header has more than " + LONGEST_HEADER + " bytes, expected less");
            }
            line.write(read);
        }
        if (++lines > MOST_LINES) {
            throw new MalformedFileException(file, "its header has more than " + MOST_LINES + " lines, expected fewer");
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    /** {@return how many bytes of the file were read} */
    public long position() {
        return position;
    }
}
