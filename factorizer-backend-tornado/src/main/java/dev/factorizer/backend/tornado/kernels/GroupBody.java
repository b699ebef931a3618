package dev.factorizer.backend.tornado.kernels;

/**
 * What a group of {@link Tiles#LANES} work items does together, instead of the one item that {@link Kernel#body} needs for it: on
 * devices where items of a group run at once and share fast memory. The work has phases. All items of the group are through with
 * one before any begins the next, for which a device puts barriers where {@link #run} changes from one loop to the next:
 * <pre>
 * begin; for each step: load, barrier, Tiles.multiply, barrier; store
 * </pre>
 * Both give the same numbers, since they add in the same order.
 *
 * @param begin sets an item's sums
 * @param steps how many steps there are
 * @param load copies an item's share of a step to the shared tile
 * @param store writes an item's sums to the result
 */
public record GroupBody(Begin begin, Steps steps, Load load, Store store) {
    /** Sets an item's sums. */
    @FunctionalInterface
    public interface Begin {
        /**
         * Sets all sums.
         *
         * @param group which group
         * @param lane which item of the group
         * @param memory see {@link Body}
         * @param settings see {@link Body}
         * @param sums the item's own
         */
        void run(int group, int lane, float[] memory, int[] settings, float[] sums);
    }

    /** How many steps there are. */
    @FunctionalInterface
    public interface Steps {
        /**
         * Counts the steps.
         *
         * @param group which group
         * @param settings see {@link Body}
         * @return the number
         */
        int count(int group, int[] settings);
    }

    /** Copies an item's share of a step to the shared tile. */
    @FunctionalInterface
    public interface Load {
        /**
         * Sets its share of the tile's elements, zero where there is nothing.
         *
         * @param group which group
         * @param lane which item of the group
         * @param step which step, from 0
         * @param memory see {@link Body}
         * @param settings see {@link Body}
         * @param tile what the group shares, {@link Tiles#ELEMENTS} floats
         */
        void run(int group, int lane, int step, float[] memory, int[] settings, float[] tile);
    }

    /** Writes an item's sums to the result. */
    @FunctionalInterface
    public interface Store {
        /**
         * Writes the sums that lie inside the result.
         *
         * @param group which group
         * @param lane which item of the group
         * @param sums the item's own
         * @param memory see {@link Body}
         * @param settings see {@link Body}
         */
        void run(int group, int lane, float[] sums, float[] memory, int[] settings);
    }

    /**
     * Does the work of a group, one item after the other in each phase.
     *
     * @param group which group
     * @param memory see {@link Body}
     * @param settings see {@link Body}
     */
    public void run(int group, float[] memory, int[] settings) {
        float[] tile = new float[Tiles.ELEMENTS];
        float[][] sums = new float[Tiles.LANES][Tiles.SUMS];
        for (int lane = 0; lane < Tiles.LANES; lane++) {
            begin.run(group, lane, memory, settings, sums[lane]);
        }
        int count = steps.count(group, settings);
        for (int step = 0; step < count; step++) {
            for (int lane = 0; lane < Tiles.LANES; lane++) {
                load.run(group, lane, step, memory, settings, tile);
            }
            for (int lane = 0; lane < Tiles.LANES; lane++) {
                Tiles.multiply(lane, tile, sums[lane]);
            }
        }
        for (int lane = 0; lane < Tiles.LANES; lane++) {
            store.run(group, lane, sums[lane], memory, settings);
        }
    }
}
