package dev.factorizer.io.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle's values are called in messages. Python's None, truth values, numbers and texts are Java's; a dict is a {@code
 * LinkedHashMap}, a list an {@code ArrayList}, a tuple another list; then there are {@link TorchTensor}, {@link TorchStorage},
 * {@link PickledName} and {@link InertValue}. A list may hold itself, so nothing here looks inside of one.
 */
final class PickledValue {
    private PickledValue() { }

    static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case InertValue inert -> inert.what();
            case PickledName name -> "the name " + Brief.of(name.full());
            case TorchTensor tensor -> "a tensor";
            case TorchStorage storage -> "a storage";
            case String text -> "a text";
            case Boolean truth -> "a truth value";
            case Double number -> "a number";
            case Number number -> "a whole number";
            case Map<?, ?> dict -> "a dict";
            case ArrayList<?> list -> "a list";
            case List<?> tuple -> "a tuple";
            default -> throw new IllegalStateException("no pickle makes a " + value.getClass());
        };
    }

    /** A dict's key as text. */
    static String text(@Nullable Object key) {
        return key instanceof String || key instanceof Number || key instanceof Boolean ? key.toString() : describe(key);
    }

    /** Whether it is a tensor, also one that can't be read. */
    static boolean isTensor(@Nullable Object value) {
        return value instanceof TorchTensor || value instanceof InertValue inert && inert.isTensor();
    }
}
