package dev.factorizer.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Several files in one input: each but the last begins with its length in two bytes, the lower one first. */
final class Parts {
    private Parts() { }

    /**
     * Takes an input apart. Parts that it ends before are empty, so that every input is one.
     *
     * @param input what a fuzzer made
     * @param count of parts
     * @return so many parts
     */
    static List<byte[]> of(byte[] input, int count) {
        ByteBuffer rest = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> parts = new ArrayList<>();
        while (parts.size() < count) {
            boolean last = parts.size() == count - 1 || rest.remaining() < 2;
            int length = last ? rest.remaining() : Math.min(Short.toUnsignedInt(rest.getShort()), rest.remaining());
            byte[] part = new byte[length];
            rest.get(part);
            parts.add(part);
        }
        return parts;
    }

    /** Writes a part as a file; if it is empty there is none. */
    static void write(Path file, byte[] part) throws IOException {
        if (part.length == 0) {
            Files.deleteIfExists(file);
        } else {
            Files.write(file, part);
        }
    }
}
