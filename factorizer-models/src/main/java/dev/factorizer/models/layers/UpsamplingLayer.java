package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.tensor.Shape;
import java.util.Arrays;

/**
 * An image on a finer grid, without parameters: (B, C, S…) → (B, C, factor·S…).
 *
 * @param factor how many times larger each axis becomes
 * @param mode where voxels are read
 */
public record UpsamplingLayer(int factor, Resize.Mode mode) implements Layer {
    /** Checks the factor. */
    public UpsamplingLayer {
        Bounds.atLeast("upsampling", "factor", factor, 1);
    }

    /**
     * {@return a layer that repeats each voxel}
     *
     * @param factor how many times larger each axis becomes
     */
    public static UpsamplingLayer nearest(int factor) {
        return new UpsamplingLayer(factor, Resize.Mode.NEAREST);
    }

    /**
     * {@return a layer that interpolates linearly, the images' outer edges on each other (PyTorch's align_corners=False)}
     *
     * @param factor how many times larger each axis becomes
     */
    public static UpsamplingLayer linear(int factor) {
        return new UpsamplingLayer(factor, Resize.Mode.LINEAR_CENTERS);
    }

    @Override
    public Value apply(Scope at, Value x) {
        int[] sizes = Arrays.stream(x.shape().spatial().sizes()).map(size -> Math.multiplyExact(size, factor)).toArray();
        return x.apply(new Resize(Shape.of(sizes), mode));
    }
}
