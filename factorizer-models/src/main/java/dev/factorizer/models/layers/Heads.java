package dev.factorizer.models.layers;

import dev.factorizer.api.operations.Matricization;

/** Into how many groups the channels fall, each of which gives matrices of its own. */
public sealed interface Heads {
    /**
     * The number of groups.
     *
     * @param channels C
     * @return how many
     * @throws dev.factorizer.api.tensor.ShapeException if the channels don't divide
     */
    int of(int channels);

    /**
     * A given number.
     *
     * @param count how many, at least 1
     */
    record Count(int count) implements Heads {
        /** Checks the number. */
        public Count {
            Bounds.atLeast("windows", "number of heads", count, 1);
        }

        @Override
        public int of(int channels) {
            return count;
        }
    }

    /**
     * As many as there are, each of a given number of channels.
     *
     * @param channels of a head, at least 1: the rows of a matrix
     */
    record Dimension(int channels) implements Heads {
        /** Checks the number. */
        public Dimension {
            Bounds.atLeast("windows", "head dimension", channels, 1);
        }

        @Override
        public int of(int all) {
            return Matricization.headsOf(all, channels);
        }
    }
}
