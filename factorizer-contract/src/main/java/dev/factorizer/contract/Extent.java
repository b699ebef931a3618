package dev.factorizer.contract;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.Part;
import dev.factorizer.api.memory.Span;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.operations.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements in memory by their origin: a reshaped, sliced or joined value has those of the values it was made from, and may
 * share their memory.
 *
 * @param origin where the elements were computed
 * @param from the first of them, in bytes from the origin's beginning
 * @param at where it lies in the arena
 * @param bytes how many
 */
record Extent(Value origin, long from, long at, long bytes) {
    /** What a value holds, when it lies at a place. */
    static List<Extent> of(Value value, Span span) {
        return of(value, 0, span.offset(), span.bytes());
    }

    private static List<Extent> of(Value value, long from, long at, long bytes) {
        List<Part> parts = Part.of(value.node());
        return switch (value.node().operation()) {
            case Reshape reshape -> of(value.node().input(0), from, at, bytes);
            case Slice slice when !parts.isEmpty() ->
                of(value.node().input(0), from + parts.getFirst().offset(), at, bytes);
            case Concatenate concatenate when !parts.isEmpty() -> {
                List<Extent> all = new ArrayList<>();
                for (Part part : parts) {
                    long first = Math.max(from, part.offset());
                    long last = Math.min(from + bytes, part.offset() + part.part().type().bytes());
                    if (first < last) {
                        all.addAll(of(part.part(), first - part.offset(), at + first - from, last - first));
                    }
                }
                yield all;
            }
            default -> List.of(new Extent(value, from, at, bytes));
        };
    }

    /** Whether two lists hold the same elements wherever they share memory. */
    static boolean agree(List<Extent> these, List<Extent> others) {
        return these.stream().allMatch(one -> others.stream().allMatch(other -> one.apart(other)
                || one.origin.equals(other.origin) && one.at - one.from == other.at - other.from));
    }

    private boolean apart(Extent other) {
        return at + bytes <= other.at || other.at + other.bytes <= at || bytes == 0 || other.bytes == 0;
    }
}
