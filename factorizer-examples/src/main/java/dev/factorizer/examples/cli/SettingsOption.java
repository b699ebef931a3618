package dev.factorizer.examples.cli;

import dev.factorizer.io.files.Printable;
import dev.factorizer.models.recipes.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that changes settings of a recipe. */
final class SettingsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Another value of a setting of the recipe, by its path in the file,"
            + " such as network.widths=16,32. Repeat it for further settings.")
    private List<String> changes = List.of();

    /** Filled by picocli. */
    SettingsOption() { }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The recipe with all changes. */
    Recipe apply(Recipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String change : changes) {
            int at = change.indexOf('=');
            if (at < 1) {
                throw wrong(change, "expected a setting and its value, such as network.widths=16,32");
            }
            String key = change.substring(0, at).strip();
            if (values.put(key, change.substring(at + 1)) != null) {
                throw wrong(change, "sets " + Printable.of(key) + " a second time, expected each setting once");
            }
        }
        return values.isEmpty() ? recipe : recipe.with(values);
    }

    private ParameterException wrong(String change, String problem) {
        return new ParameterException(command.commandLine(), "--set " + Printable.of(change) + ": " + problem);
    }
}
