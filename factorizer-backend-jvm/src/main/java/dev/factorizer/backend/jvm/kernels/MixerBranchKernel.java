package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The first half of a Factorizer block, y = x + W₂ z + b₂ with z the mean over shifts of the factorized windows of
 * p = relu(W₁ norm(x)), rank 1 by hierarchical alternating least squares. Only p and z reach memory: windows are cut,
 * factorized and put back in cache. Its gradients are in {@link MixerBranchGradient}.
 *
 * @param rows where p and z lie
 * @param factorization of each window
 * @param channels C
 * @param epsilon of the norm, added to the variance
 */
public record MixerBranchKernel(HeadRows rows, HalsRankOne factorization, int channels, float epsilon) {
    /**
     * The kernel for an image.
     *
     * @param layout windows
     * @param factorization iterations
     * @param image the shape of x (B, C, S…)
     * @param projected C', channels between the two linear maps
     * @param epsilon of the norm
     * @return the kernel
     */
    public static MixerBranchKernel of(Matricization layout, Factorization factorization, Shape image, int projected,
            double epsilon) {
        HeadRows rows = HeadRows.of(layout, image.with(1, projected));
        return new MixerBranchKernel(rows, new HalsRankOne(rows.rows(), rows.columns(), factorization.iterations(),
                factorization.gradientSteps()), image.size(1), (float) epsilon);
    }

    /**
     * The working memory of {@link #forward}.
     *
     * @return bytes
     */
    public long workspaceBytes() {
        return 2 * rows.length() * Float.BYTES;
    }

    /**
     * The branch.
     *
     * @param x (B, C, S)
     * @param normWeight (C)
     * @param normBias (C)
     * @param inWeight W₁ (C', C)
     * @param u0 (M)
     * @param v0 (N)
     * @param outWeight W₂ (C, C')
     * @param outBias b₂ (C)
     * @param y the result (B, C, S); may be x
     * @param workspace {@link #workspaceBytes} of memory
     * @param workers who computes
     */
    public void forward(MemorySegment x, MemorySegment normWeight, MemorySegment normBias, MemorySegment inWeight,
            MemorySegment u0, MemorySegment v0, MemorySegment outWeight, MemorySegment outBias, MemorySegment y,
            MemorySegment workspace, Workers workers) {
        long bytes = rows.length() * Float.BYTES;
        MemorySegment p = workspace.asSlice(0, bytes);
        MemorySegment z = workspace.asSlice(bytes, bytes);
        project(x, NormedWeights.fold(normWeight, normBias, inWeight, null, rows.channels(), channels,
                workers.shared().floats(0, Gemm.packedLength(rows.channels(), channels))), p, workers);
        factorize(p, floats(u0), floats(v0), z, workers);
        output(x, z, outWeight, outBias, y, workers);
    }

    static float[] floats(MemorySegment vector) {
        return vector.toArray(ValueLayout.JAVA_FLOAT);
    }

    /** p = relu(W₁ norm(x)). */
    void project(MemorySegment x, NormedWeights weights, MemorySegment p, Workers workers) {
        int projected = rows.channels();
        int[] places = Gemm.places(channels, Gemm.PANEL);
        PanelLoop.run(rows.batch(), rows.voxels(), 2L * channels * projected, workers, (image, voxel, scratch) -> {
            float[] normalized = scratch.floats(0, Gemm.panelLength(channels));
            float[] inverse = scratch.floats(1, Gemm.PANEL);
            float[] out = scratch.floats(2, Gemm.ROWS * Gemm.PANEL);
            int width = LayerNormKernel.loadPanel(x, (long) image * channels, channels, rows.voxels(), voxel, normalized);
            LayerNormKernel.normalize(normalized, 0, Gemm.PANEL, channels, epsilon, inverse, 0);
            for (int c = 0; c < projected; c += Gemm.ROWS) {
                Gemm.rows(weights.packed(), c * channels, normalized, 0, places, channels, weights.bias(), c, out, 0,
                        Gemm.PANEL, false);
                UnaryKernel.relu(out, Gemm.ROWS * Gemm.PANEL);
                rows.store(out, 0, Gemm.PANEL, p, image, voxel, width, c, Math.min(projected, c + Gemm.ROWS));
            }
        });
    }

    /** z = the mean over shifts of the windows' factorizations. */
    private void factorize(MemorySegment p, float[] u0, float[] v0, MemorySegment z, Workers workers) {
        WindowSweep sweep = new WindowSweep(rows);
        if (!sweep.storesFirst()) {
            z.fill((byte) 0);
        }
        int distance = factorization.distance();
        int windows = rows.grid()[2];
        float mean = 1f / rows.shifts().length;
        sweep.run(workers, (row, first, scratch) -> {
            float[] matrices = scratch.floats(0, windows * distance);
            float[] work = scratch.floats(1, factorization.workLength());
            float[] line = scratch.floats(2, rows.step());
            row.gather(p, matrices, factorization, line);
            for (int k = 0; k < windows; k++) {
                factorization.iterate(matrices, k * distance, v0, work);
                factorization.reconstruct(work, u0, mean, matrices, k * distance);
            }
            row.scatter(matrices, factorization, z, first, line);
        });
    }

    /** y = x + W₂ z + b₂. */
    private void output(MemorySegment x, MemorySegment z, MemorySegment weight, MemorySegment bias, MemorySegment y,
            Workers workers) {
        int projected = rows.channels();
        float[] packed = workers.shared().floats(0, Gemm.packedLength(channels, projected));
        Gemm.pack(weight, 0, projected, 1, channels, projected, packed);
        float[] padded = Gemm.bias(bias, 0, channels);
        int[] places = Gemm.places(projected, Gemm.PANEL);
        long voxels = rows.voxels();
        PanelLoop.run(rows.batch(), voxels, 2L * channels * projected, workers, (image, voxel, scratch) -> {
            float[] panel = scratch.floats(0, Gemm.panelLength(projected));
            float[] sum = scratch.floats(1, Gemm.panelLength(channels));
            int width = LayerNormKernel.loadPanel(x, (long) image * channels, channels, voxels, voxel, sum);
            rows.load(z, image, voxel, width, panel, 0, Gemm.PANEL);
            for (int c = 0; c < channels; c += Gemm.ROWS) {
                Gemm.rows(packed, c * projected, panel, 0, places, projected, padded, c, sum, c * Gemm.PANEL,
                        Gemm.PANEL, true);
            }
            for (int c = 0; c < channels; c++) {
                MemorySegment.copy(sum, c * Gemm.PANEL, y, ValueLayout.JAVA_FLOAT,
                        (((long) image * channels + c) * voxels + voxel) * Float.BYTES, width);
            }
        });
    }
}
