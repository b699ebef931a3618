package dev.factorizer.examples.cli;

import dev.factorizer.io.files.Printable;
import dev.factorizer.models.recipes.Recipe;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that changes settings of a recipe. */
final class SettingsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Filled by picocli. */
    SettingsOption() { }

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Another value of a setting of the recipe, by its path in the file,"
            + " such as network.widths=16,32. Repeat it for further settings.")
    void set(String[] changes) {
        for (String change : changes) {
            int at = change.indexOf('=');
            if (at < 1) {
                throw new ParameterException(command.commandLine(), "--set " + Printable.of(change)
                        + ": expected a setting and its value, such as network.widths=16,32");
            }
            if (values.put(change.substring(0, at).strip(), change.substring(at + 1)) != null) {
                throw new ParameterException(command.commandLine(), "--set " + Printable.of(change) + ": sets "
                        + Printable.of(change.substring(0, at).strip()) + " a second time, expected each setting once");
            }
        }
    }

    /** The recipe with all changes. */
    Recipe apply(Recipe recipe) {
        return values.isEmpty() ? recipe : recipe.with(values);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }
}
