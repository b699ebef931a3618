package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.elementwise.UnaryKernel;
import dev.factorizer.backend.jvm.kernels.factorization.FactorStart;
import dev.factorizer.backend.jvm.kernels.factorization.MatrixFactorization;
import dev.factorizer.backend.jvm.kernels.factorization.MatrixLayout;
import dev.factorizer.backend.jvm.kernels.norms.PanelNormalization;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.kernels.products.PanelLoop;
import dev.factorizer.backend.jvm.kernels.products.VoxelPanel;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.SharedArrays;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What the first half of a Factorizer block and its gradients have in common: sizes, where images lie between the two linear
 * maps, how matrices are factorized.
 *
 * @param sizes of the half; hidden channels are those between the maps
 * @param layout of an image between the maps
 * @param factorization of each matrix
 */
record Mixer(BranchSizes sizes, HeadLayout layout, MatrixFactorization factorization) {
    private enum Buffer implements Scratch.Name { IN_WEIGHT, NORMALIZED, INVERSE_DEVIATION, RESULT_ROWS }

    /** The start values of the factorization, as they are now. */
    static FactorStart start(Operands<MixerBranch.Operand, MemorySegment> in) {
        return FactorStart.of(in.get(MixerBranch.Operand.START_U), in.get(MixerBranch.Operand.START_V));
    }

    /** The mixer for inputs of these types. */
    static Mixer of(MixerBranch branch, List<Type> inputs, boolean differentiated) {
        Operands<MixerBranch.Operand, Type> in = branch.named(inputs);
        Shape x = in.get(MixerBranch.Operand.X).shape();
        BranchSizes sizes = BranchSizes.of(x, in.get(MixerBranch.Operand.IN_WEIGHT).shape(), branch.epsilon());
        HeadLayout layout = HeadLayout.of(branch.layout(), x.with(1, sizes.hidden()));
        return new Mixer(sizes, layout, MatrixFactorization.of(branch.factorization(), new MatrixLayout(layout.headChannels(),
                layout.columns()), differentiated));
    }

    /** p = relu(W₁ norm(x)). */
    void project(BranchOperands in, MemorySegment p, Workers workers) {
        int channels = sizes.channels();
        int hidden = sizes.hidden();
        int[] rows = Gemm.rowOffsets(channels, Gemm.PANEL);
        try (SharedArrays shared = workers.shared()) {
            NormedWeights weights = NormedWeights.fold(in, sizes,
                    shared.floats(Buffer.IN_WEIGHT, Gemm.packedLength(hidden, channels)));
            PanelLoop.run(sizes.batch(), sizes.voxels(), 2L * channels * hidden, workers, (image, voxel, scratch) -> {
                float[] normalized = scratch.floats(Buffer.NORMALIZED, Gemm.panelLength(channels));
                float[] inverse = scratch.floats(Buffer.INVERSE_DEVIATION, Gemm.PANEL);
                float[] out = scratch.floats(Buffer.RESULT_ROWS, Gemm.ROWS * Gemm.PANEL);
                int width = VoxelPanel.load(in.x(), (long) image * channels, channels, sizes.voxels(), voxel, normalized);
                PanelNormalization.normalize(normalized, 0, Gemm.PANEL, channels, sizes.epsilon(), inverse, 0);
                for (int c = 0; c < hidden; c += Gemm.ROWS) {
                    Gemm.rows(weights.packed(), c * channels, normalized, 0, rows, channels, weights.bias(), c, out, 0,
                            Gemm.PANEL, false);
                    UnaryKernel.relu(out, Gemm.ROWS * Gemm.PANEL);
                    layout.store(out, 0, Gemm.PANEL, p, image, voxel, width, c, Math.min(hidden, c + Gemm.ROWS));
                }
            });
        }
    }

    /** One of the shifts' share of their mean. */
    float share() {
        return 1f / layout.shifts().length;
    }
}
