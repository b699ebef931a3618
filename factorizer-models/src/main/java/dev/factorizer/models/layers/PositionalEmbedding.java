package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Arrays;

/** What tells voxels where they are: (B, C, S…) → (B, C, S…). */
public sealed interface PositionalEmbedding extends Layer {
    /** {@return whether it has trainable parameters} */
    boolean learned();

    /** Nothing: the identity. */
    record None() implements PositionalEmbedding {
        @Override
        public boolean learned() {
            return false;
        }

        @Override
        public Value apply(Scope at, Value x) {
            return x;
        }
    }

    /** A learned number for each channel and voxel, added: {@code pos} (1, C, S…). */
    record Learned() implements PositionalEmbedding {
        @Override
        public boolean learned() {
            return true;
        }

        @Override
        public Value apply(Scope at, Value x) {
            return x.add(at.parameter("pos", x.shape().with(0, 1), new Initializer.Normal(1)));
        }
    }

    /** A learned number for each channel and place on each axis, all added: {@code pe.0} (1, C, S1, 1…), {@code pe.1} … */
    record AxialLearned() implements PositionalEmbedding {
        @Override
        public boolean learned() {
            return true;
        }

        @Override
        public Value apply(Scope at, Value x) {
            Value y = x;
            for (int i = 0; i < x.shape().rank() - 2; i++) {
                int[] sizes = new int[x.shape().rank()];
                Arrays.fill(sizes, 1);
                sizes[1] = x.channels();
                sizes[2 + i] = x.shape().size(2 + i);
                y = y.add(at.parameter("pe." + i, Shape.of(sizes), new Initializer.Normal(1)));
            }
            return y;
        }
    }

    /** A fixed table added: cosines of the {@link WaveTable} on the first half of the channels, sines on the second. */
    record Sinusoidal() implements PositionalEmbedding {
        @Override
        public boolean learned() {
            return false;
        }

        @Override
        public Value apply(Scope at, Value x) {
            requireEven(x, "sinusoidal");
            WaveTable table = new WaveTable(x.shape().with(0, 1));
            return x.add(table.buffer(at, "pe", table.cosinesThenSines()));
        }
    }

    /**
     * A fixed rotation of channel pairs k and k + C/2 by the angles of the {@link WaveTable}: cos · x + sin · [−second half,
     * first half].
     */
    record Rotary() implements PositionalEmbedding {
        @Override
        public boolean learned() {
            return false;
        }

        @Override
        public Value apply(Scope at, Value x) {
            requireEven(x, "rotary");
            int half = x.channels() / 2;
            WaveTable table = new WaveTable(x.shape().with(0, 1));
            Value rotated = x.slice(1, half, half).negate().concatenate(1, x.slice(1, 0, half));
            return x.multiply(table.buffer(at, "cos", table.cosines()))
                    .add(rotated.multiply(table.buffer(at, "sin", table.sines())));
        }
    }

    private static void requireEven(Value x, String embedding) {
        if (x.channels() % 2 != 0) {
            throw new ShapeException(embedding + " embedding: input has " + x.channels()
                    + " channels, expected an even number");
        }
    }
}
