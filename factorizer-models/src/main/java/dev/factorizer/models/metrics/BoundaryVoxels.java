package dev.factorizer.models.metrics;

import java.util.Optional;

/** Finds the voxels of a mask that touch its outside. */
final class BoundaryVoxels {
    private BoundaryVoxels() { }

    static SurfaceElements of(Mask mask) {
        BitGrid bits = mask.bits();
        BitGrid surface = new BitGrid(bits.x(), bits.y(), bits.z());
        Extent box = bits.extent();
        long[] outside = new long[bits.rowWords()];
        for (int x = box.fromX(); x < box.toX(); x++) {
            for (int y = box.fromY(); y < box.toY(); y++) {
                int row = bits.row(x, y);
                erode(bits.words(), row, bits, surface.words());
                and(bits, y > 0 ? row - bits.rowWords() : -1, row, surface, outside);
                and(bits, y + 1 < bits.y() ? row + bits.rowWords() : -1, row, surface, outside);
                if (!mask.isPlane()) {
                    int layer = bits.y() * bits.rowWords();
                    and(bits, x > 0 ? row - layer : -1, row, surface, outside);
                    and(bits, x + 1 < bits.x() ? row + layer : -1, row, surface, outside);
                }
                for (int word = row; word < row + bits.rowWords(); word++) {
                    surface.words()[word] = bits.words()[word] & ~surface.words()[word];
                }
            }
        }
        return new SurfaceElements(surface, Optional.empty());
    }

    /** What is inside along its own row. */
    private static void erode(long[] words, int row, BitGrid bits, long[] inside) {
        int end = row + bits.rowWords();
        for (int word = row; word < end; word++) {
            long before = words[word] << 1 | (word > row ? words[word - 1] >>> Long.SIZE - 1 : 0);
            long behind = words[word] >>> 1 | (word + 1 < end ? words[word + 1] << Long.SIZE - 1 : 0);
            inside[word] = words[word] & before & behind;
        }
    }

    /** Leaves what a neighboring row has, too; −1 is a row outside the image. */
    private static void and(BitGrid bits, int neighbor, int row, BitGrid inside, long[] outside) {
        long[] other = neighbor < 0 ? outside : bits.words();
        int start = Math.max(neighbor, 0);
        for (int word = 0; word < bits.rowWords(); word++) {
            inside.words()[row + word] &= other[start + word];
        }
    }
}
