package dev.factorizer.backend.jvm.kernels.reductions;

import dev.factorizer.api.operations.Reduce;
import dev.factorizer.backend.jvm.kernels.movement.CopyKernel;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.kernels.movement.StridedReader;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * One number for all elements along some axes. The input is read through a {@link StridedReader} with the kept axes first,
 * so that each result is one run; sums are kept in double.
 */
public final class ReductionKernel {
    /** Elements of a run that one task combines: long runs are split, and their parts combined in order. */
    private static final long PART = 1 << 16;

    private enum Buffer implements Scratch.Name { TILE, RUN }

    private ReductionKernel() { }

    /**
     * Reduces.
     *
     * @param kind how elements are combined
     * @param x the input in the order (kept axes, reduced axes)
     * @param run the number of elements for each result; at least 1 for maxima
     * @param y the result
     * @param workers who computes
     */
    public static void run(Reduce.Kind kind, StridedReader x, long run, MemorySegment y, Workers workers) {
        long results = y.byteSize() / Float.BYTES;
        if (run == 0) {
            CopyKernel.fill(0, y, workers);
        } else if (run <= PART) {
            long perTask = Math.max(1, PART / run);
            workers.forEach(Math.toIntExact((results + perTask - 1) / perTask), (task, scratch) -> {
                float[] tile = scratch.floats(Buffer.TILE, ElementTiles.SIZE);
                for (long r = task * perTask; r < Math.min(results, (task + 1) * perTask); r++) {
                    y.setAtIndex(ValueLayout.JAVA_FLOAT, r, (float) combine(kind, x, r * run, run, tile));
                }
            });
        } else {
            int parts = Math.toIntExact((run + PART - 1) / PART);
            double[] partial = new double[Math.toIntExact(results * parts)];
            workers.forEach(partial.length, (task, scratch) -> {
                long r = task / parts;
                long from = task % parts * PART;
                partial[task] = combine(kind, x, r * run + from, Math.min(PART, run - from),
                        scratch.floats(Buffer.TILE, ElementTiles.SIZE));
            });
            for (int r = 0; r < results; r++) {
                double[] own = Arrays.copyOfRange(partial, r * parts, (r + 1) * parts);
                double total = own[0];
                for (int i = 1; i < parts; i++) {
                    total = pair(kind, total, own[i]);
                }
                y.setAtIndex(ValueLayout.JAVA_FLOAT, r, (float) total);
            }
        }
    }

    private static double combine(Reduce.Kind kind, StridedReader x, long start, long count, float[] tile) {
        double total = Double.NaN;
        for (long done = 0; done < count; done += ElementTiles.SIZE) {
            int n = (int) Math.min(ElementTiles.SIZE, count - done);
            x.read(start + done, n, tile);
            double part = switch (kind) {
                case SUM -> sum(tile, n);
                case MAXIMUM -> maximum(tile, n);
                case MINIMUM -> minimum(tile, n);
            };
            total = done == 0 ? part : pair(kind, total, part);
        }
        return total;
    }

    private static double pair(Reduce.Kind kind, double a, double b) {
        return switch (kind) {
            case SUM -> a + b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
        };
    }

    private static double sum(float[] x, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < n; i++) {
            a += x[i];
        }
        return (a + b) + (c + d);
    }

    private static double maximum(float[] x, int n) {
        float most = x[0];
        for (int i = 1; i < n; i++) {
            most = Math.max(most, x[i]);
        }
        return most;
    }

    private static double minimum(float[] x, int n) {
        float least = x[0];
        for (int i = 1; i < n; i++) {
            least = Math.min(least, x[i]);
        }
        return least;
    }

    /**
     * The index of the greatest element of each run, the first of equal ones; a NaN counts as greatest.
     *
     * @param x the input in the order (kept axes, reduced axis)
     * @param run the number of elements for each result
     * @param y int32 results
     * @param workers who computes
     */
    public static void argMax(StridedReader x, int run, MemorySegment y, Workers workers) {
        long results = y.byteSize() / Integer.BYTES;
        long perTask = Math.max(1, PART / run);
        workers.forEach(Math.toIntExact((results + perTask - 1) / perTask), (task, scratch) -> {
            float[] row = scratch.floats(Buffer.RUN, run);
            for (long r = task * perTask; r < Math.min(results, (task + 1) * perTask); r++) {
                x.read(r * run, run, row);
                int best = 0;
                for (int i = 1; i < run; i++) {
                    if (row[i] > row[best] || Float.isNaN(row[i]) && !Float.isNaN(row[best])) {
                        best = i;
                    }
                }
                y.setAtIndex(ValueLayout.JAVA_INT, r, best);
            }
        });
    }
}
