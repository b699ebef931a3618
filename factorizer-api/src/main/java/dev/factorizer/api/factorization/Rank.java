package dev.factorizer.api.factorization;

/** How many components a factorization has: given, or from a compression ratio. */
public sealed interface Rank {
    /**
     * The number of components for matrices of a size.
     *
     * @param rows M
     * @param columns N
     * @return R, at least 1
     */
    int of(int rows, int columns);

    /**
     * A given number.
     *
     * @param components R, at least 1
     */
    record Fixed(int components) implements Rank {
        /** Checks the number. */
        public Fixed {
            if (components < 1) {
                throw new IllegalArgumentException("rank is " + components + ", expected at least 1");
            }
        }

        @Override
        public int of(int rows, int columns) {
            return components;
        }
    }

    /**
     * The least R for which the factors hold at least the c-th part of the matrix's numbers: ⌈M N / (c (M + N))⌉.
     *
     * @param ratio c, above 0
     */
    record Compression(double ratio) implements Rank {
        /** Checks the ratio. */
        public Compression {
            if (!(ratio > 0)) {
                throw new IllegalArgumentException("compression ratio is " + ratio + ", expected above 0");
            }
        }

        @Override
        public int of(int rows, int columns) {
            return Math.max(1, (int) Math.ceil((double) rows * columns / (ratio * ((double) rows + columns))));
        }
    }
}
