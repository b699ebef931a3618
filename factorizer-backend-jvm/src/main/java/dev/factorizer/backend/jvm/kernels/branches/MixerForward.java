package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.backend.jvm.kernels.WorkspaceSlices;
import dev.factorizer.backend.jvm.kernels.factorization.FactorStart;
import dev.factorizer.backend.jvm.kernels.factorization.FactorWork;
import dev.factorizer.backend.jvm.kernels.factorization.MatrixFactorization;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.kernels.products.PanelLoop;
import dev.factorizer.backend.jvm.kernels.products.VoxelPanel;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;

/**
 * The first half of a Factorizer block, y = x + W₂ z + b₂ with z the mean over shifts of the factorized matrices of
 * p = relu(W₁ norm(x)). Only p and z reach memory: matrices are cut, factorized and put back in cache.
 *
 * @param mixer sizes and layout
 */
record MixerForward(Mixer mixer) {
    private enum Buffer implements Scratch.Name { MATRICES, LINE, OUT_WEIGHT, FACTORIZED, SUM }

    /**
     * The working memory of {@link #run}.
     *
     * @param p the projected image
     * @param z the mean of its factorizations
     */
    record Workspace(MemorySegment p, MemorySegment z) {
        static Workspace of(WorkspaceSlices slices, HeadLayout layout) {
            return new Workspace(slices.nextFloats(layout.length()), slices.nextFloats(layout.length()));
        }
    }

    long workspaceBytes() {
        return WorkspaceSlices.bytes(slices -> Workspace.of(slices, mixer.layout()));
    }

    /**
     * Computes the half.
     *
     * @param start of the factorization
     * @param y the result (B, C, S); may be x
     * @param memory {@link #workspaceBytes} of working memory
     */
    void run(BranchOperands in, FactorStart start, MemorySegment y, MemorySegment memory, Workers workers) {
        Workspace workspace = WorkspaceSlices.cut(memory, slices -> Workspace.of(slices, mixer.layout()));
        mixer.project(in, workspace.p(), workers);
        factorize(workspace, start, workers);
        output(in, workspace.z(), y, workers);
    }

    /** z = the mean over shifts of the matrices' factorizations. */
    private void factorize(Workspace workspace, FactorStart start, Workers workers) {
        HeadLayout layout = mixer.layout();
        MatrixFactorization factorization = mixer.factorization();
        MatricizationSweep sweep = new MatricizationSweep(layout);
        if (!sweep.storesFirst()) {
            workspace.z().fill((byte) 0);
        }
        int distance = factorization.matrix().distance();
        int matricesOfRow = layout.grid()[2];
        float share = mixer.share();
        sweep.run(workers, (row, first, scratch) -> {
            float[] matrices = scratch.floats(Buffer.MATRICES, matricesOfRow * distance);
            FactorWork work = factorization.work(scratch);
            float[] line = scratch.floats(Buffer.LINE, layout.rowStride());
            row.gather(workspace.p(), matrices, factorization.matrix(), line);
            for (int k = 0; k < matricesOfRow; k++) {
                factorization.iterate(matrices, k * distance, start, work);
                factorization.reconstruct(work, share, matrices, k * distance);
            }
            row.scatter(matrices, factorization.matrix(), workspace.z(), first, line);
        });
    }

    /** y = x + W₂ z + b₂. */
    private void output(BranchOperands in, MemorySegment z, MemorySegment y, Workers workers) {
        BranchSizes sizes = mixer.sizes();
        int channels = sizes.channels();
        int hidden = sizes.hidden();
        long voxels = sizes.voxels();
        float[] padded = Gemm.bias(in.secondBias(), 0, channels);
        int[] rows = Gemm.rowOffsets(hidden, Gemm.PANEL);
        try (SharedArrays shared = workers.shared()) {
            float[] packed = shared.floats(Buffer.OUT_WEIGHT, Gemm.packedLength(channels, hidden));
            Gemm.pack(in.secondWeight(), 0, hidden, 1, channels, hidden, packed);
            PanelLoop.run(sizes.batch(), voxels, 2L * channels * hidden, workers, (image, voxel, scratch) -> {
                float[] panel = scratch.floats(Buffer.FACTORIZED, Gemm.panelLength(hidden));
                float[] sum = scratch.floats(Buffer.SUM, Gemm.panelLength(channels));
                int width = VoxelPanel.load(in.x(), (long) image * channels, channels, voxels, voxel, sum);
                mixer.layout().load(z, image, voxel, width, panel, 0, Gemm.PANEL);
                for (int c = 0; c < channels; c += Gemm.ROWS) {
                    Gemm.rows(packed, c * hidden, panel, 0, rows, hidden, padded, c, sum, c * Gemm.PANEL, Gemm.PANEL, true);
                }
                VoxelPanel.store(sum, y, (long) image * channels, channels, voxels, voxel, width);
            });
        }
    }
}
