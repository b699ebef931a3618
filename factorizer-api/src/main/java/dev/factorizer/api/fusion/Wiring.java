package dev.factorizer.api.fusion;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Decomposition;
import dev.factorizer.api.operations.Zip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Compares a decomposition with a part of a graph, from the result backwards: operation by operation and input by input, down to
 * the composite's inputs, which stand for any values.
 *
 * @param decomposition what is looked for
 * @param alike whether an operation of it may stand for one of the graph
 */
record Wiring(Decomposition decomposition, BiPredicate<Operation, Operation> alike) {
    /** A value of the decomposition, and the one it may stand for. */
    private record Pair(Value sought, Value found) { }

    /**
     * Looks for a way to lay the decomposition over a graph. There may be several, as it makes no difference in which order two
     * numbers are added or multiplied.
     *
     * @param result the graph's value in the place of the decomposition's result
     * @param accept what is made of a match, or nothing to try the next one; it receives the graph's value for each value
     *     of the decomposition
     * @return what was made of the first accepted match
     */
    <T> Optional<T> over(Value result, Function<Map<Value, Value>, Optional<T>> accept) {
        return match(List.of(new Pair(decomposition.results().getFirst(), result)), Map.of(), accept);
    }

    private <T> Optional<T> match(List<Pair> open, Map<Value, Value> bound, Function<Map<Value, Value>, Optional<T>> accept) {
        if (open.isEmpty()) {
            return accept.apply(bound);
        }
        Pair next = open.getFirst();
        List<Pair> rest = open.subList(1, open.size());
        if (bound.containsKey(next.sought)) {
            return bound.get(next.sought).equals(next.found) ? match(rest, bound, accept) : Optional.empty();
        }
        Map<Value, Value> more = new HashMap<>(bound);
        if (decomposition.inputs().contains(next.sought)) {
            more.put(next.sought, next.found);
            return match(rest, more, accept);
        }
        Node sought = next.sought.node();
        Node found = next.found.node();
        if (!alike.test(sought.operation(), found.operation()) || sought.inputs().size() != found.inputs().size()
                || sought.results().size() != found.results().size()) {
            return Optional.empty();
        }
        for (int i = 0; i < sought.results().size(); i++) {
            more.put(sought.results().get(i), found.results().get(i));
        }
        if (!next.found.equals(more.get(next.sought))) {
            return Optional.empty(); // another result of the same operation
        }
        for (List<Value> inputs : orders(found)) {
            List<Pair> all = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                all.add(new Pair(sought.input(i), inputs.get(i)));
            }
            all.addAll(rest);
            Optional<T> made = match(all, more, accept);
            if (made.isPresent()) {
                return made;
            }
        }
        return Optional.empty();
    }

    /** A sum and a product of two numbers have the same bits in either order. */
    private static List<List<Value>> orders(Node node) {
        return node.operation() instanceof Zip zip && (zip.kind() == Zip.Kind.ADD || zip.kind() == Zip.Kind.MULTIPLY)
                ? List.of(node.inputs(), node.inputs().reversed()) : List.of(node.inputs());
    }
}
