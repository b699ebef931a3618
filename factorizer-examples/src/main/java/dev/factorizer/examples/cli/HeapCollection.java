package dev.factorizer.examples.cli;

import dev.factorizer.models.runs.RunEvent;
import dev.factorizer.models.runs.RunListener;

/**
 * Runs Java's collector when the heap of a training holds much more than was planned. The serial collector looks at what has grown old only
 * when the heap has reached its limit, a quarter of the machine, and each step leaves a little there: some three hundred megabytes in an
 * hour on small cases (2026-11, the hippocampus of docs/accuracy.md).
 */
final class HeapCollection implements RunListener {
    /** So much may lie around: for most trainings it takes hundreds of steps. */
    private static final long SPARE = 64L << 20;

    private long expected;
    private long kept;

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.Started started) {
            expected = started.memory().heapBytes();
        } else if (event instanceof RunEvent.Stepped && used() > Math.max(expected, kept) + SPARE) {
            System.gc();
            kept = used();
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
