package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.AveragePool;
import dev.factorizer.api.operations.MaxPool;
import dev.factorizer.api.operations.PoolingGeometry;

/**
 * Blocks of voxels become one voxel each: (B, C, S…) → (B, C, S/size…). A last block that is not whole is left out.
 *
 * @param kind what becomes of a block
 * @param size of a block along each axis
 */
public record PoolingLayer(Kind kind, int size) implements Layer {
    /** What becomes of a block. */
    public enum Kind {
        /** Its greatest element. */
        MAXIMUM,
        /** The mean of its elements. */
        AVERAGE
    }

    /** Checks the size. */
    public PoolingLayer {
        Bounds.atLeast("pooling", "size", size, 1);
    }

    /**
     * {@return a layer that takes the greatest element of each block}
     *
     * @param size of a block along each axis
     */
    public static PoolingLayer maximum(int size) {
        return new PoolingLayer(Kind.MAXIMUM, size);
    }

    /**
     * {@return a layer that takes the mean of each block}
     *
     * @param size of a block along each axis
     */
    public static PoolingLayer average(int size) {
        return new PoolingLayer(Kind.AVERAGE, size);
    }

    @Override
    public Value apply(Scope at, Value x) {
        PoolingGeometry blocks = PoolingGeometry.of(x.shape().rank() - 2, size, size, 0);
        return x.apply(switch (kind) {
            case MAXIMUM -> new MaxPool(blocks);
            case AVERAGE -> new AveragePool(blocks);
        });
    }
}
