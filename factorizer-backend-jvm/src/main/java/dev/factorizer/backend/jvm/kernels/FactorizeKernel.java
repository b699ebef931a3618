package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Matrices replaced by their factorization of rank 1 by hierarchical alternating least squares, one matrix in cache at a
 * time: X is read once, U Vᵀ written once, and nothing else reaches memory. The gradient reads X and its own input once.
 *
 * @param matrices how many
 * @param factorization of each
 */
public record FactorizeKernel(long matrices, HalsRankOne factorization) {
    /** Elements of a task's matrices: some 20 µs. */
    private static final long TASK = 1 << 16;

    /**
     * The kernel for matrices of one size.
     *
     * @param matrices how many
     * @param rows M
     * @param columns N
     * @param settings iterations
     * @return the kernel
     */
    public static FactorizeKernel of(long matrices, int rows, int columns, Factorization settings) {
        return new FactorizeKernel(matrices, new HalsRankOne(rows, columns, settings.iterations(),
                settings.gradientSteps()));
    }

    /**
     * Y = U Vᵀ of each matrix.
     *
     * @param x (matrices, M, N)
     * @param u0 (M)
     * @param v0 (N)
     * @param y the result, like x; may be x
     * @param workers who computes
     */
    public void forward(MemorySegment x, MemorySegment u0, MemorySegment v0, MemorySegment y, Workers workers) {
        float[] startU = MixerBranchKernel.floats(u0);
        float[] startV = MixerBranchKernel.floats(v0);
        forEach(workers, (matrix, scratch) -> {
            float[] values = load(x, matrix, 0, scratch);
            float[] work = scratch.floats(2, factorization.workLength());
            factorization.iterate(values, 0, startV, work);
            factorization.reconstruct(work, startU, 1, values, 0);
            store(values, y, matrix);
        });
    }

    /**
     * The gradient of X.
     *
     * @param x (matrices, M, N)
     * @param v0 (N)
     * @param g the gradient of the result, like x
     * @param dx the gradient of X; may be g
     * @param workers who computes
     */
    public void gradient(MemorySegment x, MemorySegment v0, MemorySegment g, MemorySegment dx, Workers workers) {
        float[] startV = MixerBranchKernel.floats(v0);
        forEach(workers, (matrix, scratch) -> {
            float[] values = load(x, matrix, 0, scratch);
            float[] gradient = load(g, matrix, 1, scratch);
            float[] work = scratch.floats(2, factorization.workLength());
            factorization.iterate(values, 0, startV, work);
            factorization.pullBack(values, gradient, 0, work, gradient);
            store(gradient, dx, matrix);
        });
    }

    private interface Body {
        void run(long matrix, Scratch scratch);
    }

    private void forEach(Workers workers, Body body) {
        long elements = (long) factorization.m() * factorization.n();
        long perTask = Math.max(1, TASK / elements);
        workers.forEach(Math.toIntExact(Math.ceilDiv(matrices, perTask)), (task, scratch) -> {
            for (long matrix = task * perTask; matrix < Math.min(matrices, (task + 1) * perTask); matrix++) {
                body.run(matrix, scratch);
            }
        });
    }

    private float[] load(MemorySegment source, long matrix, int slot, Scratch scratch) {
        int n = factorization.n();
        int stride = factorization.stride();
        float[] values = scratch.floats(slot, factorization.m() * stride);
        for (int row = 0; row < factorization.m(); row++) {
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, (matrix * factorization.m() + row) * n * Float.BYTES,
                    values, row * stride, n);
            Arrays.fill(values, row * stride + n, (row + 1) * stride, 0);
        }
        return values;
    }

    private void store(float[] values, MemorySegment target, long matrix) {
        int n = factorization.n();
        for (int row = 0; row < factorization.m(); row++) {
            MemorySegment.copy(values, row * factorization.stride(), target, ValueLayout.JAVA_FLOAT,
                    (matrix * factorization.m() + row) * n * Float.BYTES, n);
        }
    }
}
