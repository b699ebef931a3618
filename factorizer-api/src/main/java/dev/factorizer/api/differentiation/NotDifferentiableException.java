package dev.factorizer.api.differentiation;

import dev.factorizer.api.graph.Node;

/** A gradient was requested through an operation that has none; it is never cut silently. */
public final class NotDifferentiableException extends UnsupportedOperationException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception that names the operation and its place.
     *
     * @param node the node
     * @param remedy what to do about it
     */
    public NotDifferentiableException(Node node, String remedy) {
        super(node.operation().name() + " has no derivative" + (node.path().isEmpty() ? "" : " (at " + node.path() + ")")
                + ": " + remedy);
    }
}
