package dev.factorizer.examples.cli;

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
    private RunSettings settings = RunSettings.DEFAULT;
    private final Map<String, String> changes = new LinkedHashMap<>();
    private Path cache;
    private long cacheBytes = RunSettings.DEFAULT.cacheBytes();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    TrainingOptions() { }

    @Option(names = "--epochs", paramLabel = "N", description = "How many epochs; training.epochs of the recipe.")
    void epochs(int number) {
        changes.put("training.epochs", Integer.toString(atLeast("--epochs", number, 1)));
    }

    @Option(names = "--minutes", paramLabel = "M", description = "How long each fold may take. A few steps are timed, and the number of epochs"
            + " is chosen to fit and stored with the recipe; where it goes on later, only the limit counts.")
    void minutes(double number) {
        if (!(number > 0)) {
            throw new ParameterException(command.commandLine(), "--minutes " + number + ": expected above 0");
        }
        settings = settings.withMinutes(number);
    }

    @Option(names = "--patience", paramLabel = "N", description = "After how many validations without a better one a training ends;"
            + " training.patience of the recipe. May be changed where a training goes on.")
    void patience(int number) {
        changes.put("training.patience", Integer.toString(atLeast("--patience", number, 1)));
        settings = settings.withPatienceChanges();
    }

    @Option(names = "--extend", paramLabel = "N", description = "Add so many epochs to a training that is complete. The course of the learning"
            + " rate is stretched over the new length.")
    void extend(int number) {
        settings = settings.withExtension(atLeast("--extend", number, 1));
    }

    @Option(names = "--pretrained", paramLabel = "BUNDLE", description = "Start from the weights of a model bundle. Its channels and regions"
            + " may be others; a table shows what was taken.")
    void pretrained(Path bundle) {
        settings = settings.withPretrained(bundle);
    }

    @Option(names = "--frozen", paramLabel = "PART", split = ",", description = "Parts of the network that stay as they are: names of"
            + " parameters or paths of layers, separated by commas; training.frozen of the recipe.")
    void frozen(List<String> parts) {
        changes.put("training.frozen", String.join(",", parts));
    }

    @Option(names = "--memory", paramLabel = "SIZE", converter = ByteSize.class, description = "The most memory that a training may take,"
            + " such as 8G. What it will take is known before its first step. Default: what the machine has free.")
    void memory(Long bytes) {
        settings = settings.withMemory(bytes);
    }

    @Option(names = "--checkpoint-minutes", paramLabel = "M", description = "The most minutes between two checkpoints. Default: 5.")
    void checkpointMinutes(double number) {
        if (!(number > 0)) {
            throw new ParameterException(command.commandLine(), "--checkpoint-minutes " + number + ": expected above 0");
        }
        settings = settings.withCheckpoints(settings.checkpointSteps(), number);
    }

    @Option(names = "--checkpoint-steps", paramLabel = "N", description = "The most steps between two checkpoints.")
    void checkpointSteps(int number) {
        settings = settings.withCheckpoints(atLeast("--checkpoint-steps", number, 1), settings.checkpointMinutes());
    }

    @Option(names = "--cache", paramLabel = "DIR", description = "Where prepared cases are kept; runs may share it. Default: RUN/cache.")
    void cache(Path folder) {
        cache = folder;
    }

    @Option(names = "--cache-size", paramLabel = "SIZE", converter = ByteSize.class, description = "The most that they may take there."
            + " Default: 50G.")
    void cacheSize(Long bytes) {
        cacheBytes = bytes;
    }

    private int atLeast(String option, int number, int least) {
        if (number < least) {
            throw new ParameterException(command.commandLine(), option + " " + number + ": expected at least " + least);
        }
        return number;
    }

    /** What is asked for of the recipe. */
    Map<String, String> changes() {
        return changes;
    }

    RunSettings settings() {
        return settings.withCache(cache, cacheBytes);
    }
}
