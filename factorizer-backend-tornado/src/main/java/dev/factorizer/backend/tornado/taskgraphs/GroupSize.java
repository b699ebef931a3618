package dev.factorizer.backend.tornado.taskgraphs;

/**
 * How many work items form a group: a power of two.
 *
 * @param least for tasks of few items; what the hardware runs at once in any case
 * @param most for tasks of many items
 */
public record GroupSize(int least, int most) {
    /** Processors run one item after another; a group is what one core takes at a time. */
    public static final GroupSize CPU = new GroupSize(1, 64);
    /** Graphics processors run the items of a group at once, 32 together. */
    public static final GroupSize GPU = new GroupSize(32, 256);
    /** Hardware is made for groups of one size, which TornadoVM fixes. */
    public static final GroupSize FPGA = new GroupSize(64, 64);

    /** Few items are large ones: they shall not all be in one group, which one core runs. */
    private static final int LEAST_GROUPS = 32;

    /**
     * The size of the groups of a task.
     *
     * @param items its work items
     * @return the items of a group
     */
    public int of(int items) {
        return Math.clamp(Integer.highestOneBit(Math.max(1, items / LEAST_GROUPS)), least, most);
    }

    /**
     * How many items are started for a task: whole groups, at least one, of which the last may have items that do nothing.
     *
     * @param items its work items
     * @return a multiple of the group's size
     */
    public int started(int items) {
        int group = of(items);
        return Math.toIntExact(Math.ceilDiv(Math.max(1L, items), group) * group);
    }
}
