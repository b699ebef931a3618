package dev.factorizer.api.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory with one life: values that alias each other, or a workspace. Blocks that hold parts of one another form a group,
 * which is placed as a whole; where in it a block begins is fixed.
 */
final class Block {
    private static final long ALIGNMENT = 64;

    /** Blocks at fixed distances. */
    static final class Group {
        final List<Block> blocks = new ArrayList<>();

        /** From its first byte to its last. */
        long bytes() {
            return blocks.stream().mapToLong(block -> block.offset + block.bytes).max().orElse(0);
        }

        /** The first step at which a byte of it is in use. */
        int from() {
            return blocks.stream().mapToInt(block -> block.from).min().orElse(0);
        }

        /** For how many steps a byte of it is in use. */
        int life() {
            return blocks.stream().mapToInt(block -> block.to).max().orElse(0) - from() + 1;
        }
    }

    final long bytes;
    final int from;
    int to;
    /** From the beginning of the group; at the end, from the beginning of the arena. */
    long offset;
    Group group = new Group();

    /** A block in a group of its own. */
    Block(long bytes, int from, int to) {
        this.bytes = align(bytes);
        this.from = from;
        this.to = to;
        group.blocks.add(this);
    }

    static long align(long bytes) {
        return (Math.max(bytes, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Whether both are in use at some step. */
    boolean together(Block other) {
        return from <= other.to && other.from <= to;
    }

    /** Whether they would share bytes if this were moved. */
    boolean overlaps(Block other, long shift) {
        return other.offset < offset + shift + bytes && offset + shift < other.offset + other.bytes;
    }

    /** Whether the first so many bytes may be written at a step that is the last to read this block. */
    boolean free(long first, int step) {
        return group.blocks.stream().allMatch(other -> other == this || other.to < step
                || other.offset >= offset + align(first) || other.offset + other.bytes <= offset);
    }

    /**
     * Fixes this block, with its whole group, inside another, whose content it is a part of.
     *
     * @param distance from the other's beginning
     * @return whether it could be done: nothing else in the two groups needs the same bytes at the same time
     */
    boolean join(Block whole, long distance) {
        long shift = whole.offset + distance - offset;
        if (distance % ALIGNMENT != 0 || group == whole.group) {
            return false;
        }
        for (Block mine : group.blocks) {
            for (Block other : whole.group.blocks) {
                boolean same = mine == this && other == whole;
                if (!same && mine.together(other) && mine.overlaps(other, shift)) {
                    return false;
                }
            }
        }
        Group joined = whole.group;
        for (Block mine : group.blocks) {
            mine.offset += shift;
            joined.blocks.add(mine);
        }
        group.blocks.forEach(mine -> mine.group = joined);
        long lowest = joined.blocks.stream().mapToLong(block -> block.offset).min().orElse(0);
        joined.blocks.forEach(block -> block.offset -= lowest);
        return true;
    }
}
