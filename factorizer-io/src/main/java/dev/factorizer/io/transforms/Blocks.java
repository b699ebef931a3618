package dev.factorizer.io.transforms;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Volume;

/** Values in blocks of fixed length: what is done with a block is done by one thread. */
final class Blocks {
    /** The length of a block: it stays in the second cache, and starting on it costs nothing next to it. */
    static final int LENGTH = 1 << 15;

    /** How the values of a block are made. */
    @FunctionalInterface
    interface Values {
        /** Sets values start to end − 1. */
        void set(float[] from, float[] to, int start, int end);
    }

    /** What is summed up over a block. */
    @FunctionalInterface
    interface Sum {
        /** The sum over values start to end − 1. */
        double of(int start, int end);
    }

    /** What is done with a block. */
    @FunctionalInterface
    interface Task {
        /** Does it with values start to end − 1. */
        void run(int start, int end);
    }

    private Blocks() { }

    /** Does something with all blocks of a range. */
    static void each(int from, int to, Task task) {
        Threads.each(Math.ceilDiv(to - from, LENGTH), LENGTH, block -> {
            int start = from + block * LENGTH;
            task.run(start, Math.min(to, start + LENGTH));
        });
    }

    /** The sum of the blocks' sums, always in the same order. */
    static double sum(int from, int to, Sum sum) {
        double[] sums = new double[Math.ceilDiv(to - from, LENGTH)];
        each(from, to, (start, end) -> sums[(start - from) / LENGTH] = sum.of(start, end));
        double total = 0;
        for (double part : sums) {
            total += part;
        }
        return total;
    }

    /** Values that depend on those at the same place alone, in an array of their own. */
    static Volume map(Volume image, Values values) {
        float[] from = image.voxels();
        float[] to = new float[from.length];
        each(0, from.length, (start, end) -> values.set(from, to, start, end));
        return image.withVoxels(image.channels(), to);
    }
}
