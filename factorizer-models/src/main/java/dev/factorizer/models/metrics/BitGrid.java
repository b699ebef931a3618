package dev.factorizer.models.metrics;

/** A bit for each point of a grid (X, Y, Z); a row along Z is whole words of 64, so that 64 points are compared at a time. */
final class BitGrid {
    private static final int SHIFT = 6;

    private final int x;
    private final int y;
    private final int z;
    private final int rowWords;
    private final long[] words;

    BitGrid(int x, int y, int z) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.rowWords = (z + Long.SIZE - 1) >> SHIFT;
        this.words = new long[Math.multiplyExact(Math.multiplyExact(x, y), rowWords)];
    }

    int x() {
        return x;
    }

    int y() {
        return y;
    }

    int z() {
        return z;
    }

    int rowWords() {
        return rowWords;
    }

    /** The words of all rows, in memory order; bits behind the end of a row are 0. */
    long[] words() {
        return words;
    }

    /** Where the words of a row start. */
    int row(int atX, int atY) {
        return (atX * y + atY) * rowWords;
    }

    void set(int row, int atZ) {
        words[row + (atZ >> SHIFT)] |= 1L << atZ;
    }

    boolean get(int row, int atZ) {
        return (words[row + (atZ >> SHIFT)] >>> atZ & 1) != 0;
    }

    long count() {
        long count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    long countCommon(BitGrid other) {
        long count = 0;
        for (int i = 0; i < words.length; i++) {
            count += Long.bitCount(words[i] & other.words[i]);
        }
        return count;
    }

    /** The first set bit of a row at or behind a place, or −1. */
    int next(int row, int from) {
        if (from >= z) {
            return -1;
        }
        int word = from >> SHIFT;
        long bits = words[row + word] & -1L << from;
        while (bits == 0) {
            if (++word == rowWords) {
                return -1;
            }
            bits = words[row + word];
        }
        return (word << SHIFT) + Long.numberOfTrailingZeros(bits);
    }

    /** The last set bit of a row before a place, or −1. */
    int previous(int row, int before) {
        if (before == 0) {
            return -1;
        }
        int word = (before - 1) >> SHIFT;
        long bits = words[row + word] & -1L >>> -before;
        while (bits == 0) {
            if (--word < 0) {
                return -1;
            }
            bits = words[row + word];
        }
        return (word << SHIFT) + Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    /** At most 64 bits of a row, the first one lowest. */
    long bits(int row, int from, int to) {
        int word = row + (from >> SHIFT);
        long low = words[word] >>> from;
        boolean inOneWord = from >> SHIFT == (to - 1) >> SHIFT;
        long all = inOneWord ? low : low | words[word + 1] << -from;
        return all & -1L >>> -(to - from);
    }

    /** How many bits of a row are set before a place. */
    int countBefore(int row, int before) {
        int count = 0;
        int whole = before >> SHIFT;
        for (int word = row; word < row + whole; word++) {
            count += Long.bitCount(words[word]);
        }
        int rest = before & Long.SIZE - 1;
        return rest == 0 ? count : count + Long.bitCount(words[row + whole] & (1L << rest) - 1);
    }

    /** The smallest box around all set bits; empty if none is set. */
    Extent extent() {
        long[] columns = new long[rowWords];
        boolean[] used = new boolean[y];
        int fromX = -1;
        int toX = 0;
        for (int i = 0; i < x; i++) {
            boolean any = false;
            for (int j = 0; j < y; j++) {
                long row = 0;
                int start = row(i, j);
                for (int word = 0; word < rowWords; word++) {
                    row |= words[start + word];
                    columns[word] |= words[start + word];
                }
                used[j] |= row != 0;
                any |= row != 0;
            }
            if (any) {
                fromX = fromX < 0 ? i : fromX;
                toX = i + 1;
            }
        }
        if (fromX < 0) {
            return Extent.NONE;
        }
        int fromY = 0;
        int toY = y;
        while (!used[fromY]) {
            fromY++;
        }
        while (!used[toY - 1]) {
            toY--;
        }
        BitGrid line = new BitGrid(1, 1, z);
        System.arraycopy(columns, 0, line.words, 0, rowWords);
        return new Extent(fromX, toX, fromY, toY, line.next(0, 0), line.previous(0, z) + 1);
    }
}
