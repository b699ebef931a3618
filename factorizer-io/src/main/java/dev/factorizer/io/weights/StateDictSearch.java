package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the state dict in what a checkpoint holds. */
final class StateDictSearch {
    /** Where training scripts put the state dict; the first that is there is taken. */
    private static final List<String> USUAL_KEYS = List.of("state_dict", "model", "network_weights", "model_state_dict", "net",
            "network");

    private static final String NOT_ITSELF = "save the state_dict() of a network, not the network itself";

    private final Path file;

    StateDictSearch(Path file) {
        this.file = file;
    }

    /** The dict under a key such as {@code model} or {@code ema.model}; with an empty one, that of a usual place. */
    Map<?, ?> find(@Nullable Object root, String key) throws IOException {
        if (!(root instanceof Map<?, ?> top)) {
            throw new MalformedFileException(file, "holds " + PickledValue.describe(root)
                    + ", expected a dict; " + (root instanceof InertValue inert && !inert.isTensor() ? NOT_ITSELF
                    : "save the state_dict() of a network, or a dict that has it under a key"));
        }
        return key.isEmpty() ? usual(top) : named(top, key);
    }

    private Map<?, ?> named(Map<?, ?> top, String key) throws IOException {
        Map<?, ?> at = top;
        String rest = key;
        while (!(at.get(rest) instanceof Map<?, ?> found)) {
            int dot = rest.indexOf('.');
            // A key may have dots itself: the shortest that leads on is taken.
            while (dot >= 0 && !(at.get(rest.substring(0, dot)) instanceof Map<?, ?>)) {
                dot = rest.indexOf('.', dot + 1);
            }
            if (dot < 0 && at.get(rest) instanceof InertValue inert && !inert.isTensor()) {
                throw new MalformedFileException(file, "holds " + PickledValue.describe(inert) + " under \"" + Brief.of(key)
                        + "\", expected a dict; " + NOT_ITSELF);
            }
            if (dot < 0) {
                String where = key.substring(0, key.length() - rest.length());
                throw new MalformedFileException(file, "has no dict under \"" + Brief.of(key) + "\"; "
                        + (where.isEmpty() ? "" : "under \"" + Brief.of(where.substring(0, where.length() - 1)) + "\" ")
                        + "found " + Brief.list(at.keySet()));
            }
            at = (Map<?, ?>) Objects.requireNonNull(at.get(rest.substring(0, dot)), "what leads on is there");
            rest = rest.substring(dot + 1);
        }
        return found;
    }

    private Map<?, ?> usual(Map<?, ?> top) throws IOException {
        if (allTensors(top)) {
            return top;
        }
        Map<?, ?> found = withTensors(top);
        for (String usual : USUAL_KEYS) {
            if (found == null && top.get(usual) instanceof Map<?, ?> dict) {
                found = withTensors(dict);
            }
        }
        if (found != null) {
            return found;
        }
        List<String> candidates = candidates(top);
        if (candidates.size() == 1) {
            Map<?, ?> only = named(top, candidates.getFirst());
            // Beside the weights there may be a tensor or two, such as the best score.
            return tensors(only) > tensors(top) ? only : top;
        }
        if (hasTensors(top)) {
            return top;
        }
        throw new MalformedFileException(file, candidates.isEmpty() ? "has no state dict: neither a dict of tensors nor one of"
                + " the keys " + USUAL_KEYS + ", found " + Brief.list(top.keySet()) + wholeNetwork(top)
                : "has several state dicts; name one of the keys " + Brief.list(candidates));
    }

    /** What to say where an object is in the place of a state dict. */
    private static String wholeNetwork(Map<?, ?> top) {
        return USUAL_KEYS.stream().filter(key -> top.get(key) instanceof InertValue inert && !inert.isTensor()).findFirst()
                .map(key -> "; \"" + key + "\" is " + PickledValue.describe(top.get(key)) + ", " + NOT_ITSELF).orElse("");
    }

    private static long tensors(Map<?, ?> dict) {
        return dict.values().stream().filter(PickledValue::isTensor).count();
    }

    /** The first dict under a usual key that has tensors. */
    private static @Nullable Map<?, ?> withTensors(Map<?, ?> dict) {
        for (String usual : USUAL_KEYS) {
            if (dict.get(usual) instanceof Map<?, ?> below && hasTensors(below)) {
                return below;
            }
        }
        return null;
    }

    private static boolean hasTensors(Map<?, ?> dict) {
        return dict.values().stream().anyMatch(PickledValue::isTensor);
    }

    private static boolean allTensors(Map<?, ?> dict) {
        return !dict.isEmpty() && dict.values().stream().allMatch(PickledValue::isTensor);
    }

    /** Keys of dicts that hold only tensors, and of such in dicts of the second level. */
    private static List<String> candidates(Map<?, ?> top) {
        List<String> found = new ArrayList<>();
        // A pickle of a few bytes can hold the same dict very often.
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<?, ?> entry : top.entrySet()) {
            if (!(entry.getKey() instanceof String name && entry.getValue() instanceof Map<?, ?> dict) || !seen.add(dict)) {
                continue;
            }
            if (allTensors(dict)) {
                found.add(name);
                continue;
            }
            for (Map.Entry<?, ?> inner : dict.entrySet()) {
                if (inner.getKey() instanceof String part && inner.getValue() instanceof Map<?, ?> deeper && seen.add(deeper)
                        && allTensors(deeper)) {
                    found.add(name + "." + part);
                }
            }
        }
        return found;
    }
}
