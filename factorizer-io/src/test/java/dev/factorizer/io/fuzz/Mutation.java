package dev.factorizer.io.fuzz;

import java.util.Arrays;
import java.util.Random;

/** A few random changes to bytes: other values, a cut, a repeated or a missing piece. */
final class Mutation {
    /** Bytes that readers stumble over more often than others. */
    private static final byte[] EDGES = {0, 1, -1, 127, -128, '.', '(', '{', '"', '\n'};

    private Mutation() { }

    static byte[] of(byte[] valid, long seed) {
        Random random = new Random(seed);
        byte[] bytes = valid.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 400));
            switch (random.nextInt(8)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = without(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)));
                case 2 -> bytes = repeated(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)));
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)),
                        EDGES[random.nextInt(EDGES.length)]);
                case 4, 5 -> bytes[at] = EDGES[random.nextInt(EDGES.length)];
                case 6 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> bytes[at] = (byte) random.nextInt();
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int from, int to) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, shorter, from, bytes.length - to);
        return shorter;
    }

    private static byte[] repeated(byte[] bytes, int from, int to) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + (to - from));
        System.arraycopy(bytes, from, longer, to, bytes.length - from);
        return longer;
    }
}
