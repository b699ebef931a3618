package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.api.factorization.FactorPair.Operand;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Matrices in memory, replaced by their factorization one at a time in cache: X is read once, U Vᵀ written once, and nothing else
 * reaches memory. The gradient reads X and its own input once.
 *
 * @param matrices how many
 * @param factorization of each
 */
record MatrixBatch(long matrices, MatrixFactorization factorization) {
    /** Elements of a task's matrices: some 20 µs. */
    private static final long TASK = 1 << 16;

    private enum Buffer implements Scratch.Name { MATRIX, GRADIENT }

    /** Computes one matrix. */
    private interface Body {
        void run(long matrix, Scratch scratch);
    }

    /** The batch for inputs of these types. */
    static MatrixBatch of(Factorize factorize, List<Type> inputs, boolean differentiated) {
        Shape x = factorize.named(inputs).get(Operand.X).shape();
        return new MatrixBatch(x.range(0, x.rank() - 2).elements(), MatrixFactorization.of(factorize.settings(),
                new MatrixLayout(x.size(-2), x.size(-1)), differentiated));
    }

    /**
     * Y = U Vᵀ of each matrix.
     *
     * @param x (matrices, M, N)
     * @param u0 (M, R)
     * @param v0 (N, R)
     * @param y the result, like x; may be x
     */
    void forward(MemorySegment x, MemorySegment u0, MemorySegment v0, MemorySegment y, Workers workers) {
        FactorStart start = FactorStart.of(u0, v0);
        forEach(workers, (matrix, scratch) -> {
            float[] values = load(x, matrix, Buffer.MATRIX, scratch);
            FactorWork work = factorization.work(scratch);
            factorization.iterate(values, 0, start, work);
            factorization.reconstruct(work, 1, values, 0);
            store(values, y, matrix);
        });
    }

    /**
     * The gradient of X.
     *
     * @param x (matrices, M, N)
     * @param u0 (M, R)
     * @param v0 (N, R)
     * @param g the gradient of the result, like x
     * @param dx the gradient of X; may be g
     */
    void pullBack(MemorySegment x, MemorySegment u0, MemorySegment v0, MemorySegment g, MemorySegment dx, Workers workers) {
        FactorStart start = FactorStart.of(u0, v0);
        forEach(workers, (matrix, scratch) -> {
            float[] values = load(x, matrix, Buffer.MATRIX, scratch);
            float[] gradients = load(g, matrix, Buffer.GRADIENT, scratch);
            FactorWork work = factorization.work(scratch);
            factorization.iterate(values, 0, start, work);
            factorization.pullBack(values, gradients, 0, work, gradients);
            store(gradients, dx, matrix);
        });
    }

    private void forEach(Workers workers, Body body) {
        MatrixLayout layout = factorization.matrix();
        long perTask = Math.max(1, TASK / ((long) layout.rows() * layout.columns()));
        workers.forEach(Math.toIntExact(Math.ceilDiv(matrices, perTask)), (task, scratch) -> {
            int mark = scratch.mark();
            for (long matrix = task * perTask; matrix < Math.min(matrices, (task + 1) * perTask); matrix++) {
                body.run(matrix, scratch);
                scratch.release(mark);
            }
        });
    }

    private float[] load(MemorySegment source, long matrix, Buffer name, Scratch scratch) {
        MatrixLayout layout = factorization.matrix();
        int n = layout.columns();
        int stride = layout.stride();
        float[] values = scratch.floats(name, layout.rows() * stride);
        for (int row = 0; row < layout.rows(); row++) {
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, (matrix * layout.rows() + row) * n * Float.BYTES,
                    values, row * stride, n);
            Arrays.fill(values, row * stride + n, (row + 1) * stride, 0);
        }
        return values;
    }

    private void store(float[] values, MemorySegment target, long matrix) {
        MatrixLayout layout = factorization.matrix();
        for (int row = 0; row < layout.rows(); row++) {
            MemorySegment.copy(values, row * layout.stride(), target, ValueLayout.JAVA_FLOAT,
                    (matrix * layout.rows() + row) * layout.columns() * Float.BYTES, layout.columns());
        }
    }
}
