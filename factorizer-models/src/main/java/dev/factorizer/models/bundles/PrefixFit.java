package dev.factorizer.models.bundles;

import dev.factorizer.io.files.Printable;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Under which beginning of its names a file holds a network: a training framework's module has the network as an attribute,
 * so that all of the network's names begin with {@code net.} or {@code model.}, beside those of losses and metrics.
 */
final class PrefixFit {
    private final Collection<String> names;
    /** How many tensors the network has. */
    private final int all;
    /** The network's tensors by prefix. */
    private final Map<String, Set<String>> found = new LinkedHashMap<>();

    /**
     * Compares names.
     *
     * @param names those in the file
     * @param expected the network's tensors by each of their names
     */
    PrefixFit(Collection<String> names, Map<String, String> expected) {
        this.names = names;
        this.all = new HashSet<>(expected.values()).size();
        long mostDots = expected.keySet().stream().mapToLong(PrefixFit::dots).max().orElse(0);
        for (String name : names) {
            int dot = name.length();
            for (long i = 0; i <= mostDots && dot >= 0; i++) {
                dot = name.lastIndexOf('.', dot - 1);
                String tensor = expected.get(name.substring(dot + 1));
                if (tensor != null) {
                    found.computeIfAbsent(name.substring(0, dot + 1), prefix -> new HashSet<>()).add(tensor);
                }
            }
        }
    }

    private static long dots(String name) {
        return name.chars().filter(c -> c == '.').count();
    }

    /**
     * The prefix under which the whole network is, or the one that all names have; else none.
     *
     * @return the prefix, with its dot; or empty
     * @throws IllegalArgumentException if the network is there more than once
     */
    String best() {
        if (count("") == all) {
            return "";
        }
        List<String> whole = found.keySet().stream().filter(prefix -> count(prefix) == all).toList();
        if (whole.size() > 1) {
            throw new IllegalArgumentException("holds the network " + whole.size() + " times, its names begin with "
                    + whole.stream().limit(8).map(PrefixFit::quoted).toList() + "; choose one of these prefixes (--prefix)");
        }
        if (whole.size() == 1) {
            return whole.getFirst();
        }
        String likely = likely();
        return names.stream().allMatch(name -> name.startsWith(likely)) ? likely : "";
    }

    /**
     * What could help where the names don't fit.
     *
     * @param chosen the prefix that was taken off
     * @return a sentence; empty if there is nothing to say
     */
    String hint(String chosen) {
        String likely = likely();
        if (count(likely) > count(chosen)) {
            return count(likely) + " of the network's " + all + " names are there with the prefix "
                    + quoted(likely) + ", which --prefix takes off";
        }
        return chosen.isEmpty() ? "" : "the names are those in the file without the prefix " + quoted(chosen);
    }

    /** Under which most names are found; the shortest of several. */
    private String likely() {
        String likely = "";
        for (String prefix : found.keySet()) {
            int more = count(prefix) - count(likely);
            if (more > 0 || more == 0 && prefix.length() < likely.length()) {
                likely = prefix;
            }
        }
        return likely;
    }

    private int count(String prefix) {
        return found.getOrDefault(prefix, Set.of()).size();
    }

    /** The prefix comes from the file. */
    private static String quoted(String prefix) {
        return "\"" + Printable.of(prefix.length() > 100 ? prefix.substring(0, 100) + "…" : prefix) + "\"";
    }
}
