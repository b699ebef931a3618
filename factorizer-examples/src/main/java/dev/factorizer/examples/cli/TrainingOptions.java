package dev.factorizer.examples.cli;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.models.runs.RunSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say for how long, from what and within what a recipe is trained. */
final class TrainingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--epochs", paramLabel = "N", description = "How many epochs; training.epochs of the recipe.")
    private Integer epochs;

    @Option(names = "--minutes", paramLabel = "M", description = "How long each fold may take. A few steps are timed, and the number of epochs"
            + " is chosen to fit and stored with the recipe; where it goes on later, only the limit counts.")
    private Double minutes;

    @Option(names = "--patience", paramLabel = "N", description = "After how many validations without a better one a training ends;"
            + " training.patience of the recipe. May be changed where a training goes on.")
    private Integer patience;

    @Option(names = "--extend", paramLabel = "N", description = "Add so many epochs to a training that is complete; of several folds to each that is."
            + " The course of the learning rate is stretched over the new length.")
    private Integer extension;

    @Option(names = "--pretrained", paramLabel = "BUNDLE", description = "Start from the weights of a model bundle. Its channels and regions"
            + " may be others; a table shows what was taken.")
    private Path pretrained;

    @Option(names = "--frozen", paramLabel = "PART", split = ",", description = "Parts of the network that stay as they are: names of"
            + " parameters or paths of layers, separated by commas; training.frozen of the recipe.")
    private List<String> frozen = List.of();

    @Option(names = "--memory", paramLabel = "SIZE", converter = ByteSize.class, description = "The most memory that a training may take,"
            + " such as 8G. What it will take is known before its first step. Default: what the machine has free.")
    private Long memory;

    @Option(names = "--checkpoint-minutes", paramLabel = "M", description = "The most minutes between two checkpoints. Default: 5.")
    private double checkpointMinutes = RunSettings.DEFAULT.checkpointMinutes();

    @Option(names = "--checkpoint-steps", paramLabel = "N", description = "The most steps between two checkpoints.")
    private Integer checkpointSteps;

    @Option(names = "--cache", paramLabel = "DIR", description = "Where prepared cases are kept; runs may share it. Default: RUN/cache.")
    private Path cache;

    @Option(names = "--cache-size", paramLabel = "SIZE", converter = ByteSize.class, description = "The most that they may take there."
            + " Default: 50G.")
    private Long cacheBytes = RunSettings.DEFAULT.cacheBytes();

    /** Filled by picocli. */
    TrainingOptions() { }

    /** What is asked for of the recipe. */
    Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        put(changes, "--epochs", "training.epochs", epochs);
        put(changes, "--patience", "training.patience", patience);
        if (!frozen.isEmpty()) {
            changes.put("training.frozen", String.join(",", frozen));
        }
        return changes;
    }

    private void put(Map<String, String> changes, String option, String key, Integer number) {
        if (number != null) {
            requireAbove(option, number);
            changes.put(key, number.toString());
        }
    }

    RunSettings settings() {
        requireAbove("--checkpoint-minutes", checkpointMinutes);
        RunSettings settings = RunSettings.DEFAULT.withCache(cache, cacheBytes).withLoaderThreads(Math.max(1, Threads.most() - 1));
        if (checkpointSteps != null) {
            requireAbove("--checkpoint-steps", checkpointSteps);
        }
        settings = settings.withCheckpoints(checkpointSteps == null ? 0 : checkpointSteps, checkpointMinutes);
        if (minutes != null) {
            requireAbove("--minutes", minutes);
            settings = settings.withMinutes(minutes);
        }
        if (extension != null) {
            requireAbove("--extend", extension);
            settings = settings.withExtension(extension);
        }
        settings = patience == null ? settings : settings.withPatienceChanges();
        settings = pretrained == null ? settings : settings.withPretrained(pretrained);
        return memory == null ? settings : settings.withMemory(memory);
    }

    private void requireAbove(String option, double number) {
        if (!(number > 0)) {
            throw new ParameterException(command.commandLine(), option + " " + (number == Math.rint(number) ? Long.toString((long) number)
                    : Double.toString(number)) + ": expected above 0");
        }
    }
}
