package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.taskgraphs.TransferBatch;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * How much a {@link StagingBuffer} can transfer at once.
 *
 * @param floats elements of float32
 * @param integers elements of int32
 * @param table the length of each table
 */
record StagingCapacity(int floats, int integers, int table) {
    /** What any of some batches needs. */
    static StagingCapacity of(Collection<TransferBatch> batches) {
        return new StagingCapacity(most(batches.stream().map(TransferBatch::floatElements)),
                most(batches.stream().map(TransferBatch::integerElements)),
                most(batches.stream().map(batch -> Math.max(batch.floats().size(), batch.integers().size()))));
    }

    private static int most(Stream<Integer> numbers) {
        return numbers.max(Integer::compare).orElseThrow();
    }

    /** Whether it is enough for what another is enough for. */
    boolean holds(StagingCapacity other) {
        return other.floats <= floats && other.integers <= integers && other.table <= table;
    }
}
