package dev.factorizer.examples.measure;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.lowering.MatmulPrecision;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a work took.
 *
 * @param work its name
 * @param engine what computed
 * @param products what products were stored in
 * @param threads how many threads it had
 * @param minimumSeconds the fastest repetition
 * @param medianSeconds the one in the middle
 * @param plannedBytes what the plan, before the first run, expected the process to have resident
 * @param peakResidentBytes the most memory of the whole process until the second run is done, when all of it is in use; empty where
 *     the system doesn't say
 * @param resultDigest of all bits that two runs came to: the same for any number of threads on the backend {@code jvm}
 */
public record Measurement(String work, String engine, MatmulPrecision products, int threads, double minimumSeconds, double medianSeconds,
        long plannedBytes, OptionalLong peakResidentBytes, String resultDigest) {
    private static final double NANOSECOND = 1e-9;
    private static final double MEGABYTE = 1e6;
    /** The compiler is done with most of it after a few runs; a slow work needs fewer, because each repeats its loops more. */
    private static final int WARM_UP_RUNS = 5;
    private static final double WARM_UP_SECONDS = 8;
    /** The second step of a training depends on every bit of the first. There are two: one warms up, one is timed. */
    private static final int DIGESTED_RUNS = 2;

    /**
     * Times a work after a warm-up.
     *
     * @param work the work
     * @param prepared the same on a backend
     * @param backend the backend
     * @param products what products are stored in
     * @param threads how many threads it has
     * @param repetitions how often to time it
     * @return what it took
     */
    public static Measurement of(BenchmarkCase work, PreparedCase prepared, Backend backend, MatmulPrecision products, int threads,
            int repetitions) {
        double spent = 0;
        int runs = 0;
        String digest = "";
        OptionalLong peak = OptionalLong.empty();
        double[] seconds = new double[repetitions];
        int timed = 0;
        while (timed < repetitions) {
            double last = seconds(prepared);
            runs++;
            if (runs == DIGESTED_RUNS) {
                // All memory is in use by now; what the digest takes for itself, a copy of all weights, is not the work's.
                peak = AvailableMemory.peakResident();
                digest = ResultDigest.of(prepared.results());
            }
            if (runs <= WARM_UP_RUNS && spent < WARM_UP_SECONDS) {
                spent += last;
            } else {
                seconds[timed++] = last;
            }
        }
        Arrays.sort(seconds);
        return new Measurement(work.name(), backend.name() + ", Java " + Runtime.version(), products, threads, seconds[0],
                seconds[repetitions / 2], prepared.memory().residentBytes(), peak, digest);
    }

    private static double seconds(PreparedCase work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * NANOSECOND;
    }

    /** To be called before a work is prepared: the peak of its memory shall be its own. */
    public static void forgetPeak() {
        System.gc();
        AvailableMemory.resetPeak();
    }

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-24s minimum %8.3f s  median %8.3f s  planned %,7.0f MB  resident peak %s", work,
                minimumSeconds, medianSeconds, plannedBytes / MEGABYTE, peakResidentBytes.isPresent()
                        ? String.format(Locale.ROOT, "%,7.0f MB", peakResidentBytes.getAsLong() / MEGABYTE) : "unknown");
    }
}
