package dev.factorizer.io.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What PyTorch's own wrappers add to the names of what they wrap, and how to take it off. */
public final class WrapperNames {
    /** Before all names: of data parallel and averaged networks. */
    private static final String WHOLE = "module.";
    /** Anywhere, because parts of a network can be compiled, sharded or recomputed, too. */
    private static final Set<String> ANYWHERE = Set.of("_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module");
    /** Counts how many networks were averaged. */
    private static final String AVERAGED = "n_averaged";

    private WrapperNames() { }

    /**
     * Names without what wrappers added: {@code module.} before all of them, {@code _orig_mod.} and its like anywhere, and the
     * counter {@code n_averaged} of an averaged network.
     *
     * @param names of a file
     * @return for each of them that is kept, the name within the network, in the same order
     */
    public static Map<String, String> plain(Collection<String> names) {
        Map<String, String> plain = new LinkedHashMap<>();
        names.forEach(name -> plain.put(name, withoutParts(name)));
        if (new LinkedHashSet<>(plain.values()).size() < plain.size()) {
            plain.replaceAll((name, shorter) -> name);
        }
        // Wrappers can be in each other: a data parallel network that was averaged, or the other way round.
        for (dropCounter(plain); !plain.isEmpty() && plain.values().stream().allMatch(name -> name.startsWith(WHOLE));
                dropCounter(plain)) {
            plain.replaceAll((name, longer) -> longer.substring(WHOLE.length()));
        }
        return plain;
    }

    private static void dropCounter(Map<String, String> plain) {
        boolean averaged = plain.size() > 1 && plain.containsValue(AVERAGED)
                && plain.values().stream().allMatch(name -> name.equals(AVERAGED) || name.startsWith(WHOLE));
        if (averaged) {
            plain.values().remove(AVERAGED);
        }
    }

    private static String withoutParts(String name) {
        if (ANYWHERE.stream().noneMatch(name::contains)) {
            return name;
        }
        List<String> parts = new ArrayList<>(List.of(name.split("\\.", -1)));
        String last = parts.removeLast();
        return parts.stream().filter(part -> !ANYWHERE.contains(part)).map(part -> part + ".").collect(Collectors.joining())
                + last;
    }
}
