package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.taskgraphs.Passage;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * How much a {@link Channel} can pass at once.
 *
 * @param floats elements of float32
 * @param integers elements of int32
 * @param table the length of each table
 */
record ChannelRoom(int floats, int integers, int table) {
    /** What all of some passages need. */
    static ChannelRoom of(Collection<Passage> passages) {
        return new ChannelRoom(most(passages.stream().map(passage -> passage.floats().getFirst())),
                most(passages.stream().map(passage -> passage.integers().getFirst())),
                most(passages.stream().map(passage -> Math.max(passage.floats().size(), passage.integers().size()))));
    }

    private static int most(Stream<Integer> numbers) {
        return numbers.max(Integer::compare).orElseThrow();
    }

    /** Whether there is room for what another has room for. */
    boolean holds(ChannelRoom other) {
        return other.floats <= floats && other.integers <= integers && other.table <= table;
    }
}
