package dev.factorizer.api.fusion;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import java.util.Collection;
import java.util.List;

/** The operations of a graph that are wired as those of a composite: where its settings are read from. */
public final class MatchedOperations {
    private final Collection<Node> nodes;

    MatchedOperations(Collection<Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * The operation of a kind of which there is one.
     *
     * @param <O> the kind
     * @param kind its class
     * @return the operation
     * @throws IllegalStateException if there is none of that kind or more than one
     */
    public <O extends Operation> O only(Class<O> kind) {
        return kind.cast(node(kind).operation());
    }

    Node node(Class<? extends Operation> kind) {
        List<Node> found = nodes.stream().filter(node -> kind.isInstance(node.operation())).toList();
        if (found.size() != 1) {
            throw new IllegalStateException("fusion: " + found.size() + " operations are a " + kind.getSimpleName()
                    + ", expected one among " + nodes.stream().map(node -> node.operation().name()).toList());
        }
        return found.getFirst();
    }
}
