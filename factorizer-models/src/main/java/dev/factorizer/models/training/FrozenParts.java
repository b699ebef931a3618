package dev.factorizer.models.training;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.settings.NearestNames;
import dev.factorizer.io.files.Printable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the parameters and buffers of a network that stay as they are, by their names or by those of the layers that hold them. */
final class FrozenParts {
    private FrozenParts() { }

    /**
     * The names of all that is frozen.
     *
     * @param parts names of parameters and buffers, or paths of layers: {@code stem} is {@code stem.weight} and all else below
     * @param parameters of the network
     * @return names of parameters and buffers
     * @throws IllegalArgumentException naming a part that isn't there, and the nearest one that is
     */
    static Set<String> of(List<String> parts, List<ParameterSpec> parameters) {
        Set<String> frozen = new LinkedHashSet<>();
        for (String part : parts) {
            List<String> found = parameters.stream().map(ParameterSpec::name)
                    .filter(name -> name.equals(part) || name.startsWith(part + ".")).toList();
            if (found.isEmpty()) {
                List<String> nearest = NearestNames.of(part, names(parameters));
                throw new IllegalArgumentException("training: frozen part \"" + Printable.of(part) + "\" is not in the network, expected the"
                        + " name of a parameter or of a layer" + (nearest.isEmpty() ? "" : ", such as \"" + nearest.getFirst() + "\""));
            }
            frozen.addAll(found);
        }
        if (!frozen.isEmpty() && parameters.stream().noneMatch(spec -> spec.trainable() && !frozen.contains(spec.name()))) {
            throw new IllegalArgumentException("training: " + parts.stream().collect(Collectors.joining("\", \"", "\"", "\""))
                    + " are all of the network's parameters, expected at least one that isn't frozen");
        }
        return frozen;
    }

    /** Of parameters, buffers and all layers that hold some. */
    private static Set<String> names(List<ParameterSpec> parameters) {
        Set<String> names = new TreeSet<>();
        for (ParameterSpec spec : parameters) {
            String name = spec.name();
            names.add(name);
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                names.add(name.substring(0, dot));
            }
        }
        return names;
    }
}
