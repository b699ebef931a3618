package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.BlockTileBodies;
import dev.factorizer.backend.tornado.kernels.ConvolutionTileBodies;
import dev.factorizer.backend.tornado.kernels.GroupBody;
import dev.factorizer.backend.tornado.kernels.InputGradientTileBodies;
import dev.factorizer.backend.tornado.kernels.ProductTileBodies;
import dev.factorizer.backend.tornado.kernels.Tiles;
import dev.factorizer.backend.tornado.kernels.WeightGradientTileBodies;
import uk.ac.manchester.tornado.api.KernelContext;

/** The kernels that are the work of groups, with the barriers that {@link GroupBody} asks for. */
final class GroupShells {
    private GroupShells() { }

    static void productOfGroups(KernelContext context, float[] memory, int[] integers, int[] settings) {
        float[] tile = context.allocateFloatLocalArray(Tiles.ELEMENTS);
        float[] sums = new float[Tiles.SUMS];
        int group = context.groupIdx;
        int lane = context.localIdx;
        ProductTileBodies.begin(group, lane, memory, settings, sums);
        int steps = ProductTileBodies.steps(group, settings);
        for (int step = 0; step < steps; step++) {
            ProductTileBodies.load(group, lane, step, memory, settings, tile);
            context.localBarrier();
            Tiles.multiply(lane, tile, sums);
            context.localBarrier();
        }
        ProductTileBodies.store(group, lane, sums, memory, settings);
    }

    static void convolutionOfGroups(KernelContext context, float[] memory, int[] integers, int[] settings) {
        float[] tile = context.allocateFloatLocalArray(Tiles.ELEMENTS);
        float[] sums = new float[Tiles.SUMS];
        int group = context.groupIdx;
        int lane = context.localIdx;
        ConvolutionTileBodies.begin(group, lane, memory, settings, sums);
        int steps = ConvolutionTileBodies.steps(group, settings);
        for (int step = 0; step < steps; step++) {
            ConvolutionTileBodies.load(group, lane, step, memory, settings, tile);
            context.localBarrier();
            Tiles.multiply(lane, tile, sums);
            context.localBarrier();
        }
        ConvolutionTileBodies.store(group, lane, sums, memory, settings);
    }

    static void inputGradientOfGroups(KernelContext context, float[] memory, int[] integers, int[] settings) {
        float[] tile = context.allocateFloatLocalArray(Tiles.ELEMENTS);
        float[] sums = new float[Tiles.SUMS];
        int group = context.groupIdx;
        int lane = context.localIdx;
        InputGradientTileBodies.begin(group, lane, memory, settings, sums);
        int steps = InputGradientTileBodies.steps(group, settings);
        for (int step = 0; step < steps; step++) {
            InputGradientTileBodies.load(group, lane, step, memory, settings, tile);
            context.localBarrier();
            Tiles.multiply(lane, tile, sums);
            context.localBarrier();
        }
        InputGradientTileBodies.store(group, lane, sums, memory, settings);
    }

    static void blocksOfGroups(KernelContext context, float[] memory, int[] integers, int[] settings) {
        float[] tile = context.allocateFloatLocalArray(Tiles.ELEMENTS);
        float[] sums = new float[Tiles.SUMS];
        int group = context.groupIdx;
        int lane = context.localIdx;
        BlockTileBodies.begin(group, lane, memory, settings, sums);
        int steps = BlockTileBodies.steps(group, settings);
        for (int step = 0; step < steps; step++) {
            BlockTileBodies.load(group, lane, step, memory, settings, tile);
            context.localBarrier();
            Tiles.multiply(lane, tile, sums);
            context.localBarrier();
        }
        BlockTileBodies.store(group, lane, sums, memory, settings);
    }

    static void weightGradientOfGroups(KernelContext context, float[] memory, int[] integers, int[] settings) {
        float[] tile = context.allocateFloatLocalArray(Tiles.ELEMENTS);
        float[] sums = new float[Tiles.SUMS];
        int group = context.groupIdx;
        int lane = context.localIdx;
        WeightGradientTileBodies.begin(group, lane, memory, settings, sums);
        int steps = WeightGradientTileBodies.steps(group, settings);
        for (int step = 0; step < steps; step++) {
            WeightGradientTileBodies.load(group, lane, step, memory, settings, tile);
            context.localBarrier();
            Tiles.multiply(lane, tile, sums);
            context.localBarrier();
        }
        WeightGradientTileBodies.store(group, lane, sums, memory, settings);
    }
}
