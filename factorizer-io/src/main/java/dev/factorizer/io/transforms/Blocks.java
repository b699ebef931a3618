package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;

/** Values in blocks of fixed length: what is done with a block is done by one thread. */
final class Blocks {
    /** The length of a block: it stays in the second cache, and starting on it costs nothing next to it. */
    static final int LENGTH = 1 << 15;

    /** What is done with a block. */
    @FunctionalInterface
    interface Values {
        /** Sets values start to end − 1. */
        void set(float[] from, float[] to, int start, int end);
    }

    private Blocks() { }

    /** Values that depend on those at the same place alone, in an array of their own. */
    static Volume map(Volume image, Values values) {
        float[] from = image.voxels();
        float[] to = new float[from.length];
        Threads.each(Math.ceilDiv(from.length, LENGTH), LENGTH, block -> {
            int start = block * LENGTH;
            values.set(from, to, start, Math.min(from.length, start + LENGTH));
        });
        return image.withVoxels(image.channels(), to);
    }
}
