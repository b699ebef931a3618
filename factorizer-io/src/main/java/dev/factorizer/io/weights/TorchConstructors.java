package dev.factorizer.io.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a pickle's names make of arguments. Nothing is ever looked up or called by name. */
final class TorchConstructors {
    static final TorchConstructors INSTANCE = new TorchConstructors();

    /** Asks for memory before values are copied. */
    @FunctionalInterface
    interface Budget {
        /** Throws a {@link PickleException} if there is too little. */
        void take(long bytes);
    }

    private TorchConstructors() { }

    /** What a name makes of its arguments. */
    Object make(PickledName called, List<?> arguments, Budget budget) {
        return switch (called) {
            case PickledName.Dict dict -> dict(dict, arguments, budget);
            case PickledName.Size size -> size(arguments);
            case PickledName.Rebuild rebuild -> {
                budget.take(PickleBudget.TENSOR);
                yield TensorRebuilding.make(rebuild, arguments);
            }
            case PickledName.StorageClass storage ->
                    throw new PickleException("a storage class is called, expected a reference");
            case PickledName.Attribute attribute -> {
                if (arguments.size() != 2) {
                    throw new PickleException("getattr has " + arguments.size() + " arguments; nothing was executed");
                }
                budget.take(PickleBudget.OBJECT + PickleBudget.TEXT + (arguments.get(0) instanceof PickledName.Foreign owner
                        && arguments.get(1) instanceof String name ? 2L * (owner.name().length() + name.length()) : 0));
                yield PickledNames.attribute(arguments.get(0), arguments.get(1));
            }
            case PickledName.Foreign foreign -> {
                budget.take(PickleBudget.OBJECT);
                yield made(foreign, arguments);
            }
        };
    }

    private static InertValue made(PickledName.Foreign called, List<?> arguments) {
        return switch (called.full()) {
            case "_codecs.encode", "builtins.bytes", "builtins.bytearray" -> InertValue.of("bytes");
            case "numpy._core.multiarray._reconstruct", "numpy.core.multiarray._reconstruct" ->
                    InertValue.of("an array of numpy");
            case "copyreg._reconstructor", "copyreg.__newobj__" -> new InertValue(
                    !arguments.isEmpty() && arguments.getFirst() instanceof PickledName type ? type : called);
            default -> new InertValue(called);
        };
    }

    private static Map<@Nullable Object, @Nullable Object> dict(PickledName.Dict called, List<?> arguments, Budget budget) {
        List<?> contents = called.full().endsWith("defaultdict") && !arguments.isEmpty()
                ? arguments.subList(1, arguments.size()) : arguments;
        budget.take(PickleBudget.DICT);
        Map<@Nullable Object, @Nullable Object> dict = new LinkedHashMap<>();
        if (contents.size() == 1 && contents.getFirst() instanceof Map<?, ?> other) {
            budget.take((long) PickleBudget.DICT_ENTRY * other.size());
            dict.putAll(other);
        } else if (contents.size() == 1 && contents.getFirst() instanceof List<?> pairs) {
            budget.take((long) PickleBudget.DICT_ENTRY * pairs.size());
            for (Object pair : pairs) {
                if (!(pair instanceof List<?> two) || two.size() != 2) {
                    throw new PickleException(called.full() + " has an item that is no pair");
                }
                dict.put(Unpickler.hashable(two.get(0)), two.get(1));
            }
        } else if (!contents.isEmpty()) {
            throw new PickleException(called.full() + " has arguments, expected none, a dict or a list of pairs");
        }
        return dict;
    }

    private static List<?> size(List<?> arguments) {
        if (arguments.size() == 1 && arguments.getFirst() instanceof List<?> sizes) {
            return sizes;
        }
        throw new PickleException("torch.Size has other arguments than a tuple");
    }
}
