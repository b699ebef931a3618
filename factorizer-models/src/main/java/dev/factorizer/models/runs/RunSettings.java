package dev.factorizer.models.runs;

import dev.factorizer.api.backend.CompileOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a recipe is trained here: time, extension and patience decide how long, the pretrained model and
 * some options of the program which numbers; nothing else of it decides any number.
 *
 * @param minutes how long each fold may take: at its first start the number of epochs is chosen so that it does, and in any case it
 *     ends then; empty for as long as the recipe says
 * @param extension epochs to be added to the stored recipe; 0 for none
 * @param patienceChanges whether the recipe's patience may differ from that of the stored one, and takes its place
 * @param pretrained a model bundle whose weights the training starts from
 * @param checkpointSteps the most steps between two checkpoints; 0 for as many as there are
 * @param checkpointMinutes the most minutes between two checkpoints
 * @param cache where prepared cases are kept; empty for the run's own folder
 * @param cacheBytes the most that they may take there
 * @param loaderThreads how many threads prepare samples
 * @param memoryBytes the most memory that the training may take; empty for what the machine has
 * @param options of the step's program; those that decide numbers must be the same where it goes on
 */
public record RunSettings(OptionalDouble minutes, int extension, boolean patienceChanges, Optional<Path> pretrained, int checkpointSteps,
        double checkpointMinutes, Optional<Path> cache, long cacheBytes, int loaderThreads, OptionalLong memoryBytes,
        CompileOptions options) {
    private static final double MOST_MINUTES = 60 * 24 * 366;

    /** As long as the recipe says, a checkpoint every five minutes, one thread less than there are processors. */
    public static final RunSettings DEFAULT = new RunSettings(OptionalDouble.empty(), 0, false, Optional.empty(), 0, 5, Optional.empty(),
            50L << 30, Math.max(1, Runtime.getRuntime().availableProcessors() - 1), OptionalLong.empty(), CompileOptions.DEFAULT);

    /** Checks the settings. */
    public RunSettings {
        if (minutes.isPresent() && !(minutes.getAsDouble() > 0 && minutes.getAsDouble() <= MOST_MINUTES)) {
            throw new IllegalArgumentException("run: minutes is " + minutes.getAsDouble() + ", expected above 0 and at most "
                    + (int) MOST_MINUTES);
        }
        if (extension < 0 || checkpointSteps < 0 || !(checkpointMinutes > 0) || cacheBytes < 1 || loaderThreads < 1) {
            throw new IllegalArgumentException("run: extension is " + extension + ", checkpointSteps " + checkpointSteps
                    + ", checkpointMinutes " + checkpointMinutes + ", cacheBytes " + cacheBytes + ", loaderThreads " + loaderThreads
                    + "; expected at least 0 of the first two, above 0 of the others");
        }
        if (memoryBytes.orElse(1) < 1) {
            throw new IllegalArgumentException("run: memoryBytes is " + memoryBytes.getAsLong() + ", expected at least 1");
        }
    }

    /**
     * The same within a time.
     *
     * @param most minutes for each fold
     * @return new settings
     */
    public RunSettings withMinutes(double most) {
        return new RunSettings(OptionalDouble.of(most), extension, patienceChanges, pretrained, checkpointSteps, checkpointMinutes, cache,
                cacheBytes, loaderThreads, memoryBytes, options);
    }

    /**
     * The same for a training that is to be longer than its stored recipe says. The rate's course is stretched over the new length, so it
     * may rise again at first.
     *
     * @param epochs how many more
     * @return new settings
     */
    public RunSettings withExtension(int epochs) {
        return new RunSettings(minutes, epochs, patienceChanges, pretrained, checkpointSteps, checkpointMinutes, cache, cacheBytes,
                loaderThreads, memoryBytes, options);
    }

    /** {@return the same, where the recipe's patience takes the place of that of the stored one} */
    public RunSettings withPatienceChanges() {
        return new RunSettings(minutes, extension, true, pretrained, checkpointSteps, checkpointMinutes, cache, cacheBytes, loaderThreads,
                memoryBytes, options);
    }

    /**
     * The same, starting from a trained model.
     *
     * @param bundle a model bundle
     * @return new settings
     */
    public RunSettings withPretrained(Path bundle) {
        return new RunSettings(minutes, extension, patienceChanges, Optional.of(bundle), checkpointSteps, checkpointMinutes, cache,
                cacheBytes, loaderThreads, memoryBytes, options);
    }

    /**
     * The same with another distance between checkpoints, whichever comes first. One follows each validation in any case.
     *
     * @param steps the most steps; 0 for as many as there are
     * @param most minutes
     * @return new settings
     */
    public RunSettings withCheckpoints(int steps, double most) {
        return new RunSettings(minutes, extension, patienceChanges, pretrained, steps, most, cache, cacheBytes, loaderThreads,
                memoryBytes, options);
    }

    /**
     * The same with another cache, which several runs may share.
     *
     * @param folder where; made if it is missing; null for the run's own
     * @param bytes the most that it may take
     * @return new settings
     */
    @SuppressWarnings("exports") // programs compile without the annotation, too
    public RunSettings withCache(@Nullable Path folder, long bytes) {
        return new RunSettings(minutes, extension, patienceChanges, pretrained, checkpointSteps, checkpointMinutes, Optional.ofNullable(folder),
                bytes, loaderThreads, memoryBytes, options);
    }

    /**
     * The same with another number of threads that prepare samples; the numbers don't depend on it.
     *
     * @param count at least 1
     * @return new settings
     */
    public RunSettings withLoaderThreads(int count) {
        return new RunSettings(minutes, extension, patienceChanges, pretrained, checkpointSteps, checkpointMinutes, cache, cacheBytes,
                count, memoryBytes, options);
    }

    /**
     * The same with a limit to the memory.
     *
     * @param bytes the most it may take
     * @return new settings
     */
    public RunSettings withMemory(long bytes) {
        return new RunSettings(minutes, extension, patienceChanges, pretrained, checkpointSteps, checkpointMinutes, cache, cacheBytes,
                loaderThreads, OptionalLong.of(bytes), options);
    }

    /**
     * The same with other options of the step's program.
     *
     * @param others the options
     * @return new settings
     */
    public RunSettings withOptions(CompileOptions others) {
        return new RunSettings(minutes, extension, patienceChanges, pretrained, checkpointSteps, checkpointMinutes, cache, cacheBytes,
                loaderThreads, memoryBytes, others);
    }
}
