package dev.factorizer.io.weights;

import org.jspecify.annotations.Nullable;

/**
 * Something that lies beside the weights: carried along, never looked into, equal only to itself. Among the weights it is an
 * error that says what it is.
 */
final class InertValue {
    private final String what;
    private final boolean tensor;
    /** The class it is of; null where {@link #what} says all. */
    private final @Nullable PickledName type;

    private InertValue(String what, boolean tensor, @Nullable PickledName type) {
        this.what = what;
        this.tensor = tensor;
        this.type = type;
    }

    InertValue(PickledName type) {
        this("an object of ", false, type);
    }

    static InertValue of(String what) {
        return new InertValue(what, false, null);
    }

    /** A tensor that can't be read. */
    static InertValue tensor(String what) {
        return new InertValue(what, true, null);
    }

    String what() {
        return type == null ? what : what + Brief.of(type.full());
    }

    boolean isTensor() {
        return tensor;
    }
}
