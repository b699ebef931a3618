package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.backend.jvm.kernels.WorkspaceSlices;
import dev.factorizer.backend.jvm.kernels.factorization.FactorStart;
import dev.factorizer.backend.jvm.kernels.factorization.FactorWork;
import dev.factorizer.backend.jvm.kernels.factorization.MatrixFactorization;
import dev.factorizer.backend.jvm.kernels.norms.PanelNormalization;
import dev.factorizer.backend.jvm.kernels.products.DotProducts;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.kernels.products.PanelLoop;
import dev.factorizer.backend.jvm.kernels.products.VoxelPanel;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradients of {@link MixerForward} from x and the result's gradient g alone: p is projected again, and one sweep over the
 * matrices factorizes each again, which gives z, and pulls its gradient back to p.
 *
 * @param mixer sizes and layout
 * @param tiles how voxels are split in the last pass
 * @param sums of the parameters' gradients
 */
record MixerBackward(Mixer mixer, BranchTiles tiles, BranchSums sums) {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Floats of one of a tile's arrays; five of them stay in the second-level cache. */
    private static final int CACHED = 32768;

    private enum Buffer implements Scratch.Name {
        OUT_TRANSPOSED, PANEL, RESULT_ROWS, MATRICES, GRADIENTS, LINE, IN_TRANSPOSED, NORMALIZED, GRADIENT, MEAN,
        PROJECTED_GRADIENT, INVERSE_DEVIATION, LANES, PULLED
    }

    /**
     * The working memory of {@link #run}: images that lie as the mixer's layout says.
     *
     * @param p the projected image
     * @param z the mean of its factorizations
     * @param dz the gradient of one shift's image
     * @param dp the gradient of p before its ReLU
     * @param sums of the parameters' gradients
     */
    record Workspace(MemorySegment p, MemorySegment z, MemorySegment dz, MemorySegment dp, MemorySegment sums) {
        static Workspace of(WorkspaceSlices slices, MixerBackward backward) {
            long image = backward.mixer.layout().length();
            return new Workspace(slices.nextFloats(image), slices.nextFloats(image), slices.nextFloats(image),
                    slices.nextFloats(image), slices.next(backward.sums.workspaceBytes(backward.tiles.count())));
        }
    }

    /** What the tasks of the last pass share. */
    private record LastPass(BranchOperands in, MemorySegment g, BranchOperands results, Workspace workspace,
            BranchTiles.InputWeights weights, int[] rows) { }

    static MixerBackward of(Mixer mixer) {
        BranchSizes sizes = mixer.sizes();
        return new MixerBackward(mixer, BranchTiles.of(sizes, CACHED, Math.max(sizes.channels(), sizes.hidden())),
                new BranchSums(sizes));
    }

    long workspaceBytes() {
        return WorkspaceSlices.bytes(slices -> Workspace.of(slices, this));
    }

    /**
     * Computes the gradients.
     *
     * @param start of the factorization
     * @param g the gradient of the result (B, C, S)
     * @param results where the gradients go
     * @param memory {@link #workspaceBytes} of working memory
     */
    void run(BranchOperands in, FactorStart start, MemorySegment g, BranchOperands results, MemorySegment memory,
            Workers workers) {
        BranchSizes sizes = mixer.sizes();
        Workspace workspace = WorkspaceSlices.cut(memory, slices -> Workspace.of(slices, this));
        mixer.project(in, workspace.p(), workers);
        pullToMean(in.secondWeight(), g, workspace.dz(), workers);
        factorize(workspace, start, workers);
        try (SharedArrays shared = workers.shared()) {
            float[] transposed = shared.floats(Buffer.IN_TRANSPOSED, Gemm.packedLength(sizes.channels(), sizes.hidden()));
            LastPass pass = new LastPass(in, g, results, workspace, BranchTiles.InputWeights.of(in, sizes, transposed),
                    Gemm.rowOffsets(Math.max(sizes.channels(), sizes.hidden()), tiles.length()));
            sums.run(tiles.count(), in, results, workspace.sums(), workers,
                    (index, total, scratch) -> tile(pass, tiles.tile(index), total, scratch));
        }
    }

    /** The gradient of one shift's image: W₂ᵀ g over the number of shifts. */
    private void pullToMean(MemorySegment outWeight, MemorySegment g, MemorySegment dz, Workers workers) {
        BranchSizes sizes = mixer.sizes();
        int c = sizes.channels();
        int hidden = sizes.hidden();
        int length = Gemm.packedLength(hidden, c);
        int[] rows = Gemm.rowOffsets(c, Gemm.PANEL);
        try (SharedArrays shared = workers.shared()) {
            float[] packed = shared.floats(Buffer.OUT_TRANSPOSED, length);
            Gemm.pack(outWeight, 0, 1, hidden, hidden, c, packed);
            for (int i = 0; i < length; i++) {
                packed[i] *= mixer.share();
            }
            PanelLoop.run(sizes.batch(), sizes.voxels(), 2L * c * hidden, workers, (image, voxel, scratch) -> {
                float[] panel = scratch.floats(Buffer.PANEL, Gemm.panelLength(c));
                float[] out = scratch.floats(Buffer.RESULT_ROWS, Gemm.ROWS * Gemm.PANEL);
                int width = VoxelPanel.load(g, (long) image * c, c, sizes.voxels(), voxel, panel);
                for (int row = 0; row < hidden; row += Gemm.ROWS) {
                    Gemm.rows(packed, row * c, panel, 0, rows, c, null, 0, out, 0, Gemm.PANEL, false);
                    mixer.layout().store(out, 0, Gemm.PANEL, dz, image, voxel, width, row, Math.min(hidden, row + Gemm.ROWS));
                }
            });
        }
    }

    /** z as in the forward pass, and the gradient of p, before its ReLU, summed over the shifts. */
    private void factorize(Workspace workspace, FactorStart start, Workers workers) {
        HeadLayout layout = mixer.layout();
        MatrixFactorization factorization = mixer.factorization();
        MatricizationSweep sweep = new MatricizationSweep(layout);
        if (!sweep.storesFirst()) {
            workspace.z().fill((byte) 0);
            workspace.dp().fill((byte) 0);
        }
        int distance = factorization.matrix().distance();
        int matricesOfRow = layout.grid()[2];
        float share = mixer.share();
        sweep.run(workers, (row, first, scratch) -> {
            float[] matrices = scratch.floats(Buffer.MATRICES, matricesOfRow * distance);
            float[] gradients = scratch.floats(Buffer.GRADIENTS, matricesOfRow * distance);
            FactorWork work = factorization.work(scratch);
            float[] line = scratch.floats(Buffer.LINE, layout.rowStride());
            row.gather(workspace.p(), matrices, factorization.matrix(), line);
            row.gather(workspace.dz(), gradients, factorization.matrix(), line);
            for (int k = 0; k < matricesOfRow; k++) {
                factorization.iterate(matrices, k * distance, start, work);
                factorization.pullBack(matrices, gradients, k * distance, work, gradients);
                factorization.reconstruct(work, share, matrices, k * distance);
            }
            row.scatter(matrices, factorization.matrix(), workspace.z(), first, line);
            row.scatter(gradients, factorization.matrix(), workspace.dp(), first, line);
        });
    }

    private void tile(LastPass pass, BranchTiles.Tile tile, double[] total, Scratch scratch) {
        BranchSizes sizes = mixer.sizes();
        int c = sizes.channels();
        int hidden = sizes.hidden();
        int step = tiles.length();
        int whole = tile.whole();
        float[] normalized = scratch.floats(Buffer.NORMALIZED, c * step);
        float[] gradient = scratch.floats(Buffer.GRADIENT, c * step);
        float[] mean = scratch.floats(Buffer.MEAN, hidden * step);
        float[] d = scratch.floats(Buffer.PROJECTED_GRADIENT, hidden * step);
        float[] inverse = scratch.floats(Buffer.INVERSE_DEVIATION, step);
        tiles.load(pass.in.x(), tile, normalized);
        tiles.load(pass.g, tile, gradient);
        for (int at = 0; at < whole; at += Gemm.PANEL) {
            PanelNormalization.normalize(normalized, at, step, c, sizes.epsilon(), inverse, at);
        }
        // p serves as the mask of its ReLU, then z takes its place.
        loadHidden(pass.workspace.p(), tile, mean);
        loadHidden(pass.workspace.dp(), tile, d);
        for (int row = 0; row < hidden; row++) {
            for (int i = row * step; i < row * step + whole; i += SPECIES.length()) {
                FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, d, i),
                        FloatVector.fromArray(SPECIES, mean, i).compare(VectorOperators.GT, 0f)).intoArray(d, i);
            }
        }
        if (pass.results.parameters()) {
            loadHidden(pass.workspace.z(), tile, mean);
            sums.add(gradient, mean, d, normalized, pass.rows, whole, total, scratch.floats(Buffer.LANES, DotProducts.WORKSPACE));
        }
        if (pass.results.x() != null) {
            float[] pulled = scratch.floats(Buffer.PULLED, tiles.panelLength(c));
            tiles.storeInputGradient(tile, pass.weights, normalized, inverse, gradient, d, pass.rows, pulled, pass.results.x());
        }
    }

    /** Reads a tile of an image that lies as the mixer's layout says; zeros beyond its last voxel. */
    private void loadHidden(MemorySegment source, BranchTiles.Tile tile, float[] values) {
        mixer.layout().load(source, tile.image(), tile.voxel(), tile.count(), values, 0, tiles.length());
        for (int row = 0; row < mixer.sizes().hidden(); row++) {
            Arrays.fill(values, row * tiles.length() + tile.count(), row * tiles.length() + tile.whole(), 0);
        }
    }
}
