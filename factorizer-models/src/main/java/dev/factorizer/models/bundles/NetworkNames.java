package dev.factorizer.models.bundles;

import dev.factorizer.api.network.Program;
import dev.factorizer.io.weights.StateDictReader;
import dev.factorizer.io.weights.WrapperNames;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the entries of a file that are a network's, and remembers how. */
final class NetworkNames implements StateDictReader.Naming {
    private final Path file;
    private final ModelRecipe recipe;
    private final String wanted;
    private String prefix = "";
    private @Nullable PrefixFit fit;

    /**
     * A choice.
     *
     * @param file where the names are
     * @param recipe whose network it is
     * @param prefix the prefix to take off; empty to find it
     */
    NetworkNames(Path file, ModelRecipe recipe, String prefix) {
        this.file = file;
        this.recipe = recipe;
        this.wanted = prefix;
    }

    @Override
    public Map<String, String> of(Collection<String> written) {
        Program program = NetworkSize.ofFile(written.size(), file.toFile().length()).program(recipe);
        Map<String, String> expected = new LinkedHashMap<>(recipe.network().sharedNames());
        program.parameters().forEach(spec -> expected.put(spec.name(), spec.name()));
        Map<String, String> plain = WrapperNames.plain(written);
        PrefixFit names = new PrefixFit(plain.values(), expected);
        if (wanted.isEmpty()) {
            prefix = names.best();
            fit = names;
            return without(plain);
        }
        fit = names;
        Map<String, String> raw = new LinkedHashMap<>();
        written.forEach(name -> raw.put(name, name));
        // A prefix that a wrapper added is taken off already.
        for (Map<String, String> candidate : List.of(plain, raw)) {
            for (String spelling : List.of(wanted + ".", wanted)) {
                prefix = spelling;
                Map<String, String> found = without(candidate);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        prefix = "";
        throw new IllegalArgumentException("no name in the state dict begins with \"" + wanted + "\"");
    }

    private Map<String, String> without(Map<String, String> names) {
        Map<String, String> found = new LinkedHashMap<>();
        names.forEach((name, plain) -> {
            if (plain.startsWith(prefix) && plain.length() > prefix.length()) {
                found.put(name, plain.substring(prefix.length()));
            }
        });
        return found;
    }

    /** What was taken off. */
    String prefix() {
        return prefix;
    }

    /** What could help where the weights don't fit. */
    String hint() {
        return fit == null ? "" : fit.hint(prefix);
    }
}
