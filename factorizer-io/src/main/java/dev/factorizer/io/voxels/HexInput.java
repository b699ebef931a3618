package dev.factorizer.io.voxels;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Bytes written as two hexadecimal digits each, with or without blanks between digits. */
public final class HexInput extends InputStream {
    private final Path file;
    private final InputStream digits;

    /**
     * Bytes of digits.
     *
     * @param file the file, for messages
     * @param digits at the first digit; buffered, because it is read one by one
     */
    public HexInput(Path file, InputStream digits) {
        this.file = file;
        this.digits = digits;
    }

    @Override
    public int read() throws IOException {
        int high = digit();
        int low = high < 0 ? -1 : digit();
        return low < 0 ? -1 : high << 4 | low;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int done = 0;
        for (int next; done < count && (next = read()) >= 0; done++) {
            target[offset + done] = (byte) next;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    private int digit() throws IOException {
        int next = digits.read();
        while (next >= 0 && next <= ' ') {
            next = digits.read();
        }
        int digit = Character.digit(next, 16);
        if (next >= 0 && digit < 0) {
            throw new MalformedFileException(file, "has the byte " + next + " among its voxels, expected hexadecimal digits");
        }
        return digit;
    }

    @Override
    public void close() throws IOException {
        digits.close();
    }
}
