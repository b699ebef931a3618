package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists recipes, shows one with all its settings, and writes it to a file. */
@Command(name = "recipe", header = "Lists the recipes of trainings, and shows or writes one with all its settings.",
        description = {"", "A recipe is one file that says all that decides a training. Without a name, the bundled ones are listed."},
        footer = {"  factorizer recipe", "  factorizer recipe hippocampus",
            "  factorizer recipe hippocampus --set network.widths=16,32 --output mine.yaml", "  factorizer recipe --schema"})
final class RecipeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Results results;

    @Spec
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "The name of a bundled recipe, or a file.")
    private String source;

    @Mixin
    private SettingsOption settings;

    @Option(names = "--output", paramLabel = "FILE", description = "Write it there instead: as YAML, or as JSON if the name ends with .json.")
    private Path output;

    @Mixin
    private ForceOption force;

    @Option(names = "--schema", description = "Show the JSON Schema of recipes, for editors and other programs.")
    private boolean schema;

    @Inject
    RecipeCommand(Terminal terminal, Results results) {
        this.terminal = terminal;
        this.results = results;
    }

    @Override
    public Integer call() throws IOException {
        if (source == null && !settings.isEmpty() || schema && (source != null || !settings.isEmpty())
                || source == null && !schema && output != null) {
            throw new ParameterException(command.commandLine(), schema ? "--schema: expected no recipe and no --set beside it"
                    : "expected the name of a recipe or a file before " + (output == null ? "--set" : "--output"));
        }
        if (schema) {
            byte[] text = Recipes.schema();
            results.put("schema", JsonTree.parse(text, Path.of("recipe.schema.json"), "a JSON Schema"));
            show(text);
        } else if (source == null) {
            Recipes.names().forEach(name -> terminal.out().println(line(Recipes.named(name))));
            results.put("recipes", Recipes.names());
        } else {
            Recipe recipe = settings.apply(Recipes.find(source));
            results.put("recipe", recipe.toTree());
            if (output == null) {
                show(Recipes.text(recipe));
            } else {
                AtomicFile.requireWritable(List.of(output), Recipes.names().contains(source) ? List.of() : List.of(Path.of(source)));
                force.requireNew(output);
                Recipes.write(recipe, output);
                written();
            }
        }
        return CommandLineProgram.DONE;
    }

    private void show(byte[] text) throws IOException {
        if (output != null) {
            AtomicFile.requireWritable(List.of(output), List.of());
            force.requireNew(output);
            AtomicFile.write(output, out -> out.write(text));
            written();
        } else {
            terminal.out().print(new String(text, StandardCharsets.UTF_8));
        }
    }

    private void written() {
        terminal.out().println("written: " + Printable.of(output));
        results.written(output);
    }

    private static String line(Recipe recipe) {
        return String.format(Locale.ROOT, "%-18s %-10s window %-14s finds %s in %s", recipe.name(), recipe.model().network().kind(),
                recipe.model().network().window().stream().map(String::valueOf).collect(Collectors.joining("x")),
                recipe.model().labels().regions().stream().filter(region -> region.value() > 0).map(Region::name)
                        .collect(Collectors.joining(", ")), String.join(", ", recipe.model().channels()));
    }
}
