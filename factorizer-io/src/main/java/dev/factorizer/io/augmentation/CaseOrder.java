package dev.factorizer.io.augmentation;

/**
 * The endless order in which cases are drawn: pass after pass over all of them, each in a random order of its own. A batch may
 * hold the end of one pass and the beginning of the next.
 *
 * @param seed of the order
 * @param cases how many there are
 */
record CaseOrder(long seed, int cases) {
    private static final String NAME = "order of cases";
    /** No sample has so many transforms. */
    private static final int TRANSFORM = 1 << 29;

    /** In which pass a sample is. */
    long epoch(long sample) {
        return sample / cases;
    }

    /** Which case a sample is from. */
    int caseOf(long sample) {
        return permutation(epoch(sample))[(int) (sample % cases)];
    }

    /** The order of one pass (Fisher and Yates). */
    int[] permutation(long epoch) {
        Draws draws = new SampleKey(seed, epoch, NAME).draws(TRANSFORM);
        int[] order = new int[cases];
        for (int i = 0; i < cases; i++) {
            int other = (int) draws.below(i + 1L);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
