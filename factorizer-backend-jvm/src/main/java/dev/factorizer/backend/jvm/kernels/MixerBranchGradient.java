package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradients of {@link MixerBranchKernel} from x and the result's gradient g alone: p is projected again, and one sweep
 * over the windows factorizes each again, which gives z, and pulls its gradient back to p.
 *
 * @param branch sizes
 */
public record MixerBranchGradient(MixerBranchKernel branch) {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** Voxels of a tile, at least: below, adding up the lanes of the inner products takes longer than the products. */
    private static final int LEAST = 256;
    private static final int MOST = 512;
    /** Floats of one of a tile's arrays; five of them stay in the second-level cache. */
    private static final int CACHED = 32768;

    /** What the tasks of the last pass share. */
    private record Final(MemorySegment x, MemorySegment g, MemorySegment p, MemorySegment z, MemorySegment dp,
            float[] inTransposed, float[] gamma, int[] places, BranchGradients results) { }

    private int tile() {
        int most = Math.clamp(CACHED / Math.max(branch.channels(), branch.rows().channels()), LEAST, MOST);
        long all = Math.ceilDiv(branch.rows().voxels(), Gemm.PANEL) * Gemm.PANEL;
        return Math.clamp(all, Gemm.PANEL, Math.ceilDiv(most, Gemm.PANEL) * Gemm.PANEL);
    }

    private long tilesOfImage() {
        return Math.ceilDiv(branch.rows().voxels(), tile());
    }

    private long tiles() {
        return branch.rows().batch() * tilesOfImage();
    }

    private BranchSums sums() {
        return new BranchSums(branch.channels(), branch.rows().channels());
    }

    private long bytes() {
        return branch.rows().length() * Float.BYTES;
    }

    /**
     * The working memory of {@link #run}.
     *
     * @return bytes; independent of the number of threads
     */
    public long workspaceBytes() {
        return 4 * bytes() + sums().workspaceBytes(tiles());
    }

    /**
     * Computes the gradients.
     *
     * @param x (B, C, S)
     * @param normWeight (C)
     * @param normBias (C)
     * @param inWeight W₁ (C', C)
     * @param u0 (M)
     * @param v0 (N)
     * @param outWeight W₂ (C, C')
     * @param g the gradient of the result (B, C, S)
     * @param results where the gradients go; there is no first bias
     * @param workspace {@link #workspaceBytes} of memory
     * @param workers who computes
     */
    public void run(MemorySegment x, MemorySegment normWeight, MemorySegment normBias, MemorySegment inWeight,
            MemorySegment u0, MemorySegment v0, MemorySegment outWeight, MemorySegment g, BranchGradients results,
            MemorySegment workspace, Workers workers) {
        int c = branch.channels();
        int projected = branch.rows().channels();
        MemorySegment p = workspace.asSlice(0, bytes());
        MemorySegment z = workspace.asSlice(bytes(), bytes());
        MemorySegment dz = workspace.asSlice(2 * bytes(), bytes());
        MemorySegment dp = workspace.asSlice(3 * bytes(), bytes());
        branch.project(x, NormedWeights.fold(normWeight, normBias, inWeight, null, projected, c,
                workers.shared().floats(0, Gemm.packedLength(projected, c))), p, workers);
        pullToMean(outWeight, g, dz, workers);
        factorize(p, MixerBranchKernel.floats(u0), MixerBranchKernel.floats(v0), dz, z, dp, workers);
        float[] inTransposed = workers.shared().floats(0, Gemm.packedLength(c, projected));
        Gemm.pack(inWeight, 0, 1, c, c, projected, inTransposed);
        Final shared = new Final(x, g, p, z, dp, inTransposed, MixerBranchKernel.floats(normWeight),
                Gemm.places(Math.max(c, projected), tile()), results);
        sums().run(tiles(), results, normWeight, normBias, inWeight, workspace.asSlice(4 * bytes()), workers,
                (tile, sums, scratch) -> tile(shared, (int) (tile / tilesOfImage()), tile % tilesOfImage() * tile(), sums,
                        scratch));
    }

    /** The gradient of one shift's image: W₂ᵀ g over the number of shifts. */
    private void pullToMean(MemorySegment outWeight, MemorySegment g, MemorySegment dz, Workers workers) {
        HeadRows rows = branch.rows();
        int c = branch.channels();
        int projected = rows.channels();
        int length = Gemm.packedLength(projected, c);
        float[] packed = workers.shared().floats(0, length);
        Gemm.pack(outWeight, 0, 1, projected, projected, c, packed);
        for (int i = 0; i < length; i++) {
            packed[i] *= 1f / rows.shifts().length;
        }
        int[] places = Gemm.places(c, Gemm.PANEL);
        PanelLoop.run(rows.batch(), rows.voxels(), 2L * c * projected, workers, (image, voxel, scratch) -> {
            float[] panel = scratch.floats(0, Gemm.panelLength(c));
            float[] out = scratch.floats(2, Gemm.ROWS * Gemm.PANEL);
            int width = LayerNormKernel.loadPanel(g, (long) image * c, c, rows.voxels(), voxel, panel);
            for (int row = 0; row < projected; row += Gemm.ROWS) {
                Gemm.rows(packed, row * c, panel, 0, places, c, null, 0, out, 0, Gemm.PANEL, false);
                rows.store(out, 0, Gemm.PANEL, dz, image, voxel, width, row, Math.min(projected, row + Gemm.ROWS));
            }
        });
    }

    /** z as in the forward pass, and the gradient of p, before its ReLU, summed over the shifts. */
    private void factorize(MemorySegment p, float[] u0, float[] v0, MemorySegment dz, MemorySegment z, MemorySegment dp,
            Workers workers) {
        HeadRows rows = branch.rows();
        HalsRankOne factorization = branch.factorization();
        WindowSweep sweep = new WindowSweep(rows);
        if (!sweep.storesFirst()) {
            z.fill((byte) 0);
            dp.fill((byte) 0);
        }
        int distance = factorization.distance();
        int windows = rows.grid()[2];
        float mean = 1f / rows.shifts().length;
        sweep.run(workers, (row, first, scratch) -> {
            float[] matrices = scratch.floats(0, windows * distance);
            float[] gradients = scratch.floats(1, windows * distance);
            float[] work = scratch.floats(2, factorization.workLength());
            float[] line = scratch.floats(3, rows.step());
            row.gather(p, matrices, factorization, line);
            row.gather(dz, gradients, factorization, line);
            for (int k = 0; k < windows; k++) {
                factorization.iterate(matrices, k * distance, v0, work);
                factorization.pullBack(matrices, gradients, k * distance, work, gradients);
                factorization.reconstruct(work, u0, mean, matrices, k * distance);
            }
            row.scatter(matrices, factorization, z, first, line);
            row.scatter(gradients, factorization, dp, first, line);
        });
    }

    private void tile(Final shared, int image, long voxel, double[] sums, Scratch scratch) {
        HeadRows rows = branch.rows();
        int c = branch.channels();
        int projected = rows.channels();
        int step = tile();
        int count = (int) Math.min(step, rows.voxels() - voxel);
        int whole = Math.ceilDiv(count, Gemm.PANEL) * Gemm.PANEL;
        float[] normalized = scratch.floats(0, c * step);
        float[] gradient = scratch.floats(1, c * step);
        float[] mean = scratch.floats(2, projected * step);
        float[] d = scratch.floats(3, projected * step);
        load(shared.x, image, voxel, count, whole, normalized);
        load(shared.g, image, voxel, count, whole, gradient);
        float[] inverse = scratch.floats(4, step);
        for (int at = 0; at < whole; at += Gemm.PANEL) {
            LayerNormKernel.normalize(normalized, at, step, c, branch.epsilon(), inverse, at);
        }
        // p serves as the mask of its ReLU, then z takes its place.
        loadRows(shared.p, image, voxel, count, whole, mean);
        loadRows(shared.dp, image, voxel, count, whole, d);
        for (int row = 0; row < projected; row++) {
            for (int i = row * step; i < row * step + whole; i += SPECIES.length()) {
                FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, d, i),
                        FloatVector.fromArray(SPECIES, mean, i).compare(VectorOperators.GT, 0f)).intoArray(d, i);
            }
        }
        if (shared.results.parameters()) {
            loadRows(shared.z, image, voxel, count, whole, mean);
            sums().add(gradient, mean, d, normalized, shared.places, whole, sums,
                    scratch.floats(5, DotProducts.WORKSPACE));
        }
        if (shared.results.x() != null) {
            float[] pulled = scratch.floats(6, Gemm.groups(c) * Gemm.ROWS * step);
            for (int at = 0; at < whole; at += Gemm.PANEL) {
                for (int row = 0; row < c; row += Gemm.ROWS) {
                    Gemm.rows(shared.inTransposed, row * projected, d, at, shared.places, projected, null, 0, pulled,
                            row * step + at, step, false);
                }
                LayerNormKernel.pullBack(normalized, pulled, at, step, shared.gamma, inverse, at, c);
            }
            for (int row = 0; row < c; row++) {
                for (int i = row * step; i < row * step + count; i++) {
                    pulled[i] += gradient[i];
                }
                MemorySegment.copy(pulled, row * step, shared.results.x(), ValueLayout.JAVA_FLOAT,
                        (((long) image * c + row) * rows.voxels() + voxel) * Float.BYTES, count);
            }
        }
    }

    /** Voxels of all channels of an image (B, C, S); zeros beyond the last. */
    private void load(MemorySegment source, int image, long voxel, int count, int whole, float[] tile) {
        for (int row = 0; row < branch.channels(); row++) {
            int at = row * tile();
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT,
                    (((long) image * branch.channels() + row) * branch.rows().voxels() + voxel) * Float.BYTES, tile, at,
                    count);
            Arrays.fill(tile, at + count, at + whole, 0);
        }
    }

    /** The same of an image that lies as rows of heads. */
    private void loadRows(MemorySegment source, int image, long voxel, int count, int whole, float[] tile) {
        branch.rows().load(source, image, voxel, count, tile, 0, tile());
        for (int row = 0; row < branch.rows().channels(); row++) {
            Arrays.fill(tile, row * tile() + count, row * tile() + whole, 0);
        }
    }
}
